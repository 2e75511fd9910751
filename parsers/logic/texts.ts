/** Text records: names of tracks, markers, sections, notes (logic.md, section 4.6). */
import { decodePath } from '../../lib/model/path-bytes.js';
import { u8, u32 } from './fields.js';
import type { Song } from './records.js';
import { isRtf, textOfRtf } from './rtf.js';

export interface Texts {
  /** Null where there is no such record, or an empty one. */
  at(slot: number): string | null;
  /** Slots of the texts that are notes or markers. */
  readonly formatted: readonly number[];
}

const RTF = 0x13;
const [FIXED_PART, MAX_TEXT] = [0x62, 256 * 1024];

export function textsOf(song: Song): Texts {
  const payloads = new Map(song.records('qSxT').map((one) => [one.slot, one.payload]));
  // Thousands of events may name one text.
  const known = new Map<number, string | null>();
  return {
    at(slot) {
      const before = known.get(slot);
      if (before !== undefined) return before;
      const payload = payloads.get(slot);
      const text = payload === undefined ? null : textIn(payload);
      known.set(slot, text);
      return text;
    },
    formatted: [...payloads].flatMap(([slot, payload]) => (u8(payload, 24) === RTF ? [slot] : [])),
  };
}

function textIn(payload: Buffer): string | null {
  const [start, end] = [u32(payload, 16) ?? FIXED_PART, u32(payload, 20) ?? 0];
  if (start < 24 || end <= start || end > payload.length) return null;
  const bytes = payload.subarray(start, Math.min(end, start + MAX_TEXT));
  const zero = bytes.indexOf(0);
  const text = zero < 0 ? bytes : bytes.subarray(0, zero);
  const latin1 = text.toString('latin1');
  return isRtf(latin1) ? textOfRtf(latin1) : decodePath(text);
}
