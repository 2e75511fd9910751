/** Mobs: compositions, what their clips are called, and the files behind them (aaf.md, sections 2.3, 3 and 4). */
import type { MediaKind } from '../../lib/model/session.js';
import { type Descriptor, readDescriptor } from './descriptor.js';
import { CLASS, essenceKind, PROPERTY, TOP_LEVEL } from './ids.js';
import type { AafObject, ObjectFile } from './objects.js';
import { placedOn } from './placed.js';
import { readSegment, type Segment } from './segments.js';
import { guidOf, i64Of, indirectOf, mobIdOf, type Rate, rateOf, textOf, u32Of } from './values.js';

export interface Mob {
  readonly id: string;
  readonly name: string;
  readonly kind: number | null;
  readonly isTopLevel: boolean;
  readonly slots: readonly Slot[];
  readonly descriptor: Descriptor | null;
  readonly comments: readonly { readonly name: string; readonly text: string }[];
}

export interface Slot {
  readonly id: number | null;
  readonly name: string;
  readonly kind: 'timeline' | 'event' | 'static';
  readonly rate: Rate | null;
  readonly origin: bigint;
  /** What runs on it; null for timecode and metadata. */
  readonly essence: Extract<MediaKind, 'audio' | 'video'> | null;
  readonly segment: Segment | null;
}

/** In the order of their index. Of two with one id the first counts. */
export function readMobs(file: ObjectFile, content: AafObject | null, onTooDeep: () => void): readonly Mob[] {
  const mobs = new Map<string, Mob>();
  for (const object of file.children(content, PROPERTY.mobs)) {
    const id = mobIdOf(object, PROPERTY.mobId);
    if (id === null || mobs.has(id)) continue;
    mobs.set(id, {
      id,
      name: textOf(object, PROPERTY.mobName) ?? '',
      kind: object.kind,
      isTopLevel: guidOf(object, PROPERTY.usage) === TOP_LEVEL,
      slots: Array.from(file.children(object, PROPERTY.slots), (slot) => readSlot(file, slot, onTooDeep)),
      descriptor:
        object.kind === CLASS.sourceMob ? readDescriptor(file, file.child(object, PROPERTY.descriptor)) : null,
      comments: object.kind === CLASS.compositionMob ? readComments(file, object) : [],
    });
  }
  return [...mobs.values()];
}

const KINDS: ReadonlyMap<number | null, Slot['kind']> = new Map([
  [CLASS.timelineSlot, 'timeline'],
  [CLASS.eventSlot, 'event'],
]);

function readSlot(file: ObjectFile, object: AafObject, onTooDeep: () => void): Slot {
  const segment = file.child(object, PROPERTY.segment);
  return {
    id: u32Of(object, PROPERTY.slotId),
    name: textOf(object, PROPERTY.slotName) ?? '',
    kind: KINDS.get(object.kind) ?? 'static',
    rate: rateOf(object, PROPERTY.editRate) ?? rateOf(object, PROPERTY.eventRate),
    origin: i64Of(object, PROPERTY.origin) ?? 0n,
    essence: essenceKind(guidOf(segment, PROPERTY.dataDefinition)),
    segment: segment === null ? null : readSegment(file, segment, onTooDeep),
  };
}

/** What a person wrote to the composition. Values of other types than text are not for people. */
function readComments(file: ObjectFile, object: AafObject): Mob['comments'] {
  return Array.from(file.children(object, PROPERTY.userComments)).flatMap((tag) => {
    const [name, text] = [textOf(tag, PROPERTY.tagName), taggedText(tag)];
    return name === null || text === null || text === '' ? [] : [{ name, text }];
  });
}

function taggedText(tag: AafObject): string | null {
  const value = indirectOf(tag, PROPERTY.tagValue);
  return typeof value === 'string' ? value : null;
}

/**
 * The composition that is the song: the first one that is marked as top level; else the first that no other one uses; else the
 * first (section 4).
 */
export function mainComposition(mobs: readonly Mob[]): Mob | null {
  const all = mobs.filter(({ kind }) => kind === CLASS.compositionMob);
  const top = all.find(({ isTopLevel }) => isTopLevel);
  if (top !== undefined || all.length < 2) return top ?? all[0] ?? null;
  const used = new Set(all.flatMap(({ slots }) => slots.flatMap(({ segment }) => (segment ? sourcesOf(segment) : []))));
  return all.find(({ id }) => !used.has(id)) ?? (all[0] as Mob);
}

const sourcesOf = (segment: Segment): readonly string[] => placedOn(segment).flatMap(({ clip }) => clip.mob ?? []);
