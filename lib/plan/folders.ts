/** Folders and links of the project, as the record keeps them. Pure. */
import { PROJECT } from '../model/layout.js';
import type { TreeEntry } from '../model/located.js';
import type { RecordLink } from '../model/package.js';
import { bytesField } from '../model/path-bytes.js';
import { folderOf, foldersAbove, joinSlash, nameOf } from '../model/paths.js';
import type { Stat } from '../ports/file-system.js';
import type { PlannedFile, PlannedFolder } from './model.js';
import { type Packing, restoreAsOf } from './packing.js';

/** Every folder of the project with its mode and time, and those that tapebox makes. */
export function planFolders(packing: Packing, rootStat: Stat, files: readonly PlannedFile[]): PlannedFolder[] {
  const { rootName, names, places } = packing;
  const home = `${PROJECT}${rootName}`;
  const filled = new Set(files.flatMap((file) => foldersAbove(file.path)));
  const folders = packing.kept.flatMap((entry): PlannedFolder[] => {
    if (entry.kind !== 'folder') return [];
    const path = `${home}/${names.inPackage(entry.path)}`;
    return [
      {
        path,
        restoreAs: restoreAsOf(packing, entry.path),
        mode: entry.mode,
        mtimeNs: entry.mtimeNs,
        isEmpty: !filled.has(path),
      },
    ];
  });
  const known = new Set(folders.map((folder) => folder.path));
  const wanted = [
    ...places.collected.flatMap((file) => foldersAbove(`${home}/${file.path}`)),
    ...places.folders.flatMap((folder) => [...foldersAbove(`${home}/${folder}`), `${home}/${folder}`]),
  ];
  const made = [...new Set(wanted)]
    .filter((path) => path.startsWith(`${home}/`) && !known.has(path))
    .map((path): PlannedFolder => ({ path, restoreAs: null, mode: 0o755, mtimeNs: null, isEmpty: !filled.has(path) }));
  // Only a folder with nothing below it needs a member: the others come with what they hold.
  const holding = new Set([...folders, ...made].flatMap((folder) => foldersAbove(folder.path)));
  const all = [...folders, ...made].map((folder) => ({
    ...folder,
    isEmpty: folder.isEmpty && !holding.has(folder.path),
  }));
  const root: PlannedFolder = {
    path: home,
    restoreAs: null,
    mode: rootStat.mode,
    mtimeNs: rootStat.mtimeNs,
    isEmpty: false,
  };
  return [root, ...all];
}

/** Under the folder as restore names it: one that a session's media lie in may keep the name that it has in the package. */
export function planLinks({ root, kept, names, rootName }: Packing): RecordLink[] {
  return kept.flatMap((entry): RecordLink[] => {
    if (entry.kind !== 'link' || entry.target === null) return [];
    const path = `${PROJECT}${rootName}/${joinSlash(names.restored(folderOf(entry.path)), nameOf(entry.path))}`;
    return [
      {
        path,
        ...bytesField('pathBytes', path),
        target: entry.target,
        ...bytesField('targetBytes', entry.target),
        inside: staysInside(root, entry),
      },
    ];
  });
}

/** By the text of the link alone: relative, and never above the root. */
function staysInside(root: string, { path, target }: TreeEntry): boolean {
  if (target === null || target.startsWith('/')) return false;
  let depth = path.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return false;
  }
  return root !== '';
}
