import type { FileSystem, Stat } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

/** True where all files hold the same bytes: then it is no choice which of them is taken. One file is the same as itself. */
export function sameContent(
  fs: FileSystem,
  files: readonly { readonly realPath: string; readonly stat: Stat }[],
): boolean {
  const [first, ...rest] = files;
  if (first === undefined) return false;
  return rest.every((other) => other.stat.size === first.stat.size && sameBytes(fs, first.realPath, other.realPath));
}

const PIECE = 1024 * 1024;

function sameBytes(fs: FileSystem, a: string, b: string): boolean {
  const [left, right] = [Buffer.alloc(PIECE), Buffer.alloc(PIECE)];
  const handles = [fs.open(a, 'read')];
  try {
    handles.push(fs.open(b, 'read'));
    for (let at = 0; ; at += PIECE) {
      const n = readFully(fs, handles[0] as number, left, 0, PIECE, at);
      if (readFully(fs, handles[1] as number, right, 0, PIECE, at) !== n) return false;
      if (!left.subarray(0, n).equals(right.subarray(0, n))) return false;
      if (n < PIECE) return true;
    }
  } finally {
    for (const handle of handles) fs.close(handle);
  }
}
