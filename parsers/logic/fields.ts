/** Fields of a record's payload: null where it is too short to have them, as those of older versions are. */
import { decodePath } from '../../lib/model/path-bytes.js';

export const u8 = (payload: Buffer, at: number): number | null => payload[at] ?? null;

export const u16 = (payload: Buffer, at: number): number | null =>
  at + 2 <= payload.length ? payload.readUInt16LE(at) : null;

export const u32 = (payload: Buffer, at: number): number | null =>
  at + 4 <= payload.length ? payload.readUInt32LE(at) : null;

/** UTF-8 up to a zero, or for `max` bytes. */
export function zeroEnded(payload: Buffer, at: number, max: number): string {
  const field = payload.subarray(at, at + max);
  const end = field.indexOf(0);
  return decodePath(end < 0 ? field : field.subarray(0, end));
}

/** UTF-8 behind its length of two bytes; null where it is longer than the payload. */
export function counted(payload: Buffer, at: number): string | null {
  const length = u16(payload, at);
  if (length === null || at + 2 + length > payload.length) return null;
  return decodePath(payload.subarray(at + 2, at + 2 + length)).replace(/\0+$/, '');
}

/** A code of four characters, which is stored backwards; what is not text stands as hex. */
export function fourCode(payload: Buffer, at: number): string | null {
  if (at + 4 > payload.length) return null;
  const bytes = Buffer.from(payload.subarray(at, at + 4)).reverse();
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? bytes.toString('latin1') : `0x${bytes.toString('hex')}`;
}
