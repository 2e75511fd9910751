/**
 * The headers that a package must have, built again from what it holds. Every field follows from the content, so every
 * flipped bit shows without the sidecar (reliability.md, section 4.5; the fields: packaging.md, section 2). Written apart from
 * the writer on purpose: they share names and types only.
 */

export interface CanonicalMember {
  /** With the package's top folder; folders end in '/'. */
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  /** Whole seconds since 1970. */
  readonly mtime: number;
  readonly isFolder: boolean;
  readonly executable: boolean;
  /** Of its local header. */
  readonly offset: number;
}

const MAX32 = 0xffffffff;
const MAX16 = 0xffff;
const UTF8_FLAG = 0x0800;
const MADE_BY_UNIX_3_0 = 0x031e;

export function localHeader(member: CanonicalMember): Buffer {
  const name = Buffer.from(member.name, 'utf8');
  const big = member.size >= MAX32;
  const extra = Buffer.concat([
    big ? zip64Field([member.size, member.size]) : Buffer.alloc(0),
    timeField(member.mtime),
  ]);
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  writeShared(fixed, 4, member);
  fixed.writeUInt16LE(name.length, 26);
  fixed.writeUInt16LE(extra.length, 28);
  return Buffer.concat([fixed, name, extra]);
}

export function centralHeader(member: CanonicalMember): Buffer {
  const name = Buffer.from(member.name, 'utf8');
  const overflown = [
    ...(member.size >= MAX32 ? [member.size, member.size] : []),
    ...(member.offset >= MAX32 ? [member.offset] : []),
  ];
  const extra = Buffer.concat([
    overflown.length > 0 ? zip64Field(overflown) : Buffer.alloc(0),
    timeField(member.mtime),
  ]);
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(MADE_BY_UNIX_3_0, 4);
  writeShared(fixed, 6, member);
  fixed.writeUInt16LE(name.length, 28);
  fixed.writeUInt16LE(extra.length, 30);
  // Comment length, disk and internal attributes stay 0.
  fixed.writeUInt32LE(attributesOf(member), 38);
  fixed.writeUInt32LE(Math.min(member.offset, MAX32), 42);
  return Buffer.concat([fixed, name, extra]);
}

/** The ZIP64 end and its locator where a field needs them, then the classic end. */
export function endRecords(count: number, directoryOffset: number, directorySize: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MAX16), 8);
  end.writeUInt16LE(Math.min(count, MAX16), 10);
  end.writeUInt32LE(Math.min(directorySize, MAX32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, MAX32), 16);
  if (count < MAX16 && directorySize < MAX32 && directoryOffset < MAX32) return end;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(MADE_BY_UNIX_3_0, 12);
  wide.writeUInt16LE(45, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(directorySize), 40);
  wide.writeBigUInt64LE(BigInt(directoryOffset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** The fields from "version needed" to the sizes stand in both headers in the same order. */
function writeShared(header: Buffer, at: number, member: CanonicalMember): void {
  const { time, date } = dosTime(member.mtime);
  header.writeUInt16LE(versionNeeded(member), at);
  header.writeUInt16LE(UTF8_FLAG, at + 2);
  header.writeUInt16LE(0, at + 4);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(date, at + 8);
  header.writeUInt32LE(member.crc32, at + 10);
  header.writeUInt32LE(Math.min(member.size, MAX32), at + 14);
  header.writeUInt32LE(Math.min(member.size, MAX32), at + 18);
}

function versionNeeded(member: CanonicalMember): number {
  if (member.size >= MAX32 || member.offset >= MAX32) return 45;
  return member.isFolder ? 20 : 10;
}

function attributesOf(member: CanonicalMember): number {
  if (member.isFolder) return 0o40755 * 0x10000 + 0x10;
  return (member.executable ? 0o100755 : 0o100644) * 0x10000;
}

function zip64Field(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => {
    field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  });
  return field;
}

/** The exact second, where 32 bits hold it. */
function timeField(mtime: number): Buffer {
  if (mtime < -0x80000000 || mtime > 0x7fffffff) return Buffer.alloc(0);
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x5455, 0);
  field.writeUInt16LE(5, 2);
  field.writeUInt8(1, 4);
  field.writeInt32LE(mtime, 5);
  return field;
}

const FIRST_DOS_SECOND = Date.UTC(1980, 0, 1) / 1000;
const LAST_DOS_SECOND = Date.UTC(2107, 11, 31, 23, 59, 58) / 1000;

/** In UTC: local time would differ from zone to zone, and the bytes with it. */
function dosTime(mtime: number): { readonly time: number; readonly date: number } {
  const when = new Date(Math.min(Math.max(mtime, FIRST_DOS_SECOND), LAST_DOS_SECOND) * 1000);
  return {
    time: when.getUTCHours() * 2048 + when.getUTCMinutes() * 32 + Math.floor(when.getUTCSeconds() / 2),
    date: (when.getUTCFullYear() - 1980) * 512 + (when.getUTCMonth() + 1) * 32 + when.getUTCDate(),
  };
}
