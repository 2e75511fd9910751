/** Everything that can be known of a tree, for comparing it before and after. */
import { createHash } from 'node:crypto';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { readWhole } from '../../lib/ports/files.js';

export interface Facts {
  readonly kind: string;
  readonly mode: number;
  readonly mtimeNs: bigint;
  /** Hash of the bytes, target of a link, nothing for a folder. */
  readonly content: string;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** By path below `root`; the root itself as ''. */
export function treeFacts(fs: FileSystem, root: string): Map<string, Facts> {
  const facts = new Map<string, Facts>();
  const visit = (path: string) => {
    const absolute = path === '' ? root : `${root}/${path}`;
    const { kind, mode, mtimeNs } = fs.look(absolute);
    facts.set(path, { kind, mode, mtimeNs, content: contentOf(fs, absolute, kind) });
    if (kind !== 'folder') return;
    for (const { name } of fs.list(absolute)) visit(path === '' ? name : `${path}/${name}`);
  };
  visit(root === '' ? '/' : '');
  return new Map([...facts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function contentOf(fs: FileSystem, path: string, kind: string): string {
  if (kind === 'file') return hashOf(readWhole(fs, path, 2 ** 31));
  return kind === 'link' ? fs.readLink(path) : '';
}
