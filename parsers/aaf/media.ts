/** The files that an AAF refers to, and the essence that it holds (aaf.md, sections 3 and 4, "What the expected lists count"). */
import type { Evidence, MediaKind, Reference, Use } from '../../lib/model/session.js';
import { baseNameOf } from '../../lib/model/stored-path.js';
import { kindByExtension } from '../shared/media-kind.js';
import { type Descriptor, sampleRateOf } from './descriptor.js';
import type { EssenceSite } from './essence.js';
import { PROPERTY } from './ids.js';
import type { Mob } from './mobs.js';
import type { AafObject, ObjectFile } from './objects.js';
import { decodedUrl, pathOfUrl } from './url.js';
import { mobIdOf, type Rate, wholeRate } from './values.js';

export type MediaFile = Omit<Reference, 'usedBy'>;

export interface MediaFiles {
  readonly files: readonly MediaFile[];
  /** By the id of a source mob: its place in `files`. */
  readonly ofMob: ReadonlyMap<string, number>;
  /** Files that are known by their id alone. */
  readonly unplaced: number;
}

/** The data streams by the id of their mob. */
export function readEssence(
  file: ObjectFile,
  content: AafObject | null,
): ReadonlyMap<string, { start: number; size: number }> {
  const streams = new Map<string, { start: number; size: number }>();
  for (const object of file.children(content, PROPERTY.essence)) {
    const id = mobIdOf(object, PROPERTY.essenceMob);
    const stream = file.stream(object, PROPERTY.essenceData);
    if (id !== null && stream !== null && !streams.has(id)) streams.set(id, { start: stream.start, size: stream.size });
  }
  return streams;
}

export function mediaOf(mobs: readonly Mob[], essence: ReturnType<typeof readEssence>): MediaFiles {
  const files: MediaFile[] = [];
  const ofMob = new Map<string, number>();
  const places = new Map<string, number>();
  const known = new Set<string>();
  let unplaced = 0;
  const add = (stored: string, make: () => MediaFile): number => {
    const there = places.get(stored);
    if (there !== undefined) return there;
    places.set(stored, files.length);
    return files.push(make()) - 1;
  };
  const placeOf = (mob: Mob): number | null => {
    const stream = essence.get(mob.id);
    // One that lies in the file may say besides where it came from: that is not looked for.
    if (stream !== undefined) return add(mob.id, () => embedded(mob, stream));
    const [first, ...others] = urlsOf(mob);
    return first === undefined ? null : add(first, () => linked(mob, first, others));
  };
  for (const mob of mobs) {
    known.add(mob.id);
    const at = placeOf(mob);
    if (at !== null) ofMob.set(mob.id, at);
    else if (mob.descriptor?.isFile && mob.descriptor.media !== null) unplaced += 1;
  }
  // Behind all others, so that a place which is some file's only one is never taken for a second one.
  for (const mob of mobs)
    if (!essence.has(mob.id))
      for (const url of urlsOf(mob)) add(url, () => ({ ...linked(mob, url, []), needed: false }));
  for (const [id, stream] of essence) if (!known.has(id)) add(id, () => embedded(null, stream, id));
  return { files, ofMob, unplaced };
}

const urlsOf = ({ descriptor }: Mob): readonly string[] =>
  descriptor?.isFile ? [...new Set(descriptor.urls.map(decodedUrl))] : [];

const linked = (mob: Mob, stored: string, alternates: readonly string[]): MediaFile => ({
  stored,
  name: baseNameOf(pathOfUrl(stored)),
  kind: kindOf(mob, stored),
  alternates,
  needed: true,
  place: 'file',
  evidence: { id: mob.id, ...evidenceOf(mob.descriptor) },
  // The length of the file itself is evidence, and says more.
  neededNs: null,
  sites: [],
});

function embedded(mob: Mob | null, stream: { start: number; size: number }, id = mob?.id ?? ''): MediaFile {
  const kind = mob === null ? 'other' : kindOf(mob, '');
  const site: EssenceSite = { ...stream, format: mob?.descriptor?.format ?? {}, isSound: kind === 'audio' };
  return {
    stored: id,
    name: mob?.name ?? '',
    kind,
    alternates: [],
    needed: true,
    place: 'embedded',
    evidence: { id, ...evidenceOf(mob?.descriptor ?? null), size: stream.size },
    neededNs: null,
    sites: [site],
  };
}

/** By the descriptor; else by what runs on the mob's slots, and last by the name. */
function kindOf({ descriptor, slots }: Mob, stored: string): MediaKind {
  const onSlots = slots.map(({ essence }) => essence).find((essence) => essence !== null);
  return descriptor?.media ?? onSlots ?? kindByExtension(stored) ?? 'other';
}

function evidenceOf(descriptor: Descriptor | null): Evidence {
  if (descriptor === null) return {};
  const { rate, length, format } = descriptor;
  const sampleRate = sampleRateOf(descriptor);
  return { ...framesOf(length, rate, sampleRate), ...format, ...(sampleRate === null ? {} : { sampleRate }) };
}

function framesOf(length: bigint | null, rate: Rate | null, sampleRate: number | null): Evidence {
  if (length === null || length <= 0n || length > BigInt(Number.MAX_SAFE_INTEGER)) return {};
  const frames = Number(length);
  if (rate === null || sampleRate === wholeRate(rate)) return { frames };
  return { frames, framesAtRate: Number(rate.numerator) / Number(rate.denominator) };
}

export const withUses = (
  files: readonly MediaFile[],
  uses: ReadonlyMap<number, readonly Use[]>,
): readonly Reference[] => files.map((file, at) => ({ ...file, usedBy: uses.get(at) ?? [] }));
