/** The values of properties: text, numbers, ids. Null where there is none, or none of that size. */
import type { Ns } from '../../lib/model/session.js';
import { type AafObject, bytesOf, utf16, valueAt } from './objects.js';

/** Per second, as a fraction. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function textOf(object: AafObject | null, property: number): string | null {
  const value = object === null ? null : valueAt(object, property);
  return object === null || value === null ? null : utf16(object.bytes, object.isLittle, value.start, value.end);
}

export function u16Of(object: AafObject | null, property: number): number | null {
  return sized(object, property, 2, ({ bytes, isLittle }, at) =>
    isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at),
  );
}

export function u32Of(object: AafObject | null, property: number): number | null {
  return sized(object, property, 4, ({ bytes, isLittle }, at) =>
    isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at),
  );
}

export function i64Of(object: AafObject | null, property: number): bigint | null {
  return sized(object, property, 8, ({ bytes, isLittle }, at) =>
    isLittle ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at),
  );
}

/** A rate that time can be counted in; two i32 (section 2.2). */
export function rateOf(object: AafObject | null, property: number): Rate | null {
  const fraction = sized(object, property, 8, ({ bytes, isLittle }, at) => rational(bytes, at, isLittle));
  if (fraction === null) return null;
  const [numerator, denominator] = fraction;
  return numerator > 0 && denominator > 0 ? { numerator: BigInt(numerator), denominator: BigInt(denominator) } : null;
}

const rational = (bytes: Buffer, at: number, isLittle: boolean): readonly [number, number] =>
  isLittle ? [bytes.readInt32LE(at), bytes.readInt32LE(at + 4)] : [bytes.readInt32BE(at), bytes.readInt32BE(at + 4)];

/** Whole samples per second; null for a rate with a fraction. */
export const wholeRate = (rate: Rate | null): number | null =>
  rate !== null && rate.numerator % rate.denominator === 0n ? Number(rate.numerator / rate.denominator) : null;

/** `count` edit units in nanoseconds. */
export const nsOf = (count: bigint, { numerator, denominator }: Rate): Ns =>
  count === 0n ? 0n : (count * denominator * 1_000_000_000n) / numerator;

/** An id of 16 bytes, plain or at the end of a weak reference (`u16 tag, u16 pid, u8 size, id`). */
export function guidOf(object: AafObject | null, property: number): string | null {
  const text = ({ bytes, isLittle }: AafObject, at: number) => guidText(bytes, at, isLittle);
  return sized(object, property, 16, text) ?? sized(object, property, 21, (one, at) => text(one, at + 5));
}

/** The first three fields are numbers, the rest bytes. */
export function guidText(bytes: Buffer, at: number, isLittle: boolean): string {
  const hex = guidHex(bytes, at, isLittle);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function guidHex(bytes: Buffer, at: number, isLittle: boolean): string {
  const hex = bytes.toString('hex', at, at + 16);
  if (!isLittle) return hex;
  const byte = (index: number) => hex.slice(2 * index, 2 * index + 2);
  return byte(3) + byte(2) + byte(1) + byte(0) + byte(5) + byte(4) + byte(7) + byte(6) + hex.slice(16);
}

/** As text (section 3, "MobID as text"); null for none, and for one that is all zero: it stands for "no source". */
export function mobIdOf(object: AafObject | null, property: number): string | null {
  const hex = sized(object, property, 32, ({ bytes, isLittle }, at) => {
    const [label, material] = [bytes.toString('hex', at, at + 16), guidHex(bytes, at + 16, isLittle)];
    const [fields, rest] = [material.slice(0, 16), material.slice(16)];
    return bytes[at + 11] === 0 ? label + rest + fields : label + fields + rest;
  });
  if (hex === null || /^0+$/.test(hex)) return null;
  const groups = [0, 8, 16, 24, 32, 40, 48, 56].map((at) => hex.slice(at, at + 8));
  return `urn:smpte:umid:${groups.join('.')}`;
}

/** `i16 year, u8 month, u8 day, u8 hour, u8 minute, u8 second, u8 hundredths`, in UTC. */
export function timeOf(object: AafObject | null, property: number): Ns | null {
  const bytes = bytesOf(object, property);
  if (bytes?.length !== 8) return null;
  const year = object?.isLittle ? bytes.readInt16LE() : bytes.readInt16BE();
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, hundredths = 0] = bytes.subarray(2);
  const isTime = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  if (year < 1990 || year > 2200 || !isTime || hundredths > 99) return null;
  return BigInt(Date.UTC(year, month - 1, day, hour, minute, second, 10 * hundredths)) * 1_000_000n;
}

const RATIONAL = '03010100-0000-0000-060e-2b3401040101';
const STRING = '01100200-0000-0000-060e-2b3401040101';

/** A value with its type before it: `u8 order, 16 bytes type, value`. */
export function indirectOf(object: AafObject | null, property: number): number | string | null {
  const bytes = bytesOf(object, property);
  if (bytes === null || bytes.length < 17) return null;
  const isLittle = bytes[0] === 0x4c;
  const [type, value] = [guidText(bytes, 1, isLittle), bytes.subarray(17)];
  if (type === STRING) return utf16(value, isLittle);
  if (type !== RATIONAL || value.length !== 8) return null;
  const [numerator, denominator] = rational(value, 0, isLittle);
  return denominator === 0 ? null : numerator / denominator;
}

/** What `read` makes of a value of that size, which begins at its second argument. */
function sized<T>(
  object: AafObject | null,
  property: number,
  size: number,
  read: (object: AafObject, at: number) => T,
): T | null {
  const value = object === null ? null : valueAt(object, property);
  return object === null || value === null || value.end - value.start !== size ? null : read(object, value.start);
}
