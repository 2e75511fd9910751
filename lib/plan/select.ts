/** What of the project folder goes into the package, and what is left out and why (promise 4). Pure. */

import { FOLDER_SUFFIX, PACKAGE_SUFFIX, SIDECAR_SUFFIX } from '../model/layout.js';
import type { Project, TreeEntry } from '../model/located.js';
import type { LeftOut, WhyLeftOut } from '../model/package.js';
import { bytesField } from '../model/path-bytes.js';
import { foldersAbove, nameOf } from '../model/paths.js';

export interface Selection {
  readonly kept: readonly TreeEntry[];
  readonly leftOut: readonly LeftOut[];
}

export interface SelectOptions {
  readonly wholeFolder: boolean;
  readonly withCaches: boolean;
  /** True for a path that the user excludes. */
  readonly excluded: (path: string) => boolean;
  readonly regenerable: (path: string) => boolean;
  /** Files that a session of this project names, and the sessions: always kept. Relative to the root. */
  readonly wanted: ReadonlySet<string>;
  readonly unreadable: ReadonlySet<string>;
}

export function select(project: Project, options: SelectOptions): Selection {
  const kept: TreeEntry[] = [];
  const out = new Map<string, { entry: TreeEntry; reason: WhyLeftOut; size: number }>();
  const there = new Set(project.tree.entries.map((entry) => entry.path));
  const keptAbove = new Set([...options.wanted].filter((path) => there.has(path)).flatMap(foldersAbove));
  /** Folders that are left out but for what a session names in them. */
  const partly = new Map<string, WhyLeftOut>();
  for (const entry of project.tree.entries) {
    const above = foldersAbove(entry.path).find((folder) => out.has(folder));
    if (above !== undefined) {
      const folder = out.get(above) as { size: number };
      folder.size += entry.kind === 'file' ? entry.size : 0;
      continue;
    }
    const around = foldersAbove(entry.path).find((folder) => partly.has(folder));
    const inherited = around === undefined || options.wanted.has(entry.path) ? null : (partly.get(around) ?? null);
    const reason = reasonOf(entry, project, options) ?? inherited;
    if (reason === null) kept.push(entry);
    // A folder that cannot be listed is told, also where media in it were found by their path: the rest of it is lost.
    else if (reason !== 'unreadable' && keptAbove.has(entry.path)) {
      partly.set(entry.path, reason);
      kept.push(entry);
    } else out.set(entry.path, { entry, reason, size: entry.kind === 'file' ? entry.size : 0 });
  }
  const leftOut = [...out.values()].map(({ entry, reason, size }) => ({
    path: entry.path,
    ...bytesField('pathBytes', entry.path),
    size,
    reason,
  }));
  return { kept, leftOut };
}

function reasonOf(entry: TreeEntry, project: Project, options: SelectOptions): WhyLeftOut | null {
  const { path } = entry;
  if (entry.kind === 'other') return 'not-a-file';
  if (entry.trouble !== null || options.unreadable.has(path)) return 'unreadable';
  if (options.wanted.has(path)) return null;
  if (options.excluded(path)) return 'excluded'; // first: it is the user's own word
  if (!options.wholeFolder && project.others.has(path)) return 'other-project';
  if (isPackage(entry)) return 'package';
  if (entry.kind === 'file' && !options.withCaches && options.regenerable(path)) return 'regenerable';
  return null;
}

/** Packages of tapebox that lie in the project folder are copies of it, not part of it. */
function isPackage({ path, kind }: TreeEntry): boolean {
  const name = nameOf(path);
  if (kind === 'folder') return name.endsWith(FOLDER_SUFFIX) && name !== FOLDER_SUFFIX;
  return name.endsWith(PACKAGE_SUFFIX) || name.endsWith(SIDECAR_SUFFIX);
}
