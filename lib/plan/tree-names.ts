/**
 * Which name each file and folder of the project has in the package (design, section 3, "Names"). Pure.
 * Names are given folder by folder, so that a path is unique on every system as soon as its parts are.
 */
import type { TreeEntry } from '../model/located.js';
import { folderOf, foldersAbove, nameOf } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName, tooLong, unlistable, unsafeOnWindows } from '../names/safe.js';

export interface TreeNames {
  /** In the package, relative to the root; undefined for what is not in the tree. */
  inPackage(path: string): string | undefined;
  /** Where restore puts it, relative to the root: a name that nothing was re-linked to becomes the old one again. */
  restored(path: string): string;
  /** A free name in a folder of the package (by its package path); it is taken from then on. */
  take(folder: string, name: string): string;
  /** The folder of that name in a folder of the package: one that is there, were it but for its case, else a new one. */
  folderIn(folder: string, name: string): string;
}

/** `wanted`: files that sessions name; they keep their names where a manifest can hold them. */
export function nameTree(entries: readonly TreeEntry[], wanted: ReadonlySet<string>): TreeNames {
  const bound = new Set([...wanted, ...[...wanted].flatMap(foldersAbove)]);
  const names = new Map<string, string>();
  const taken = new Map<string, Map<string, Taken>>();
  const keysOf = (folder: string): Map<string, Taken> => {
    const keys = taken.get(folder) ?? new Map<string, Taken>();
    taken.set(folder, keys);
    return keys;
  };
  const give = (folder: string, name: string, isFolder: boolean, isPromised = (_key: string) => false): string => {
    const keys = keysOf(folder);
    const free = freeName(name, (key) => keys.has(key) || isPromised(key));
    keys.set(collisionKey(free), { name: free, isFolder });
    return free;
  };
  for (const [folder, entriesThere] of byFolder(entries)) {
    const home = folder === '' ? '' : (names.get(folder) ?? folder);
    const isLink = ({ kind }: TreeEntry) => kind === 'link';
    // A link is no member of the package, but restore makes it again: nothing else may be called so.
    for (const { path } of entriesThere.filter(isLink)) {
      keysOf(home).set(collisionKey(nameOf(path)), { name: nameOf(path), isFolder: false });
    }
    const children = entriesThere.filter((entry) => !isLink(entry));
    const others = children.filter(({ path }) => !bound.has(path));
    // Restore gives these their old names back: what keeps its new name must not have one of them.
    const oldKeys = new Map(
      others.map(({ path, kind }) => [collisionKey(nameOf(path)), { name: nameOf(path), isFolder: kind === 'folder' }]),
    );
    // Those that sessions name come first: the others give way.
    for (const { path, kind } of [...children.filter((entry) => bound.has(entry.path)), ...others]) {
      const own = nameOf(path);
      const isPromised = (key: string) => bound.has(path) && key !== collisionKey(own) && oldKeys.has(key);
      const given = give(home, packageName(own, bound.has(path)), kind === 'folder', isPromised);
      names.set(path, home === '' ? given : `${home}/${given}`);
    }
    for (const [key, old] of oldKeys) if (!keysOf(home).has(key)) keysOf(home).set(key, old);
  }
  const restored = (path: string): string =>
    path
      .split('/')
      .map((part, depth, parts) => {
        const prefix = parts.slice(0, depth + 1).join('/');
        return bound.has(prefix) ? nameOf(names.get(prefix) ?? part) : part;
      })
      .join('/');
  return {
    inPackage: (path) => names.get(path),
    restored,
    take: (folder, name) => give(folder, name, false),
    folderIn(folder, name) {
      const there = keysOf(folder).get(collisionKey(name));
      return there?.isFolder ? there.name : give(folder, name, true);
    },
  };
}

interface Taken {
  readonly name: string;
  readonly isFolder: boolean;
}

function packageName(name: string, isBound: boolean): string {
  if (unlistable(name) !== null) return safeName(name);
  return !isBound && (unsafeOnWindows(name) !== null || tooLong(name) !== null) ? safeName(name) : name;
}

/** Entries by folder; a folder comes before those in it. */
function byFolder(entries: readonly TreeEntry[]): Map<string, TreeEntry[]> {
  const folders = new Map<string, TreeEntry[]>();
  for (const entry of entries) {
    const there = folders.get(folderOf(entry.path));
    if (there) there.push(entry);
    else folders.set(folderOf(entry.path), [entry]);
  }
  return new Map([...folders].sort(([a], [b]) => depth(a) - depth(b)));
}

const depth = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);
