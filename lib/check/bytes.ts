/** Positioned reads of one open file, for readers that jump about in it. */
import type { FileSystem, Handle } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

export interface Bytes {
  /** What messages call the file. */
  readonly name: string;
  readonly size: number;
  /** Exactly these bytes, or as many as the file still has. The result is never overwritten later. */
  read(position: number, length: number): Buffer;
}

/** Headers lie close together in a package of many small files: one read serves dozens of them. */
const WINDOW = 16 * 1024;

export function fileBytes(fs: FileSystem, handle: Handle, name: string): Bytes {
  const { size } = fs.lookAt(handle);
  let start = 0;
  let window: Buffer = Buffer.alloc(0);
  const load = (position: number, length: number): Buffer => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)));
    return buffer.subarray(0, readFully(fs, handle, buffer, 0, buffer.length, position));
  };
  return {
    name,
    size,
    read(position, length) {
      if (length > WINDOW) return load(position, length);
      if (position < start || position + length > start + window.length) {
        window = load(position, WINDOW);
        start = position;
      }
      return window.subarray(position - start, position - start + length);
    },
  };
}
