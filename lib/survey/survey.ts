/** Fourth stage: the destination and the disk are looked at once, so that planning is pure. */
import { hashRanges } from '../check/hash-job.js';
import { usageError } from '../model/errors.js';
import type { LocatedProject, LocatedSession } from '../model/located.js';
import { compareBytes } from '../model/path-bytes.js';
import { basename, dirname, isInside, join, resolve } from '../model/paths.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { isAbsent, lookOrNull } from '../ports/files.js';
import type { World } from '../work/world.js';
import { previousPackage } from './lineage.js';
import type { Survey } from './model.js';
import { readShelf } from './shelf.js';

export async function survey(world: World, located: LocatedProject, to: string): Promise<Survey> {
  const { fs } = world;
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
    previous: await previousPackage(world, located, shelf),
    unreadable: unreadableFiles(fs, located),
    forks: forksOutside(fs, located),
    sessionId: main === undefined ? null : await sessionId(world, main),
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

async function sessionId({ fs, signal }: World, { file, stat }: LocatedSession): Promise<string | null> {
  const [digest] = await hashRanges(fs, [{ file: file.path, offset: 0, size: stat.size }], ['sha256'], { signal });
  return digest?.error === null ? (digest.hashes['sha256']?.slice(0, 8) ?? null) : null;
}
