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
  const links = linkKeys(entries);
  /** `own`: the name on the disk; a name that is made here must not be that of a link either, which restore makes again. */
  const give = (folder: string, name: string, isFolder: boolean, own: string | null, linked?: ReadonlySet<string>) => {
    const keys = keysOf(folder);
    const ownKey = own === null ? null : collisionKey(own);
    const free = freeName(name, (key) => keys.has(key) || (key !== ownKey && linked?.has(key) === true));
    keys.set(collisionKey(free), { name: free, isFolder });
    return free;
  };
  const folders = new Set(entries.filter((entry) => entry.kind === 'folder').map((entry) => entry.path));
  const restoredNames = new Map<string, string>();
  const linksIn = new Map<string, ReadonlySet<string>>();
  for (const [folder, children] of byFolder(entries)) {
    const home = folder === '' ? '' : (names.get(folder) ?? folder);
    const linked = links.get(folder);
    if (linked !== undefined) linksIn.set(home, linked);
    const first = children.filter((child) => bound.has(child));
    const others = children.filter((child) => !bound.has(child));
    // Those that sessions name come first: the others give way.
    for (const path of [...first, ...others]) {
      const own = nameOf(path);
      const given = give(home, packageName(own, bound.has(path)), folders.has(path), own, linked);
      names.set(path, home === '' ? given : `${home}/${given}`);
    }
    for (const [path, name] of namesAfterRestore(first, others, names)) restoredNames.set(path, name);
    // What is collected later must not come to lie on them.
    for (const path of others) {
      const key = collisionKey(restoredNames.get(path) as string);
      const name = nameOf(names.get(path) as string);
      if (!keysOf(home).has(key)) keysOf(home).set(key, { name, isFolder: folders.has(path) });
    }
  }
  // A link is no member, but restore makes it again: nothing that is collected may be called so.
  for (const { path, kind } of entries) {
    if (kind !== 'link') continue;
    const keys = keysOf(names.get(folderOf(path)) ?? folderOf(path));
    const key = collisionKey(nameOf(path));
    if (!keys.has(key)) keys.set(key, { name: nameOf(path), isFolder: false });
  }
  const restored = (path: string): string =>
    path
      .split('/')
      .map((part, depth, parts) => restoredNames.get(parts.slice(0, depth + 1).join('/')) ?? part)
      .join('/');
  return {
    inPackage: (path) => names.get(path),
    restored,
    take: (folder, name) => give(folder, name, false, null, linksIn.get(folder)),
    folderIn(folder, name) {
      const there = keysOf(folder).get(collisionKey(name));
      return there?.isFolder ? there.name : give(folder, name, true, null);
    },
  };
}

/** Old names for what nothing was re-linked to, unless a re-linked one of the same folder has that name now. */
function namesAfterRestore(
  first: readonly string[],
  others: readonly string[],
  names: ReadonlyMap<string, string>,
): Map<string, string> {
  const out = new Map(first.map((path) => [path, nameOf(names.get(path) as string)]));
  const there = new Set(out.values());
  const keys = new Set([...there, ...others.map(nameOf)].map(collisionKey));
  for (const path of others) {
    const own = nameOf(path);
    const name = there.has(own) ? freeName(own, (key) => keys.has(key)) : own;
    keys.add(collisionKey(name));
    there.add(name);
    out.set(path, name);
  }
  return out;
}

/** The collision keys of the links in each folder. */
function linkKeys(entries: readonly TreeEntry[]): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  for (const { path, kind } of entries) {
    if (kind !== 'link') continue;
    const keys = out.get(folderOf(path)) ?? new Set();
    out.set(folderOf(path), keys.add(collisionKey(nameOf(path))));
  }
  return out;
}

interface Taken {
  readonly name: string;
  readonly isFolder: boolean;
}

function packageName(name: string, isBound: boolean): string {
  if (unlistable(name) !== null) return safeName(name);
  return !isBound && (unsafeOnWindows(name) !== null || tooLong(name) !== null) ? safeName(name) : name;
}

/** Children by folder, in the order of the walk, which names a folder before what is in it. */
function byFolder(entries: readonly TreeEntry[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const { path, kind } of entries) {
    if (kind === 'link') continue; // links are listed apart and are no members
    const children = folders.get(folderOf(path));
    if (children) children.push(path);
    else folders.set(folderOf(path), [path]);
  }
  return new Map([...folders].sort(([a], [b]) => depth(a) - depth(b)));
}

const depth = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);
