/** `ProjectData`: a header of 24 bytes, then records up to the end (logic.md, section 2.3). */
import { hasMagic } from './bundle.js';

/** One record; the names are those of the page. */
export interface SongRecord {
  /** Kind of list, where the record belongs to one. */
  readonly kind: number;
  readonly slot: number;
  readonly owner: number;
  readonly key: number;
  readonly payload: Buffer;
}

export interface Song {
  /** The format number: 1710 for Logic 10.0.6, 2512 for 12.2. */
  readonly format: number;
  readonly size: number;
  records(tag: Tag): readonly SongRecord[];
  readonly trouble: Trouble | null;
}

export type Trouble =
  /** It ends before the last record does. */
  | 'cut'
  /** What stands where a record should is none. */
  | 'damaged'
  /** More records than any song has: the rest was not read. */
  | 'too-many';

/** As they stand in the file, where they are written backwards. */
const TAGS = ['qeSM', 'karT', 'qSvE', 'ivnE', 'OCuA', 'UCuA', 'lFuA', 'gRuA', 'qSxT'] as const;
export type Tag = (typeof TAGS)[number];

const [HEADER, RECORD] = [24, 36];
const MAX_RECORDS = 500_000;
/** From here on the songs have tagged records (garageband.md, section 3). */
export const FIRST_TAGGED_FORMAT = 1702;
/** The newest that was seen (section 1). */
export const NEWEST_FORMAT = 2513;
export const NONE = 0xffff;

/** Null where it is no song at all. */
export function readSong(bytes: Uint8Array): Song | null {
  if (!hasMagic(bytes) || bytes.length < HEADER) return null;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = data.readUInt16LE(4);
  const byTag = new Map<string, SongRecord[]>(TAGS.map((tag) => [tag, []]));
  const trouble = format < FIRST_TAGGED_FORMAT ? null : collect(data, byTag);
  return { format, size: data.length, trouble, records: (tag) => byTag.get(tag) ?? [] };
}

function collect(data: Buffer, byTag: ReadonlyMap<string, SongRecord[]>): Trouble | null {
  const saysLonger = data.readUInt32LE(16) + HEADER > data.length;
  let count = 0;
  for (let at = HEADER; at < data.length; count++) {
    if (at + RECORD > data.length) return saysLonger ? 'cut' : 'damaged';
    const tag = data.toString('latin1', at, at + 4);
    const length = data.readUInt32LE(at + 28);
    if (!/^[A-Za-z0-9 ]{4}$/.test(tag)) return 'damaged';
    const start = at + RECORD;
    if (start + length > data.length) return saysLonger ? 'cut' : 'damaged';
    if (count >= MAX_RECORDS) return 'too-many';
    byTag.get(tag)?.push({
      kind: data.readUInt16LE(at + 6),
      slot: data.readUInt16LE(at + 10),
      owner: data.readUInt16LE(at + 14),
      key: data.readUInt16LE(at + 18),
      payload: data.subarray(start, start + length),
    });
    at = start + length;
  }
  return saysLonger ? 'cut' : null;
}
