/**
 * Ogg by its first and last page (formats/audio-files.md, section 7). The library stops after a dozen pages and then knows no
 * length, or would read every page of the file.
 */
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters, PIECE } from './byte-reader.js';
import { audioFacts } from './facts.js';

const HEADER = 27;
const OPUS_RATE = 48_000;

interface Codec {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitDepth?: number;
  /** Frames that a decoder throws away at the begin. */
  readonly preSkip: number;
}

interface Page {
  readonly granule: bigint;
  readonly serial: number;
  readonly dataAt: number;
  readonly end: number;
}

/** Null: no stream that is known here. */
export function readOgg(reader: ByteReader): AudioFacts | null {
  const first = pageAt(reader.bytes(0, HEADER + 255), 0, 0);
  if (first === null) return null;
  const codec = codecIn(reader.bytes(first.dataAt, 64));
  if (codec === null) return null;
  const { whole, cut } = lastPages(reader, first.serial);
  const frames = (page: Page | null) => (page === null ? null : Math.max(0, Number(page.granule) - codec.preSkip));
  const { preSkip: _, ...said } = codec;
  return audioFacts('Ogg', {
    ...said,
    frames: frames(whole),
    ...(cut === null
      ? {}
      : { framesByHeader: frames(cut), missingBytes: cut.end - reader.size, problems: ['file-cut'] as const }),
  });
}

/** `OggS`, u8 version, u8 flags, i64 granule, u32 serial, u32 number, u32 CRC, u8 segments, their lengths. */
function pageAt(bytes: Buffer, at: number, offset: number): Page | null {
  if (at + HEADER > bytes.length || fourCharacters(bytes, at) !== 'OggS' || bytes[at + 4] !== 0) return null;
  const segments = bytes[at + 26] as number;
  const lengths = bytes.subarray(at + HEADER, at + HEADER + segments);
  const dataAt = offset + at + HEADER + segments;
  return {
    granule: bytes.readBigInt64LE(at + 6),
    serial: bytes.readUInt32LE(at + 14),
    dataAt,
    end: dataAt + lengths.reduce((sum, length) => sum + length, 0),
  };
}

/** The last page that is whole, and a last one that the file breaks off in. A granule of -1: no packet ends there. */
function lastPages(reader: ByteReader, serial: number): { readonly whole: Page | null; readonly cut: Page | null } {
  const start = Math.max(0, reader.size - 2 * PIECE);
  const tail = Buffer.concat([reader.bytes(start, PIECE), reader.bytes(start + PIECE, PIECE)]);
  let cut: Page | null = null;
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    const page = pageAt(tail, at, start);
    if (page === null || page.serial !== serial || page.granule < 0n) continue;
    if (page.end <= reader.size) return { whole: page, cut };
    cut = page;
  }
  return { whole: null, cut };
}

function codecIn(head: Buffer): Codec | null {
  const text = head.toString('latin1');
  if (text.startsWith('\x01vorbis') && head.length >= 16)
    return { codec: 'vorbis', channels: head.readUInt8(11), sampleRate: head.readUInt32LE(12), preSkip: 0 };
  if (text.startsWith('OpusHead') && head.length >= 16)
    return { codec: 'opus', channels: head.readUInt8(9), sampleRate: OPUS_RATE, preSkip: head.readUInt16LE(10) };
  if (text.startsWith('Speex   ') && head.length >= 52)
    return { codec: 'speex', channels: head.readUInt32LE(48), sampleRate: head.readUInt32LE(36), preSkip: 0 };
  // FLAC: its own head at 9, a block header, and at 10 of STREAMINFO 20 bits rate, 3 channels - 1, 5 bits - 1.
  if (text.startsWith('\x7fFLAC') && head.length >= 31) {
    const packed = head.readUInt32BE(27);
    const channels = ((packed >>> 9) & 7) + 1;
    return { codec: 'flac', channels, sampleRate: packed >>> 12, bitDepth: ((packed >>> 4) & 31) + 1, preSkip: 0 };
  }
  return null;
}
