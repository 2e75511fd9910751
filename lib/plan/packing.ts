import type { TreeEntry } from '../model/located.js';
import type { Places } from './places.js';
import type { TreeNames } from './tree-names.js';

/** What the members of a package are planned from: the entries that go in, their names there, and what comes from outside. */
export interface Packing {
  /** Absolute. */
  readonly root: string;
  /** Of the project folder in the package. */
  readonly rootName: string;
  readonly kept: readonly TreeEntry[];
  readonly names: TreeNames;
  readonly places: Places;
}

/** Where restore puts an entry of the tree, where that does not follow from its path in the package. */
export function restoreAsOf({ names, rootName }: Packing, path: string): string | null {
  const restored = names.restored(path);
  return restored === names.inPackage(path) ? null : `${rootName}/${restored}`;
}
