import { errnoOf } from '../model/errors.js';
import type { Tree, TreeEntry } from '../model/located.js';
import { encodePath } from '../model/path-bytes.js';
import type { FileSystem } from '../ports/file-system.js';

export interface WalkLimits {
  /** The walk ends, breadth first, when so many entries were seen. */
  readonly maxEntries: number;
}

/** A project of a size that nobody has; against endless trees. */
export const NO_LIMITS: WalkLimits = { maxEntries: 5_000_000 };

/** Looks at everything below `root` once, never following a link. Order: bytes of the path. What cannot be listed is an entry with its trouble. */
export function walk(fs: FileSystem, root: string, limits: WalkLimits = NO_LIMITS): Tree {
  const entries: TreeEntry[] = [];
  const queue: string[] = [''];
  for (let at = 0; at < queue.length && entries.length < limits.maxEntries; at++) {
    const folder = queue[at] as string;
    for (const { name } of listOrTell(fs, root, folder, entries)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const entry = entryAt(fs, root, path);
      if (entry === null) continue;
      entries.push(entry);
      if (entry.kind === 'folder') queue.push(path);
    }
  }
  return { root, stat: fs.look(root), entries: sortByBytes(entries), whole: entries.length < limits.maxEntries };
}

function listOrTell(fs: FileSystem, root: string, folder: string, entries: TreeEntry[]) {
  try {
    return fs.list(folder === '' ? root : `${root}/${folder}`);
  } catch (error) {
    const index = entries.findIndex((entry) => entry.path === folder);
    const entry = entries[index];
    if (entry === undefined || errnoOf(error) === null) throw error;
    entries[index] = { ...entry, trouble: errnoOf(error) };
    return [];
  }
}

/** Null where the entry vanished between listing and looking. */
function entryAt(fs: FileSystem, root: string, path: string): TreeEntry | null {
  const absolute = `${root}/${path}`;
  try {
    const { kind, size, mode, mtimeNs, ctimeNs, inode, device, links } = fs.look(absolute);
    const target = kind === 'link' ? fs.readLink(absolute) : null;
    return { kind, size, mode, mtimeNs, ctimeNs, inode, device, links, path, target, trouble: null };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function sortByBytes(entries: readonly TreeEntry[]): TreeEntry[] {
  const keyed = entries.map((entry) => ({ key: encodePath(entry.path), entry }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return keyed.map(({ entry }) => entry);
}
