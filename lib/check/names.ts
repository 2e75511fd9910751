/** Names that come from a package are hostile until looked at: by their text, the same on every platform (reliability.md, section 4.6). */
import { collisionKey } from '../names/collision.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NUL_OR_LINE_END = /[\u0000\r\n]/;
const SURROGATE = /[\ud800-\udfff]/u;

/** Why a path with `/` between its parts must not be made below a folder; null where it may. */
export function unsafePath(path: string): string | null {
  if (path === '') return 'is empty';
  if (SURROGATE.test(path)) return 'is not valid text';
  if (NUL_OR_LINE_END.test(path)) return 'holds a NUL or a line end';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.startsWith('/')) return 'is absolute';
  const parts = path.split('/');
  // A drive, a URL or an NTFS stream. Further down it is a name that macOS and Linux allow ("recorder:Synth-1.mid",
  // design section 3): a restore on Windows writes it under its safe name.
  if (parts[0]?.includes(':')) return 'begins with a drive or a stream';
  if (parts.includes('..')) return 'climbs out of the folder with ".."';
  if (parts.includes('.')) return 'has "." as a part';
  if (parts.includes('')) return 'has an empty part';
  return null;
}

/** The same for the exact old name that restore gives back: it may hold what a manifest cannot, but it may not climb. */
export function climbs(path: string): boolean {
  if (path === '' || path.includes('\0') || path.startsWith('/')) return true;
  return path.split('/').some((part) => part === '' || part === '.' || part === '..');
}

export interface NamedEntry {
  readonly path: string;
  readonly isFolder: boolean;
}

export interface Clash {
  readonly path: string;
  readonly other: string;
}

/**
 * The first two entries that are one place on some system: one name twice, twins by case or Unicode form, a file that is
 * also a folder. Each spelling of a parent folder counts as well.
 */
export function firstClash(entries: readonly NamedEntry[]): Clash | null {
  const seen = new Map<string, { readonly path: string; readonly listed: boolean; readonly isFolder: boolean }>();
  const folders = new Set<string>();
  for (const { path, isFolder } of entries) {
    for (const folder of parentsOf(path, folders)) {
      const key = collisionKey(folder);
      const other = seen.get(key);
      if (other !== undefined && (other.path !== folder || !other.isFolder)) return { path, other: other.path };
      if (other === undefined) seen.set(key, { path: folder, listed: false, isFolder: true });
    }
    const key = collisionKey(path);
    const other = seen.get(key);
    const sameFolder = other !== undefined && isFolder && other.isFolder && !other.listed && other.path === path;
    if (other !== undefined && !sameFolder) return { path, other: other.path };
    seen.set(key, { path, listed: true, isFolder });
  }
  return null;
}

/** The folders above a path that were not met before. */
function parentsOf(path: string, known: Set<string>): string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    if (known.has(folder)) break;
    known.add(folder);
    found.push(folder);
  }
  return found;
}
