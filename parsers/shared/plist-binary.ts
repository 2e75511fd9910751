/**
 * Binary property lists (CFBinaryPList.c of Apple's CF-Lite): "bplist00", objects, a table of their offsets, a trailer of 32 bytes.
 * Every object is read once, however often it is named, so that neither a circle nor a pyramid of references costs anything.
 */
import { MAX_DEPTH, MAX_VALUES, PlistError, type PlistValue } from './plist-value.js';

const TRAILER = 32;

export function readBinaryPlist(bytes: Uint8Array): PlistValue {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 8 + TRAILER) throw new PlistError('it is cut off');
  const trailer = data.subarray(data.length - TRAILER);
  const [offsetSize, refSize] = [trailer[6] as number, trailer[7] as number];
  const [count, top, table] = [8, 16, 24].map((at) => Number(trailer.readBigUInt64BE(at))) as [number, number, number];
  const isSound = isSize(offsetSize) && isSize(refSize) && count <= MAX_VALUES && top < count && table >= 8;
  if (!isSound || table + count * offsetSize > data.length - TRAILER) throw new PlistError('its table is damaged');
  return objectsOf(data, { offsetSize, refSize, count, table }).read(top, 0);
}

const isSize = (size: number): boolean => size >= 1 && size <= 8;

interface Shape {
  readonly offsetSize: number;
  readonly refSize: number;
  readonly count: number;
  /** Where the table of offsets begins, and the objects end. */
  readonly table: number;
}

function objectsOf(data: Buffer, { offsetSize, refSize, count, table }: Shape) {
  /** Undefined: not read yet. */
  const known: (PlistValue | undefined)[] = [];
  const open = new Set<number>();
  let members = 0;

  const uint = (at: number, size: number): number => {
    if (at < 0 || at + size > data.length) throw new PlistError('a value lies outside of it');
    return size <= 6
      ? data.readUIntBE(at, size)
      : data.readUIntBE(at, size - 6) * 2 ** 48 + data.readUIntBE(at + size - 6, 6);
  };

  function read(index: number, depth: number): PlistValue {
    if (index >= count) throw new PlistError('it names an object that it has not');
    const before = known[index];
    if (before !== undefined) return before;
    if (depth > MAX_DEPTH || open.has(index)) throw new PlistError('its objects hold each other');
    open.add(index);
    const value = objectAt(uint(table + index * offsetSize, offsetSize), depth);
    open.delete(index);
    known[index] = value;
    return value;
  }

  function objectAt(at: number, depth: number): PlistValue {
    if (at < 8 || at >= table) throw new PlistError('an object lies outside of it');
    const mark = data[at] as number;
    const [kind, low] = [mark >> 4, mark & 0x0f];
    if (kind === 0x0) return low === 8 || low === 9 ? low === 9 : null;
    if (kind === 0x1) return integer(at + 1, 2 ** low);
    if (kind === 0x2 && low === 2) return data.readFloatBE(inside(at + 1, 4));
    if ((kind === 0x2 || kind === 0x3) && low === 3) return data.readDoubleBE(inside(at + 1, 8));
    if (kind === 0x8) return new Map([['CF$UID', uint(at + 1, low + 1)]]);
    const { length, from } = lengthAt(at, low);
    if (kind === 0x4) return slice(from, length);
    if (kind === 0x5) return slice(from, length).toString('latin1');
    if (kind === 0x6) return utf16(slice(from, length * 2));
    if (kind === 0xa || kind === 0xb || kind === 0xc) return refs(from, length).map((one) => read(one, depth + 1));
    if (kind === 0xd) return dictionary(refs(from, length * 2), length, depth);
    throw new PlistError('it holds an object of an unknown kind');
  }

  /** Of 1, 2 and 4 bytes without a sign, of 8 with one; of 16 the lower half. */
  function integer(at: number, size: number): number {
    if (size > 16) throw new PlistError('it holds a number of an unknown size');
    if (size < 8) return uint(at, size);
    return Number(data.readBigInt64BE(inside(at + size - 8, 8)));
  }

  function inside(at: number, size: number): number {
    if (at < 0 || at + size > table) throw new PlistError('a value lies outside of it');
    return at;
  }

  /** 15: the length follows as an integer of its own. */
  function lengthAt(at: number, low: number): { readonly length: number; readonly from: number } {
    if (low < 15) return { length: low, from: at + 1 };
    const size = 2 ** ((data[inside(at + 1, 1)] as number) & 0x0f);
    if (size > 8) throw new PlistError('it holds a length of an unknown size');
    return { length: uint(at + 2, size), from: at + 2 + size };
  }

  const slice = (from: number, length: number): Buffer => data.subarray(inside(from, length), from + length);

  function refs(from: number, length: number): number[] {
    inside(from, length * refSize);
    members += length;
    if (members > MAX_VALUES) throw new PlistError('it holds too many values');
    return Array.from({ length }, (_, at) => uint(from + at * refSize, refSize));
  }

  function dictionary(all: readonly number[], length: number, depth: number): PlistValue {
    const map = new Map<string, PlistValue>();
    for (let at = 0; at < length; at++) {
      const key = read(all[at] as number, depth + 1);
      const value = read(all[at + length] as number, depth + 1);
      if (typeof key === 'string') map.set(key, value);
    }
    return map;
  }

  return { read };
}

const utf16 = (bytes: Buffer): string => Buffer.from(bytes).swap16().toString('utf16le');
