/** Items and their takes (reaper.md, section 4, "Item"). */
import type { Clip, Note, Ns, PluginInstance, Use } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { withNotes } from '../shared/midi-notes.js';
import { type Document, numberOf } from './grammar.js';
import { type Item, nsOf, readLines, type Take } from './item-lines.js';
import type { TakeNotes } from './midi.js';
import { readChain } from './plugins.js';
import { furthestPoint, readSource, type Source } from './sources.js';

/** How a take uses the file of its source. */
export interface TakeUse extends Use {
  /** The SOURCE block of the take. */
  readonly source: number;
  readonly neededNs: Ns | null;
}

export interface ItemFacts {
  readonly clips: readonly Clip[];
  readonly uses: readonly TakeUse[];
  readonly plugins: readonly PluginInstance[];
  readonly notes: readonly Note[];
  readonly endNs: Ns | null;
}

/** What reading an item needs to know of its session. */
export interface Setting {
  readonly mediaOf: (source: number) => number | null;
  /** Null where no notes are wanted. */
  readonly notesOf: TakeNotes | null;
}

export function readItem(
  document: Document,
  block: number,
  track: { readonly index: number; readonly name: string },
  { mediaOf, notesOf }: Setting,
): ItemFacts {
  const item = readLines(document, block);
  const active = activeTake(item.takes);
  const label = item.takes[active]?.name || (item.text ? 'text item' : 'empty item');
  const takes = item.takes.map((take, at) => {
    const source = take.source === null ? null : readSource(document, take.source);
    const media = take.source === null ? null : mediaOf(take.source);
    return {
      take,
      clip: withNotes(clipOf(item, at, active, source, media), notesOf?.(item, take)),
      uses: source ? usesOf(item, take, source, track.index) : [],
    };
  });
  return {
    // An item is heard as one clip, also when it has no take; a lane without a take is none.
    clips: takes.filter(({ take, clip }) => clip.active || !take.empty).map(({ clip }) => clip),
    uses: takes.flatMap(({ uses }) => uses),
    plugins: item.takes.flatMap((take) =>
      take.effects.flatMap((chain) => readChain(document, chain, `take ${take.name || label}`).plugins),
    ),
    notes: item.text === '' ? [] : [{ where: `${track.name}: ${label}`, text: item.text }],
    endNs: item.startNs === null || item.lengthNs === null ? null : item.startNs + item.lengthNs,
  };
}

/** The first one, where none is marked. */
const activeTake = (takes: readonly Take[]): number =>
  Math.max(
    takes.findIndex((take) => take.selected),
    0,
  );

function clipOf(item: Item, at: number, active: number, source: Source | null, media: number | null): Clip {
  const take = item.takes[at] as Take;
  return {
    name: take.name,
    kind: source?.kind ?? 'other',
    startNs: item.startNs,
    lengthNs: item.lengthNs,
    offsetNs: nsOf(take.offset),
    media,
    muted: item.muted,
    gainDb: item.gain === null && take.gain === null ? null : decibels((item.gain ?? 1) * (take.gain ?? 1)),
    fadeIn: item.fadeIn,
    fadeOut: item.fadeOut,
    active: at === active || (item.allTakes && source !== null),
    playRate: take.rate,
    pitchSemitones: take.pitch,
    reversed: source?.reversed ?? null,
    looped: item.looped,
    // The number of a fixed lane is not in the lines that are known.
    lane: null,
    take: item.takes.length > 1 ? at + 1 : null,
  };
}

function usesOf(item: Item, take: Take, source: Source, track: number): readonly TakeUse[] {
  if (take.source === null) return [];
  const { startNs, lengthNs } = item;
  const neededNs = neededBy(item, take, source);
  return [{ track, what: take.name || 'item', startNs, lengthNs, source: take.source, neededNs }];
}

/**
 * A looped source starts over, stretched parts lie elsewhere, and of several takes the item is as long as the longest: then
 * only where the take begins is sure.
 */
function neededBy(item: Item, take: Take, source: Source): Ns | null {
  const offset = numberOf(take.offset) ?? 0;
  const bounded = item.looped === false && !take.stretched && item.takes.length === 1;
  const length = (numberOf(item.length) ?? 0) * (take.rate ?? 1);
  return furthestPoint(source, bounded ? offset + Math.max(length, 0) : offset);
}
