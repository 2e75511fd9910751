/**
 * A ZIP read strictly: both headers of each member compared, and every byte of the file accounted for. Foreign tools trust
 * one header or the other, so that a damaged or forged copy goes unseen by half of them (fixtures/zips/README.md).
 */
import { packageError } from '../model/errors.js';
import type { Bytes } from './bytes.js';
import { type Central, type CentralEntry, readCentral } from './zip-central.js';

export interface ZipMember extends CentralEntry {
  readonly dataOffset: number;
}

export interface ZipDirectory {
  readonly size: number;
  /** In the order of the directory. */
  readonly members: readonly ZipMember[];
}

/** Everything that is wrong is refused with a `packageError` that names the file and the reason. */
export async function readZipDirectory(bytes: Bytes): Promise<ZipDirectory> {
  return { size: bytes.size, members: placeMembers(bytes, await readCentral(bytes)) };
}

/** Walks the local headers from the first byte to the directory: no gap, no overlap, no member that only one side knows. */
export function placeMembers(bytes: Bytes, central: Central): ZipMember[] {
  const order = central.entries.map((_, index) => index);
  order.sort((a, b) => offsetAt(central, a) - offsetAt(central, b));
  const members = new Array<ZipMember>(order.length);
  let position = 0;
  order.forEach((index, k) => {
    const entry = central.entries[index] as CentralEntry;
    const next = order[k + 1];
    const limit = next === undefined ? central.end.directoryOffset : offsetAt(central, next);
    if (entry.headerOffset !== position) throw misplaced(bytes.name, entry, position);
    const dataOffset = readLocalHeader(bytes, entry);
    const dataEnd = dataOffset + entry.compressedSize;
    position = dataEnd + readDescriptor(bytes, entry, dataEnd, limit);
    if (position > limit) throw overlapping(bytes.name, entry);
    members[index] = { ...entry, dataOffset };
  });
  if (position !== central.end.directoryOffset) {
    throw packageError('zip-gap', `${bytes.name} is refused: bytes before its directory belong to no file.`);
  }
  return members;
}

const offsetAt = (central: Central, index: number): number => central.entries[index]?.headerOffset ?? 0;

const broken = (name: string, entry: CentralEntry, what: string) =>
  packageError('zip-header', `${name} is broken: "${entry.path}" ${what}.`);

const overlapping = (name: string, entry: CentralEntry) =>
  packageError('zip-overlap', `${name} is refused: "${entry.path}" shares bytes with another file.`);

function misplaced(name: string, entry: CentralEntry, position: number) {
  return entry.headerOffset < position
    ? overlapping(name, entry)
    : packageError('zip-gap', `${name} is refused: bytes before "${entry.path}" belong to no file.`);
}

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const DESCRIPTOR_FLAG = 0x0008;

/** Compares the local header with the directory's record, field by field; returns where the data begin. */
function readLocalHeader(bytes: Bytes, entry: CentralEntry): number {
  const fixed = bytes.read(entry.headerOffset, LOCAL_SIZE);
  if (fixed.length < LOCAL_SIZE || fixed.readUInt32LE(0) !== LOCAL) {
    throw broken(bytes.name, entry, 'has no header where the directory says');
  }
  const nameLength = fixed.readUInt16LE(26);
  const extraLength = fixed.readUInt16LE(28);
  const rest = bytes.read(entry.headerOffset + LOCAL_SIZE, nameLength + extraLength);
  if (!rest.subarray(0, nameLength).equals(entry.rawName)) {
    throw broken(bytes.name, entry, 'has another name in its own header');
  }
  if (fixed.readUInt16LE(6) !== entry.flags) throw broken(bytes.name, entry, 'has other flags in its own header');
  if (fixed.readUInt16LE(8) !== entry.method) throw broken(bytes.name, entry, 'has another method in its own header');
  const local = localSizes(fixed, rest.subarray(nameLength));
  if (local === null) throw broken(bytes.name, entry, 'has no usable size in its own header');
  const streamed = (entry.flags & DESCRIPTOR_FLAG) !== 0;
  // A streaming writer did not know them yet: they follow in the descriptor.
  const same = (value: number, expected: number) => value === expected || (streamed && value === 0);
  if (!same(local.crc32, entry.crc32)) throw broken(bytes.name, entry, 'has another checksum in its own header');
  if (!same(local.size, entry.size) || !same(local.compressedSize, entry.compressedSize)) {
    throw broken(bytes.name, entry, 'has another size in its own header');
  }
  return entry.headerOffset + LOCAL_SIZE + nameLength + extraLength;
}

interface Sizes {
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
}

function localSizes(fixed: Buffer, extra: Buffer): Sizes | null {
  const sizes = { crc32: fixed.readUInt32LE(14), compressedSize: fixed.readUInt32LE(18), size: fixed.readUInt32LE(22) };
  if (sizes.size !== 0xffffffff && sizes.compressedSize !== 0xffffffff) return wellFormed(extra) ? sizes : null;
  const wide = extraField(extra, 0x0001);
  if (wide === null) return null;
  let at = 0;
  const take = (value: number): number => {
    if (value !== 0xffffffff) return value;
    at += 8;
    return at <= wide.length ? Number(wide.readBigUInt64LE(at - 8)) : -1;
  };
  return { crc32: sizes.crc32, size: take(sizes.size), compressedSize: take(sizes.compressedSize) };
}

function extraField(extra: Buffer, wanted: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) return null;
    if (extra.readUInt16LE(at) === wanted) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}

/** Up to three bytes that are no field are padding, as zipalign makes it. */
function wellFormed(extra: Buffer): boolean {
  let at = 0;
  while (at + 4 <= extra.length) at += 4 + extra.readUInt16LE(at + 2);
  return at <= extra.length;
}

const DESCRIPTOR = 0x08074b50;

/** The length of the data descriptor: 12 bytes, 20 with ZIP64 sizes, 4 more with the signature that most writers add. */
function readDescriptor(bytes: Bytes, entry: CentralEntry, at: number, limit: number): number {
  if ((entry.flags & DESCRIPTOR_FLAG) === 0) return 0;
  const length = limit - at;
  if (length !== 12 && length !== 16 && length !== 20 && length !== 24) {
    throw broken(bytes.name, entry, 'has no descriptor after its data, as its header promises');
  }
  const descriptor = bytes.read(at, length);
  const signed = length === 16 || length === 24;
  const body = signed ? descriptor.subarray(4) : descriptor;
  const wide = body.length === 20;
  const right =
    (!signed || descriptor.readUInt32LE(0) === DESCRIPTOR) &&
    body.readUInt32LE(0) === entry.crc32 &&
    (wide ? Number(body.readBigUInt64LE(4)) : body.readUInt32LE(4)) === entry.compressedSize &&
    (wide ? Number(body.readBigUInt64LE(12)) : body.readUInt32LE(8)) === entry.size;
  if (!right) throw broken(bytes.name, entry, 'has a descriptor that the directory does not agree with');
  return length;
}
