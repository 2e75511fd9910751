/** What a CAF file says of its sound (formats/audio-files.md, section 5). */
import type { AudioFacts, SoundPlace } from '../model/located.js';
import { type ByteReader, fourCharacters } from './byte-reader.js';
import { walkCaf } from './caf-walk.js';
import { type Chunk, chunkNamed, type Walked } from './chunks.js';
import { audioFacts, type RawFacts } from './facts.js';

/** The sound begins with u32, the number of edits. */
const SOUND_HEADER = 4;
const PLAIN = new Set(['lpcm', 'ulaw', 'alaw']);
/** Flags of plain sound. */
const FLOAT = 1;
const LITTLE_ENDIAN = 2;
/** The width of lossless sound stands in its flags. */
const ALAC_BITS: Readonly<Record<number, number>> = { 1: 16, 2: 20, 3: 24, 4: 32 };

interface Description {
  readonly sampleRate: number;
  readonly format: string;
  readonly flags: number;
  /** 0: packets of different sizes. */
  readonly packetBytes: number;
  readonly packetFrames: number;
  readonly channels: number;
  readonly bits: number;
}

export function readCaf(reader: ByteReader): AudioFacts {
  const walked = walkCaf(reader);
  const noted = new Set(walked.noted);
  const chunk = chunkNamed(walked, 'desc');
  const description = chunk === null ? null : describe(chunk.head);
  const base = { missingBytes: walked.missingBytes, trailingBytes: walked.trailingBytes, problems: noted };
  if (description === null) {
    noted.add(chunk === null ? 'no-fmt' : 'fmt-nonsense');
    return audioFacts('CAF', base);
  }
  const { sampleRate, channels, packetBytes, packetFrames } = description;
  const isPcm = PLAIN.has(description.format) && (description.format === 'lpcm' || packetBytes > 0);
  const isNonsense = !(sampleRate > 0 && Number.isFinite(sampleRate)) || channels === 0 || (isPcm && packetBytes === 0);
  if (isNonsense) noted.add('fmt-nonsense');
  return audioFacts('CAF', {
    ...base,
    codec: codecOf(description),
    sampleRate,
    channels,
    bitDepth: description.format === 'alac' ? ALAC_BITS[description.flags] : description.bits,
    containerBits: isPcm && channels > 0 ? (packetBytes * 8) / channels / Math.max(1, packetFrames) : undefined,
    ...(isNonsense ? {} : countFrames(walked, description)),
    sound: isPcm ? soundPlace(description, chunkNamed(walked, 'data')) : null,
  });
}

/** desc: f64 rate, format, u32 flags, u32 bytes per packet, u32 frames per packet, u32 channels, u32 bits. */
function describe(bytes: Buffer): Description | null {
  if (bytes.length < 32) return null;
  return {
    sampleRate: bytes.readDoubleBE(0),
    format: fourCharacters(bytes, 8),
    flags: bytes.readUInt32BE(12),
    packetBytes: bytes.readUInt32BE(16),
    packetFrames: bytes.readUInt32BE(20),
    channels: bytes.readUInt32BE(24),
    bits: bytes.readUInt32BE(28),
  };
}

function codecOf({ format, flags }: Description): string {
  if (format !== 'lpcm') return format.trim();
  return (flags & FLOAT) === FLOAT ? 'pcm-float' : 'pcm-int';
}

function soundPlace({ flags }: Description, chunk: Chunk | null): SoundPlace | null {
  if (chunk === null || chunk.size < SOUND_HEADER) return null;
  const byteOrder = (flags & LITTLE_ENDIAN) === LITTLE_ENDIAN ? 'little' : 'big';
  return { start: chunk.start + SOUND_HEADER, bytes: chunk.size - SOUND_HEADER, byteOrder };
}

function countFrames(walked: Walked, { packetBytes, packetFrames }: Description): RawFacts {
  const data = chunkNamed(walked, 'data');
  const valid = validFrames(chunkNamed(walked, 'pakt')?.head ?? null);
  if (data === null) return { framesByHeader: valid };
  const inPackets = (bytes: number) =>
    packetBytes === 0 ? null : Math.floor(Math.max(0, bytes - SOUND_HEADER) / packetBytes) * packetFrames;
  const promised = valid ?? inPackets(data.promised ?? data.size);
  if ((data.promised ?? 0) <= data.size) return { frames: promised };
  const there = inPackets(data.size);
  return { frames: there === null || promised === null ? null : Math.min(there, promised), framesByHeader: promised };
}

/** pakt: i64 packets, i64 valid frames. */
function validFrames(packets: Buffer | null): number | null {
  if (packets === null || packets.length < 16) return null;
  const frames = Number(packets.readBigInt64BE(8));
  return frames > 0 ? frames : null;
}
