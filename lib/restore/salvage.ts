/**
 * From a damaged package: everything that is still whole under its name, and what is damaged beside it, marked. A take with one
 * bad sector is better than no take; but it never passes for a whole one.
 */

import { carvePackage } from '../check/carve.js';
import { hashRanges } from '../check/hash-job.js';
import { unsafePath } from '../check/names.js';
import { openForProof, readManifest, readRecord } from '../check/open.js';
import type { OpenPackage } from '../check/opened.js';
import { copyJobs } from '../copy/batches.js';
import { type CopyMember, copyTask } from '../copy/copy-job.js';
import { damageError, TapeboxError, workError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { DATA } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import { dirname, folderOf, foldersAbove, join, nameOf } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import { splitExtension } from '../names/safe.js';
import type { FileSystem } from '../ports/file-system.js';
import { flushTree, lookOrNull, removeOrLeave } from '../ports/files.js';
import { publishFolder } from '../publish/publish.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { runJobs } from '../work/run-jobs.js';
import type { World } from '../work/world.js';
import { makeFolders } from './furnish.js';
import { packagePlace, restoredSessions } from './places.js';
import { inDestination, type Restored } from './restore.js';

export async function salvagePackage(world: World, path: string, to: string): Promise<Pick<Restored, 'output'>> {
  const { fs } = world;
  const opened = await openOrCarve(fs, path);
  try {
    return await inDestination(fs, to, async (destination) => {
      removeLeftovers(fs, world.clock, destination);
      const target = join(destination, `${opened.name} (salvaged)`);
      if (lookOrNull(fs, target) !== null) {
        throw workError(
          'name-taken',
          `"${target}" stands there already and is not overwritten`,
          'Salvage to another folder, or move that one away.',
        );
      }
      const members = await judged(world, opened);
      if (members.length === 0)
        throw damageError(
          'nothing-left',
          `nothing could be got out of "${opened.name}"`,
          'Take another copy of the package.',
        );
      await write(world, opened, members, temporaryPath(destination), target);
      const findings = members.flatMap(({ path: member, place, isWhole }) =>
        isWhole ? [] : [damagedFinding(member, place)],
      );
      return { output: outputOf(path, target, opened, members, findings) };
    });
  } finally {
    opened.close();
  }
}

/** By its directory, else by what its local headers tell. */
async function openOrCarve(fs: FileSystem, path: string): Promise<OpenPackage> {
  try {
    return await openForProof(fs, path);
  } catch (error) {
    const isZip = error instanceof TapeboxError && lookOrNull(fs, path)?.kind === 'file';
    if (!isZip || error.code === 'unfinished') throw error;
    try {
      return carvePackage(fs, path);
    } catch {
      throw error; // what the directory said is the better word
    }
  }
}

interface Judged {
  readonly path: string;
  readonly size: number;
  readonly place: string;
  readonly isWhole: boolean;
}

/** Each payload member that can be read at all, with the word of the manifest, else of the ZIP's directory, on it. */
async function judged(world: World, opened: OpenPackage): Promise<Judged[]> {
  const manifest = orNull(() => readManifest(opened));
  // Of two that would be one file somewhere the first is taken: the package is damaged, and its names are not to be trusted.
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined;
  const members = opened.members.filter(
    ({ path }) => path.startsWith(DATA) && unsafePath(path) === null && isNew(collisionKey(path)),
  );
  const onBytes = world.progress.start(
    'reading',
    members.reduce((sum, member) => sum + member.size, 0),
  );
  const digests = await hashRanges(
    world.fs,
    members.map(({ path }) => opened.place(path)),
    ['sha256'],
    { onBytes, signal: world.signal },
  );
  return members.flatMap(({ path, crc32 }, index): Judged[] => {
    const digest = digests[index];
    if (digest === undefined || digest.error !== null) return [];
    const listed = manifest?.get(path);
    const isWhole = listed !== undefined ? digest.hashes['sha256'] === listed : digest.crc32 === crc32;
    return [{ path, size: digest.size, place: isWhole ? packagePlace(path) : marked(packagePlace(path)), isWhole }];
  });
}

/** "take 3.wav" to "take 3 (damaged).wav". */
function marked(place: string): string {
  const { stem, extension } = splitExtension(nameOf(place));
  const folder = folderOf(place);
  return `${folder === '' ? '' : `${folder}/`}${stem} (damaged)${extension}`;
}

async function write(
  world: World,
  opened: OpenPackage,
  members: readonly Judged[],
  temporary: string,
  target: string,
): Promise<void> {
  const { fs } = world;
  try {
    fs.makeFolder(temporary);
    makeFolders(
      fs,
      temporary,
      members.map(({ place }) => dirname(place)),
    );
    const copies = members.map(({ path, size, place }): CopyMember => {
      const { file: source, offset } = opened.place(path);
      return { source, offset, size, identity: null, target: { path: join(temporary, place) } };
    });
    const onBytes = world.progress.start(
      'salvaging',
      copies.reduce((sum, copy) => sum + copy.size, 0),
    );
    await runJobs(fs, copyTask, copyJobs(null, copies), { onBytes, signal: world.signal });
    for (const { place } of members) fs.setMode(join(temporary, place), 0o644);
    for (const folder of new Set(members.flatMap(({ place }) => foldersAbove(place))))
      fs.setMode(join(temporary, folder), 0o755);
    fs.setMode(temporary, 0o755);
    flushTree(fs, temporary);
    publishFolder(fs, temporary, target);
  } catch (error) {
    removeOrLeave(fs, temporary);
    throw error;
  }
}

const damagedFinding = (path: string, place: string): Finding =>
  finding(
    'error',
    'salvaged-damaged',
    `"${showPath(nameOf(path))}" is damaged; what is left of it is there as "${showPath(nameOf(place))}"`,
    path,
    'Take this file from another copy of the package.',
  );

function outputOf(
  path: string,
  target: string,
  opened: OpenPackage,
  members: readonly Judged[],
  findings: readonly Finding[],
): Restored['output'] {
  const record: PackageRecord | null = orNull(() => readRecord(opened));
  const places = new Set(members.map(({ place }) => place));
  const sessions = record === null ? [] : restoredSessions(record).filter((place) => places.has(place));
  return {
    schema: 'tapebox-restore/1',
    package: path,
    restoredTo: target,
    project: join(target, record?.project.rootName ?? ''),
    sessions: sessions.map((place) => join(target, place)),
    files: members.length,
    bytes: members.reduce((sum, member) => sum + member.size, 0),
    findings,
  };
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TapeboxError) return null;
    throw error;
  }
}
