/** The chunks of RIFF, RIFX, RF64 and BW64, and what is odd about them (formats/audio-files.md, sections 2 and 3). */
import type { AudioProblem } from '../model/located.js';
import { asSize, type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { type Chunk, chunkAt, isChunkId, type Walked } from './chunks.js';

const CONTAINERS: Readonly<Record<string, string>> = { RIFF: 'WAV', RIFX: 'RIFX', RF64: 'RF64', BW64: 'BW64' };
const UNKNOWN_SIZE = 0xffffffff;
/** Writers into a pipe subtract a few headers from the unknown size (FFFFFFBF, FFFFFF9B). */
const NEARLY_UNKNOWN = 0xffffff00;

/** Chunks that real files hold; needed only to tell a chunk from sound, from trailing bytes or from a missing pad byte. */
const KNOWN = new Set(
  (
    'fmt |data|fact|bext|iXML|axml|chna|cue |LIST|list|smpl|inst|acid|strc|id3 |ID3 |PEAK|levl|regn|umid|minf|elm1|DGDA|' +
    'ovwf|DIGI|LGWV|LGBM|AFAn|BWBM|SMED|SNDM|_PMX|cart|CDif|DISP|omfi|CSET|Cr8r|MXrt|muma|JUNK|junk|PAD |FLLR|Fake|ds64'
  ).split('|'),
);

interface Walk {
  readonly reader: ByteReader;
  readonly bigEndian: boolean;
  readonly chunks: Chunk[];
  readonly noted: Set<AudioProblem>;
  /** Where the file ends by its first size; Infinity where that says nothing. */
  riffEnd: number;
  /** Sizes of 64 bits that `ds64` gives, by id. */
  readonly longSizes: Map<string, number>;
}

export function walkRiff(reader: ByteReader): Walked | null {
  const head = reader.bytes(0, 12);
  const container = CONTAINERS[fourCharacters(head)];
  if (container === undefined || fourCharacters(head, 8) !== 'WAVE') return null;
  const bigEndian = container === 'RIFX';
  const walk: Walk = {
    reader,
    bigEndian,
    chunks: [],
    noted: new Set(),
    riffEnd: Infinity,
    longSizes: new Map(),
  };
  if (container === 'WAV' || bigEndian) takeRiffSize(walk, bigEndian ? head.readUInt32BE(4) : head.readUInt32LE(4));
  const end = walkChunks(walk);
  const left = Math.max(0, reader.size - end);
  const missingBytes = judgeCut(walk, left);
  if (left > 0 && missingBytes === 0) walk.noted.add('trailing-bytes');
  judgeRiffSize(walk, end);
  const trailingBytes = walk.noted.has('trailing-bytes') ? left : 0;
  return { container, bigEndian, chunks: walk.chunks, noted: walk.noted, missingBytes, trailingBytes };
}

function takeRiffSize(walk: Walk, size: number): void {
  if (size === 0) walk.noted.add('riff-size-zero');
  else if (size >= NEARLY_UNKNOWN && size + 8 > walk.reader.size) walk.noted.add('riff-size-unknown');
  else walk.riffEnd = size + 8;
}

/** Returns where the last chunk ends. */
function walkChunks(walk: Walk): number {
  const { reader, chunks } = walk;
  let at = 12;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= reader.size; n++) {
    const header = reader.bytes(at, 8);
    const id = fourCharacters(header);
    if (header.length < 8 || !isChunkId(id)) return at;
    const size = walk.bigEndian ? header.readUInt32BE(4) : header.readUInt32LE(4);
    const start = at + 8;
    const rest = reader.size - start;
    const promised = promisedSize(walk, id, start, size);
    // Not a chunk but what follows the file: `TAGT` is a tag of MP3s.
    if (!KNOWN.has(id) && (at >= walk.riffEnd || (promised ?? Infinity) > rest)) return at;
    if (id === 'ds64') takeLongSizes(walk, reader.bytes(start, Math.min(size, 64 * 1024)));
    // The parts of a wave list are read as if they stood in the file itself.
    if (id === 'LIST' && fourCharacters(reader.bytes(start, 4)) === 'wavl') {
      at = start + 4;
      continue;
    }
    const isOpen = promised === null || (id === 'data' && promised === 0 && walk.noted.has('data-size-zero'));
    const there = isOpen ? rest : Math.min(promised, rest);
    chunks.push(chunkAt(reader, id, start, there, promised));
    at = nextChunk(walk, start, there);
  }
  return at;
}

/** ds64: u64 size of the file, u64 of the sound, u64 frames, u32 count, each a name and u64. */
function takeLongSizes(walk: Walk, bytes: Buffer): void {
  if (bytes.length < 16 || walk.longSizes.size > 0) return;
  const riffSize = asSize(bytes.readBigUInt64LE(0));
  if (riffSize === 0) walk.noted.add('riff-size-zero');
  else walk.riffEnd = riffSize + 8;
  walk.longSizes.set('data', asSize(bytes.readBigUInt64LE(8)));
  const count = bytes.length >= 28 ? bytes.readUInt32LE(24) : 0;
  for (let n = 0, at = 28; n < count && at + 12 <= bytes.length; n++, at += 12)
    walk.longSizes.set(fourCharacters(bytes, at), asSize(bytes.readBigUInt64LE(at + 4)));
}

/** Null: the size is left open, and the chunk goes on to the end of the file. */
function promisedSize(walk: Walk, id: string, start: number, size: number): number | null {
  const rest = walk.reader.size - start;
  const long = size === UNKNOWN_SIZE ? walk.longSizes.get(id) : undefined;
  if (long === undefined && id === 'data' && size >= NEARLY_UNKNOWN && size > rest) {
    walk.noted.add('data-size-unknown');
    return null;
  }
  const promised = long ?? size;
  // A size of zero is a recording that was never closed, unless real chunks follow: then the sound is truly absent.
  if (id === 'data' && promised === 0 && rest > 0 && !isKnown(walk.reader, start)) walk.noted.add('data-size-zero');
  return promised;
}

/** Odd chunks have a pad byte; some old tools forgot it, which only the ids behind can show. */
function nextChunk({ reader, noted }: Walk, start: number, size: number): number {
  const end = start + size;
  if (size % 2 === 0) return end;
  if (!isKnown(reader, end) || isKnown(reader, end + 1)) return end + 1;
  noted.add('pad-missing');
  return end;
}

const isKnown = (reader: ByteReader, at: number): boolean => KNOWN.has(fourCharacters(reader.bytes(at, 4)));

/** Bytes that are promised and not there: of a chunk, or of the whole where it ends before its sound or within a header. */
function judgeCut({ reader, chunks, noted, riffEnd }: Walk, left: number): number {
  let missing = 0;
  for (const { promised, size } of chunks) missing = Math.max(missing, (promised ?? size) - size);
  const hasSound = chunks.some(({ id }) => id === 'data');
  const endsEarly = riffEnd !== Infinity && riffEnd > reader.size && (!hasSound || (left > 0 && left < 8));
  if (missing === 0 && endsEarly) missing = riffEnd - reader.size;
  if (missing > 0) noted.add('file-cut');
  return missing;
}

/** Only a note: where chunks are fine, the size of the whole tells nothing. */
function judgeRiffSize({ reader, noted, riffEnd, chunks }: Walk, end: number): void {
  if (riffEnd === Infinity || noted.has('file-cut')) return;
  if (noted.has('data-size-zero') || noted.has('data-size-unknown')) return;
  const last = chunks.at(-1);
  const unpadded = last === undefined ? end : last.start + last.size;
  const countsTrailing = noted.has('trailing-bytes') && riffEnd === reader.size;
  if (riffEnd !== end && riffEnd !== unpadded && !countsTrailing) noted.add('riff-size-wrong');
}
