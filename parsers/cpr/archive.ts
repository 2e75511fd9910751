/**
 * Objects of an archive (cpr.md, section 2.3). Nothing is indexed: a class is looked up where an object refers to it, and objects
 * of a class are found by the four bytes that refer to its declaration.
 */
import { type Cursor, cursorOn } from '../shared/cursor.js';
import { skipText } from './text.js';

export interface Archive {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The file ends in the middle: an object that reaches behind the end is read up to there. */
  readonly isCut: boolean;
  /** Names of classes by the offset of their declaration. */
  readonly types: Map<number, string | null>;
}

export interface ArchiveObject {
  /** Name of the class; '' for none: the null object. */
  readonly type: string;
  /** What pointers call it: the offset of its size. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

export const archiveOf = (bytes: Uint8Array, isCut = false): Archive => ({
  bytes,
  isCut,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  types: new Map(),
});

export const NOTHING: ArchiveObject = { type: '', id: 0, start: 0, end: 0 };

const [CLASS, BASE] = [0xffffffff, 0xfffffffe];
const REFERENCE = 0x80000000;
/** Lengths of a class name, its NUL included. */
const [MIN_NAME, MAX_NAME] = [2, 80];
/** Of a class; there is one. Bytes that look like more are in the state of plug-ins. */
const MAX_DECLARATIONS = 4;
/** So many names are remembered. */
const MAX_TYPES = 10_000;

/** The body of an object. */
export const cursorIn = ({ bytes }: Archive, { start, end }: ArchiveObject): Cursor =>
  cursorOn(bytes, 'be', start, end);

/** The next object, past which the cursor stands then; for a pointer the object that it means. Null where there is none that fits. */
export function nextObject(archive: Archive, cursor: Cursor): ArchiveObject | null {
  for (;;) {
    const at = cursor.at;
    const tag = cursor.u32();
    if (tag === null) return null;
    if (tag === 0) return NOTHING;
    if (tag === BASE || tag === CLASS) {
      // A base class is declared, and the object follows.
      if (!skipText(cursor) || !cursor.skip(2)) return null;
      if (tag === BASE) continue;
      return bodyAt(archive, typeAt(archive, at), cursor);
    }
    if (tag < REFERENCE) return pointedAt(archive, tag);
    return bodyAt(archive, typeAt(archive, tag - REFERENCE), cursor);
  }
}

function bodyAt({ isCut }: Archive, type: string | null, cursor: Cursor): ArchiveObject | null {
  const id = cursor.at;
  const size = cursor.u32();
  if (type === null || size === null) return null;
  const isWhole = cursor.skip(size);
  if (!isWhole && !(isCut && cursor.skip(cursor.left))) return null;
  return { type, id, start: id + 4, end: cursor.at };
}

/** The class that is declared at an offset; null where none is. */
function typeAt(archive: Archive, offset: number): string | null {
  const known = archive.types.get(offset);
  if (known !== undefined) return known;
  if (archive.types.size >= MAX_TYPES) archive.types.clear();
  const type = readType(archive, offset);
  archive.types.set(offset, type);
  return type;
}

function readType({ bytes, view }: Archive, offset: number): string | null {
  if (offset + 8 > bytes.length || view.getUint32(offset) < BASE) return null;
  const length = view.getUint32(offset + 4);
  const end = offset + 8 + length;
  if (length < MIN_NAME || length > MAX_NAME || end + 2 > bytes.length || bytes[end - 1] !== 0) return null;
  const name = latin1(bytes, offset + 8, end - 1);
  return /^[A-Za-z_][\w:]*$/.test(name) ? name : null;
}

/** An object that stands elsewhere, by the offset of its size. */
function pointedAt(archive: Archive, id: number): ArchiveObject | null {
  const { bytes, view } = archive;
  if (id < 4 || id + 4 > bytes.length) return null;
  const size = view.getUint32(id);
  if (size > bytes.length - id - 4) return null;
  const tag = view.getUint32(id - 4);
  const type = (tag > REFERENCE && tag < BASE ? typeAt(archive, tag - REFERENCE) : null) ?? declaredBefore(archive, id);
  return type === null ? null : { type, id, start: id + 4, end: id + 4 + size };
}

/** An object whose class is declared with it: back over version and name to the tag. */
function declaredBefore(archive: Archive, id: number): string | null {
  const { view } = archive;
  for (let length = MIN_NAME; length <= MAX_NAME; length++) {
    const tag = id - 2 - length - 8;
    if (tag < 0) return null;
    if (view.getUint32(tag + 4) === length && view.getUint32(tag) === CLASS) return typeAt(archive, tag);
  }
  return null;
}

/** Every object of a class that `accept` takes, at most `limit`, in the order of the file. */
export function objectsOf(
  archive: Archive,
  type: string,
  limit: number,
  accept: (found: ArchiveObject) => boolean = () => true,
): ArchiveObject[] {
  const { bytes, view } = archive;
  const found: ArchiveObject[] = [];
  const take = (id: number): void => {
    if (id + 4 > bytes.length || found.length >= limit) return;
    const end = id + 4 + view.getUint32(id);
    const one = { type, id, start: id + 4, end: archive.isCut ? Math.min(end, bytes.length) : end };
    if (one.end <= bytes.length && accept(one)) found.push(one);
  };
  for (const offset of declarationsOf(archive, type)) {
    if (view.getUint32(offset) === CLASS) take(offset + 8 + type.length + 1 + 2);
    for (const at of tagsIn(archive, (REFERENCE + offset) >>> 0)) take(at + 4);
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Of one class; all classes are found in one pass over the archive, when the first is asked for. */
function declarationsOf(archive: Archive, type: string): readonly number[] {
  const known = DECLARED.get(archive) ?? declarationsIn(archive);
  DECLARED.set(archive, known);
  return known.get(type) ?? [];
}

const DECLARED = new WeakMap<Archive, ReadonlyMap<string, readonly number[]>>();

/** A declaration begins with FF FF FF FE or FF FF FF FF, which little else does. */
function declarationsIn(archive: Archive): ReadonlyMap<string, readonly number[]> {
  const { bytes, view } = archive;
  const buffer = bufferOn(bytes);
  const found = new Map<string, number[]>();
  const last = bytes.length - 8;
  for (let at = buffer.indexOf(0xff); at >= 0 && at <= last; at = buffer.indexOf(0xff, at + 1)) {
    if (view.getUint32(at) < BASE) continue;
    const type = readType(archive, at);
    // 80 00 00 00 is too common to tell anything.
    if (type === null || at === 0) continue;
    const places = found.get(type);
    if (places === undefined) {
      if (found.size < MAX_TYPES) found.set(type, [at]);
    } else if (places.length < MAX_DECLARATIONS) places.push(at);
  }
  return found;
}

/** Where the tag stands: looked for by its first byte, which is fast, as states are full of zeros. */
function* tagsIn({ bytes, view }: Archive, tag: number): Generator<number> {
  const buffer = bufferOn(bytes);
  const first = tag >>> 24;
  const last = bytes.length - 4;
  for (let at = buffer.indexOf(first); at >= 0 && at <= last; at = buffer.indexOf(first, at + 1)) {
    if (view.getUint32(at) === tag) yield at;
  }
}

const bufferOn = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
