/** Fourth stage: the destination and the disk are looked at once, so that planning is pure. */
import { createHash } from 'node:crypto';
import { usageError } from '../model/errors.js';
import { rootKey } from '../model/ids.js';
import type { LocatedProject, LocatedReference } from '../model/located.js';
import { compareBytes } from '../model/path-bytes.js';
import { basename, dirname, isInside, join, nameOf, relativeTo, resolve } from '../model/paths.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { isAbsent, lookOrNull, readFully } from '../ports/files.js';
import type { ShelfEntry, Survey } from './model.js';
import { readShelf } from './shelf.js';

export function survey(fs: FileSystem, located: LocatedProject, to: string): Survey {
  const destination = destinationFolder(fs, to, located.project.root);
  const names = fs
    .list(destination)
    .map((entry) => entry.name)
    .sort(compareBytes);
  const { entries: shelf, unread } = readShelf(fs, destination, names);
  const main = located.sessions[0];
  return {
    destination,
    ...fs.space(destination),
    names,
    shelf,
    unreadSidecars: unread,
    previous: previousOf(fs, located, shelf),
    unreadable: unreadableFiles(fs, located),
    forks: forksOutside(fs, located),
    sessionId: main === undefined ? null : hashFile(fs, main.file.path).slice(0, 8),
  };
}

/** Throws exit 2 where there is no such folder (a drive that is not mounted must not become a folder), or where it lies in the project. */
export function destinationFolder(fs: FileSystem, to: string, projectRoot: string): string {
  let folder: string;
  try {
    folder = fs.realPath(resolve(to));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw usageError(`there is no folder "${to}" to archive to`, 'Make it, or mount its drive, then run again.');
  }
  if (fs.look(folder).kind !== 'folder') throw usageError(`"${to}" is not a folder`);
  if (isInside(projectRoot, folder)) {
    throw usageError(
      `"${to}" lies inside the project "${basename(projectRoot)}", which is never changed`,
      'Name a folder outside of it, best on another drive.',
    );
  }
  return folder;
}

/** The newest package of this project: by where it came from, else by its session's name and at least half of its media. */
function previousOf(fs: FileSystem, located: LocatedProject, shelf: readonly ShelfEntry[]): ShelfEntry | null {
  const main = located.sessions[0];
  if (main === undefined) return null;
  const { root } = located.project;
  const session = relativeTo(root, main.file.path);
  const fromHere = shelf.filter((entry) => entry.lineage.rootKey === rootKey(entry.lineage.id, root, session));
  if (fromHere.length > 0) return newest(fromHere);
  const alike = shelf.filter((entry) => {
    const known = entry.sidecar.sessions[0];
    return known !== undefined && known.format === main.file.format && nameOf(known.path) === nameOf(session);
  });
  return newest(alike.filter((entry) => sharesHalf(fs, main.references, entry)));
}

function newest(entries: readonly ShelfEntry[]): ShelfEntry | null {
  return [...entries].sort((a, b) => b.lineage.number - a.lineage.number)[0] ?? null;
}

function sharesHalf(fs: FileSystem, references: readonly LocatedReference[], entry: ShelfEntry): boolean {
  const known = new Set(entry.sidecar.files.map((file) => file.sha256));
  const sizes = new Set(entry.sidecar.files.map((file) => file.size));
  const media = new Map(
    references.flatMap(({ realPath, stat }) => (realPath === null || stat === null ? [] : [[realPath, stat.size]])),
  );
  let total = 0;
  let shared = 0;
  for (const [path, size] of media) {
    total += size;
    if (sizes.has(size) && known.has(hashFile(fs, path))) shared += size;
  }
  return total > 0 && shared * 2 >= total;
}

/** Opened only where the permissions say that somebody may not read it: opening 20,000 files to learn nothing takes long. */
function unreadableFiles(fs: FileSystem, { project }: LocatedProject): Set<string> {
  const suspects = project.tree.entries.filter((entry) => entry.kind === 'file' && (entry.mode & 0o444) !== 0o444);
  return new Set(suspects.map((entry) => entry.path).filter((path) => !canOpen(fs, join(project.root, path))));
}

function canOpen(fs: FileSystem, path: string): boolean {
  try {
    fs.close(fs.open(path, 'read'));
    return true;
  } catch {
    return false;
  }
}

function forksOutside(fs: FileSystem, located: LocatedProject): Map<string, { path: string; stat: Stat }> {
  const forks = new Map<string, { path: string; stat: Stat }>();
  for (const { realPath } of located.sessions.flatMap((session) => session.references)) {
    if (realPath === null || isInside(located.project.root, realPath)) continue;
    const path = join(dirname(realPath), `._${basename(realPath)}`);
    const stat = lookOrNull(fs, path);
    if (stat?.kind === 'file') forks.set(realPath, { path, stat });
  }
  return forks;
}

const PIECE = 1024 * 1024;

function hashFile(fs: FileSystem, path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE);
  const handle = fs.open(path, 'read');
  try {
    for (let at = 0; ; at += PIECE) {
      const n = readFully(fs, handle, buffer, 0, PIECE, at);
      hash.update(buffer.subarray(0, n));
      if (n < PIECE) return hash.digest('hex');
    }
  } finally {
    fs.close(handle);
  }
}
