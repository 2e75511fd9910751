/**
 * The canonical headers of a stored ZIP (packaging.md, section 2): every field follows from the bag, so that verify can
 * rebuild them and each bit counts. Sizes are known ahead: no data descriptors, which no streaming reader gets past.
 */
export interface ZipMember {
  /** With the top folder; ends in '/' for a folder. */
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  /** Whole seconds since 1970, UTC. */
  readonly seconds: number;
  readonly isExecutable: boolean;
  /** Where the local header stands. */
  readonly offset: number;
}

const UTF8_FLAG = 0x0800;
const MADE_BY_UNIX_3 = 0x031e;
const MAX32 = 0xffffffff;
const MAX16 = 0xffff;
const FILE = 0o100644;
const EXECUTABLE = 0o100755;
const FOLDER = 0o40755;
const DOS_FOLDER = 0x10;

export function localHeader(member: ZipMember): Buffer {
  const name = Buffer.from(member.name, 'utf8');
  const isBig = member.size >= MAX32;
  const isFar = member.offset >= MAX32;
  const extra = Buffer.concat([
    isBig ? zip64Field([member.size, member.size]) : Buffer.alloc(0),
    timeField(member.seconds),
  ]);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  // The same number as in the directory: some readers compare the two headers.
  header.writeUInt16LE(versionNeeded(member, isBig || isFar), 4);
  writeCommon(header, 6, member, isBig);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

export function centralHeader(member: ZipMember): Buffer {
  const name = Buffer.from(member.name, 'utf8');
  const isBig = member.size >= MAX32;
  const isFar = member.offset >= MAX32;
  const overflown = [...(isBig ? [member.size, member.size] : []), ...(isFar ? [member.offset] : [])];
  const extra = Buffer.concat([
    overflown.length > 0 ? zip64Field(overflown) : Buffer.alloc(0),
    timeField(member.seconds),
  ]);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX_3, 4);
  header.writeUInt16LE(versionNeeded(member, isBig || isFar), 6);
  writeCommon(header, 8, member, isBig);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(externalAttributes(member), 38);
  header.writeUInt32LE(isFar ? MAX32 : member.offset, 42);
  return Buffer.concat([header, name, extra]);
}

export function endRecords(count: number, directorySize: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MAX16), 8);
  end.writeUInt16LE(Math.min(count, MAX16), 10);
  end.writeUInt32LE(Math.min(directorySize, MAX32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, MAX32), 16);
  const isSmall = count < MAX16 && directorySize < MAX32 && directoryOffset < MAX32;
  return isSmall ? end : Buffer.concat([zip64End(count, directorySize, directoryOffset), end]);
}

function zip64End(count: number, directorySize: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_BY_UNIX_3, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directorySize), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  record.writeUInt32LE(0x07064b50, 56); // locator
  record.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** From "flags" to "uncompressed size": the same in both headers. */
function writeCommon(header: Buffer, at: number, member: ZipMember, isBig: boolean): void {
  const { date, time } = dosTime(member.seconds);
  header.writeUInt16LE(UTF8_FLAG, at);
  header.writeUInt16LE(time, at + 4);
  header.writeUInt16LE(date, at + 6);
  header.writeUInt32LE(member.crc32, at + 8);
  header.writeUInt32LE(isBig ? MAX32 : member.size, at + 12);
  header.writeUInt32LE(isBig ? MAX32 : member.size, at + 16);
}

const isFolder = (member: { readonly name: string }): boolean => member.name.endsWith('/');

function versionNeeded(member: { readonly name: string }, isZip64: boolean): number {
  if (isZip64) return 45;
  return isFolder(member) ? 20 : 10;
}

function externalAttributes(member: ZipMember): number {
  if (isFolder(member)) return ((FOLDER << 16) | DOS_FOLDER) >>> 0;
  return ((member.isExecutable ? EXECUTABLE : FILE) << 16) >>> 0;
}

function zip64Field(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + values.length * 8);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => {
    field.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  });
  return field;
}

/** 0x5455 with the modification time alone; left out where 32 bits do not hold it (record.json has it exactly). */
function timeField(seconds: number): Buffer {
  if (seconds < -0x80000000 || seconds > 0x7fffffff) return Buffer.alloc(0);
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x5455, 0);
  field.writeUInt16LE(5, 2);
  field.writeUInt8(1, 4);
  field.writeInt32LE(seconds, 5);
  return field;
}

/** In UTC, not in local time, which would make the bytes differ from zone to zone; steps of two seconds. */
function dosTime(seconds: number): { readonly date: number; readonly time: number } {
  const earliest = Date.UTC(1980, 0, 1);
  const latest = Date.UTC(2107, 11, 31, 23, 59, 58);
  const at = new Date(Math.min(Math.max(seconds * 1000, earliest), latest));
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}
