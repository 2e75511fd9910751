/**
 * A package becomes a folder again: `DIR/<name>/` with the project under its own name, Original, Recall and Notes. It is whole or
 * not there, lies in its own folder only, and never over something (reliability.md, section 4.3).
 */
import { type OpenPackage, openPackage, readManifest, readRecord } from '../check/open.js';
import { proveTagFiles } from '../check/tag-proof.js';
import { verifyPackage } from '../check/verify.js';
import { copyJobs } from '../copy/batches.js';
import { type Copied, type CopyMember, copyTask } from '../copy/copy-job.js';
import { damageError, errnoOf, packageError, TapeboxError, usageError, workError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { RECORD } from '../model/layout.js';
import type { RestoreOutput } from '../model/outputs.js';
import type { PackageRecord, RecordFile } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import { dirname, join, nameOf, resolve } from '../model/paths.js';
import { nsFromRfc3339 } from '../model/time.js';
import type { FileSystem } from '../ports/file-system.js';
import { flushTree, lookOrNull, makeFolderPath, removeMade, removeOrLeave } from '../ports/files.js';
import { publishFolder } from '../publish/publish.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { runJobs } from '../work/run-jobs.js';
import type { World } from '../work/world.js';
import { linkPlace, makeFolders, placeLinks, setModesAndTimes } from './furnish.js';
import { oldNames } from './old-names.js';
import { packagePlace, restoredSessions } from './places.js';

export interface RestoreOptions {
  readonly to: string;
  /** The session files alone, to have a look. */
  readonly sessionOnly: boolean;
}

export interface Restored {
  readonly output: RestoreOutput;
  readonly record: PackageRecord;
}

export async function restorePackage(world: World, packagePath: string, options: RestoreOptions): Promise<Restored> {
  const { fs } = world;
  const opened = await openProven(world, packagePath);
  try {
    const record = readRecord(opened);
    const files = chosenFiles(opened, record, options.sessionOnly);
    return await inDestination(fs, options.to, async (to) => {
      removeLeftovers(fs, world.clock, to);
      const target = join(to, opened.name);
      if (lookOrNull(fs, target) !== null) {
        throw workError(
          'name-taken',
          `"${target}" stands there already and is not overwritten`,
          'Restore to another folder, or move that one away.',
        );
      }
      checkSpace(fs, to, files);
      const temporary = temporaryPath(to);
      const written = await writeTree(world, opened, record, files, temporary, options.sessionOnly);
      const warnings = publishTree(fs, temporary, target, to);
      const findings = [...written.findings, ...warnings];
      return { record, output: outputOf(packagePath, record, target, files, findings) };
    });
  } finally {
    opened.close();
  }
}

/** Structure, headers and tag files are proven before the first byte is written; the payload while it is. */
async function openProven(world: World, path: string): Promise<OpenPackage> {
  const proof = await verifyPackage(world.fs, path, { level: 'quick', signal: world.signal });
  const problem = proof.problems.find((one) => one.code !== 'litter');
  const next = 'Take another copy, or give --salvage to get out what is whole.';
  if (!proof.ok)
    throw damageError(
      problem?.code ?? 'damaged',
      `"${showPath(nameOf(path))}" is damaged: ${problem?.message ?? ''}`,
      next,
    );
  const opened = await openPackage(world.fs, path);
  try {
    if (!opened.members.some((member) => member.path === RECORD)) {
      throw packageError(
        'not-ours',
        `"${showPath(nameOf(path))}" is a bag, but not one of tapebox`,
        'Open it with any ZIP or BagIt tool.',
      );
    }
    proveTagFiles(opened);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The record's files, each of which must be a member that the manifest lists with the same checksum. */
function chosenFiles(opened: OpenPackage, record: PackageRecord, sessionOnly: boolean): readonly RecordFile[] {
  const manifest = readManifest(opened);
  const wrong = record.files.find((file) => manifest.get(file.path) !== file.sha256);
  if (wrong !== undefined || manifest.size !== record.files.length) {
    throw damageError(
      'record',
      `the record of "${opened.name}" and its manifest do not agree`,
      'Take another copy of the package.',
    );
  }
  if (!sessionOnly) return record.files;
  return record.files.filter((file) => ['session', 'relinked-session', 'original-session'].includes(file.why));
}

/** DIR is made if needed, one folder deep or many; where the work fails, what was made is gone again. */
export async function inDestination<T>(fs: FileSystem, to: string, work: (to: string) => Promise<T>): Promise<T> {
  const path = resolve(to);
  const made = makeFolderPath(fs, path);
  try {
    const real = fs.realPath(path);
    if (fs.look(real).kind !== 'folder') throw usageError(`"${to}" is not a folder`);
    for (const folder of made) fs.setMode(folder, 0o755);
    return await work(real);
  } catch (error) {
    removeMade(fs, made);
    throw error;
  }
}

function checkSpace(fs: FileSystem, to: string, files: readonly RecordFile[]): void {
  const needed = files.reduce((sum, file) => sum + file.size, 0);
  const { freeBytes } = fs.space(to);
  if (freeBytes >= needed) return;
  throw workError(
    'disk-full',
    `"${to}" has ${freeBytes} bytes free, and ${needed} are needed`,
    'Free some space there, or restore to another drive.',
  );
}

interface WrittenTree {
  readonly findings: readonly Finding[];
}

async function writeTree(
  world: World,
  opened: OpenPackage,
  record: PackageRecord,
  files: readonly RecordFile[],
  temporary: string,
  sessionOnly: boolean,
): Promise<WrittenTree> {
  const { fs } = world;
  try {
    fs.makeFolder(temporary);
    const links = sessionOnly ? [] : record.links.map(linkPlace);
    const names = oldNames(fs, temporary, sessionOnly ? files : [...files, ...record.folders], links);
    const folders = sessionOnly ? [] : record.folders.map((folder) => ({ folder, place: names.placeOf(folder) }));
    makeFolders(fs, temporary, [
      ...folders.map((folder) => folder.place),
      ...files.map((file) => dirname(names.placeOf(file))),
    ]);
    const members = files.map((file): CopyMember => {
      const { file: source, offset, size } = opened.place(file.path);
      return { source, offset, size, identity: null, target: { path: join(temporary, names.placeOf(file)) } };
    });
    const onBytes = world.progress.start(
      'restoring',
      members.reduce((sum, member) => sum + member.size, 0),
    );
    const copied = (await runJobs(fs, copyTask, copyJobs(null, members), { onBytes, signal: world.signal })).flat();
    checkCopied(opened, files, copied);
    const unmade = sessionOnly ? [] : placeLinks(fs, temporary, record, names.placeOfLink);
    const sealedNs = nsFromRfc3339(record.sealed) ?? 0n;
    setModesAndTimes(
      fs,
      temporary,
      files.map((file) => ({ file, place: names.placeOf(file) })),
      folders,
      sealedNs,
    );
    return { findings: [...names.findings, ...unmade] };
  } catch (error) {
    removeOrLeave(fs, temporary);
    throw explained(error, temporary);
  }
}

/** The bytes that were really written, against manifest and directory. */
function checkCopied(opened: OpenPackage, files: readonly RecordFile[], copied: readonly Copied[]): void {
  const crcs = new Map(opened.members.map((member) => [member.path, member.crc32]));
  files.forEach((file, index) => {
    const crc = crcs.get(file.path) ?? null;
    const { sha256, crc32 } = copied[index] as Copied;
    if (sha256 === file.sha256 && (crc === null || crc === crc32)) return;
    throw damageError(
      'checksum',
      `"${showPath(file.path)}" in "${opened.name}" is damaged`,
      'Take another copy, or give --salvage to get out what is whole.',
    );
  });
}

/** Once the folder has its name it is restored: what fails then is told. */
function publishTree(fs: FileSystem, temporary: string, target: string, to: string): Finding[] {
  try {
    flushTree(fs, temporary);
    publishFolder(fs, temporary, target);
  } catch (error) {
    removeOrLeave(fs, temporary);
    throw explained(error, target);
  }
  try {
    fs.flushFolder(to);
    return [];
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return [
      finding(
        'warn',
        'restored-with-warning',
        `everything is restored, but the folder around it could not be flushed to the disk (${errno})`,
        null,
        'Check the drive before you rely on it.',
      ),
    ];
  }
}

function outputOf(
  packagePath: string,
  record: PackageRecord,
  target: string,
  files: readonly RecordFile[],
  findings: readonly Finding[],
): RestoreOutput {
  const root = record.files.find((file) => file.why !== 'recall' && file.path.startsWith(`data/Project/`));
  const rootName = root === undefined ? record.project.rootName : (packagePlace(root.path).split('/')[0] ?? '');
  return {
    schema: 'tapebox-restore/1',
    package: packagePath,
    restoredTo: target,
    project: join(target, rootName),
    sessions: restoredSessions(record).map((place) => join(target, place)),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    findings,
  };
}

function explained(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (error instanceof TapeboxError || errno === null) return error;
  if (errno === 'ENOSPC' || errno === 'EDQUOT')
    return workError(
      'disk-full',
      `"${dirname(path)}" is full`,
      'Nothing was restored. Free some space, or restore to another drive.',
    );
  return workError(
    'write-failed',
    `the folder cannot be written in "${dirname(path)}" (${errno})`,
    'Nothing was restored.',
  );
}
