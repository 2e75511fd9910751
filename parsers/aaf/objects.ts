/** Objects and their properties in the compound file (aaf.md, section 2.2). Nothing is held: an object is read where it is asked for. */
import type { Entry } from '../shared/compound-directory.js';
import type { CompoundFile } from '../shared/compound-file.js';

const FORM = { stream: 0x42, reference: 0x22, vector: 0x32, set: 0x3a, weak: 0x02 } as const;
const CLASS_ID = /^0101010d0101(?:00)([0-9a-f]{2})060e2b3402060101$/;

interface Property {
  readonly form: number;
  readonly bytes: Buffer;
}

export interface AafObject {
  /** One of `CLASS`; null for a class of others. */
  readonly kind: number | null;
  readonly isLittle: boolean;
  readonly storage: Entry;
  readonly properties: ReadonlyMap<number, Property>;
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
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const inside = (object: AafObject, name: string): Entry | undefined => container.children(object.storage).get(name);

  function at(storage: Entry): AafObject | null {
    const bytes = read(container.children(storage).get('properties'));
    if (bytes === null) return null;
    const isLittle = bytes[0] === 0x4c;
    const properties = isLittle || bytes[0] === 0x42 ? propertiesOf(bytes, isLittle) : null;
    if (properties === null) return broken();
    if (!properties.isWhole) isBroken = true;
    const kind = CLASS_ID.exec(storage.classId)?.[1];
    return {
      kind: kind === undefined ? null : Number.parseInt(kind, 16),
      isLittle,
      storage,
      properties: properties.found,
    };
  }

  function named(object: AafObject, name: string): AafObject | null {
    const entry = inside(object, name);
    return entry?.isStorage ? at(entry) : broken();
  }

  return {
    container,
    at,
    child(object, property) {
      const reference = object?.properties.get(property);
      if (object === null || reference?.form !== FORM.reference) return null;
      return named(object, utf16(reference.bytes, object.isLittle));
    },
    *children(object, property) {
      const reference = object?.properties.get(property);
      if (object === null || (reference?.form !== FORM.vector && reference?.form !== FORM.set)) return;
      const name = utf16(reference.bytes, object.isLittle);
      const index = read(inside(object, `${name} index`));
      if (index === null) return;
      const keys = reference.form === FORM.vector ? vectorKeys(index) : setKeys(index);
      if (keys === null) broken();
      for (const key of new Set(keys)) {
        const one = named(object, `${name}{${key.toString(16)}}`);
        if (one !== null) yield one;
      }
    },
    stream(object, property) {
      const value = object.properties.get(property);
      if (value?.form !== FORM.stream) return null;
      const entry = inside(object, utf16(value.bytes.subarray(1), object.isLittle));
      return entry === undefined || entry.isStorage ? broken() : entry;
    },
    isBroken: () => isBroken || container.isBroken(),
  };
}

/** `u8 order, u8 version, u16 n, n × (u16 pid, u16 form, u16 size)`, then the values. */
function propertiesOf(bytes: Buffer, isLittle: boolean): { found: Map<number, Property>; isWhole: boolean } | null {
  if (bytes.length < 4) return null;
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const count = u16(2);
  const found = new Map<number, Property>();
  let value = 4 + 6 * count;
  for (let entry = 4; entry < 4 + 6 * count; entry += 6) {
    if (value > bytes.length) return { found, isWhole: false };
    const end = value + u16(entry + 4);
    if (end > bytes.length) return { found, isWhole: false };
    found.set(u16(entry), { form: u16(entry + 2), bytes: bytes.subarray(value, end) });
    value = end;
  }
  return { found, isWhole: true };
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
export function utf16(bytes: Buffer, isLittle: boolean): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  const text = (isLittle ? even : Buffer.from(even).swap16()).toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
