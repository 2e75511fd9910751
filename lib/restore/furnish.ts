/** What a restored folder has besides the bytes of its files: folders, links, modes and times. */
import { errnoOf } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import type { PackageRecord, RecordFile, RecordFolder, RecordLink } from '../model/package.js';
import { fromBytesField, showPath } from '../model/path-bytes.js';
import { dirname, foldersAbove, join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull } from '../ports/files.js';
import { packagePlace } from './places.js';

export interface PlacedFolder {
  readonly folder: RecordFolder;
  readonly place: string;
}

/** All folders above and at the places, each once, from above. */
export function makeFolders(fs: FileSystem, root: string, places: readonly string[]): void {
  const made = new Set<string>(['.', '']);
  for (const place of places) {
    for (const folder of [...foldersAbove(place), place]) {
      if (made.has(folder)) continue;
      fs.makeFolder(join(root, folder));
      made.add(folder);
    }
  }
}

/** What a place answers that has no links, or not of that name; anything else is a failure like any other. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EILSEQ', 'ENAMETOOLONG']);

/** Links that stay inside the restored folder are made again, last of all, so that nothing is ever written through one. */
export function placeLinks(
  fs: FileSystem,
  root: string,
  record: PackageRecord,
  placeOfLink: (place: string) => string,
): Finding[] {
  return record.links.flatMap((link) => {
    const place = placeOfLink(linkPlace(link));
    const target = fromBytesField(link.target, link.targetBytes);
    const path = join(root, place);
    // Media lay behind it: it is a real folder now.
    if (lookOrNull(fs, path) !== null) return [];
    if (!link.inside || leavesTree(place, target)) return [notMade(link, 'points out of the project')];
    if (lookOrNull(fs, dirname(path)) === null) return [notMade(link, 'lies in a folder that was left out')];
    try {
      fs.makeLink(target, path);
      return [];
    } catch (error) {
      const code = errnoOf(error);
      if (code === null || !NO_LINKS.has(code)) throw error;
      return [notMade(link, `cannot be made here (${code})`)];
    }
  });
}

/** By the names that its folders had. */
export const linkPlace = (link: RecordLink): string => packagePlace(fromBytesField(link.path, link.pathBytes));

const notMade = (link: RecordLink, why: string): Finding =>
  finding(
    'info',
    'link-not-made',
    `the link "${showPath(packagePlace(link.path))}" ${why}; tapebox/links.tsv in the package tells where it pointed`,
    packagePlace(link.path),
  );

/** By text, since the record may be hostile: the folder of the project is as far up as a link may point. */
function leavesTree(place: string, target: string): boolean {
  if (target.startsWith('/') || target.includes('\0') || target === '') return true;
  let depth = place.split('/').length - 2;
  for (const part of target.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** Modes without setuid and its like; folders from below at the end, since writing into them changes their times. */
export function setModesAndTimes(
  fs: FileSystem,
  root: string,
  files: readonly { readonly file: RecordFile; readonly place: string }[],
  folders: readonly PlacedFolder[],
  sealedNs: bigint,
): void {
  for (const { file, place } of files) {
    const path = join(root, place);
    fs.setTime(path, file.mtime === null ? sealedNs : BigInt(file.mtime));
    fs.setMode(path, file.mode & 0o777);
  }
  const recorded = new Set(folders.map(({ place }) => place));
  const others = new Set(files.flatMap(({ place }) => foldersAbove(place)).filter((folder) => !recorded.has(folder)));
  for (const folder of others) fs.setMode(join(root, folder), 0o755);
  for (const { folder, place } of [...folders].reverse()) {
    const path = join(root, place);
    fs.setTime(path, BigInt(folder.mtime));
    fs.setMode(path, folder.mode & 0o777);
  }
  fs.setMode(root, 0o755);
}
