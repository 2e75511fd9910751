/** Compares a package's ZIP, header by header, with the one that its content demands (reliability.md, section 4.5). */
import type { PackageRecord } from '../model/package.js';
import { nsFromRfc3339 } from '../model/time.js';
import { type CanonicalMember, centralHeader, endRecords, localHeader } from './canonical.js';
import type { ZipUnderProof } from './opened.js';
import { compareMembers } from './order.js';
import type { Problems } from './problems.js';

const NS_PER_SECOND = 1_000_000_000n;

/** `crcOf` is asked with paths inside the package. */
export function checkHeaders(
  zip: ZipUnderProof,
  record: PackageRecord,
  crcOf: (path: string) => number | undefined,
  problems: Problems,
): void {
  const { bytes } = zip;
  const canonical = canonicalMembers(zip, record, crcOf);
  checkOrder(canonical, problems);
  let position = 0;
  canonical.forEach((member, index) => {
    const found = zip.members[index]?.headerOffset ?? 0;
    const path = insideOf(member);
    if (found !== position) problems.add('gap', path, `"${path}" does not stand where it should in the ZIP.`);
    const expected = localHeader(member);
    const differing = firstDifference(expected, bytes.read(found, expected.length));
    if (differing !== null) {
      problems.add('header', path, `The ZIP header before "${path}" is damaged (${fieldAt(LOCAL_FIELDS, differing)}).`);
    }
    position = found + expected.length + member.size;
  });
  checkDirectory(zip, canonical, position, problems);
}

function checkDirectory(
  zip: ZipUnderProof,
  canonical: readonly CanonicalMember[],
  start: number,
  problems: Problems,
): void {
  const { bytes } = zip;
  let position = start;
  for (const member of canonical) {
    const expected = centralHeader(member);
    const differing = firstDifference(expected, bytes.read(position, expected.length));
    position += expected.length;
    if (differing === null) continue;
    const path = insideOf(member);
    problems.add(
      'directory',
      path,
      `The ZIP's directory is damaged at "${path}" (${fieldAt(CENTRAL_FIELDS, differing)}).`,
    );
  }
  const end = endRecords(canonical.length, start, position - start);
  if (firstDifference(end, bytes.read(position, end.length)) !== null) {
    problems.add('end', null, 'The end of the ZIP is damaged.');
  }
  if (bytes.size !== position + end.length) {
    problems.add('size', null, `The ZIP has ${bytes.size} bytes instead of ${position + end.length}.`);
  }
}

function canonicalMembers(
  zip: ZipUnderProof,
  record: PackageRecord,
  crcOf: (path: string) => number | undefined,
): CanonicalMember[] {
  const files = new Map(record.files.map((file) => [file.path, file]));
  const folders = new Map(record.folders.map((folder) => [folder.path.replace(/\/$/, ''), folder]));
  // Tag files, the recall sheet and made folders carry the time of sealing (design, section 3).
  const sealed = nsFromRfc3339(record.sealed) ?? 0n;
  return zip.members.map((member) => {
    const path = inside(member.path);
    const source = member.isFolder ? folders.get(path) : files.get(path);
    const mtime = source?.mtime ?? null;
    return {
      name: member.isFolder ? `${member.path}/` : member.path,
      size: member.size,
      crc32: crcOf(path) ?? member.crc32,
      mtime: floorSeconds(mtime === null ? sealed : BigInt(mtime)),
      isFolder: member.isFolder,
      executable: !member.isFolder && ((source?.mode ?? 0) & 0o111) !== 0,
      offset: member.headerOffset,
    };
  });
}

/** BigInt division cuts towards zero; times before 1970 must go down. */
function floorSeconds(ns: bigint): number {
  const seconds = ns / NS_PER_SECOND;
  return Number(ns < seconds * NS_PER_SECOND ? seconds - 1n : seconds);
}

const inside = (path: string): string => path.slice(path.indexOf('/') + 1);
const insideOf = (member: CanonicalMember): string => inside(member.name);

function checkOrder(canonical: readonly CanonicalMember[], problems: Problems): void {
  let before: string | null = null;
  for (const path of canonical.map(insideOf)) {
    if (before !== null && compareMembers(before, path) >= 0) {
      problems.add('order', path, `"${path}" is not in its place in the order of the ZIP.`);
    }
    before = path;
  }
}

type Fields = readonly (readonly [from: number, name: string])[];

const LOCAL_FIELDS: Fields = [
  [0, 'its signature'],
  [4, 'version'],
  [6, 'flags'],
  [8, 'method'],
  [10, 'time'],
  [14, 'checksum'],
  [18, 'size'],
  [26, 'length of the name'],
  [28, 'length of the extra fields'],
  [30, 'name or extra fields'],
];

const CENTRAL_FIELDS: Fields = [
  [0, 'its signature'],
  [4, 'version'],
  [8, 'flags'],
  [10, 'method'],
  [12, 'time'],
  [16, 'checksum'],
  [20, 'size'],
  [28, 'length of the name'],
  [30, 'length of the extra fields'],
  [32, 'comment or disk'],
  [36, 'attributes'],
  [42, 'place'],
  [46, 'name or extra fields'],
];

const fieldAt = (fields: Fields, at: number): string => fields.findLast(([from]) => from <= at)?.[1] ?? 'header';

function firstDifference(expected: Buffer, found: Buffer): number | null {
  if (expected.equals(found)) return null;
  const at = expected.findIndex((byte, index) => byte !== found[index]);
  return at < 0 ? expected.length : at;
}
