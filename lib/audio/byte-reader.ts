/** Positioned reads of a file in pieces of at most 64 KiB: headers are small, sound is never loaded. */

import type { FileSystem, Handle } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

export const PIECE = 64 * 1024;

export interface ByteReader {
  readonly size: number;
  /** The bytes from `start`, fewer than `length` where the file ends; never more than one piece. */
  bytes(start: number, length: number): Buffer;
}

/** Keeps the last piece, because the fields of a header lie close together. */
export function byteReader(
  fs: FileSystem,
  handle: Handle,
  size: number,
  piece: Buffer = Buffer.allocUnsafe(Math.min(PIECE, size)),
): ByteReader {
  let from = 0;
  let filled = 0;
  return {
    size,
    bytes(start, length) {
      const end = Math.min(start + Math.min(length, PIECE), size);
      if (start < 0 || start >= end) return Buffer.alloc(0);
      if (start < from || end > from + filled) {
        from = start;
        filled = readFully(fs, handle, piece, 0, Math.min(piece.length, size - start), start);
      }
      return Buffer.from(piece.subarray(start - from, Math.min(end - from, filled)));
    },
  };
}

/** Four bytes as a chunk's name; other bytes than ASCII come out as they may. */
export const fourCharacters = (bytes: Buffer, at = 0): string => bytes.toString('latin1', at, at + 4);

/** Chunks in one file at most: sizes are untrusted, and a walk over empty chunks would never end. */
export const MAX_CHUNKS = 10_000;

/** A 64-bit size as a number: beyond 2^53 it is nonsense, and as good as endless. */
export const asSize = (value: bigint): number => (value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value));
