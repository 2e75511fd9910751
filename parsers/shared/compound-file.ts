/**
 * Compound files ("structured storage", the container of AAF and of old Word documents; aaf.md, section 2.1). Random access: the
 * header, the FAT and the directory are read, and of the streams only what is asked for. Every chain is followed within bounds.
 */
import type { SessionSource } from '../../lib/model/parser.js';
import { type Directory, type Entry, openDirectory } from './compound-directory.js';
import { pagesOf } from './paged-bytes.js';

/** Of a chain: the end, and what is free or special. */
const SPECIAL = 0xfffffffa;
const MINI_SECTOR = 64;
const PIECE = 256 * 1024;
/** Directory and mini FAT: a million entries, and more than real files have. */
const MAX_TABLE = 128 * 1024 * 1024;
const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** The bytes [start, end) of the file. */
interface Span {
  readonly start: number;
  end: number;
}

export interface CompoundFile {
  readonly root: Entry;
  readonly classOf: Directory['classOf'];
  readonly children: Directory['children'];
  /** The whole stream, or what of it can be had; null where it is larger than `maxBytes`. */
  read(stream: Entry, maxBytes: number): Buffer | null;
  /** The same for streams of any size, in pieces of at most 256 KiB. */
  pieces(stream: Pick<Entry, 'start' | 'size'>): Iterable<Uint8Array>;
  /** True where a sector that is in use lies past the end of the file. */
  isCut(): boolean;
  /** True where a chain or the directory does not hold together. */
  isBroken(): boolean;
}

export const isCompoundFile = (head: Uint8Array): boolean => MAGIC.every((byte, at) => head[at] === byte);

interface Header {
  readonly sectorSize: number;
  readonly isOld: boolean;
  readonly cutoff: number;
  readonly directory: number;
  readonly miniFat: number;
  readonly difat: number;
  readonly fatSectors: Uint32Array;
}

/** Offsets as in the header of 512 bytes; null where it is none that can be followed. */
export function compoundHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < 512 || !isCompoundFile(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (view.getUint16(28, true) !== 0xfffe || (shift !== 9 && shift !== 12) || view.getUint16(32, true) !== 6)
    return null;
  return {
    sectorSize: 1 << shift,
    isOld: view.getUint16(26, true) < 4,
    directory: view.getUint32(48, true),
    cutoff: view.getUint32(56, true),
    miniFat: view.getUint32(60, true),
    difat: view.getUint32(68, true),
    fatSectors: Uint32Array.from({ length: 109 }, (_, at) => view.getUint32(76 + 4 * at, true)),
  };
}

/** Null for what is none, or has no directory that can be read. */
export function openCompoundFile(source: Pick<SessionSource, 'bytes' | 'size'>): CompoundFile | null {
  const header = compoundHeader(source.bytes(0, 512));
  if (header === null) return null;
  const { sectorSize, cutoff } = header;
  const pages = pagesOf(source);
  const trouble = { isCut: false, isBroken: false };
  const sectors = Math.max(Math.ceil(source.size / sectorSize) - 1, 0);
  /** Of version 4 the header fills the first sector; of version 3 it is one. */
  const offsetOf = (sector: number): number => (sector + 1) * sectorSize;

  /** The bytes of tables, up to the first sector that is not there. The last one of a file may be short, and is filled with zeros. */
  function sectorBytes(list: readonly number[]): Buffer {
    const missing = list.findIndex((sector) => sector >= sectors);
    const there = missing < 0 ? list : list.slice(0, missing);
    trouble.isCut ||= missing >= 0;
    const bytes = Buffer.alloc(there.length * sectorSize);
    there.forEach((sector, at) => {
      pages.copy(bytes, at * sectorSize, offsetOf(sector), offsetOf(sector) + sectorSize);
    });
    return bytes;
  }

  /** The first `count` sectors of a chain; one that leads nowhere or ends too early is told. */
  function follow(table: Uint32Array, first: number, count: number, visit: (at: number) => void): void {
    let at = first;
    for (let left = count; left > 0; left--) {
      if (at >= table.length) {
        trouble.isBroken = true;
        return;
      }
      visit(at);
      at = table[at] as number;
    }
  }

  /** A chain to its end, of a table whose size nothing says. */
  function tableChain(first: number): number[] {
    const list: number[] = [];
    const seen = new Uint8Array(fat.length);
    let at = first;
    while (at < fat.length && seen[at] === 0 && list.length < MAX_TABLE / sectorSize) {
      list.push(at);
      seen[at] = 1;
      at = fat[at] as number;
    }
    if (at < SPECIAL) trouble.isBroken = true;
    return list;
  }

  function fatSectors({ fatSectors: listed, difat }: Header): number[] {
    // No file needs more than tell of all its sectors.
    const most = Math.ceil(sectors / (sectorSize / 4)) + 1;
    const found = [...listed].filter((sector) => sector < SPECIAL);
    const seen = new Set<number>();
    // Some writers leave a 0 where there is no list beyond the header's.
    for (let at = found.length < listed.length ? SPECIAL : difat; at < SPECIAL && found.length < most; ) {
      const list = seen.has(at) ? new Uint32Array() : wordsOf(sectorBytes([at]));
      seen.add(at);
      if (list.length === 0) trouble.isBroken = true;
      found.push(...list.subarray(0, -1).filter((sector) => sector < SPECIAL));
      at = list.at(-1) ?? SPECIAL;
    }
    return found.slice(0, most);
  }

  const fat = wordsOf(sectorBytes(fatSectors(header)));
  // A file that was cut still lists what lay behind the cut. Free is -1, and 0 where a writer only made room.
  trouble.isCut ||= fat.findLastIndex((next) => next !== 0xffffffff && next !== 0) >= sectors;
  const directory = openDirectory(sectorBytes(tableChain(header.directory)), header.isOld, () => {
    trouble.isBroken = true;
  });
  if (directory === null) return null;
  const { root } = directory;
  const miniStream = once(() => {
    const list: number[] = [];
    follow(fat, root.start, Math.ceil(Math.min(root.size, source.size) / sectorSize), (at) => list.push(at));
    return list;
  });
  const miniFat = once(() => wordsOf(sectorBytes(tableChain(header.miniFat))));

  /** Where a block lies in the file; null for one that lies nowhere. */
  function placeOf(block: number, isMini: boolean): number | null {
    if (!isMini) return offsetOf(block);
    const sector = miniStream()[Math.floor((block * MINI_SECTOR) / sectorSize)];
    return sector === undefined ? null : offsetOf(sector) + ((block * MINI_SECTOR) % sectorSize);
  }

  /** Where the blocks of a stream lie in the file, without what lies behind its end. */
  function eachBlock(
    { start, size }: Pick<Entry, 'start' | 'size'>,
    visit: (start: number, end: number) => void,
  ): void {
    const isMini = size < cutoff;
    const block = isMini ? MINI_SECTOR : sectorSize;
    let left = Math.min(size, source.size);
    if (size > left) trouble.isCut = true;
    follow(isMini ? miniFat() : fat, start, Math.ceil(left / block), (at) => {
      const from = placeOf(at, isMini);
      if (from === null) trouble.isBroken = true;
      else visit(from, from + Math.min(block, left));
      left -= Math.min(block, left);
    });
  }

  /** Blocks that follow each other in the file as one. */
  function spansOf(stream: Pick<Entry, 'start' | 'size'>): readonly Span[] {
    const spans: Span[] = [];
    eachBlock(stream, (start, end) => {
      const last = spans.at(-1);
      if (last?.end === start) last.end = end;
      else spans.push({ start, end });
    });
    return spans;
  }

  return {
    root,
    classOf: directory.classOf,
    children: directory.children,
    read(stream, maxBytes) {
      if (stream.size > maxBytes) return null;
      // Only what is copied into it is given out.
      const bytes = Buffer.allocUnsafe(Math.min(stream.size, source.size));
      let at = 0;
      eachBlock(stream, (start, end) => {
        const copied = pages.copy(bytes, at, start, end);
        if (copied < end - start) trouble.isCut = true;
        at += copied;
      });
      return at === bytes.length ? bytes : bytes.subarray(0, at);
    },
    *pieces(stream) {
      for (const { start, end } of spansOf(stream))
        for (let at = start; at < end; at += PIECE) {
          const piece = source.bytes(at, Math.min(at + PIECE, end));
          if (piece.length > 0) yield piece;
        }
    },
    isCut: () => trouble.isCut,
    isBroken: () => trouble.isBroken,
  };
}

function wordsOf(bytes: Buffer): Uint32Array {
  const words = new Uint32Array(bytes.length >>> 2);
  for (let at = 0; at < words.length; at++) words[at] = bytes.readUInt32LE(4 * at);
  return words;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
