/** RIFF, RIFX, RF64 and BW64 (formats/audio-files.md, sections 2 and 3). */
import type { AudioFacts } from '../model/located.js';
import { asSize, type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { waveFacts } from './wave.js';

const CONTAINERS: Readonly<Record<string, string>> = { RIFF: 'WAV', RIFX: 'RIFX', RF64: 'RF64', BW64: 'BW64' };
const UNKNOWN_SIZE = 0xffffffff;
const FMT_BYTES = 64;

/** Chunks that real files hold; needed only to tell a chunk from sound or from a missing pad byte. */
const KNOWN = new Set(
  (
    'fmt |data|fact|bext|iXML|axml|chna|cue |LIST|list|smpl|inst|acid|strc|id3 |ID3 |PEAK|levl|regn|umid|minf|elm1|DGDA|' +
    'ovwf|DIGI|LGWV|LGBM|AFAn|BWBM|SMED|SNDM|_PMX|cart|CDif|DISP|omfi|CSET|Cr8r|MXrt|muma|JUNK|junk|PAD |FLLR|Fake|ds64'
  ).split('|'),
);

interface Walk {
  fmt: Buffer | null;
  fact: Buffer | null;
  dataBytes: number | null;
  /** The size that `ds64` gives for the sound. */
  longDataSize: number | null;
}

export function readRiff(reader: ByteReader): AudioFacts | null {
  const head = reader.bytes(0, 12);
  const container = CONTAINERS[fourCharacters(head)];
  if (container === undefined || fourCharacters(head, 8) !== 'WAVE') return null;
  const bigEndian = container === 'RIFX';
  const walk: Walk = { fmt: null, fact: null, dataBytes: null, longDataSize: null };
  let at = 12;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= reader.size; n++) {
    const header = reader.bytes(at, 8);
    const id = fourCharacters(header);
    if (header.length < 8 || !/^[\x20-\x7e]{4}$/.test(id)) break;
    const size = bigEndian ? header.readUInt32BE(4) : header.readUInt32LE(4);
    at = nextChunk(reader, at + 8, takeChunk(reader, walk, id, at + 8, size));
  }
  return waveFacts(container, { ...walk, bigEndian });
}

/** Notes what the chunk says; returns how many bytes it really has. */
function takeChunk(reader: ByteReader, walk: Walk, id: string, start: number, size: number): number {
  const rest = reader.size - start;
  if (id === 'ds64') {
    const sizes = reader.bytes(start, 16);
    if (sizes.length === 16) walk.longDataSize = asSize(sizes.readBigUInt64LE(8));
  } else if (id === 'fmt ') walk.fmt ??= reader.bytes(start, Math.min(size, FMT_BYTES));
  else if (id === 'fact') walk.fact ??= reader.bytes(start, Math.min(size, 4));
  else if (id === 'data') {
    const length = Math.min(soundBytes(reader, walk, start, size), rest);
    walk.dataBytes = (walk.dataBytes ?? 0) + length;
    return length;
  }
  return Math.min(size, rest);
}

/** A size of zero is a recording that was never closed, unless real chunks follow: then the sound is truly absent. */
function soundBytes(reader: ByteReader, walk: Walk, start: number, size: number): number {
  if (size === UNKNOWN_SIZE) return walk.longDataSize ?? Infinity;
  return size === 0 && !isKnown(reader, start) ? Infinity : size;
}

/** Odd chunks have a pad byte; some old tools forgot it, which only the ids behind can show. */
function nextChunk(reader: ByteReader, start: number, size: number): number {
  const end = start + size;
  if (size % 2 === 0) return end;
  return isKnown(reader, end) && !isKnown(reader, end + 1) ? end : end + 1;
}

const isKnown = (reader: ByteReader, at: number): boolean => KNOWN.has(fourCharacters(reader.bytes(at, 4)));
