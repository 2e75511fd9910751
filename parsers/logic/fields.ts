/** Fields of a record's payload: null where it is too short to have them, as those of older versions are. */
import { decodePath } from '../../lib/model/path-bytes.js';

export const u8 = (payload: Buffer, at: number): number | null => payload[at] ?? null;

export const u16 = (payload: Buffer, at: number): number | null =>
  at + 2 <= payload.length ? payload.readUInt16LE(at) : null;

export const u32 = (payload: Buffer, at: number): number | null =>
  at + 4 <= payload.length ? payload.readUInt32LE(at) : null;

/** Without a view of its own: a song has a hundred thousand names, and nearly all are sound UTF-8. */
function textIn(payload: Buffer, start: number, end: number): string {
  const text = payload.toString('utf8', start, end);
  return text.includes('\ufffd') ? decodePath(payload.subarray(start, end)) : text;
}

/** UTF-8 up to a zero, or for `max` bytes. */
export function zeroEnded(payload: Buffer, at: number, max: number): string {
  const limit = Math.min(at + max, payload.length);
  let end = at;
  while (end < limit && payload[end] !== 0) end++;
  return textIn(payload, at, end);
}

/** UTF-8 behind its length of two bytes; null where it is longer than the payload. */
export function counted(payload: Buffer, at: number): string | null {
  const length = u16(payload, at);
  if (length === null || at + 2 + length > payload.length) return null;
  return textIn(payload, at + 2, at + 2 + length).replace(/\0+$/, '');
}

/** A code of four characters, which is stored backwards; what is not text stands as hex. */
export function fourCode(payload: Buffer, at: number): string | null {
  if (at + 4 > payload.length) return null;
  const code = payload.readUInt32LE(at);
  const bytes = [code >>> 24, (code >> 16) & 0xff, (code >> 8) & 0xff, code & 0xff];
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? String.fromCharCode(...bytes) : `0x${code.toString(16).padStart(8, '0')}`;
}
