/** The resource fork of an old Macintosh file, as AppleDouble keeps it beside the file (formats/audio-files.md, section 6). */
import { type ByteReader, fourCharacters } from './byte-reader.js';

const APPLE_DOUBLE = 0x00051607;
const RESOURCE_FORK = 2;
const FINDER_INFO = 9;
const NO_NAME = 0xffff;
/** Entries, types and resources that are looked at: counts are untrusted. */
const MAX_ENTRIES = 64;
const MAX_RESOURCES = 4096;

export interface MacFacts {
  readonly finderType: string | null;
  readonly finderCreator: string | null;
  /** The named `STR ` resources. */
  readonly strings: ReadonlyMap<string, string>;
}

/** Null: no AppleDouble file. */
export function readAppleDouble(reader: ByteReader): MacFacts | null {
  const head = reader.bytes(0, 26);
  if (head.length < 26 || head.readUInt32BE(0) !== APPLE_DOUBLE) return null;
  const count = Math.min(head.readUInt16BE(24), MAX_ENTRIES);
  let finder: Buffer | null = null;
  let strings: ReadonlyMap<string, string> = new Map();
  for (let n = 0; n < count; n++) {
    const entry = reader.bytes(26 + n * 12, 12);
    if (entry.length < 12) break;
    const id = entry.readUInt32BE(0);
    const offset = entry.readUInt32BE(4);
    if (id === FINDER_INFO) finder = reader.bytes(offset, 8);
    if (id === RESOURCE_FORK) strings = readStrings(reader, offset);
  }
  const isFilled = finder !== null && finder.length === 8;
  return {
    finderType: isFilled ? fourCharacters(finder as Buffer) : null,
    finderCreator: isFilled ? fourCharacters(finder as Buffer, 4) : null,
    strings,
  };
}

/** Head: u32 data, u32 map, u32 data length, u32 map length. Map: at 24 u16 types, u16 names; types: u16 n - 1, each a name, u16 n - 1, u16 references. */
function readStrings(reader: ByteReader, fork: number): Map<string, string> {
  const strings = new Map<string, string>();
  const head = reader.bytes(fork, 16);
  if (head.length < 16) return strings;
  const data = fork + head.readUInt32BE(0);
  const map = reader.bytes(fork + head.readUInt32BE(4), head.readUInt32BE(12));
  const u16 = (at: number) => (at + 2 <= map.length ? map.readUInt16BE(at) : 0);
  const types = u16(24);
  const names = u16(26);
  for (let n = 0; n <= Math.min(u16(types), MAX_ENTRIES); n++) {
    const type = types + 2 + n * 8;
    if (type + 8 > map.length || fourCharacters(map, type) !== 'STR ') continue;
    const references = types + u16(type + 6);
    for (let i = 0; i <= Math.min(u16(type + 4), MAX_RESOURCES); i++) {
      const at = references + i * 12;
      if (at + 12 > map.length) break;
      const name = u16(at + 2);
      if (name !== NO_NAME)
        strings.set(pascalString(map, names + name), stringAt(reader, data + map.readUIntBE(at + 5, 3)));
    }
  }
  return strings;
}

/** A resource is u32 length and its bytes; a `STR ` is one Pascal string. */
function stringAt(reader: ByteReader, at: number): string {
  const bytes = reader.bytes(at, 4 + 256);
  return bytes.length < 5 ? '' : pascalString(bytes, 4);
}

const pascalString = (bytes: Buffer, at: number): string =>
  bytes.toString('latin1', at + 1, Math.min(bytes.length, at + 1 + (bytes[at] ?? 0)));
