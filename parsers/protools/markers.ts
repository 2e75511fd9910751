/** Memory locations (protools.md, section 4.6): those that are markers. */
import type { Marker, Note } from '../../lib/model/session.js';
import { type Block, cursorIn, type Document, listed, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt } from './text.js';
import { positionAt, type Timeline } from './timeline.js';

export interface Markers {
  readonly markers: readonly Marker[];
  readonly notes: readonly Note[];
}

interface Location {
  readonly number: number;
  readonly kind: number;
  readonly name: string;
  readonly comment: string;
  readonly atNs: Marker['atNs'];
}

const [KIND, MARKER] = [3, 1];

/** Sorted by time; the list is in the order of the numbers. */
export function readMarkers(document: Document, timeline: Timeline, old: OldText): Markers {
  const locations = listed(document, topOf(document, CONTENT.locations), CONTENT.location, 'markers')
    .flatMap((block) => locationOf(document, block, timeline, old) ?? [])
    .filter(({ kind }) => (kind & KIND) === MARKER)
    .sort((a, b) => Number((a.atNs ?? 0n) - (b.atNs ?? 0n)) || a.number - b.number);
  return {
    markers: locations.map(({ name, atNs }) => ({ name, atNs, lengthNs: null, colour: null })),
    notes: locations.flatMap(({ name, number, comment }) =>
      comment === '' ? [] : [{ where: `marker ${name || number}`, text: comment }],
    ),
  };
}

/** Of the end of the name: the list of tracks, behind which the comment stands. */
const TRACKS = 66;

/** `u16 number, u8 reference, u8 kind, u16 0, name, u64 start, u64 end, …, u32 n, n bytes, u32, u8, comment`. */
function locationOf(document: Document, block: Block, timeline: Timeline, old: OldText): Location | null {
  const cursor = cursorIn(document, block);
  const number = cursor.u16();
  cursor.skip(1);
  const kind = cursor.u8();
  cursor.skip(2);
  const name = stringAt(cursor, old);
  const start = cursor.at;
  if (number === null || kind === null || name === null || !cursor.skip(8)) {
    document.damaged.add('markers');
    return null;
  }
  const rest = cursorIn(document, block, start + TRACKS);
  const tracks = rest.u32();
  const comment = tracks !== null && rest.skip(tracks) && rest.skip(5) ? (stringAt(rest, old) ?? '') : '';
  return { number, kind, name, comment, atNs: timeline.nsAt(positionAt(document, start)) };
}
