/** The sidecar beside a package: the only witness where everything inside was changed consistently. */
import { createHash } from 'node:crypto';
import { DATA, TAG_MANIFEST } from '../model/layout.js';
import type { PackageRecord, Sidecar } from '../model/package.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, readWhole } from '../ports/files.js';
import { MAX_MANIFEST_BYTES } from './manifest.js';
import { MAX_RECORD_BYTES, parseSidecar, sidecarPathOf } from './record.js';
import { type Proof, packageId } from './verify-content.js';

/** `container`: the SHA-256 of a ZIP, null where it was not hashed or is none. */
export function checkSidecar(
  fs: FileSystem,
  path: string,
  proof: Proof,
  record: PackageRecord | null,
  listed: ReadonlyMap<string, string>,
  container: string | null,
): void {
  const sidecarPath = sidecarPathOf(path);
  if (lookOrNull(fs, sidecarPath) === null) return;
  const { opened, members, problems } = proof;
  let sidecar: Sidecar;
  try {
    sidecar = parseSidecar(readWhole(fs, sidecarPath, MAX_RECORD_BYTES), sidecarPath);
  } catch (error) {
    problems.add('sidecar', null, (error as Error).message);
    return;
  }
  const differs = (what: string) =>
    problems.add('sidecar-differs', null, `The package is not the one that its sidecar describes: ${what} differs.`);
  const said = sidecar.package;
  // Someone may have unzipped a package beside its sidecar: then only the content is to be compared.
  if (said.form === opened.form) {
    const size = opened.zip?.bytes.size ?? [...members.values()].reduce((sum, member) => sum + member.size, 0);
    if (said.size !== size) differs(`the size (${size} bytes instead of ${said.size})`);
    if (opened.form === 'zip' && said.sha256 === null) differs('the SHA-256, which is missing,');
    if (container !== null && said.sha256 !== null && said.sha256 !== container)
      differs('the SHA-256 of the whole file');
  }
  if (members.has(TAG_MANIFEST) && tagManifestSha256(proof) !== said.tagManifestSha256) {
    differs(`the SHA-256 of ${TAG_MANIFEST}`);
  }
  if (record !== null) {
    if (packageId(opened, record) !== said.id) differs('the package id');
    if (record.sealed !== said.sealed) differs('the time of sealing');
    if (record.lineage.id !== sidecar.lineage.id || record.lineage.number !== sidecar.lineage.number) {
      differs('the lineage');
    }
  }
  checkFiles(proof, sidecar, listed);
}

function checkFiles(
  { members, digests, problems }: Proof,
  sidecar: Sidecar,
  listed: ReadonlyMap<string, string>,
): void {
  const told = new Set<string>();
  for (const { path, size, sha256 } of sidecar.files) {
    told.add(path);
    const found = members.get(path);
    const hash = digests?.get(path)?.hashes['sha256'] ?? listed.get(path);
    if (found?.size === size && (hash === undefined || hash === sha256)) continue;
    if (found === undefined) problems.add('missing', path, `"${path}" is missing; the sidecar tells of it.`);
    else problems.add('sidecar-differs', path, `"${path}" is not the file that the sidecar tells of.`);
  }
  for (const path of members.keys()) {
    if (path.startsWith(DATA) && !told.has(path)) {
      problems.add('sidecar-differs', path, `"${path}" is in the package, but the sidecar does not tell of it.`);
    }
  }
}

/** It is small: also a quick proof reads it. */
export function tagManifestSha256({ opened, members }: Pick<Proof, 'opened' | 'members'>): string | null {
  if (!members.has(TAG_MANIFEST)) return null;
  return createHash('sha256').update(opened.read(TAG_MANIFEST, MAX_MANIFEST_BYTES)).digest('hex');
}
