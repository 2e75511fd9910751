/** A package as a set of members with places, whatever its form: a ZIP that holds one bag, or a folder that is one. */
import { damageError, packageError, TapeboxError } from '../model/errors.js';
import { BAG_INFO, BAGIT, FOLDER_SUFFIX, MANIFEST, PACKAGE_SUFFIX, RECORD } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import { compareBytes, showPath } from '../model/path-bytes.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, readWhole } from '../ports/files.js';
import { type Bytes, fileBytes } from './bytes.js';
import { MAX_MANIFEST_BYTES, parseStrictManifest } from './manifest.js';
import { MAX_RECORD_BYTES, parseRecord, sidecarPathOf } from './record.js';
import { type Label, parseLabels, valuesOf } from './tag-text.js';
import { placeMembers, type ZipMember } from './zip.js';
import { type CentralEntry, readCentral } from './zip-central.js';
import { readMember } from './zip-content.js';

export interface OpenPackage {
  readonly path: string;
  readonly form: 'zip' | 'folder';
  /** The bag's top folder in a ZIP; the folder's own name without ".tapebox". */
  readonly name: string;
  /** Bytes of the container, or of all files. */
  readonly size: number;
  /** Files in the order of the container; paths inside the bag, with '/'. */
  readonly members: readonly PackageMember[];
  readonly folders: readonly string[];
  /** A small member, whole; throws a `packageError` where a ZIP's checksum for it does not hold. */
  read(path: string, maxBytes: number): Buffer;
  /** Where a member's bytes stand: the ZIP itself at an offset, or a file of its own. */
  place(path: string): { readonly file: string; readonly offset: number; readonly size: number };
  close(): void;
}

export interface PackageMember {
  readonly path: string;
  readonly size: number;
  readonly crc32: number | null;
  readonly offset: number | null;
}

/** What only the proof looks at: how the ZIP is made, and what stands in a folder that is neither file nor folder. */
export interface PackageUnderProof extends OpenPackage {
  readonly zip: ZipUnderProof | null;
  readonly special: readonly string[];
}

export interface ZipUnderProof {
  readonly bytes: Bytes;
  /** In the order of the directory, folders as well; paths with the top folder. */
  readonly members: readonly ZipMember[];
  /** The first thing that is wrong with the local headers; the members are then placed by the directory alone. */
  readonly broken: TapeboxError | null;
}

/** Throws a `damageError` for what is named or known as a package and is broken, a `packageError` for everything else. */
export async function openPackage(fs: FileSystem, path: string): Promise<OpenPackage> {
  const opened = await openForProof(fs, path);
  try {
    const wrong = opened.zip?.broken ?? null;
    if (wrong !== null) throw damaged(fs, path, wrong);
    if (opened.special.length > 0) {
      throw packageError(
        'special-file',
        `${showPath(path)} holds a link or a special file: ${showPath(opened.special[0] ?? '')}.`,
      );
    }
    refuseNewer(opened);
    if (isOurs(opened)) refuseRecompressed(opened);
    return opened.zip === null ? opened : { ...opened, read: checkedRead(opened.name, opened.zip) };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** As `openPackage`, but goes on where only the local headers of a ZIP are broken, so that a proof can name all damage. */
export async function openForProof(fs: FileSystem, path: string): Promise<PackageUnderProof> {
  const stat = lookOrNull(fs, path);
  if (stat === null) throw packageError('not-found', `There is no ${showPath(path)}.`);
  const real = stat.kind === 'link' ? fs.realPath(path) : path;
  const { kind } = fs.look(real);
  if (kind !== 'file' && kind !== 'folder')
    throw packageError('not-a-package', `${showPath(path)} is no file and no folder.`);
  try {
    return kind === 'folder' ? openFolder(fs, real) : await openZip(fs, real);
  } catch (error) {
    throw error instanceof TapeboxError ? damaged(fs, path, error) : error;
  }
}

/** A broken thing that carries the name of a package, or whose sidecar says that it was one, is a damaged package. */
export function isKnownPackage(fs: FileSystem, path: string): boolean {
  return path.toLowerCase().endsWith(PACKAGE_SUFFIX) || lookOrNull(fs, sidecarPathOf(path)) !== null;
}

function damaged(fs: FileSystem, path: string, error: TapeboxError): TapeboxError {
  if (!isKnownPackage(fs, path)) return error;
  return damageError(error.code, error.message, error.next ?? 'Take another copy of this package.');
}

const notABag = (name: string, what: string) =>
  packageError(
    'not-a-package',
    `${name} is no package: ${what}.`,
    'A package is a ZIP or folder that tapebox, or any BagIt tool, made.',
  );

async function openZip(fs: FileSystem, path: string): Promise<PackageUnderProof> {
  const handle = fs.open(path, 'read');
  try {
    const bytes = fileBytes(fs, handle, showPath(baseName(path)));
    if (bytes.size === 0) {
      throw packageError(
        'unfinished',
        `${bytes.name} is empty: an unfinished reservation, not a package.`,
        'Archive the project again.',
      );
    }
    const central = await readCentral(bytes);
    let broken: TapeboxError | null = null;
    let members: readonly ZipMember[];
    try {
      members = placeMembers(bytes, central);
    } catch (error) {
      if (!(error instanceof TapeboxError)) throw error;
      broken = error;
      members = central.entries.map((entry) => ({ ...entry, dataOffset: dataOffsetByDirectory(entry) }));
    }
    return zipPackage(path, { bytes, members, broken }, () => fs.close(handle));
  } catch (error) {
    fs.close(handle);
    throw error;
  }
}

const MAX32 = 0xffffffff;

/**
 * Where our own writer puts the data. The local extra fields are ZIP64 (20 bytes, for big members) and the time (9 bytes);
 * of the directory's fields only the time has an odd length.
 */
const dataOffsetByDirectory = (entry: CentralEntry): number =>
  entry.headerOffset +
  30 +
  entry.rawName.length +
  (entry.size >= MAX32 ? 20 : 0) +
  (entry.extraLength % 2 === 1 ? 9 : 0);

function zipPackage(path: string, zip: ZipUnderProof, close: () => void): PackageUnderProof {
  const { bytes } = zip;
  const name = topFolderOf(zip);
  const inside = (member: ZipMember) => member.path.slice(name.length + 1);
  const files = zip.members.filter((member) => !member.isFolder).sort((a, b) => a.headerOffset - b.headerOffset);
  const memberOf = memberFinder(name, zip);
  if (!files.some((member) => inside(member) === BAGIT))
    throw notABag(bytes.name, 'it has no bagit.txt in its top folder');
  return {
    path,
    form: 'zip',
    name,
    size: bytes.size,
    members: files.map((member) => ({
      path: inside(member),
      size: member.size,
      crc32: member.crc32,
      offset: member.method === 0 ? member.dataOffset : null,
    })),
    folders: zip.members.filter((member) => member.isFolder && inside(member) !== '').map(inside),
    // A proof reports a checksum that does not hold, and reads on.
    read: (wanted, maxBytes) => readMember(bytes, memberOf(wanted), maxBytes, 'unchecked'),
    place(wanted) {
      const member = memberOf(wanted);
      if (member.method !== 0) throw recompressed(bytes.name);
      return { file: path, offset: member.dataOffset, size: member.size };
    },
    close,
    zip,
    special: [],
  };
}

const checkedRead = (name: string, zip: ZipUnderProof): OpenPackage['read'] => {
  const memberOf = memberFinder(name, zip);
  return (wanted, maxBytes) => readMember(zip.bytes, memberOf(wanted), maxBytes, 'checked');
};

function memberFinder(name: string, { bytes, members }: ZipUnderProof): (wanted: string) => ZipMember {
  const byPath = new Map(members.filter((member) => !member.isFolder).map((member) => [member.path, member]));
  return (wanted) => byPath.get(`${name}/${wanted}`) ?? missingMember(bytes.name, wanted);
}

function missingMember(name: string, wanted: string): never {
  throw packageError('missing', `"${wanted}" is missing in ${name}.`);
}

/** The one top folder that the ZIP must hold, with nothing beside it (packaging.md, section 1). */
function topFolderOf({ bytes, members }: ZipUnderProof): string {
  const tops = new Set(members.map((member) => member.path.split('/', 1)[0] ?? ''));
  const [top] = tops;
  if (top === undefined || tops.size !== 1 || top === '')
    throw notABag(bytes.name, 'it does not hold exactly one folder');
  if (members.some((member) => member.path === top && !member.isFolder))
    throw notABag(bytes.name, 'it holds a single file');
  return top;
}

function openFolder(fs: FileSystem, path: string): PackageUnderProof {
  const folder = path.replace(/\/+$/, '');
  const name = baseName(folder).replace(new RegExp(`\\${FOLDER_SUFFIX}$`, 'i'), '');
  const bagit = lookOrNull(fs, `${folder}/${BAGIT}`);
  if (bagit?.kind !== 'file') throw notABag(showPath(baseName(folder)), 'it has no bagit.txt');
  const found = walk(fs, folder);
  const sizes = new Map(found.members.map((member) => [member.path, member.size]));
  const memberOf = (wanted: string): number => sizes.get(wanted) ?? missingMember(showPath(name), wanted);
  return {
    path: folder,
    form: 'folder',
    name,
    size: found.members.reduce((sum, member) => sum + member.size, 0),
    members: found.members,
    folders: found.folders,
    read(wanted, maxBytes) {
      memberOf(wanted);
      return readWhole(fs, `${folder}/${wanted}`, maxBytes);
    },
    place: (wanted) => ({ file: `${folder}/${wanted}`, offset: 0, size: memberOf(wanted) }),
    close() {},
    zip: null,
    special: found.special,
  };
}

/** Everything below the folder, in the order of a container. Links and special files are named, never followed or opened. */
function walk(fs: FileSystem, top: string): { members: PackageMember[]; folders: string[]; special: string[] } {
  const members: PackageMember[] = [];
  const folders: string[] = [];
  const special: string[] = [];
  const left = [''];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    for (const { name, kind } of fs.list(`${top}/${folder}`)) {
      const path = `${folder}${name}`;
      if (kind === 'folder') {
        folders.push(path);
        left.push(`${path}/`);
      } else if (kind === 'file') {
        members.push({ path, size: fs.look(`${top}/${path}`).size, crc32: null, offset: null });
      } else special.push(path);
    }
  }
  members.sort((a, b) => compareBytes(a.path, b.path));
  return { members, folders: folders.sort(compareBytes), special };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const recompressed = (name: string) =>
  packageError(
    'recompressed',
    `${name} was packed again by another program: its files are compressed.`,
    'Unzip it and use the folder, which can be verified as it is.',
  );

function refuseRecompressed(opened: PackageUnderProof): void {
  if (opened.zip?.members.some((member) => member.method !== 0)) throw recompressed(opened.zip.bytes.name);
}

/** The format that bag-info.txt names; null where there is no record, so that tapebox did not make it. */
export function formatOf(opened: OpenPackage): string | null {
  if (!opened.members.some((member) => member.path === RECORD)) return null;
  return valuesOf(readBagInfo(opened), 'Tapebox-Format')[0] ?? null;
}

export const isOurs = (opened: OpenPackage): boolean => formatOf(opened) === '1';

export function refuseNewer(opened: OpenPackage): void {
  const format = formatOf(opened);
  if (format === null || format === '1') return;
  const message = `${showPath(opened.name)} was made by another version of tapebox (format ${format}).`;
  throw packageError('format', message, 'Update tapebox.');
}

const MAX_INFO_BYTES = 1024 * 1024;

/** The labels of bag-info.txt in their order; none where it is missing or is no list of labels. */
export function readBagInfo(opened: OpenPackage): readonly Label[] {
  if (!opened.members.some((member) => member.path === BAG_INFO)) return [];
  return parseLabels(opened.read(BAG_INFO, MAX_INFO_BYTES).toString('utf8')) ?? [];
}

export const readRecord = (opened: OpenPackage): PackageRecord =>
  parseRecord(opened.read(RECORD, MAX_RECORD_BYTES), showPath(opened.name));

/** Paths to SHA-256, from a manifest in exactly the form that tapebox writes. */
export const readManifest = (opened: OpenPackage): ReadonlyMap<string, string> =>
  parseStrictManifest(opened.read(MANIFEST, MAX_MANIFEST_BYTES), showPath(opened.name));
