/**
 * Proves a package: every byte against manifests, headers, record and sidecar. Shares nothing with the writer, so that a fault
 * of the writer cannot hide here (design, section 1; reliability.md, sections 4 and 4.5).
 */
import { errnoOf, TapeboxError } from '../model/errors.js';
import { RECORD } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import type { FileSystem } from '../ports/file-system.js';
import { type HashRange, hashRanges, type RangeDigest } from './hash-job.js';
import { isLitter, type Regenerable } from './litter.js';
import { isKnownPackage, isOurs, openForProof, readRecord } from './open.js';
import type { PackageUnderProof } from './opened.js';
import { collectProblems, type Problems } from './problems.js';
import { type Asked, type Verification, type VerifyOptions, verification } from './verification.js';
import {
  checkInfo,
  checkLinks,
  checkManifest,
  checkReading,
  checkRecord,
  checkTagFiles,
  checkTagManifest,
  type Proof,
} from './verify-content.js';
import { verifyForeign } from './verify-foreign.js';
import { checkHeaders } from './verify-headers.js';
import { checkSidecar } from './verify-sidecar.js';

export type { Verification, VerifyOptions } from './verification.js';

/** Damage is an answer (`ok: false`); what is no package, or is hostile, is thrown as a `packageError`. */
export async function verifyPackage(fs: FileSystem, path: string, options: VerifyOptions): Promise<Verification> {
  const problems = collectProblems();
  let opened: PackageUnderProof | null = null;
  try {
    opened = await openForProof(fs, path);
    return await (isOurs(opened) ? verifyOurs : verifyForeign)({ fs, path, options }, opened, problems);
  } catch (error) {
    const damage = damageOf(error);
    if (damage === null || !isKnownPackage(fs, path)) throw error;
    problems.add(damage.code, null, damage.message);
    return unreadable(path, options.level, problems);
  } finally {
    opened?.close();
  }
}

/** What is wrong with a thing that is a package by its name; null where it is not the package's fault. */
function damageOf(error: unknown): { readonly code: string; readonly message: string } | null {
  if (errnoOf(error) === 'EIO') {
    return { code: 'unreadable', message: 'The disk cannot read a part of the package (EIO).' };
  }
  return error instanceof TapeboxError && error.code !== 'not-found' && error.code !== 'format' ? error : null;
}

const unreadable = (path: string, level: 'full' | 'quick', problems: Problems): Verification => ({
  package: path,
  ok: false,
  level,
  files: 0,
  bytes: 0,
  problems: problems.list(),
  container: { size: 0, sha256: null },
  manifest: new Map(),
  tagManifestSha256: null,
  record: null,
});

async function verifyOurs(asked: Asked, opened: PackageUnderProof, problems: Problems): Promise<Verification> {
  const { fs, options } = asked;
  if (opened.zip?.members.some((member) => member.method !== 0)) {
    problems.add('recompressed', null, 'The package was packed again by another program: its files are compressed.');
    return verifyForeign(asked, opened, problems);
  }
  const record = recordOrProblem(opened, problems);
  const members = withoutLitter(opened, record, options.regenerable ?? (() => false), problems);
  const { digests, container } = await hashAll(fs, opened, [...members.keys()], options, problems);
  const proof: Proof = { opened, members, digests, problems };
  checkTagFiles(proof);
  checkReading(proof);
  checkTagManifest(proof);
  const listed = checkManifest(proof, opened.name);
  if (record !== null && !problems.has(RECORD)) {
    checkRecord(proof, record, listed);
    checkInfo(proof, record);
    checkLinks(proof, record);
  }
  checkZip(proof, record);
  if (options.sidecar !== 'ignore') checkSidecar(asked, proof, { record, listed, container });
  return verification(asked, proof, container, listed, record);
}

/** Without a record that can be believed the times in the headers cannot be built; the general rules of a ZIP still hold. */
function checkZip({ opened, digests, problems }: Proof, record: PackageRecord | null): void {
  const { zip } = opened;
  if (zip === null) return;
  if (record !== null && !problems.has(RECORD)) {
    checkHeaders(zip, record, (path) => digests?.get(path)?.crc32, problems);
  }
  if (zip.broken !== null && !problems.any()) problems.add(zip.broken.code, null, zip.broken.message);
}

function recordOrProblem(opened: PackageUnderProof, problems: Problems): PackageRecord | null {
  try {
    return readRecord(opened);
  } catch (error) {
    if (!(error instanceof TapeboxError)) throw error;
    problems.add('record', RECORD, error.message);
    return null;
  }
}

function withoutLitter(
  opened: PackageUnderProof,
  record: PackageRecord | null,
  regenerable: Regenerable,
  problems: Problems,
): Proof['members'] {
  const known = new Set(record?.files.map((file) => file.path));
  const formats = [...new Set(record?.sessions.map((session) => session.format))];
  const members = new Map<string, { size: number; crc32: number | null }>();
  for (const { path, size, crc32 } of opened.members) {
    // Nothing can get into a ZIP by opening it.
    if (opened.form === 'folder' && !known.has(path) && isLitter(path, formats, regenerable)) {
      problems.add('litter', path, `"${path}" came when the package was opened; it can be deleted.`);
    } else members.set(path, { size, crc32 });
  }
  return members;
}

async function hashAll(
  fs: FileSystem,
  opened: PackageUnderProof,
  paths: readonly string[],
  options: VerifyOptions,
  problems: Problems,
): Promise<{ digests: ReadonlyMap<string, RangeDigest> | null; container: string | null }> {
  if (options.level === 'quick') return { digests: null, container: null };
  const members: HashRange[] = paths.map((path) => opened.place(path));
  // The whole container is one more range: a second thread hashes it while the first goes through the members.
  const whole: HashRange[] = opened.form === 'zip' ? [{ file: opened.path, offset: 0, size: opened.size }] : [];
  const results = await hashRanges(fs, [...whole, ...members], ['sha256'], options);
  const container = whole.length > 0 ? results.shift() : undefined;
  const digests = new Map(paths.map((path, index) => [path, results[index] as RangeDigest]));
  const error = container?.error ?? null;
  // The members may have been read before the trouble began: the container is whole only if all of it can be read.
  if (error !== null) problems.add('unreadable', null, `The package cannot be read to its end (${error}).`);
  return { digests, container: error === null ? (container?.hashes['sha256'] ?? null) : null };
}
