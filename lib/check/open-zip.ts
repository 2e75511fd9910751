/** A ZIP that holds one bag, as a package. */
import { errnoOf, packageError, TapeboxError } from '../model/errors.js';
import { BAGIT } from '../model/layout.js';
import { showPath } from '../model/path-bytes.js';
import type { FileSystem, Handle } from '../ports/file-system.js';
import { fileBytes } from './bytes.js';
import {
  baseName,
  missingMember,
  notABag,
  type OpenPackage,
  type PackageUnderProof,
  type ZipUnderProof,
} from './opened.js';
import { placeMembers, type ZipMember } from './zip.js';
import { type CentralEntry, readCentral } from './zip-central.js';
import { readMember } from './zip-content.js';

export async function openZip(fs: FileSystem, path: string): Promise<PackageUnderProof> {
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
    return zipPackage(path, { bytes, members, broken }, () => closeQuietly(fs, handle));
  } catch (error) {
    fs.close(handle);
    throw error;
  }
}

/** Nothing was written through it: a failing close says nothing of what was read, and must not undo what was done since. */
function closeQuietly(fs: FileSystem, handle: Handle): void {
  try {
    fs.close(handle);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
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
  if (!files.some((member) => inside(member) === BAGIT)) {
    throw notABag(bytes.name, 'it has no bagit.txt in its top folder');
  }
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

/** As a reader that relies on the content wants it. */
export const checkedRead = (name: string, zip: ZipUnderProof): OpenPackage['read'] => {
  const memberOf = memberFinder(name, zip);
  return (wanted, maxBytes) => readMember(zip.bytes, memberOf(wanted), maxBytes, 'checked');
};

function memberFinder(name: string, { bytes, members }: ZipUnderProof): (wanted: string) => ZipMember {
  const byPath = new Map(members.filter((member) => !member.isFolder).map((member) => [member.path, member]));
  return (wanted) => byPath.get(`${name}/${wanted}`) ?? missingMember(bytes.name, wanted);
}

/** The one top folder that the ZIP must hold, with nothing beside it (packaging.md, section 1). */
function topFolderOf({ bytes, members }: ZipUnderProof): string {
  const tops = new Set(members.map((member) => member.path.split('/', 1)[0] ?? ''));
  const [top] = tops;
  if (top === undefined || tops.size !== 1 || top === '') {
    throw notABag(bytes.name, 'it does not hold exactly one folder');
  }
  if (members.some((member) => member.path === top && !member.isFolder))
    throw notABag(bytes.name, 'it holds a single file');
  return top;
}

export const recompressed = (name: string) =>
  packageError(
    'recompressed',
    `${name} was packed again by another program: its files are compressed.`,
    'Unzip it and use the folder, which can be verified as it is.',
  );
