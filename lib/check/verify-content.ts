/** The content of a package against its manifests, its record and its own labels. */
import { createHash } from 'node:crypto';
import { BAG_INFO, BAGIT, DATA, LINKS, MANIFEST, README, RECORD, TAG_FILES, TAG_MANIFEST } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import type { RangeDigest } from './hash-job.js';
import { MAX_MANIFEST_BYTES, parseStrictManifest, strictManifest } from './manifest.js';
import { readBagInfo } from './open.js';
import type { OpenPackage, PackageUnderProof } from './opened.js';
import type { Problems } from './problems.js';
import { parseManifest, valuesOf } from './tag-text.js';

/** What the checks of one package share. */
export interface Proof {
  readonly opened: PackageUnderProof;
  /** Without what is left over from opening the package. */
  readonly members: ReadonlyMap<string, { readonly size: number; readonly crc32: number | null }>;
  /** Null where only structure and sizes are looked at. */
  readonly digests: ReadonlyMap<string, RangeDigest> | null;
  readonly problems: Problems;
}

const NEEDED_TAG_FILES = [README, BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST, RECORD];
const DECLARATION = Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'utf8');

/** Every needed tag file is there, and nothing else stands beside data/. */
export function checkTagFiles({ members, problems, opened }: Proof): void {
  for (const path of NEEDED_TAG_FILES) {
    if (!members.has(path)) problems.add('missing', path, `"${path}" is missing.`);
  }
  for (const path of members.keys()) {
    if (path.startsWith(DATA) || (TAG_FILES as readonly string[]).includes(path)) continue;
    problems.add('extra-file', path, `"${path}" does not belong into the package.`);
  }
  for (const path of opened.special) {
    problems.add('special-file', path, `"${path}" is a link or a special file, which no package holds.`);
  }
  const size = members.get(BAGIT)?.size;
  if (size !== undefined && (size !== DECLARATION.length || !opened.read(BAGIT, size).equals(DECLARATION))) {
    problems.add('checksum', BAGIT, 'bagit.txt is not what tapebox writes.');
  }
}

/** Bytes that could be read, and the checksums that the ZIP's directory gives. */
export function checkReading({ members, digests, problems }: Proof): void {
  for (const [path, { size, crc32 }] of members) {
    const digest = digests?.get(path);
    if (digest === undefined) continue;
    if (digest.error !== null) problems.add('unreadable', path, `"${path}" cannot be read (${digest.error}).`);
    else if (digest.size < size) {
      problems.add('cut', path, `"${path}" is cut off after ${digest.size} of ${size} bytes.`);
    } else if (crc32 !== null && digest.crc32 !== crc32) {
      problems.add('checksum', path, `"${path}" is damaged: its checksum is not the one in the ZIP's directory.`);
    }
  }
}

/** The payload manifest: each line, then the whole written again and compared byte for byte. Returns what it lists. */
export function checkManifest(proof: Proof, name: string): ReadonlyMap<string, string> {
  const { opened, members, digests, problems } = proof;
  if (!members.has(MANIFEST)) return new Map();
  const bytes = opened.read(MANIFEST, MAX_MANIFEST_BYTES);
  let listed: ReadonlyMap<string, string>;
  try {
    listed = parseStrictManifest(bytes, name);
  } catch (error) {
    problems.add('manifest', MANIFEST, (error as Error).message);
    return new Map();
  }
  const payload = [...members.keys()].filter((path) => path.startsWith(DATA));
  compareListed(proof, MANIFEST, listed, payload);
  const truth = strictManifest(digests === null ? listed : payload.map((path) => [path, sha256Of(proof, path)]));
  if (!truth.equals(bytes) && !problems.any()) {
    problems.add('manifest', MANIFEST, `${MANIFEST} is not the list that tapebox writes for this content.`);
  }
  return listed;
}

/** The same for the manifest of the tag files, which nothing else lists. */
export function checkTagManifest(proof: Proof): void {
  const { opened, members, digests, problems } = proof;
  if (!members.has(TAG_MANIFEST)) return;
  const bytes = opened.read(TAG_MANIFEST, MAX_MANIFEST_BYTES);
  const listed = new Map((parseManifest(bytes.toString('utf8')) ?? []).map(({ path, hash }) => [path, hash]));
  const tags = TAG_FILES.filter((path) => path !== TAG_MANIFEST && members.has(path));
  compareListed(proof, TAG_MANIFEST, listed, tags);
  const truth = strictManifest(digests === null ? listed : tags.map((path) => [path, sha256Of(proof, path)]));
  if (!truth.equals(bytes) && !problems.any()) {
    problems.add('manifest', TAG_MANIFEST, `${TAG_MANIFEST} is not the list that tapebox writes for this content.`);
  }
}

function compareListed(
  proof: Proof,
  name: string,
  listed: ReadonlyMap<string, string>,
  present: readonly string[],
): void {
  const { members, digests, problems } = proof;
  for (const [path, hash] of listed) {
    if (!members.has(path)) {
      if (!problems.has(path)) problems.add('missing', path, `"${path}" is missing; ${name} lists it.`);
    } else if (digests !== null && !problems.has(path) && sha256Of(proof, path) !== hash) {
      problems.add(
        'checksum',
        path,
        `"${path}" is not the file that was packed: its SHA-256 is not the one in ${name}.`,
      );
    }
  }
  for (const path of present) {
    if (!listed.has(path)) {
      problems.add('extra-file', path, `"${path}" is in the package, but ${name} does not list it.`);
    }
  }
}

const sha256Of = ({ digests }: Proof, path: string): string => digests?.get(path)?.hashes['sha256'] ?? '';

/** The record tells the same files, with the same sizes and sums, and every folder that must be. */
export function checkRecord(proof: Proof, record: PackageRecord, listed: ReadonlyMap<string, string>): void {
  const { opened, members, digests, problems } = proof;
  const recorded = new Set<string>();
  for (const file of record.files) {
    if (recorded.has(file.path)) problems.add('record', file.path, `The record tells "${file.path}" twice.`);
    recorded.add(file.path);
    const found = members.get(file.path);
    const crc = digests?.get(file.path)?.crc32 ?? found?.crc32;
    if (found === undefined) {
      if (!listed.has(file.path)) {
        problems.add('missing', file.path, `"${file.path}" is missing; the record tells of it.`);
      }
    } else if (problems.has(file.path)) continue;
    else if (found.size !== file.size) {
      problems.add('record', file.path, `"${file.path}" has ${found.size} bytes; the record says ${file.size}.`);
    } else if (listed.get(file.path) !== file.sha256 || (typeof crc === 'number' && hex8(crc) !== file.crc32)) {
      problems.add(
        'record',
        file.path,
        `The record gives other checksums for "${file.path}" than the manifest and the ZIP.`,
      );
    }
  }
  for (const path of listed.keys()) {
    if (!recorded.has(path) && !problems.has(path)) problems.add('record', path, `The record does not know "${path}".`);
  }
  checkFolders(opened, record, problems);
}

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

function checkFolders(opened: PackageUnderProof, record: PackageRecord, problems: Problems): void {
  const present = new Set(opened.folders);
  for (const { path } of opened.members) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) present.add(path.slice(0, at));
  }
  const recorded = new Set(record.folders.map(({ path }) => path.replace(/\/$/, '')));
  for (const path of recorded) {
    if (!present.has(path)) problems.add('missing', path, `The folder "${path}" is missing.`);
  }
  // In a folder package every folder with files shows up as well; a ZIP holds a member for the recorded ones only.
  for (const path of opened.form === 'zip' ? opened.folders : []) {
    if (!recorded.has(path)) problems.add('extra-file', path, `The folder "${path}" does not belong into the package.`);
  }
}

/** Labels that the profile asks for exactly once, and at least once. */
const ONCE = [
  'External-Identifier',
  'Bag-Group-Identifier',
  'Bagging-Date',
  'Payload-Oxum',
  'Bag-Software-Agent',
  'BagIt-Profile-Identifier',
  'Tapebox-Format',
  'Tapebox-Sealed',
  'Tapebox-Number',
  'Tapebox-Complete',
];
const SOME = ['Tapebox-Session', 'Tapebox-DAW'];

/** bag-info.txt: the labels of the profile, with the values that follow from payload and record. */
export function checkInfo(proof: Proof, record: PackageRecord): void {
  const { opened, members, problems } = proof;
  if (!members.has(BAG_INFO) || problems.has(BAG_INFO)) return;
  const labels = readBagInfo(opened);
  const bad = (label: string, what: string) => problems.add('bag-info', BAG_INFO, `bag-info.txt: ${label} ${what}.`);
  for (const label of ONCE) if (valuesOf(labels, label).length !== 1) bad(label, 'must be there exactly once');
  for (const label of SOME) if (valuesOf(labels, label).length === 0) bad(label, 'is missing');
  const payload = [...members].filter(([path]) => path.startsWith(DATA));
  const expected: Readonly<Record<string, string>> = {
    'Payload-Oxum': `${payload.reduce((sum, [, { size }]) => sum + size, 0)}.${payload.length}`,
    'Tapebox-Sealed': record.sealed,
    'Tapebox-Number': String(record.lineage.number),
    'Bag-Group-Identifier': record.lineage.id,
    'External-Identifier': packageId(opened, record) ?? '',
  };
  for (const [label, value] of Object.entries(expected)) {
    const [found] = valuesOf(labels, label);
    if (found !== undefined && found !== value) bad(label, `is "${found}"; it should be "${value}"`);
  }
  const [complete] = valuesOf(labels, 'Tapebox-Complete');
  if (complete !== undefined && complete !== 'yes' && complete !== 'no')
    bad('Tapebox-Complete', 'is neither yes nor no');
}

/** First 32 hex digits of SHA-256 over manifest, lineage id and number (design, section 3); null without a manifest. */
export function packageId(opened: OpenPackage, record: PackageRecord): string | null {
  if (!opened.members.some((member) => member.path === MANIFEST)) return null;
  return createHash('sha256')
    .update(opened.read(MANIFEST, MAX_MANIFEST_BYTES))
    .update(`\n${record.lineage.id}\n${record.lineage.number}`)
    .digest('hex')
    .slice(0, 32);
}

/** The list of links is there exactly where the record tells of links. */
export function checkLinks({ members, problems }: Proof, record: PackageRecord): void {
  if (members.has(LINKS) === record.links.length > 0) return;
  problems.add('record', LINKS, `${LINKS} and the record do not tell of the same links.`);
}
