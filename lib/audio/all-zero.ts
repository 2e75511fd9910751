/** Files that were lost on the disk: their size is there, and nothing but zeros (formats/audio-files.md, sections 1 and 3). */
import { type ByteReader, PIECE } from './byte-reader.js';

/** Places that are looked at in a big file, both ends among them: it is not read whole for this. */
const PLACES = 16;

export function isAllZero(reader: ByteReader): boolean {
  if (reader.size === 0) return false;
  const pieces = Math.ceil(reader.size / PIECE);
  const step = Math.max(1, (pieces - 1) / (PLACES - 1));
  for (let piece = 0; Math.round(piece) < pieces; piece += step) {
    const bytes = reader.bytes(Math.round(piece) * PIECE, PIECE);
    if (bytes.some((byte) => byte !== 0)) return false;
  }
  return true;
}
