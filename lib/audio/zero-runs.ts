/**
 * Stretches of zeros that begin and end where a disk's blocks do, while all of the sound flows by. They are silence or lost blocks,
 * and digital silence is normal (formats/audio-files.md, section 3): a note for who asks, never a finding by itself.
 */
import type { SoundPlace } from '../model/located.js';
import type { ZeroRun } from '../model/peaks.js';

const BLOCK = 4096;
const ZEROS = Buffer.alloc(BLOCK);
/** Sound that fades into silence has zeros up to a block's edge and before it; a lost block has none before. */
const EDGE = 16;
const MAX_RUNS = 1000;

export interface ZeroRunWatch {
  /** The next bytes of the file, cut anywhere; what lies beside the sound is passed over. */
  update(piece: Uint8Array, fileOffset: number): void;
  /** After the last of them. */
  runs(): readonly ZeroRun[];
}

export function zeroRunWatch(sound: Pick<SoundPlace, 'start' | 'bytes'>, most = MAX_RUNS): ZeroRunWatch {
  const runs: ZeroRun[] = [];
  const end = sound.start + sound.bytes;
  let at = sound.start;
  let runStart: number | null = null;
  /** Zeros right before `at`, as far as anybody asks. */
  let zeros = 0;
  /** Of the block in which `at` is. */
  let block = { start: Math.floor(at / BLOCK) * BLOCK, isLost: true, beginsInZeros: true, followsZeros: true };

  const endBlock = () => {
    // What lies before the first edge is no block of the sound alone.
    if (block.start < sound.start || block.start === at) return;
    if (block.isLost && runStart === null && !block.followsZeros) runStart = block.start;
    if (!block.isLost && runStart !== null) {
      if (!block.beginsInZeros) runs.push({ start: runStart, bytes: block.start - runStart });
      runStart = null;
    }
  };
  const beginBlock = () => {
    const followsZeros = zeros >= Math.min(EDGE, at - sound.start);
    block = { start: at, isLost: true, beginsInZeros: true, followsZeros };
  };
  /** Bytes of one block. */
  const take = (piece: Uint8Array, from: number, length: number) => {
    const head = Math.min(length, block.start + EDGE - at);
    if (head > 0 && block.beginsInZeros) block.beginsInZeros = isZero(piece, from, from + head);
    const all = isZero(piece, from, from + length);
    if (!all) block.isLost = false;
    zeros = all ? Math.min(EDGE, zeros + length) : zerosAtEnd(piece, from + length);
    at += length;
  };
  return {
    update(piece, fileOffset) {
      const last = Math.min(end, fileOffset + piece.length);
      while (at < last && runs.length < most) {
        const edge = block.start + BLOCK;
        take(piece, at - fileOffset, Math.min(edge, last) - at);
        if (at < edge) continue;
        endBlock();
        beginBlock();
      }
    },
    runs() {
      if (runs.length >= most) return runs;
      endBlock();
      return runStart === null || at - runStart < BLOCK ? runs : [...runs, { start: runStart, bytes: at - runStart }];
    },
  };
}

/** Most blocks are told by their first byte. */
const isZero = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === 0 && ZEROS.compare(bytes, from, to, 0, to - from) === 0;

/** Before `end`, in a piece that holds something else than zeros. */
function zerosAtEnd(bytes: Uint8Array, end: number): number {
  let zeros = 0;
  while (zeros < EDGE && bytes[end - 1 - zeros] === 0) zeros++;
  return zeros;
}
