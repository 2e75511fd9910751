/** Writes archives of objects as Cubase does (docs/formats/cpr.md): for tests only. */

/** `sx`: Cubase SX, `old`: 4.5, `new`: 5 and later, whose texts carry a UTF-8 mark. */
export type Style = 'sx' | 'old' | 'new';

const MARK = Buffer.from([0, 0xef, 0xbb, 0xbf]);

export type Entries = readonly (readonly [key: string, value: Attribute])[];
export type Attribute =
  | { readonly is: 'integer'; readonly value: number }
  | { readonly is: 'float'; readonly value: number }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'raw'; readonly value: Buffer }
  | { readonly is: 'dictionary'; readonly value: Entries }
  | { readonly is: 'dictionaries'; readonly value: readonly Entries[] }
  | { readonly is: 'texts'; readonly value: readonly string[] };

export const integer = (value: number): Attribute => ({ is: 'integer', value });
export const float = (value: number): Attribute => ({ is: 'float', value });
export const words = (value: string): Attribute => ({ is: 'text', value });
export const raw = (value: Buffer): Attribute => ({ is: 'raw', value });
export const dictionary = (...value: Entries): Attribute => ({ is: 'dictionary', value });
export const dictionaries = (value: readonly Entries[]): Attribute => ({ is: 'dictionaries', value });

export type ArchiveWriter = ReturnType<typeof newArchive>;

export function newArchive(style: Style) {
  let bytes = Buffer.alloc(4096);
  let at = 0;
  const declared = new Map<string, number>();
  const put = (content: Uint8Array): void => {
    while (at + content.length > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
    bytes.set(content, at);
    at += content.length;
  };
  const number = (length: number, write: (into: Buffer) => void): void => {
    const content = Buffer.alloc(length);
    write(content);
    put(content);
  };
  const u16 = (value: number) => number(2, (into) => into.writeUInt16BE(value));
  const u32 = (value: number) => number(4, (into) => into.writeUInt32BE(value));
  const i64 = (value: number) => number(8, (into) => into.writeBigInt64BE(BigInt(value)));
  const f32 = (value: number) => number(4, (into) => into.writeFloatBE(value));
  const f64 = (value: number) => number(8, (into) => into.writeDoubleBE(value));
  const zeros = (count: number) => put(Buffer.alloc(count));
  const counted = (...parts: readonly Uint8Array[]) => {
    u32(parts.reduce((sum, { length }) => sum + length, 0));
    for (const part of parts) put(part);
  };
  /** A name or a path. */
  const text = (value: string) => {
    if (value === '') u32(0);
    else counted(Buffer.from(value, style === 'sx' ? 'latin1' : 'utf8'), style === 'new' ? MARK : Buffer.from([0]));
  };
  const key = (value: string) => counted(Buffer.from(`${value}\0`, 'latin1'));
  const tag = (type: string, version: number, bases: readonly string[]) => {
    const known = declared.get(type);
    if (known !== undefined) return u32(0x80000000 + known);
    for (const base of bases) {
      if (declared.has(base)) continue;
      declared.set(base, at);
      u32(0xfffffffe);
      key(base);
      u16(0);
    }
    declared.set(type, at);
    u32(0xffffffff);
    key(type);
    u16(version);
  };
  /** Returns what pointers call it. */
  const object = (type: string, body: () => void, version = 0, bases: readonly string[] = []): number => {
    tag(type, version, bases);
    const id = at;
    u32(0);
    body();
    bytes.writeUInt32BE(at - id - 4, id);
    return id;
  };
  const attribute = (value: Attribute): void => {
    if (value.is === 'integer') {
      u16(1);
      i64(value.value);
    } else if (value.is === 'float') {
      u16(4);
      f64(value.value);
    } else if (value.is === 'text') {
      u16(8);
      // 4.5 ends its values with nothing.
      if (style === 'old') counted(Buffer.from(value.value));
      else text(value.value);
    } else container(value);
  };
  const container = (value: Exclude<Attribute, { readonly is: 'integer' | 'float' | 'text' }>): void => {
    u16(2);
    u16({ texts: 4, dictionaries: 5, dictionary: 6, raw: 7 }[value.is]);
    if (value.is === 'raw') counted(value.value);
    else if (value.is === 'dictionary') entries(value.value);
    else {
      u32(value.value.length);
      for (const one of value.value) {
        if (typeof one === 'string') text(one);
        else entries(one);
      }
    }
  };
  const entries = (list: Entries): void => {
    u32(list.length);
    for (const [name, value] of list) {
      key(name);
      attribute(value);
    }
  };
  return {
    u16,
    u32,
    i64,
    f32,
    f64,
    put,
    zeros,
    text,
    key,
    object,
    entries,
    none: () => u32(0),
    pointer: (id: number) => u32(id),
    content: () => Buffer.from(bytes.subarray(0, at)),
  };
}

export interface RootContent {
  readonly name: string;
  readonly type: string;
  readonly archive: Buffer;
}

/** The file: pairs of `ROOT` and `ARCH`. */
export function riffOf(roots: readonly RootContent[]): Buffer {
  const chunks = roots.flatMap(({ name, type, archive }) => {
    const root = newArchive('new');
    root.key(name);
    root.key(type);
    return [chunk('ROOT', root.content()), chunk('ARCH', archive)];
  });
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.from('RIFF\0\0\0\0NUND', 'latin1');
  head.writeUInt32BE(size, 4);
  return Buffer.concat([head, ...chunks]);
}

function chunk(id: string, data: Buffer): Buffer {
  const head = Buffer.from(`${id}\0\0\0\0`, 'latin1');
  head.writeUInt32BE(data.length, 4);
  return Buffer.concat([head, data]);
}
