/** Finds a path on this disk as the saving platform would have: exact first, else by case and normal form where that is unambiguous. */
import { errnoOf } from '../model/errors.js';
import { collisionKey } from '../names/collision.js';
import type { FileSystem, FolderEntry, Stat } from '../ports/file-system.js';
import { isAbsent } from '../ports/files.js';

export type Looked =
  | { readonly kind: 'file'; readonly path: string; readonly realPath: string; readonly stat: Stat }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-a-file'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly errno: string };

export type Lookup = (path: string) => Looked;

/** Folder listings are remembered: a session names hundreds of files of one folder. */
export function lookupOn(fs: FileSystem): Lookup {
  const listings = new Map<string, readonly FolderEntry[]>();
  const list = (folder: string): readonly FolderEntry[] => {
    const known = listings.get(folder);
    if (known !== undefined) return known;
    let names: readonly FolderEntry[] = [];
    try {
      names = fs.list(folder);
    } catch (error) {
      if (errnoOf(error) === null) throw error;
    }
    listings.set(folder, names);
    return names;
  };
  return (path) => {
    const exact = lookExactly(fs, path);
    if (exact.kind !== 'absent') return exact;
    const folded = foldedPath(fs, list, path);
    return folded === null ? exact : lookExactly(fs, folded);
  };
}

function lookExactly(fs: FileSystem, path: string): Looked {
  try {
    const stat = fs.follow(path);
    if (stat.kind !== 'file') return { kind: 'not-a-file', path };
    return { kind: 'file', path, realPath: fs.realPath(path), stat };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return isAbsent(error) ? { kind: 'absent' } : { kind: 'unreadable', path, errno };
  }
}

/** The one path whose parts differ by case or normal form only; null where there is none or more than one. */
function foldedPath(fs: FileSystem, list: (folder: string) => readonly FolderEntry[], path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let at = '';
  for (const part of parts) {
    if (part === '..') {
      at = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
      continue;
    }
    const folder = at === '' ? '/' : at;
    const next = existsExactly(fs, `${at}/${part}`) ? part : onlyTwin(list(folder), part);
    if (next === null) return null;
    at = `${at}/${next}`;
  }
  return at;
}

function onlyTwin(entries: readonly FolderEntry[], name: string): string | null {
  const key = collisionKey(name);
  const twins = entries.filter((entry) => collisionKey(entry.name) === key);
  return twins.length === 1 ? (twins[0] as FolderEntry).name : null;
}

function existsExactly(fs: FileSystem, path: string): boolean {
  try {
    fs.look(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return false;
  }
}
