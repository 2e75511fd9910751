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
const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** The bytes [start, end) of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CompoundFile {
  readonly root: Entry;
  /** By name; of a storage. */
  children(storage: Entry): ReadonlyMap<string, Entry>;
  /** The whole stream, or what of it can be had; null where it is larger than `maxBytes`. */
  read(stream: Entry, maxBytes: number): Uint8Array | null;
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
  /** Of version 4 the header fills the first sector; of version 3 it is one. */
  const offsetOf = (sector: number): number => (sector + 1) * sectorSize;
  const sectors = Math.max(Math.ceil(source.size / sectorSize) - 1, 0);

  const sectorAt = (sector: number): Uint8Array | null => {
    if (sector >= sectors) {
      trouble.isCut = true;
      return null;
    }
    // The last one may be short, and is as if filled with zeros.
    const bytes = new Uint8Array(sectorSize);
    bytes.set(pages.read(offsetOf(sector), offsetOf(sector) + sectorSize));
    return bytes;
  };

  const fat = tableOf(fatSectors(), (sector) => sectorAt(sector));
  // A file that was cut still lists what lay behind the cut. Free is -1, and 0 where a writer only made room.
  trouble.isCut ||= fat.findLastIndex((next) => next !== 0xffffffff && next !== 0) >= sectors;

  /** At most `most` sectors; a chain that comes back, leads nowhere or ends too early is told. */
  function* chain(table: Uint32Array, first: number, most: number, mustFill: boolean): Generator<number> {
    let at = first;
    for (let count = 0; count < most; count++) {
      if (at >= SPECIAL || at >= table.length) {
        if (at < SPECIAL || mustFill) trouble.isBroken = true;
        return;
      }
      yield at;
      at = table[at] as number;
    }
    if (!mustFill && at < SPECIAL) trouble.isBroken = true;
  }

  function fatSectors(): number[] {
    // No file needs more than tell of all its sectors.
    const most = Math.ceil(sectors / (sectorSize / 4)) + 1;
    const found = [...(header as Header).fatSectors].filter((sector) => sector < SPECIAL).slice(0, most);
    const seen = new Set<number>();
    for (let at = (header as Header).difat; at < SPECIAL && found.length < most; ) {
      const bytes = seen.has(at) ? null : sectorAt(at);
      if (bytes === null) {
        trouble.isBroken = true;
        break;
      }
      seen.add(at);
      const list = wordsOf(bytes);
      at = list.at(-1) as number;
      for (const sector of list.subarray(0, -1)) if (sector < SPECIAL) found.push(sector);
    }
    return found.slice(0, most);
  }

  const directory: Directory | null = openDirectory(
    Buffer.concat([...chain(fat, header.directory, sectors, false)].flatMap((sector) => sectorAt(sector) ?? [])),
    header.isOld,
    () => {
      trouble.isBroken = true;
    },
  );
  if (directory === null) return null;
  const { root } = directory;
  const miniStream = once(() => [
    ...chain(fat, root.start, Math.ceil(Math.min(root.size, source.size) / sectorSize), true),
  ]);
  const miniFat = once(() => tableOf(chain(fat, header.miniFat, sectors, false), sectorAt));

  /** Where the blocks of a stream lie, in its order. */
  function* blocks({ start, size }: Pick<Entry, 'start' | 'size'>): Generator<Span> {
    const isMini = size < cutoff;
    const block = isMini ? MINI_SECTOR : sectorSize;
    const most = Math.ceil(Math.min(size, source.size) / block);
    if (size > source.size) trouble.isCut = true;
    for (const at of chain(isMini ? miniFat() : fat, start, most, true)) {
      const sector = isMini ? miniStream()[Math.floor((at * MINI_SECTOR) / sectorSize)] : at;
      if (sector === undefined) {
        trouble.isBroken = true;
        return;
      }
      const from = offsetOf(sector) + (isMini ? (at * MINI_SECTOR) % sectorSize : 0);
      yield { start: from, end: from + block };
    }
  }

  /** Blocks that follow each other in the file as one, without what lies behind the end of the stream. */
  function* spans(stream: Pick<Entry, 'start' | 'size'>): Generator<Span> {
    let left = stream.size;
    let run: Span | null = null;
    for (const block of blocks(stream)) {
      const end = block.start + Math.min(block.end - block.start, left);
      left -= end - block.start;
      if (run !== null && run.end === block.start) run = { start: run.start, end };
      else {
        if (run !== null) yield run;
        run = { start: block.start, end };
      }
    }
    if (run !== null) yield run;
  }

  return {
    root,
    children: directory.children,
    read(stream, maxBytes) {
      if (stream.size > maxBytes) return null;
      const parts = [...spans(stream)].map(({ start, end }) => {
        const part = pages.read(start, end);
        if (part.length < end - start) trouble.isCut = true;
        return part;
      });
      return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    },
    *pieces(stream) {
      for (const { start, end } of spans(stream))
        for (let at = start; at < end; at += PIECE) {
          const piece = source.bytes(at, Math.min(at + PIECE, end));
          if (piece.length > 0) yield piece;
        }
    },
    isCut: () => trouble.isCut,
    isBroken: () => trouble.isBroken,
  };
}

/** A table of chains, from the sectors that hold it. One that is not there is full of ends. */
function tableOf(sectors: Iterable<number>, sectorAt: (sector: number) => Uint8Array | null): Uint32Array {
  const parts: Uint8Array[] = [];
  for (const sector of sectors) {
    const bytes = sectorAt(sector);
    if (bytes === null) break;
    parts.push(bytes);
  }
  return wordsOf(Buffer.concat(parts));
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(bytes.length >>> 2);
  for (let at = 0; at < words.length; at++) words[at] = view.getUint32(4 * at, true);
  return words;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
