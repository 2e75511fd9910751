/** Markers of the main composition, and where its timecode begins (aaf.md, section 4). */
import type { Marker, Note } from '../../lib/model/session.js';
import type { Mob } from './mobs.js';
import type { Segment } from './segments.js';
import { nsOf } from './values.js';

/** In the order of their positions. */
export function markersOf(composition: Mob | null): readonly Marker[] {
  const events = (composition?.slots ?? []).filter(({ kind }) => kind === 'event');
  const markers = events.flatMap(({ segment, rate }) =>
    partsOf(segment).flatMap((part): Marker[] => {
      if (part.kind !== 'marker') return [];
      const atNs = rate === null || part.position === null ? null : nsOf(part.position, rate);
      const lengthNs = rate === null || part.length === 0n ? null : nsOf(part.length, rate);
      return [{ name: part.text, atNs, lengthNs, colour: null }];
    }),
  );
  const key = ({ atNs }: Marker): bigint => atNs ?? 0n;
  return markers.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** A picture editor finds its places by it. */
export function timecodeNotes(composition: Mob | null): readonly Note[] {
  const found = (composition?.slots ?? []).flatMap(({ segment }) => partsOf(segment)).find(isTimecode);
  if (found === undefined || found.framesPerSecond === 0 || found.start < 0n) return [];
  const { start, framesPerSecond, isDrop } = found;
  const text = isDrop
    ? `The timecode begins at frame ${start}, ${framesPerSecond} frames per second, drop frame`
    : `The timecode begins at ${timecodeText(start, BigInt(framesPerSecond))}, ${framesPerSecond} frames per second`;
  return [{ where: 'timecode', text }];
}

const isTimecode = (part: Segment) => part.kind === 'timecode';

const partsOf = (segment: Segment | null): readonly Segment[] =>
  segment === null ? [] : segment.kind === 'sequence' ? segment.parts : [segment];

function timecodeText(frames: bigint, rate: bigint): string {
  const seconds = frames / rate;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n, frames % rate];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
