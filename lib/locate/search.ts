/** All files below the folders that a search goes through, by folded name. */

import { walk } from '../discover/walk.js';
import { errnoOf } from '../model/errors.js';
import type { Tree } from '../model/located.js';
import { join } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import type { FileSystem } from '../ports/file-system.js';

/** Files of one name, absolute, in the order of bytes. */
export type ByName = (name: string) => readonly string[];

const MAX_SEARCHED = 2_000_000;

/** The files of a tree that was walked already. */
export function namesInTree(tree: Tree): ByName {
  const index = new Map<string, string[]>();
  for (const entry of tree.entries) {
    // A link is no second file: what it points to is found at its own place.
    if (entry.kind !== 'file') continue;
    const key = collisionKey(entry.path.slice(entry.path.lastIndexOf('/') + 1));
    const found = index.get(key);
    if (found) found.push(join(tree.root, entry.path));
    else index.set(key, [join(tree.root, entry.path)]);
  }
  return (name) => index.get(collisionKey(name)) ?? [];
}

/** The files below `folders`, walked when first asked for; one that cannot be walked has none, and `onAbsent` hears of it. */
export function namesBelow(fs: FileSystem, folders: readonly string[], onAbsent: (folder: string) => void): ByName {
  let indexes: readonly ByName[] | null = null;
  const walkAll = () =>
    folders.flatMap((folder) => {
      try {
        return [namesInTree(walk(fs, fs.realPath(folder), { maxEntries: MAX_SEARCHED }))];
      } catch (error) {
        if (errnoOf(error) === null) throw error;
        onAbsent(folder);
        return [];
      }
    });
  return (name) => {
    indexes ??= walkAll();
    return [...new Set(indexes.flatMap((index) => index(name)))];
  };
}
