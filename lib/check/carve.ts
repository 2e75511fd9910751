/**
 * A ZIP whose directory is gone: cut off by a failed copy, or damaged at its end. The local headers stand before the files
 * themselves, back to back from the beginning, so what came before the damage can still be told (packaging.md, section 2).
 */
import { packageError } from '../model/errors.js';
import type { FileSystem } from '../ports/file-system.js';
import { type Bytes, fileBytes } from './bytes.js';
import { baseName, missingMember, type OpenPackage, type PackageMember } from './opened.js';

const LOCAL_HEADER = 0x04034b50;
const HEADER_BYTES = 30;
const UNKNOWN_SIZE = 0xffffffff;
const DESCRIPTOR_FLAG = 0x0008;

interface Carved extends PackageMember {
  readonly offset: number;
  /** Where the next header would stand. */
  readonly next: number;
}

/** Everything up to the first byte that is no header of a stored file. Throws a `packageError` where not even one is there. */
export function carvePackage(fs: FileSystem, path: string): OpenPackage {
  const handle = fs.open(path, 'read');
  const bytes = fileBytes(fs, handle, baseName(path));
  const carved: Carved[] = [];
  for (let at = 0; at < bytes.size; at = (carved.at(-1) as Carved).next) {
    const member = memberAt(bytes, at);
    if (member === null) break;
    carved.push(member);
  }
  const top = carved[0]?.path.split('/')[0];
  if (top === undefined) {
    fs.close(handle);
    throw packageError(
      'not-a-package',
      `"${bytes.name}" does not begin like a package`,
      'Take another copy of the package.',
    );
  }
  const inside = carved.filter(({ path: name }) => name.startsWith(`${top}/`) && !name.endsWith('/'));
  const members = inside.map((member) => ({ ...member, path: member.path.slice(top.length + 1) }));
  const find = (wanted: string) =>
    members.find((member) => member.path === wanted) ?? missingMember(bytes.name, wanted);
  return {
    path,
    form: 'zip',
    name: top,
    size: bytes.size,
    members,
    folders: [],
    read: (wanted, maxBytes) => {
      const { offset, size } = find(wanted);
      return bytes.read(offset, Math.min(size, maxBytes));
    },
    place: (wanted) => {
      const { offset, size } = find(wanted);
      return { file: path, offset, size };
    },
    close: () => fs.close(handle),
  };
}

/** Null for what is no stored file of known size. The last one may be cut: its size is then what is left of it. */
function memberAt(bytes: Bytes, at: number): Carved | null {
  const header = bytes.read(at, HEADER_BYTES);
  if (header.length < HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER) return null;
  const isStored = header.readUInt16LE(8) === 0 && (header.readUInt16LE(6) & DESCRIPTOR_FLAG) === 0;
  const nameLength = header.readUInt16LE(26);
  const extra = bytes.read(at + HEADER_BYTES + nameLength, header.readUInt16LE(28));
  const size = sizeOf(header, extra);
  if (!isStored || size === null) return null;
  const offset = at + HEADER_BYTES + nameLength + header.readUInt16LE(28);
  return {
    path: bytes.read(at + HEADER_BYTES, nameLength).toString('utf8'),
    size: Math.max(Math.min(size, bytes.size - offset), 0),
    crc32: header.readUInt32LE(14),
    offset,
    next: offset + size,
  };
}

/** From the header, or from its ZIP64 field, which then stands first and holds both sizes. */
function sizeOf(header: Buffer, extra: Buffer): number | null {
  const size = header.readUInt32LE(22);
  if (size !== UNKNOWN_SIZE) return size;
  if (extra.length < 12 || extra.readUInt16LE(0) !== 0x0001) return null;
  const big = extra.readBigUInt64LE(4);
  return big > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(big);
}
