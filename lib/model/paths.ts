/** Absolute paths of this machine as text. Node's `posix`/`win32` by platform, with decoded names kept as they are. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** True where `path` is `folder` or lies below it. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** `path` relative to `folder`, with '/'; '.' for the folder itself. */
export function relativeTo(folder: string, path: string): string {
  const rel = relative(folder, path);
  return rel === '' ? '.' : rel.split(sep).join('/');
}

/** The folder part of a '/'-path: '' for a name alone. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

/** The last part of a '/'-path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Joins '/'-paths, leaving out empty ones. */
export const joinSlash = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '' && part !== '.').join('/');

/** All folders above a '/'-path, nearest last: "a/b/c" gives "a", "a/b". */
export function foldersAbove(path: string): string[] {
  const out: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) out.push(path.slice(0, at));
  return out;
}

/** From the '/'-folder `from` to the '/'-path `to`, both relative to one root: "../x" where needed. */
export function relativeSlash(from: string, to: string): string {
  const a = from === '' ? [] : from.split('/');
  const b = to.split('/');
  let same = 0;
  while (same < a.length && same < b.length - 1 && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

export { basename, dirname, join, resolve };
