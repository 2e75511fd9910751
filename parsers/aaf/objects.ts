/** Objects and their properties in the compound file (aaf.md, section 2.2). Nothing is held: an object is read where it is asked for. */
import type { Entry } from '../shared/compound-directory.js';
import type { CompoundFile } from '../shared/compound-file.js';

const FORM = { stream: 0x42, reference: 0x22, vector: 0x32, set: 0x3a, weak: 0x02 } as const;
/** The two ends of a class id, around the byte in which the classes differ. */
const [CLASS_HEAD, CLASS_TAIL] = ['0101010d010100', '060e2b3402060101'];

export interface AafObject {
  /** One of `CLASS`; null for a class of others. */
  readonly kind: number | null;
  readonly isLittle: boolean;
  /** What lies in its storage, by name. */
  readonly inside: ReadonlyMap<string, Entry>;
  /** Its properties as they are stored. */
  readonly bytes: Buffer;
}

/** Where a value lies in the bytes of its object. */
export interface Value {
  readonly form: number;
  readonly start: number;
  readonly end: number;
}

/** `u8 order, u8 version, u16 n, n × (u16 pid, u16 form, u16 size)`, then the values. Few are asked for, so none is kept. */
export function valueAt({ bytes, isLittle }: AafObject, property: number): Value | null {
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const count = u16(2);
  let start = 4 + 6 * count;
  for (let at = 4; at < 4 + 6 * count && start <= bytes.length; at += 6) {
    const end = start + u16(at + 4);
    if (u16(at) === property) return end > bytes.length ? null : { form: u16(at + 2), start, end };
    start = end;
  }
  return null;
}

/** The value as stored; null where there is none. */
export function bytesOf(object: AafObject | null, property: number): Buffer | null {
  const value = object === null ? null : valueAt(object, property);
  return object === null || value === null ? null : object.bytes.subarray(value.start, value.end);
}

export interface ObjectFile {
  readonly container: CompoundFile;
  /** Null where there is no object, or none that can be read. */
  at(storage: Entry): AafObject | null;
  /** The object of a strong reference. */
  child(object: AafObject | null, property: number): AafObject | null;
  /** The objects of a strong vector or set, in its order. */
  children(object: AafObject | null, property: number): Iterable<AafObject>;
  /** The entry of a data stream, whose bytes are not read. */
  stream(object: AafObject, property: number): Entry | null;
  /** True where an object that is referred to is not there. */
  isBroken(): boolean;
}

/** `maxBytes`: of all properties together. */
export function objectsIn(container: CompoundFile, maxBytes: number): ObjectFile {
  let left = maxBytes;
  let isBroken = false;
  const broken = (): null => {
    isBroken = true;
    return null;
  };
  // No two streams share a byte, so that a sound file cannot be used up.
  const read = (entry: Entry | undefined): Buffer | null => {
    const bytes = entry === undefined || entry.isStorage ? null : container.read(entry, left);
    if (bytes === null) return broken();
    left -= bytes.length;
    return bytes;
  };

  function at(storage: Entry): AafObject | null {
    const inside = container.children(storage);
    const bytes = read(inside.get('properties'));
    if (bytes === null) return null;
    const isLittle = bytes[0] === 0x4c;
    const size = isLittle || bytes[0] === 0x42 ? sizeOf(bytes, isLittle) : null;
    if (size === null) return broken();
    if (size > bytes.length) isBroken = true;
    return { kind: kindOf(container.classOf(storage)), isLittle, inside, bytes };
  }

  function named(object: AafObject, name: string): AafObject | null {
    const entry = object.inside.get(name);
    return entry?.isStorage ? at(entry) : broken();
  }

  /** The name that a reference of that form stores. */
  function nameIn(object: AafObject | null, property: number, form: number): string | null {
    const value = object === null ? null : valueAt(object, property);
    if (object === null || value?.form !== form) return null;
    // The name of a stream has a byte before it.
    const start = form === FORM.stream ? value.start + 1 : value.start;
    return utf16(object.bytes, object.isLittle, start, value.end);
  }

  return {
    container,
    at,
    child(object, property) {
      const name = nameIn(object, property, FORM.reference);
      return object === null || name === null ? null : named(object, name);
    },
    *children(object, property) {
      const vector = nameIn(object, property, FORM.vector);
      const name = vector ?? nameIn(object, property, FORM.set);
      if (object === null || name === null) return;
      const index = read(object.inside.get(`${name} index`));
      if (index === null) return;
      const keys = vector === null ? setKeys(index) : vectorKeys(index);
      if (keys === null) broken();
      for (const key of new Set(keys)) {
        const one = named(object, `${name}{${key.toString(16)}}`);
        if (one !== null) yield one;
      }
    },
    stream(object, property) {
      const name = nameIn(object, property, FORM.stream);
      if (name === null) return null;
      const entry = object.inside.get(name);
      return entry === undefined || entry.isStorage ? broken() : entry;
    },
    isBroken: () => isBroken || container.isBroken(),
  };
}

const kindOf = (classId: string): number | null =>
  classId.startsWith(CLASS_HEAD) && classId.endsWith(CLASS_TAIL) ? Number.parseInt(classId.slice(14, 16), 16) : null;

/** As its own table says; null where the table is not there. */
function sizeOf(bytes: Buffer, isLittle: boolean): number | null {
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  if (bytes.length < 4) return null;
  const values = 4 + 6 * u16(2);
  if (values > bytes.length) return null;
  let size = values;
  for (let at = 4; at < values; at += 6) size += u16(at + 4);
  return size;
}

/** `u32 n, u32 next free, u32 last free, n × u32 key`: an index is always little-endian, as the container is. */
function vectorKeys(index: Buffer): number[] | null {
  const count = index.length < 12 ? 0 : index.readUInt32LE(0);
  if (index.length < 12 || 12 + 4 * count > index.length) return null;
  return Array.from({ length: count }, (_, at) => index.readUInt32LE(12 + 4 * at));
}

/** `u32 n, u32, u32, u16 pid of the key, u8 its size, n × (u32 key, u32 references, its bytes)`. */
function setKeys(index: Buffer): number[] | null {
  if (index.length < 15) return null;
  const [count, step] = [index.readUInt32LE(0), 8 + (index[14] as number)];
  if (15 + step * count > index.length) return null;
  return Array.from({ length: count }, (_, at) => index.readUInt32LE(15 + step * at));
}

/** Up to its NUL. */
export function utf16(bytes: Buffer, isLittle: boolean, start = 0, end = bytes.length): string {
  const last = end - ((end - start) & 1);
  const text = isLittle
    ? bytes.toString('utf16le', start, last)
    : Buffer.from(bytes.subarray(start, last)).swap16().toString('utf16le');
  const zero = text.indexOf('\0');
  return zero < 0 ? text : text.slice(0, zero);
}
