/**
 * A deep check that reads all of the sound: stretches of zeros that begin and end where a disk's blocks do. They are silence or
 * lost blocks, and digital silence is normal (formats/audio-files.md, section 3): a note for who asks, never a finding by itself.
 */
import type { AudioFacts } from '../model/located.js';
import type { FileSystem } from '../ports/file-system.js';
import { type ByteReader, byteReader, PIECE } from './byte-reader.js';

export interface ZeroRun {
  /** In the file. */
  readonly start: number;
  readonly bytes: number;
}

const BLOCK = 4096;
const ZEROS = Buffer.alloc(BLOCK);
/** Sound that fades into silence has zeros up to a block's edge and before it; a lost block has none before. */
const EDGE = 16;
const MAX_RUNS = 1000;

export function zeroRuns(fs: FileSystem, path: string, { sound }: AudioFacts): ZeroRun[] {
  if (sound === null) return [];
  const handle = fs.open(path, 'read');
  try {
    const end = sound.start + sound.bytes;
    return runsIn(byteReader(fs, handle, end), sound.start, end);
  } finally {
    fs.close(handle);
  }
}

function runsIn(reader: ByteReader, from: number, end: number): ZeroRun[] {
  const runs: ZeroRun[] = [];
  let start: number | null = null;
  let endsInZeros = true;
  const first = Math.ceil(from / BLOCK) * BLOCK;
  if (first > from) endsInZeros = isZero(reader.bytes(Math.max(from, first - EDGE), Math.min(EDGE, first - from)));
  for (let at = first; at < end && runs.length < MAX_RUNS; ) {
    const piece = reader.bytes(at, PIECE);
    if (piece.length === 0) break;
    for (let i = 0; i < piece.length && runs.length < MAX_RUNS; i += BLOCK) {
      const block = piece.subarray(i, i + BLOCK);
      const isLost = isZero(block);
      if (isLost && start === null && !endsInZeros) start = at + i;
      if (!isLost && start !== null) {
        if (!isZero(block.subarray(0, EDGE))) runs.push({ start, bytes: at + i - start });
        start = null;
      }
      endsInZeros = isZero(block.subarray(-EDGE));
    }
    at += piece.length;
  }
  if (start !== null && end - start >= BLOCK) runs.push({ start, bytes: end - start });
  return runs;
}

const isZero = (bytes: Buffer): boolean => bytes.equals(ZEROS.subarray(0, bytes.length));
