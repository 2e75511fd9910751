/**
 * Sealing: collect, write, read back by other code, publish. The order is reliability.md, section 4; a crash at any moment
 * leaves nothing, a leftover that the next run removes, or a whole package.
 */
import { verifyPackage } from '../check/verify.js';
import type { Copied } from '../copy/copy-job.js';
import { errnoOf, TapeboxError, workError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { mintLineageId, packageId } from '../model/ids.js';
import { RECALL, TAG_MANIFEST } from '../model/layout.js';
import type { PackageRecord, Sidecar, SidecarSession } from '../model/package.js';
import type { EmbeddedFile, SessionParser } from '../model/parser.js';
import { join } from '../model/paths.js';
import type { PeakRequest, Wave } from '../model/peaks.js';
import { rfc3339 } from '../model/time.js';
import { PROGRAM } from '../model/version.js';
import type { Plan } from '../plan/model.js';
import { containerName } from '../plan/package-name.js';
import type { FileSystem } from '../ports/file-system.js';
import { removeOrLeave, removeTree, writeNew } from '../ports/files.js';
import { newFileMode } from '../ports/machine.js';
import { publishFile, publishFolder } from '../publish/publish.js';
import { temporaryPath } from '../publish/temporary.js';
import { type Extraction, writeEmbedded } from '../recall/embedded.js';
import { jsonBytes } from '../text/json.js';
import type { World } from '../work/world.js';
import { bagInfoText, linksText, manifestText, type TagFile, tagFiles, tagManifestText } from './bag.js';
import type { Container } from './container.js';
import { payloadEntries, recallFile, type SealedFile, sealedFiles, wavesOf } from './entries.js';
import { folderContainer } from './folder-container.js';
import { makeRecord, sessionPath } from './record.js';
import { relinkedSessions, type Spooled } from './relinked.js';
import { makeSidecar } from './sidecar.js';
import { zipContainer } from './zip-container.js';

/** What is made from the model by others: the recall sheet and the text of README.txt. */
export interface Paperwork {
  /** What is wanted of the sound of a source (absolute path) while it is copied; null: nothing. */
  peaks(source: string): PeakRequest | null;
  /** One after the other, in the order of their paths: some are large. `waves`: what was collected, by source. */
  recall(waves: ReadonlyMap<string, Wave>): Iterable<{ readonly path: string; readonly bytes: Uint8Array }>;
  /** What the sessions hold inside, where it was asked for; the paths come before those of the recall sheet. */
  readonly embedded: Extraction;
  /** For the sidecar. */
  readonly sessions: readonly SidecarSession[];
  readme(facts: { readonly name: string; readonly record: PackageRecord }): string;
}

export interface Sealed {
  readonly packagePath: string;
  readonly sidecarPath: string;
  readonly sidecar: Sidecar;
  readonly record: PackageRecord;
  readonly files: number;
  readonly bytes: number;
  /** What went wrong after the package had its name: it is sealed, with a warning. */
  readonly warnings: readonly Finding[];
}

export async function seal(
  world: World,
  plan: Plan,
  parsers: ReadonlyMap<string, SessionParser>,
  paperwork: Paperwork,
): Promise<Sealed> {
  const { fs } = world;
  checkSpace(fs, plan);
  const temporary = temporaryPath(plan.destination);
  const relinked = new Map<number, Spooled>();
  try {
    await relinkedSessions(fs, plan, parsers, relinked);
    const written = await write(world, plan, relinked, paperwork, temporary);
    const { record, container } = await readBack(world, plan, temporary, written);
    const sidecar = makeSidecar(record, paperwork.sessions, container);
    return publish(world, plan, temporary, sidecar, record);
  } catch (error) {
    removeOrLeave(fs, temporary); // whoever wrote into it has ended
    throw explained(error, plan);
  } finally {
    for (const { path } of relinked.values()) removeOrLeave(fs, path);
  }
}

/** Little is held on to: the proof that follows reads the record again, and needs the memory. */
interface Written {
  readonly manifest: string;
}

async function write(
  world: World,
  plan: Plan,
  relinked: ReadonlyMap<number, Spooled>,
  paperwork: Paperwork,
  temporary: string,
): Promise<Written> {
  const { fs, signal } = world;
  const sealedNs = (world.clock.now() / 1_000_000_000n) * 1_000_000_000n;
  const container = plan.form === 'zip' ? zipContainer(fs, temporary, plan.name) : folderContainer(fs, temporary);
  try {
    const entries = payloadEntries(plan, relinked, sealedNs, paperwork.peaks);
    const onBytes = world.progress.start('sealing', plan.bytes);
    const copied = await container.add(entries, { onBytes, signal });
    const files = sealedFiles(plan, entries, copied);
    await paperwork.embedded(async (path, file) => {
      files.push(await sealEmbedded(fs, container, temporaryPath(plan.destination), path, file, sealedNs));
    });
    for (const { path, bytes } of paperwork.recall(wavesOf(entries, copied))) {
      const file = { path: `${RECALL}${path}`, bytes };
      const [sealed] = await addBytes(container, [file], sealedNs);
      files.push(recallFile(file.path, bytes.length, sealed as Copied));
    }
    const texts = tagTexts(plan, files, sealedNs, paperwork);
    await addBytes(container, texts.files, sealedNs);
    container.finish();
    return { manifest: texts.manifest };
  } finally {
    container.close();
  }
}

/** Through a file of the destination, as re-linked sessions: it may be large, and must not be held. */
async function sealEmbedded(
  fs: FileSystem,
  container: Container,
  spool: string,
  path: string,
  file: EmbeddedFile,
  sealedNs: bigint,
): Promise<SealedFile> {
  try {
    writeEmbedded(fs, spool, file);
    const content = { kind: 'file', from: spool, stat: fs.look(spool) } as const;
    const entry = { path: `${RECALL}${path}`, mtimeNs: sealedNs, isExecutable: false, content };
    const [copied] = await container.add([entry]);
    return recallFile(entry.path, content.stat.size, copied as Copied);
  } finally {
    removeOrLeave(fs, spool);
  }
}

const addBytes = (
  container: Container,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  sealedNs: bigint,
) =>
  container.add(
    files.map(({ path, bytes }) => ({
      path,
      mtimeNs: sealedNs,
      isExecutable: false,
      content: { kind: 'bytes', bytes },
    })),
  );

function tagTexts(plan: Plan, files: readonly SealedFile[], sealedNs: bigint, paperwork: Paperwork) {
  const hashed = files.map(({ planned, size, sha256 }) => ({ path: planned.path, size, sha256 }));
  const manifest = manifestText(hashed);
  const main = plan.sessions[0];
  const session = sessionPath(plan);
  const id =
    plan.lineage.id ?? mintLineageId(plan.project.rootName, session, main?.located.file.format ?? '', manifest);
  const lineage = { ...plan.lineage, id };
  const record = makeRecord(plan, files, { program: PROGRAM, sealedNs, lineage, findings: plan.findings });
  const bagInfo = bagInfoText(
    {
      ...plan.about,
      packageId: packageId(manifest, id, lineage.number),
      lineageId: id,
      sealed: rfc3339(sealedNs),
      number: lineage.number,
      session,
      daw: main?.located.parserName ?? '',
      complete: plan.complete,
      program: PROGRAM,
    },
    hashed,
  );
  const readme = paperwork.readme({ name: plan.name, record });
  const tags = tagFiles({ readme, bagInfo, manifest, links: linksText(plan.links), record: jsonBytes(record, 2) });
  const tagManifest = tagManifestText(tags);
  return { manifest, files: insertTagManifest(tags, tagManifest) };
}

/** In the order of the bytes of their paths, as all members are. */
function insertTagManifest(tags: readonly TagFile[], tagManifest: string): TagFile[] {
  const all = [...tags, { path: TAG_MANIFEST, bytes: Buffer.from(tagManifest) }];
  return all.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By `lib/check`, which shares nothing with the writer; it proves the program, while the medium is proven by a later `verify`. */
async function readBack(world: World, plan: Plan, temporary: string, written: Written) {
  const { fs, signal } = world;
  const level = world.skipReadBack ? 'quick' : 'full';
  const onBytes = world.progress.start('reading back', plan.bytes);
  const proof = await verifyPackage(fs, temporary, { level, sidecar: 'ignore', onBytes, signal });
  const problem = proof.problems.find((one) => one.code !== 'litter');
  if (!proof.ok || problem !== undefined || proof.tagManifestSha256 === null || proof.record === null) {
    throw workError(
      'read-back',
      `what was written is not what was read back: ${problem?.message ?? 'the package does not verify'}`,
      'Check the drive and the memory of this machine. Nothing was sealed.',
    );
  }
  const container = {
    name: containerName(plan),
    form: plan.form,
    size: proof.container.size,
    sha256: proof.container.sha256,
    tagManifestSha256: proof.tagManifestSha256,
    manifest: written.manifest,
  };
  return { record: proof.record, container };
}

function publish(world: World, plan: Plan, temporary: string, sidecar: Sidecar, record: PackageRecord): Sealed {
  const { fs } = world;
  const packagePath = join(plan.destination, containerName(plan));
  const sidecarPath = join(plan.destination, `${plan.name}.tapebox.json`);
  if (plan.form === 'zip') {
    fs.setMode(temporary, newFileMode());
    publishFile(fs, temporary, packagePath);
  } else publishFolder(fs, temporary, packagePath);
  const warnings = afterPublishing(fs, plan, temporary, sidecarPath, sidecar);
  return {
    packagePath,
    sidecarPath,
    sidecar,
    record,
    files: record.files.length,
    bytes: sidecar.bytes,
    warnings,
  };
}

/** From here on the package is sealed: what fails is told, and made good by the next run. */
function afterPublishing(
  fs: FileSystem,
  plan: Plan,
  temporary: string,
  sidecarPath: string,
  sidecar: Sidecar,
): Finding[] {
  const warnings: Finding[] = [];
  const attempt = (what: string, action: () => void) => {
    try {
      action();
    } catch (error) {
      const why = errnoOf(error);
      if (why === null && !(error instanceof TapeboxError)) throw error;
      warnings.push(
        finding(
          'warn',
          'sealed-with-warning',
          `the package is sealed, but ${what} (${why ?? (error as Error).message})`,
          null,
          'Run the same command again: it makes good what is missing.',
        ),
      );
    }
  };
  if (plan.form === 'zip') attempt('its temporary name could not be removed', () => fs.remove(temporary));
  attempt('its sidecar could not be written', () => publishSidecar(fs, sidecarPath, sidecar));
  attempt('its folder could not be flushed to the disk', () => fs.flushFolder(plan.destination));
  return warnings;
}

/** Through a temporary of its own, so that no reader sees half of it. */
export function publishSidecar(fs: FileSystem, path: string, sidecar: Sidecar): void {
  const temporary = temporaryPath(join(path, '..'));
  try {
    writeNew(fs, temporary, jsonBytes(sidecar, 2));
    fs.setMode(temporary, newFileMode());
    publishFile(fs, temporary, path);
  } finally {
    removeTree(fs, temporary);
  }
}

function checkSpace(fs: FileSystem, plan: Plan): void {
  const needed = Math.ceil(plan.bytes * 1.05) + 1024 * 1024;
  const { freeBytes } = fs.space(plan.destination);
  if (freeBytes >= needed) return;
  throw workError(
    'disk-full',
    `"${plan.destination}" has ${freeBytes} bytes free, and ${needed} are needed`,
    'Free some space there, or archive to another drive.',
  );
}

/** System errors in words; what is explained already stays as it is. */
function explained(error: unknown, plan: Plan): unknown {
  const errno = errnoOf(error);
  if (error instanceof TapeboxError || errno === null) return error;
  const next = 'Nothing was sealed, and nothing of the project was changed.';
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return workError('disk-full', `"${plan.destination}" is full: ${plan.bytes} bytes are needed`, next);
  }
  return workError('write-failed', `the package cannot be written in "${plan.destination}" (${errno})`, next);
}
