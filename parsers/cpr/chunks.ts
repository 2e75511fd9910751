/** The pairs of chunks: `ROOT` names an object, `ARCH` holds it (cpr.md, section 2.1). */
import { cursorOn } from '../shared/cursor.js';
import { readKey } from './text.js';

export interface Root {
  /** "Arrangement1", "Version", "Devices". */
  readonly name: string;
  /** The class: "PArrangement". */
  readonly type: string;
  /** The archive: all offsets in it count from its first byte. */
  readonly bytes: Uint8Array;
}

export interface Chunks {
  readonly roots: readonly Root[];
  /** The file is shorter than it says. */
  readonly isCut: boolean;
  /** A chunk does not fit into the file, or is none. */
  readonly isBroken: boolean;
}

/** Bytes of the head, which the size in it does not count. */
const HEAD = 12;
/** Real projects have ten at most. */
const MAX_ROOTS = 1000;

export function readChunks(bytes: Uint8Array): Chunks {
  const cursor = cursorOn(bytes, 'be', 4);
  const isCut = (cursor.u32() ?? 0) + HEAD > bytes.length;
  cursor.skip(4);
  const roots: Root[] = [];
  let root: Omit<Root, 'bytes'> | null = null;
  while (cursor.left > 0 && roots.length < MAX_ROOTS) {
    const id = cursor.take(4);
    const size = cursor.u32();
    if (id === null || size === null) return { roots, isCut, isBroken: true };
    const isWhole = size <= cursor.left;
    const data = cursor.take(Math.min(size, cursor.left)) as Uint8Array;
    const kind = Buffer.from(id).toString('latin1');
    if (kind === 'ROOT') root = readRoot(data);
    else if (kind === 'ARCH' && root !== null) {
      roots.push({ ...root, bytes: data });
      root = null;
    } else return { roots, isCut, isBroken: true };
    if (!isWhole) return { roots, isCut, isBroken: true };
  }
  return { roots, isCut, isBroken: root !== null };
}

function readRoot(data: Uint8Array): Omit<Root, 'bytes'> | null {
  const cursor = cursorOn(data, 'be');
  const [name, type] = [readKey(cursor), readKey(cursor)];
  return name === null || type === null ? null : { name, type };
}
