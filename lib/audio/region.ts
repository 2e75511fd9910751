/** `regn`, in which Pro Tools keeps what a recording was when it was made (formats/audio-files.md, section 2.1). */
import type { AudioRegion } from '../model/audio-details.js';
import { chunkNamed, type Walked } from './chunks.js';
import { textOf } from './text.js';

const NAME_AT = 60;
const MAX_NAME = 31;

/** u32, 24-byte id, u64 frames, u64, u64 original time, u64 user time, Pascal string. Big-endian in AIFF. */
export function readRegion(walked: Walked): AudioRegion | null {
  const head = chunkNamed(walked, 'regn')?.head;
  if (head === undefined || head.length <= NAME_AT) return null;
  const u64 = (at: number) => (walked.bigEndian ? head.readBigUInt64BE(at) : head.readBigUInt64LE(at));
  const length = Math.min(head[NAME_AT] as number, MAX_NAME);
  return {
    name: textOf(head.subarray(NAME_AT + 1, NAME_AT + 1 + length), walked.bigEndian ? 'macintosh' : 'windows-1252'),
    fileId: head.toString('hex', 4, 28),
    frames: u64(28),
    originalTime: u64(44),
    userTime: u64(52),
  };
}
