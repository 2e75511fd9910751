/** The end of a ZIP: where its directory is, and whether the records that say so agree (packaging.md, section 2). */
import { packageError } from '../model/errors.js';
import type { Bytes } from './bytes.js';

export interface ZipEnd {
  readonly count: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
  /** Where the end records begin, which is where the directory must end. */
  readonly endOffset: number;
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const END_SIZE = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_SIZE = 20;
const END64 = 0x06064b50;
const END64_SIZE = 56;
const MAX_COMMENT = 0xffff;
/** A central record without any name. */
const LEAST_RECORD = 46;

export function readZipEnd(bytes: Bytes): ZipEnd {
  const refuse = (what: string) => packageError('zip-end', `${bytes.name} is not a whole ZIP: ${what}.`);
  const tailLength = Math.min(bytes.size, END_SIZE + MAX_COMMENT);
  const tail = bytes.read(bytes.size - tailLength, tailLength);
  const at = tail.lastIndexOf(END, tail.length - END_SIZE);
  if (at < 0) throw refuse('its end is missing, so it is cut off or no ZIP at all');
  const record = tail.subarray(at);
  // Only the last signature counts: a reader that searched on could be shown another directory inside the comment.
  if (record.readUInt16LE(20) !== record.length - END_SIZE) throw refuse('bytes follow its end');
  const recordOffset = bytes.size - record.length;
  const classic = {
    disk: record.readUInt16LE(4),
    directoryDisk: record.readUInt16LE(6),
    countHere: record.readUInt16LE(8),
    count: record.readUInt16LE(10),
    directorySize: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
  };
  const wide = readEnd64(bytes, recordOffset, refuse);
  if (wide !== null && !agree(classic, wide.fields)) throw refuse('its two end records disagree');
  const fields = wide?.fields ?? classic;
  const endOffset = wide?.offset ?? recordOffset;
  if (fields.disk !== 0 || fields.directoryDisk !== 0 || fields.count !== fields.countHere) {
    throw refuse('it is one part of several');
  }
  if (fields.directoryOffset + fields.directorySize !== endOffset) {
    throw refuse('its directory is not where its end says');
  }
  if (fields.count * LEAST_RECORD > fields.directorySize) {
    throw refuse('its end promises more files than its directory can hold');
  }
  return { ...fields, endOffset };
}

interface EndFields {
  readonly disk: number;
  readonly directoryDisk: number;
  readonly countHere: number;
  readonly count: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
}

function readEnd64(
  bytes: Bytes,
  recordOffset: number,
  refuse: (what: string) => Error,
): { readonly offset: number; readonly fields: EndFields } | null {
  const locatorOffset = recordOffset - LOCATOR_SIZE;
  if (locatorOffset < 0) return null;
  const locator = bytes.read(locatorOffset, LOCATOR_SIZE);
  if (locator.readUInt32LE(0) !== LOCATOR) return null;
  const offset = Number(locator.readBigUInt64LE(8));
  if (locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) !== 1) throw refuse('it is one part of several');
  if (offset + END64_SIZE > locatorOffset) throw refuse('its ZIP64 end is not where its locator says');
  const record = bytes.read(offset, END64_SIZE);
  if (record.readUInt32LE(0) !== END64) throw refuse('its ZIP64 end is not where its locator says');
  if (offset + 12 + Number(record.readBigUInt64LE(4)) !== locatorOffset) {
    throw refuse('bytes lie between its ZIP64 end and the locator');
  }
  const fields = {
    disk: record.readUInt32LE(16),
    directoryDisk: record.readUInt32LE(20),
    countHere: Number(record.readBigUInt64LE(24)),
    count: Number(record.readBigUInt64LE(32)),
    directorySize: Number(record.readBigUInt64LE(40)),
    directoryOffset: Number(record.readBigUInt64LE(48)),
  };
  return { offset, fields };
}

/** A classic field is the true value, or says "look into the ZIP64 record". */
function agree(classic: EndFields, wide: EndFields): boolean {
  const same = (field: keyof EndFields, overflow: number) =>
    classic[field] === overflow || classic[field] === wide[field];
  return (
    same('disk', 0xffff) &&
    same('directoryDisk', 0xffff) &&
    same('countHere', 0xffff) &&
    same('count', 0xffff) &&
    same('directorySize', 0xffffffff) &&
    same('directoryOffset', 0xffffffff)
  );
}
