/** Sony Wave64: RIFF with GUIDs for names, and sizes of 64 bits that count their own header (formats/audio-files.md, section 2). */

import type { AudioFacts, AudioProblem } from '../model/located.js';
import { asSize, type ByteReader, MAX_CHUNKS } from './byte-reader.js';
import { type Chunk, chunkAt, type Walked } from './chunks.js';
import { W64_WAVE } from './w64-magic.js';
import { waveFacts } from './wave.js';

const HEADER = 24;
const UNKNOWN_SIZE = 0xffff_ffff_ffff_ffffn;

export const readW64 = (reader: ByteReader): AudioFacts => waveFacts(walkW64(reader));

/** The name of a chunk is its first four bytes; the others are those of "wave". */
const isChunkGuid = (bytes: Buffer): boolean =>
  bytes.length >= 16 && bytes.subarray(4, 16).equals(W64_WAVE.subarray(4));

export function walkW64(reader: ByteReader): Walked {
  const noted = new Set<AudioProblem>();
  const chunks: Chunk[] = [];
  let missingBytes = 0;
  let at = 40;
  let end = at;
  for (let n = 0; n < MAX_CHUNKS && at + HEADER <= reader.size; n++) {
    const header = reader.bytes(at, HEADER);
    if (header.length < HEADER) break;
    const id = header.toString('latin1', 0, 4);
    const start = at + HEADER;
    const promised = promisedSize(reader, header, start, noted);
    if (promised === 'none') break;
    const rest = reader.size - start;
    const isOpen = promised === null || (promised === 0 && id === 'data' && noted.has('data-size-zero'));
    const there = isOpen ? rest : Math.min(promised, rest);
    missingBytes = Math.max(missingBytes, (promised ?? 0) - there);
    chunks.push(chunkAt(reader, id, start, there, promised));
    end = start + there;
    at = Math.ceil(end / 8) * 8;
  }
  if (missingBytes > 0) noted.add('file-cut');
  judgeFileSize(reader, noted, end);
  const left = Math.max(0, reader.size - at);
  if (left > 0 && missingBytes === 0) noted.add('trailing-bytes');
  const trailingBytes = noted.has('trailing-bytes') ? left : 0;
  return { container: 'W64', bigEndian: false, chunks, noted, missingBytes, trailingBytes };
}

/** Null: left open. 'none': no chunk stands here. */
function promisedSize(
  reader: ByteReader,
  header: Buffer,
  start: number,
  noted: Set<AudioProblem>,
): number | 'none' | null {
  const stored = header.readBigUInt64LE(16);
  const isSound = isChunkGuid(header) && header.toString('latin1', 0, 4) === 'data';
  if (isSound && stored === UNKNOWN_SIZE) {
    noted.add('data-size-unknown');
    return null;
  }
  const size = asSize(stored) - HEADER;
  // As in RIFF: nothing is promised, and yet there are bytes that are no chunk.
  if (isSound && size <= 0) {
    if (start < reader.size && !isChunkGuid(reader.bytes(start, 16))) noted.add('data-size-zero');
    return 0;
  }
  return size < 0 || (size > reader.size - start && !isChunkGuid(header)) ? 'none' : size;
}

/** The size of the whole, with its header. */
function judgeFileSize(reader: ByteReader, noted: Set<AudioProblem>, end: number): void {
  const stored = reader.bytes(16, 8).readBigUInt64LE(0);
  const size = asSize(stored);
  if (size <= HEADER) noted.add('riff-size-zero');
  else if (stored === UNKNOWN_SIZE) noted.add('riff-size-unknown');
  else if (noted.has('file-cut') || noted.has('data-size-zero') || noted.has('data-size-unknown')) return;
  else if (size !== end && size !== Math.ceil(end / 8) * 8 && size !== reader.size) noted.add('riff-size-wrong');
}
