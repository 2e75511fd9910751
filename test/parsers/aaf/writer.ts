/** Writes small AAFs: objects as storages with their properties (aaf.md, section 2.2), in both byte orders. */
import { CLASS, PROPERTY } from '../../../parsers/aaf/ids.js';
import { type CompoundOptions, type Storage, writeCompound } from './compound-writer.js';

export interface Obj {
  /** One of `CLASS`, or another. */
  readonly kind: number;
  readonly properties: Readonly<Record<number, Value>>;
}

/** Plain values are bytes of an order; the others stand for other objects and streams. */
export type Value =
  | { readonly form: 'plain'; bytes(isLittle: boolean): Buffer }
  | { readonly form: 'weak'; bytes(isLittle: boolean): Buffer }
  | { readonly form: 'one'; readonly object: Obj }
  | { readonly form: 'vector'; readonly objects: readonly Obj[] }
  | { readonly form: 'set'; readonly objects: readonly Obj[] }
  | { readonly form: 'stream'; readonly content: Buffer };

export interface AafOptions extends CompoundOptions {
  readonly isBig?: boolean;
}

export const CLASSES = {
  ...CLASS,
  header: 0x2f,
  identification: 0x30,
  content: 0x18,
  filler: 0x09,
  master: 0x36,
  essence: 0x23,
  varyingValue: 0x3e,
  textLocator: 0x33,
  taggedValue: 0x3f,
} as const;

const plain = (bytes: (isLittle: boolean) => Buffer): Value => ({ form: 'plain', bytes });
const number = (size: number, write: (bytes: Buffer, isLittle: boolean) => void): Value =>
  plain((isLittle) => {
    const bytes = Buffer.alloc(size);
    write(bytes, isLittle);
    return bytes;
  });

export const raw = (bytes: Buffer): Value => plain(() => bytes);
export const text = (value: string): Value => plain((isLittle) => utf16(`${value}\0`, isLittle));
export const u16 = (value: number): Value =>
  number(2, (bytes, isLittle) => (isLittle ? bytes.writeUInt16LE(value) : bytes.writeUInt16BE(value)));
export const u32 = (value: number): Value =>
  number(4, (bytes, isLittle) => (isLittle ? bytes.writeUInt32LE(value) : bytes.writeUInt32BE(value)));
export const i64 = (value: number): Value =>
  number(8, (bytes, isLittle) =>
    isLittle ? bytes.writeBigInt64LE(BigInt(value)) : bytes.writeBigInt64BE(BigInt(value)),
  );
export const rational = (numerator: number, denominator = 1): Value =>
  plain((isLittle) => rationalBytes(numerator, denominator, isLittle));
export const guid = (value: string): Value => plain((isLittle) => guidBytes(value, isLittle));
export const weak = (value: string): Value => ({
  form: 'weak',
  bytes: (isLittle) => Buffer.concat([Buffer.from([1, 0, 2, 0, 16]), guidBytes(value, isLittle)]),
});
export const indirect = (value: number | string): Value =>
  plain((isLittle) => {
    const type =
      typeof value === 'string' ? '01100200-0000-0000-060e-2b3401040101' : '03010100-0000-0000-060e-2b3401040101';
    const bytes =
      typeof value === 'string' ? utf16(`${value}\0`, isLittle) : rationalBytes(Math.round(value * 1e6), 1e6, isLittle);
    return Buffer.concat([Buffer.from(isLittle ? 'L' : 'B'), guidBytes(type, isLittle), bytes]);
  });
export const one = (object: Obj): Value => ({ form: 'one', object });
export const vector = (objects: readonly Obj[]): Value => ({ form: 'vector', objects });
export const set = (objects: readonly Obj[]): Value => ({ form: 'set', objects });
export const stream = (content: Buffer): Value => ({ form: 'stream', content });

/** The id of the mob with that number. */
export const mobId = (number: number): Value =>
  plain(() => {
    if (number === 0) return Buffer.alloc(32);
    const bytes = Buffer.from(`060a2b340101010101010f0013000000${'00'.repeat(8)}060e2b347f7f2a80`, 'hex');
    bytes.writeUInt32LE(number, 16);
    return bytes;
  });
export const mobIdText = (number: number): string =>
  `urn:smpte:umid:060a2b34.01010101.01010f00.13000000.060e2b34.7f7f2a80.${number.toString(16).padStart(8, '0')}.00000000`;

export const obj = (kind: number, properties: Readonly<Record<number, Value>>): Obj => ({ kind, properties });

export const OWN_ID = { 512: '414146420d004f4d060e2b34010101ff', 4096: '0102010d00020000060e2b3403020101' } as const;
export const ROOT_CLASS = 'a598b3b3901cd4118053080036210804';

export function writeAaf(header: Obj | null, options: AafOptions = {}): Buffer {
  const root = obj(0, header === null ? {} : { [PROPERTY.header]: one(header) });
  const storage = { ...storageOf(root, options.isBig !== true), classId: ROOT_CLASS };
  return writeCompound(storage, { id: OWN_ID[options.sectorSize ?? 4096], ...options });
}

const FORMS = { plain: 0x82, weak: 0x02, one: 0x22, vector: 0x32, set: 0x3a, stream: 0x42 } as const;

function storageOf({ kind, properties }: Obj, isLittle: boolean): Storage {
  const children = new Map<string, Storage | Buffer>();
  const values = Object.entries(properties).map(([key, value]) => {
    const pid = Number(key);
    return { pid, form: FORMS[value.form], bytes: valueBytes(pid, value, children, isLittle) };
  });
  const u16s = (...list: number[]) =>
    Buffer.concat(list.map((n) => (u16(n) as { bytes(l: boolean): Buffer }).bytes(isLittle)));
  const heads = values.map(({ pid, form, bytes }) => u16s(pid, form, bytes.length));
  const start = Buffer.concat([Buffer.from([isLittle ? 0x4c : 0x42, 0x20]), u16s(values.length)]);
  children.set('properties', Buffer.concat([start, ...heads, ...values.map(({ bytes }) => bytes)]));
  return { classId: `0101010d010100${kind.toString(16).padStart(2, '0')}060e2b3402060101`, children };
}

/** What is no plain value is put beside the properties, under a name that stands in them. */
function valueBytes(pid: number, value: Value, children: Map<string, Storage | Buffer>, isLittle: boolean): Buffer {
  if (value.form === 'plain' || value.form === 'weak') return value.bytes(isLittle);
  const name = `Property-${pid.toString(16)}`;
  const stored = utf16(`${name}\0`, isLittle);
  if (value.form === 'stream') {
    children.set(name, value.content);
    return Buffer.concat([Buffer.from([0x55]), stored]);
  }
  if (value.form === 'one') {
    children.set(name, storageOf(value.object, isLittle));
    return stored;
  }
  // Keys need not begin at 0, nor be without gaps.
  const keys = value.objects.map((_, at) => 3 * at + 9);
  value.objects.forEach((object, at) => {
    children.set(`${name}{${(keys[at] as number).toString(16)}}`, storageOf(object, isLittle));
  });
  const word = (n: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(n);
    return bytes;
  };
  const head = [word(keys.length), word(99), word(0xffffffff)];
  const isSet = value.form === 'set';
  const rows = keys.map((key) => (isSet ? Buffer.concat([word(key), word(1), Buffer.alloc(32)]) : word(key)));
  children.set(`${name} index`, Buffer.concat([...head, ...(isSet ? [Buffer.from([0x01, 0x44, 32])] : []), ...rows]));
  return stored;
}

function utf16(value: string, isLittle: boolean): Buffer {
  const bytes = Buffer.from(value, 'utf16le');
  return isLittle ? bytes : bytes.swap16();
}

function rationalBytes(numerator: number, denominator: number, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(8);
  if (isLittle) bytes.writeInt32LE(numerator, 0);
  else bytes.writeInt32BE(numerator, 0);
  if (isLittle) bytes.writeInt32LE(denominator, 4);
  else bytes.writeInt32BE(denominator, 4);
  return bytes;
}

function guidBytes(value: string, isLittle: boolean): Buffer {
  const bytes = Buffer.from(value.replaceAll('-', ''), 'hex');
  if (!isLittle) return bytes;
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
