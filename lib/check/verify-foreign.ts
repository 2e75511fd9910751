/** A bag of another maker, or one that was packed again: nothing but RFC 8493 can be asked of it. */
import { createHash } from 'node:crypto';
import { TapeboxError } from '../model/errors.js';
import { PACKAGE_SUFFIX } from '../model/layout.js';
import type { FileSystem } from '../ports/file-system.js';
import { type BagFiles, checkBag } from './bag.js';
import type { Bytes } from './bytes.js';
import { hashRanges } from './hash-job.js';
import { formatOf, refuseNewer } from './open.js';
import type { PackageUnderProof } from './opened.js';
import type { Problems } from './problems.js';
import { type Asked, type Verification, type VerifyOptions, verification } from './verification.js';
import type { Proof } from './verify-content.js';
import type { ZipMember } from './zip.js';
import { memberChunks } from './zip-content.js';

export async function verifyForeign(
  asked: Asked,
  opened: PackageUnderProof,
  problems: Problems,
): Promise<Verification> {
  const { fs, path, options } = asked;
  if (opened.zip?.broken) throw opened.zip.broken;
  if (path.toLowerCase().endsWith(PACKAGE_SUFFIX) && formatOf(opened) === null) {
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
  return verification(asked, proof, container?.hashes['sha256'] ?? null, new Map(), null);
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
  bytes: Bytes,
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
