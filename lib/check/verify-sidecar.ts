/** The sidecar beside a package: the only witness where everything inside was changed consistently. */
import { createHash } from 'node:crypto';
import { DATA, TAG_MANIFEST } from '../model/layout.js';
import type { PackageRecord, Sidecar } from '../model/package.js';
import { lookOrNull, readWhole } from '../ports/files.js';
import { MAX_MANIFEST_BYTES } from './manifest.js';
import { MAX_RECORD_BYTES, parseSidecar, sidecarPathOf } from './record.js';
import type { Asked } from './verification.js';
import { type Proof, packageId } from './verify-content.js';

/** What the package itself said before the sidecar is asked. */
export interface Inside {
  readonly record: PackageRecord | null;
  readonly listed: ReadonlyMap<string, string>;
  /** The SHA-256 of a ZIP; null where it was not hashed or is none. */
  readonly container: string | null;
}

export function checkSidecar({ fs, path }: Pick<Asked, 'fs' | 'path'>, proof: Proof, inside: Inside): void {
  const sidecarPath = sidecarPathOf(path);
  if (lookOrNull(fs, sidecarPath) === null) return;
  let sidecar: Sidecar;
  try {
    sidecar = parseSidecar(readWhole(fs, sidecarPath, MAX_RECORD_BYTES), sidecarPath);
  } catch (error) {
    proof.problems.add('sidecar', null, (error as Error).message);
    return;
  }
  for (const what of differences(proof, inside, sidecar)) {
    proof.problems.add(
      'sidecar-differs',
      null,
      `The package is not the one that its sidecar describes: ${what} differs.`,
    );
  }
  checkFiles(proof, sidecar, inside.listed);
}

function differences(proof: Proof, { record, container }: Inside, sidecar: Sidecar): string[] {
  const { opened, members } = proof;
  const said = sidecar.package;
  const found: string[] = [];
  // Someone may have unzipped a package beside its sidecar: then only the content is to be compared.
  if (said.form === opened.form) {
    const size = opened.zip?.bytes.size ?? [...members.values()].reduce((sum, member) => sum + member.size, 0);
    if (said.size !== size) found.push(`the size (${size} bytes instead of ${said.size})`);
    if (opened.form === 'zip' && (said.sha256 === null || (container !== null && said.sha256 !== container))) {
      found.push('the SHA-256 of the whole file');
    }
  }
  if (members.has(TAG_MANIFEST) && tagManifestSha256(proof) !== said.tagManifestSha256) {
    found.push(`the SHA-256 of ${TAG_MANIFEST}`);
  }
  if (record === null) return found;
  if (packageId(opened, record) !== said.id) found.push('the package id');
  if (record.sealed !== said.sealed) found.push('the time of sealing');
  const { id, number } = record.lineage;
  if (id !== sidecar.lineage.id || number !== sidecar.lineage.number) found.push('the lineage');
  return found;
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
