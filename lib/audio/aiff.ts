/** What AIFF and AIFF-C say of their sound (formats/audio-files.md, section 4). */
import type { AudioFacts, AudioProblem, SoundPlace } from '../model/located.js';
import { walkAiff } from './aiff-walk.js';
import { type ByteReader, fourCharacters } from './byte-reader.js';
import { type Chunk, chunkNamed, fileId, type Walked } from './chunks.js';
import { audioFacts, type RawFacts } from './facts.js';

interface Compression {
  readonly codec: string;
  /** Bytes of a sample where they are not what the width says: ulaw and alaw say 16 bits and store 8. */
  readonly bytes?: number;
}

const INTEGER: Compression = { codec: 'pcm-int' };
const FLOAT: Compression = { codec: 'pcm-float' };
const MU_LAW: Compression = { codec: 'mu-law', bytes: 1 };
const A_LAW: Compression = { codec: 'a-law', bytes: 1 };
const PLAIN: Readonly<Record<string, Compression>> = {
  NONE: INTEGER,
  twos: INTEGER,
  sowt: INTEGER,
  'raw ': INTEGER,
  in24: INTEGER,
  in32: INTEGER,
  fl32: FLOAT,
  FL32: FLOAT,
  fl64: FLOAT,
  FL64: FLOAT,
  ulaw: MU_LAW,
  ULAW: MU_LAW,
  alaw: A_LAW,
  ALAW: A_LAW,
};
const BIG = { byteOrder: 'big' } as const;
/** How samples are written where it is not big-endian with a sign. */
const ORDERS: Readonly<Record<string, Pick<SoundPlace, 'byteOrder' | 'isUnsigned'>>> = {
  sowt: { byteOrder: 'little' },
  'raw ': { ...BIG, isUnsigned: true },
};
const IMA_FRAMES = 64;
const IMA_BYTES = 34;
/** SSND begins with u32 offset, u32 block size. */
const SOUND_HEADER = 8;

export function readAiff(reader: ByteReader): AudioFacts | null {
  const walked = walkAiff(reader);
  if (walked === null) return null;
  const noted = new Set(walked.noted);
  const common = chunkNamed(walked, 'COMM');
  const base = { missingBytes: walked.missingBytes, trailingBytes: walked.trailingBytes, id: fileId(walked) };
  if (common === null || common.head.length < 18) {
    noted.add(common === null ? 'no-fmt' : 'fmt-nonsense');
    return audioFacts(walked.container, { ...base, problems: noted });
  }
  return soundFacts(walked, base, common.head);
}

/** COMM: i16 channels, u32 frames, i16 bits, 80-bit rate, in AIFC a compression. */
function soundFacts(walked: Walked, base: RawFacts, common: Buffer): AudioFacts {
  const channels = common.readInt16BE(0);
  const promised = common.readUInt32BE(2);
  const bits = common.readInt16BE(6);
  const sampleRate = extendedFloat(common, 8);
  const name = walked.container === 'AIFC' && common.length >= 22 ? fourCharacters(common, 18) : 'NONE';
  const plain = PLAIN[name];
  const noted = new Set(walked.noted);
  const isNonsense = channels <= 0 || bits <= 0 || !(sampleRate > 0 && Number.isFinite(sampleRate));
  if (isNonsense) noted.add('fmt-nonsense');
  const place = soundPlace(chunkNamed(walked, 'SSND'));
  const width = plain?.bytes ?? Math.ceil(bits / 8);
  const counted = isNonsense
    ? {}
    : plain === undefined
      ? packetFrames(name, channels, promised, place.bytes)
      : plainFrames(width * channels, promised, place.bytes, noted);
  return audioFacts(walked.container, {
    ...base,
    codec: plain?.codec ?? (name === 'ima4' ? 'ima4' : name.trim().toLowerCase()),
    sampleRate,
    channels,
    bitDepth: bits,
    containerBits: plain === undefined ? undefined : width * 8,
    ...counted,
    sound: plain === undefined || place.bytes === 0 ? null : { ...place, ...(ORDERS[name] ?? BIG) },
    problems: noted,
  });
}

function soundPlace(chunk: Chunk | null): { readonly start: number; readonly bytes: number } {
  if (chunk === null) return { start: 0, bytes: 0 };
  const offset = chunk.head.length >= 4 ? chunk.head.readUInt32BE(0) : 0;
  const before = Math.min(chunk.size, SOUND_HEADER + offset);
  return { start: chunk.start + before, bytes: chunk.size - before };
}

/** A cut file holds fewer frames than its header says; a padded one no more. One that was never closed says none. */
function plainFrames(frameBytes: number, promised: number, there: number, noted: Set<AudioProblem>): RawFacts {
  const available = Math.floor(there / frameBytes);
  if (noted.has('data-size-zero')) return { frames: available, framesByHeader: promised };
  if (available >= promised) return { frames: promised };
  noted.add('file-cut');
  return { frames: available, framesByHeader: promised, missingBytes: promised * frameBytes - there };
}

/** ima4 counts frames, or packets of 64 of them, as its writer understood the format; its bytes tell which. */
function packetFrames(name: string, channels: number, promised: number, there: number): RawFacts {
  if (name !== 'ima4') return { frames: there === 0 ? 0 : promised };
  const packets = Math.floor(there / (IMA_BYTES * channels));
  return { frames: promised > packets && promised <= packets * IMA_FRAMES ? promised : packets * IMA_FRAMES };
}

/** The 80-bit number of old Macintoshes: sign and exponent in 16 bits, mantissa in 64. */
function extendedFloat(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) & 0x7fff;
  return Number(bytes.readBigUInt64BE(at + 2)) * 2 ** (exponent - 16383 - 63);
}
