/** Lists of events: lines of 16 bytes, of which some continue the one before (logic.md, section 2.4). */
import type { Song, SongRecord } from './records.js';

export interface SongEvent {
  readonly type: number;
  /** In ticks, 960 to the quarter. */
  readonly at: number;
  /** The list, and where the head and its continuations stand in it: a view for each of a hundred thousand would be garbage. */
  readonly payload: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Fields of an event by their offset from its head; null where it is too short to have them. */
export const eventU8 = ({ payload, start, end }: SongEvent, at: number): number | null =>
  start + at < end ? (payload[start + at] as number) : null;
export const eventU16 = ({ payload, start, end }: SongEvent, at: number): number | null =>
  start + at + 2 <= end ? payload.readUInt16LE(start + at) : null;
export const eventU32 = ({ payload, start, end }: SongEvent, at: number): number | null =>
  start + at + 4 <= end ? payload.readUInt32LE(start + at) : null;

const LINE = 16;
const END = 0xf1;
/** Where every list ends. */
export const END_OF_LIST = 0x3fff_ffff;
/** More than any list has. */
const MAX_EVENTS = 1_000_000;

/** Kinds of lists; the arrangement is the one with slot 4. */
export const LIST = { meter: 0x01, tempo: 0x03, sections: 0x05, markers: 0x16, tracks: 0x17 } as const;
export const ARRANGEMENT = 4;

/** Where bar 1 lies in the lists of regions, and in all others. */
export const [REGIONS_START, LISTS_START] = [34_560, 38_400];

export function* eventsOf({ payload }: SongRecord, types: readonly number[]): Generator<SongEvent> {
  const lines = Math.floor(payload.length / LINE);
  const continues = (line: number): boolean => ((payload[line * LINE + 7] as number) & 0x80) !== 0;
  let count = 0;
  for (let line = 0; line < lines && count < MAX_EVENTS; ) {
    let next = line + 1;
    while (next < lines && continues(next)) next++;
    const at = line * LINE;
    const type = payload.readUInt16LE(at);
    if (type === END) return;
    if (types.includes(type)) {
      count++;
      yield { type, at: payload.readUInt32LE(at + 4), payload, start: at, end: next * LINE };
    }
    line = next;
  }
}

export const listsOf = (song: Song, kind: number, slot?: number): readonly SongRecord[] =>
  song.records('qSvE').filter((one) => one.kind === kind && (slot === undefined || one.slot === slot));
