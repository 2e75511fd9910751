/** The values of properties: text, numbers, ids. Null where there is none, or none of that size. */
import type { Ns } from '../../lib/model/session.js';
import { type AafObject, utf16 } from './objects.js';

/** Per second, as a fraction. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function bytesOf(object: AafObject | null, property: number): Buffer | null {
  return object?.properties.get(property)?.bytes ?? null;
}

export function textOf(object: AafObject | null, property: number): string | null {
  const bytes = bytesOf(object, property);
  return bytes === null || object === null ? null : utf16(bytes, object.isLittle);
}

export function u16Of(object: AafObject | null, property: number): number | null {
  const bytes = sized(object, property, 2);
  return bytes === null ? null : object?.isLittle ? bytes.readUInt16LE() : bytes.readUInt16BE();
}

export function u32Of(object: AafObject | null, property: number): number | null {
  const bytes = sized(object, property, 4);
  return bytes === null ? null : object?.isLittle ? bytes.readUInt32LE() : bytes.readUInt32BE();
}

export function i64Of(object: AafObject | null, property: number): bigint | null {
  const bytes = sized(object, property, 8);
  return bytes === null ? null : object?.isLittle ? bytes.readBigInt64LE() : bytes.readBigInt64BE();
}

/** A rate that time can be counted in; two i32 (section 2.2). */
export function rateOf(object: AafObject | null, property: number): Rate | null {
  const bytes = sized(object, property, 8);
  if (bytes === null || object === null) return null;
  const [numerator, denominator] = rational(bytes, object.isLittle);
  return numerator > 0 && denominator > 0 ? { numerator: BigInt(numerator), denominator: BigInt(denominator) } : null;
}

export const rational = (bytes: Buffer, isLittle: boolean): readonly [number, number] =>
  isLittle ? [bytes.readInt32LE(0), bytes.readInt32LE(4)] : [bytes.readInt32BE(0), bytes.readInt32BE(4)];

/** Whole samples per second; null for a rate with a fraction. */
export const wholeRate = (rate: Rate | null): number | null =>
  rate !== null && rate.numerator % rate.denominator === 0n ? Number(rate.numerator / rate.denominator) : null;

/** `count` edit units in nanoseconds. */
export const nsOf = (count: bigint, { numerator, denominator }: Rate): Ns =>
  (count * denominator * 1_000_000_000n) / numerator;

/** An id of 16 bytes, plain or at the end of a weak reference (`u16 tag, u16 pid, u8 size, id`). */
export function guidOf(object: AafObject | null, property: number): string | null {
  const bytes = bytesOf(object, property);
  if (bytes === null || object === null) return null;
  if (bytes.length === 16) return guidText(bytes, object.isLittle);
  return bytes.length === 21 && bytes[4] === 16 ? guidText(bytes.subarray(5), object.isLittle) : null;
}

/** The first three fields are numbers, the rest bytes. */
export function guidText(bytes: Buffer, isLittle: boolean): string {
  const hex = (isLittle ? littleFields(bytes) : bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const littleFields = (guid: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(guid.subarray(0, 4)).reverse(),
    Buffer.from(guid.subarray(4, 6)).reverse(),
    Buffer.from(guid.subarray(6, 8)).reverse(),
    guid.subarray(8),
  ]);

/** As text (section 3, "MobID as text"); null for none, and for one that is all zero: it stands for "no source". */
export function mobIdOf(object: AafObject | null, property: number): string | null {
  const bytes = sized(object, property, 32);
  if (bytes === null || object === null || bytes.every((byte) => byte === 0)) return null;
  const material = bytes.subarray(16);
  const fields = (object.isLittle ? littleFields(material) : material).subarray(0, 8);
  const rest = material.subarray(8);
  const parts = bytes[11] === 0 ? [rest, fields] : [fields, rest];
  const hex = Buffer.concat([bytes.subarray(0, 16), ...parts]).toString('hex');
  return `urn:smpte:umid:${(hex.match(/.{8}/g) ?? []).join('.')}`;
}

/** `i16 year, u8 month, u8 day, u8 hour, u8 minute, u8 second, u8 hundredths`, in UTC. */
export function timeOf(object: AafObject | null, property: number): Ns | null {
  const bytes = sized(object, property, 8);
  if (bytes === null) return null;
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
  const [type, value] = [guidText(bytes.subarray(1, 17), isLittle), bytes.subarray(17)];
  if (type === STRING) return utf16(value, isLittle);
  if (type !== RATIONAL || value.length !== 8) return null;
  const [numerator, denominator] = rational(value, isLittle);
  return denominator === 0 ? null : numerator / denominator;
}

function sized(object: AafObject | null, property: number, size: number): Buffer | null {
  const bytes = bytesOf(object, property);
  return bytes?.length === size ? bytes : null;
}
