/** The outer boxes of an MP4 file: a cut one has lost its description and cannot be read (formats/audio-files.md, section 7). */
import { asSize, type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';

/** Bytes that the last box promises and that are not there; 0 where all are. */
export function missingOfMp4(reader: ByteReader): number {
  let at = 0;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= reader.size; n++) {
    const head = reader.bytes(at, 16);
    if (head.length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(fourCharacters(head, 4))) return 0;
    const short = head.readUInt32BE(0);
    if (short === 0) return 0; // it goes on to the end of the file
    const size = short !== 1 ? short : head.length === 16 ? asSize(head.readBigUInt64BE(8)) : 0;
    if (size < 8) return 0;
    at += size;
  }
  return Number.isFinite(at) ? Math.max(0, at - reader.size) : 0;
}

/** iTunes' note of an AAC file: after a zero, delay and padding the exact number of frames, all in hexadecimal. */
export function framesBySmpb(text: string): number | null {
  const frames = Number.parseInt(text.trim().split(/\s+/)[3] ?? '', 16);
  return Number.isSafeInteger(frames) && frames > 0 ? frames : null;
}
