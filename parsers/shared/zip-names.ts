/** The names in a ZIP, from its central directory, for telling what kind of file it is. Nothing is unpacked, nothing is trusted but the names. */
import { decodePath } from '../../lib/model/path-bytes.js';

interface Bytes {
  readonly size: number;
  bytes(start: number, end: number): Uint8Array;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record may be followed by a comment of at most 64 KiB. */
const MAX_TAIL = 22 + 0xffff;
const [MAX_DIRECTORY, MAX_NAMES] = [4 * 1024 * 1024, 10_000];

/** Empty where it is no ZIP, or a broken one. ZIP64 needs no special care: what names its kind stands in small files. */
export function zipNames(file: Bytes): readonly string[] {
  const tailAt = Math.max(file.size - MAX_TAIL, 0);
  const tail = Buffer.from(file.bytes(tailAt, file.size));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END) return [];
  const size = Math.min(tail.readUInt32LE(end + 12), MAX_DIRECTORY);
  // Counted from the end record: the offset that it gives is wrong where something stands in front of the ZIP.
  const at = tailAt + end - tail.readUInt32LE(end + 12);
  return at < 0 ? [] : namesIn(Buffer.from(file.bytes(at, at + size)));
}

function namesIn(directory: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && names.length < MAX_NAMES; ) {
    if (directory.readUInt32LE(at) !== ENTRY) break;
    const length = directory.readUInt16LE(at + 28);
    names.push(decodePath(directory.subarray(at + 46, at + 46 + length)));
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
