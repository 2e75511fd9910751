/**
 * Proves a package: every byte against manifests, headers, record and sidecar. Shares nothing with the writer, so that a fault
 * of the writer cannot hide here (design, section 1; reliability.md, sections 4 and 4.5).
 */
import { createHash } from 'node:crypto';
import { errnoOf, TapeboxError } from '../model/errors.js';
import { DATA, PACKAGE_SUFFIX, RECORD } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import type { FileSystem } from '../ports/file-system.js';
import type { RunOptions } from '../work/run-jobs.js';
import { type BagFiles, checkBag } from './bag.js';
import { type HashRange, hashRanges, type RangeDigest } from './hash-job.js';
import { isLitter, type Regenerable } from './litter.js';
import { isKnownPackage, isOurs, openForProof, type PackageUnderProof, readRecord, refuseNewer } from './open.js';
import { collectProblems, type Problem, type Problems } from './problems.js';
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
import { checkHeaders } from './verify-headers.js';
import { checkSidecar, tagManifestSha256 } from './verify-sidecar.js';
import type { ZipMember } from './zip.js';
import { memberChunks } from './zip-content.js';

export interface VerifyOptions extends RunOptions {
  /** `quick`: structure, headers and sizes; no content is hashed. */
  readonly level: 'full' | 'quick';
  readonly sidecar?: 'beside' | 'ignore';
  readonly regenerable?: Regenerable;
}

export interface Verification {
  /** The path that was asked for. */
  readonly package: string;
  readonly ok: boolean;
  readonly level: 'full' | 'quick';
  /** Of the payload. */
  readonly files: number;
  readonly bytes: number;
  /** At most 200. Those with the code `litter` or `bag-warning` do not make it bad. */
  readonly problems: readonly Problem[];
  readonly container: { readonly size: number; readonly sha256: string | null };
  /** Payload path to SHA-256, as the manifest lists it. */
  readonly manifest: ReadonlyMap<string, string>;
  readonly tagManifestSha256: string | null;
  /** Null for a bag of another maker, or where it is damaged. */
  readonly record: PackageRecord | null;
}

/** Damage is an answer (`ok: false`); what is no package, or is hostile, is thrown as a `packageError`. */
export async function verifyPackage(fs: FileSystem, path: string, options: VerifyOptions): Promise<Verification> {
  const problems = collectProblems();
  let opened: PackageUnderProof | null = null;
  try {
    opened = await openForProof(fs, path);
    return await (isOurs(opened) ? verifyOurs : verifyForeign)(fs, path, opened, options, problems);
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
  if (errnoOf(error) === 'EIO')
    return { code: 'unreadable', message: 'The disk cannot read a part of the package (EIO).' };
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

async function verifyOurs(
  fs: FileSystem,
  path: string,
  opened: PackageUnderProof,
  options: VerifyOptions,
  problems: Problems,
): Promise<Verification> {
  if (opened.zip?.members.some((member) => member.method !== 0)) {
    problems.add('recompressed', null, 'The package was packed again by another program: its files are compressed.');
    return verifyForeign(fs, path, opened, options, problems);
  }
  const record = recordOrProblem(opened, problems);
  const members = withoutLitter(opened, record, options.regenerable ?? (() => false), problems);
  const { digests, container } = await hashAll(fs, opened, [...members.keys()], options);
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
  if (options.sidecar !== 'ignore') checkSidecar(fs, path, proof, record, listed, container);
  return verification(path, opened, options.level, proof, container, listed, record);
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
): Promise<{ digests: ReadonlyMap<string, RangeDigest> | null; container: string | null }> {
  if (options.level === 'quick') return { digests: null, container: null };
  const members: HashRange[] = paths.map((path) => opened.place(path));
  // The whole container is one more range: a second thread hashes it while the first goes through the members.
  const whole: HashRange[] = opened.form === 'zip' ? [{ file: opened.path, offset: 0, size: opened.size }] : [];
  const results = await hashRanges(fs, [...whole, ...members], ['sha256'], options);
  const container = whole.length > 0 ? results.shift() : undefined;
  const digests = new Map(paths.map((path, index) => [path, results[index] as RangeDigest]));
  return { digests, container: container?.error === null ? (container.hashes['sha256'] ?? null) : null };
}

/** A bag of another maker: nothing but RFC 8493 can be asked of it. */
async function verifyForeign(
  fs: FileSystem,
  path: string,
  opened: PackageUnderProof,
  options: VerifyOptions,
  problems: Problems,
): Promise<Verification> {
  if (opened.zip?.broken) throw opened.zip.broken;
  if (path.toLowerCase().endsWith(PACKAGE_SUFFIX) && !problems.any()) {
    problems.add('not-ours', null, 'It carries the name of a tapebox package, but has no record of tapebox.');
  }
  const answer = await checkBag(bagFiles(fs, opened, options), options.level);
  // A flipped bit in the label is damage; only a whole bag can be of another version.
  if (answer.problems.length === 0) refuseNewer(opened);
  for (const { code, member, message } of answer.problems) problems.add(code, member, message);
  for (const { member, message } of answer.warnings) problems.add('bag-warning', member, message);
  for (const special of opened.special) {
    problems.add('special-file', special, `"${special}" is a link or a special file, which no package should hold.`);
  }
  const members = new Map(opened.members.map(({ path: member, size, crc32 }) => [member, { size, crc32 }]));
  const proof: Proof = { opened, members, digests: null, problems };
  const [container] =
    options.level === 'full' && opened.form === 'zip'
      ? await hashRanges(fs, [{ file: opened.path, offset: 0, size: opened.size }], ['sha256'], options)
      : [];
  return verification(path, opened, options.level, proof, container?.hashes['sha256'] ?? null, new Map(), null);
}

function bagFiles(fs: FileSystem, opened: PackageUnderProof, options: VerifyOptions): BagFiles {
  const { zip } = opened;
  return {
    files: opened.members,
    read: (path, maxBytes) => opened.read(path, maxBytes),
    async hash(requests) {
      if (zip !== null) {
        const members = new Map(zip.members.map((member) => [member.path.slice(opened.name.length + 1), member]));
        const answers: (Record<string, string> | null)[] = [];
        for (const { path, algorithms } of requests) {
          options.signal?.throwIfAborted();
          const member = members.get(path);
          answers.push(member === undefined ? null : await hashMember(zip.bytes, member, algorithms, options));
        }
        return answers;
      }
      const all = [...new Set(requests.flatMap(({ algorithms }) => algorithms))];
      const digests = await hashRanges(
        fs,
        requests.map(({ path }) => opened.place(path)),
        all,
        options,
      );
      return digests.map((digest) => (digest.error === null ? digest.hashes : null));
    },
  };
}

/** Foreign members may be compressed, so they go through the reader that checks size and CRC on the way. */
async function hashMember(
  bytes: Parameters<typeof memberChunks>[0],
  member: ZipMember,
  algorithms: readonly string[],
  options: VerifyOptions,
): Promise<Record<string, string> | null> {
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  try {
    for await (const chunk of memberChunks(bytes, member)) {
      for (const [, hash] of hashes) hash.update(chunk);
      options.onBytes?.(chunk.length);
    }
  } catch (error) {
    if (error instanceof TapeboxError) return null;
    throw error;
  }
  return Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
}

function verification(
  path: string,
  opened: PackageUnderProof,
  level: 'full' | 'quick',
  proof: Proof,
  container: string | null,
  manifest: ReadonlyMap<string, string>,
  record: PackageRecord | null,
): Verification {
  const payload = [...proof.members].filter(([member]) => member.startsWith(DATA));
  return {
    package: path,
    ok: !proof.problems.any(),
    level,
    files: payload.length,
    bytes: payload.reduce((sum, [, { size }]) => sum + size, 0),
    problems: proof.problems.list(),
    container: { size: opened.size, sha256: container },
    manifest,
    tagManifestSha256: tagManifestSha256(proof),
    record,
  };
}
