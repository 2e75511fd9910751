/** MP3, FLAC, Ogg, MP4 and WavPack: exact lengths by readers of our own, the rest by music-metadata, which is right about these (audio-files.md, section 8). */
import type { IFormat } from 'music-metadata';
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters } from './byte-reader.js';
import { audioFacts } from './facts.js';
import { parsedByLibrary } from './library.js';
import { framesBySmpb, missingOfMp4 } from './mp4.js';
import { behindTags, readMpegTag } from './mpeg.js';
import { readOgg } from './ogg.js';

export interface CompressedKind {
  readonly container: string;
  readonly mime: string;
  /** Null: by the library's word for it. */
  readonly codec: string | null;
}

const MP3: CompressedKind = { container: 'MP3', mime: 'audio/mpeg', codec: null };
const ADTS: CompressedKind = { container: 'ADTS', mime: 'audio/aac', codec: 'aac' };
const MP4: CompressedKind = { container: 'MP4', mime: 'audio/mp4', codec: null };
const FLAC: CompressedKind = { container: 'FLAC', mime: 'audio/flac', codec: 'flac' };
const OGG: CompressedKind = { container: 'Ogg', mime: 'audio/ogg', codec: null };
const KINDS: Readonly<Record<string, CompressedKind>> = {
  fLaC: FLAC,
  OggS: OGG,
  wvpk: { container: 'WavPack', mime: 'audio/wavpack', codec: 'wavpack' },
};

/** By the first bytes; null for what is none of these. */
export function compressedKind(reader: ByteReader): CompressedKind | null {
  const head = reader.bytes(0, 16);
  const first = fourCharacters(head);
  if (fourCharacters(head, 4) === 'ftyp') return MP4;
  // Tags of MP3s are put before other files too.
  if (first.startsWith('ID3')) return fourCharacters(reader.bytes(behindTags(reader), 4)) === 'fLaC' ? FLAC : MP3;
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0) return ((head[1] ?? 0) & 0x06) === 0 ? ADTS : MP3;
  return KINDS[first] ?? null;
}

export async function readCompressed(reader: ByteReader): Promise<AudioFacts | null> {
  const kind = compressedKind(reader);
  if (kind === null) return null;
  const exact = kind === MP3 ? readMpegTag(reader) : kind === OGG ? readOgg(reader) : null;
  if (exact !== null) return exact;
  const missingBytes = kind === MP4 ? missingOfMp4(reader) : 0;
  const damage = missingBytes > 0 ? ({ missingBytes, problems: ['file-cut'] } as const) : {};
  const parsed = await parsedByLibrary(reader, kind.mime);
  const { sampleRate } = parsed?.format ?? {};
  if (parsed === null || sampleRate === undefined) return missingBytes > 0 ? audioFacts('MP4', damage) : null;
  const { format, native } = parsed;
  const smpb = native['iTunes']?.find(({ id }) => id.endsWith(':iTunSMPB'))?.value;
  const counted = countedFrames(format, sampleRate);
  const isExact = kind !== MP3 && kind !== ADTS && (kind !== MP4 || format.lossless === true);
  const gapless = typeof smpb === 'string' ? framesBySmpb(smpb) : null;
  const facts = audioFacts(kind.container, {
    codec: kind.codec ?? codecOf(format),
    sampleRate,
    channels: format.numberOfChannels,
    bitDepth: format.lossless === true ? format.bitsPerSample : undefined,
    frames: gapless ?? counted,
    ...damage,
  });
  if (missingBytes > 0) return { ...facts, frames: null, framesByHeader: facts.frames, lengthNs: null };
  // Without a count that leaves the encoder's padding out there is a length, about.
  return isExact || gapless !== null ? facts : { ...facts, frames: null };
}

function countedFrames({ numberOfSamples, duration }: IFormat, sampleRate: number): number | null {
  if (numberOfSamples !== undefined) return numberOfSamples;
  return duration === undefined ? null : Math.round(duration * sampleRate);
}

/** "Vorbis I", "MPEG 1 Layer 3", "MPEG-4/AAC": as one word. */
function codecOf({ codec }: IFormat): string | null {
  if (codec === undefined) return null;
  const layer = /layer (\d)/i.exec(codec)?.[1];
  if (layer !== undefined) return `mp${layer}`;
  return /aac|alac|vorbis|opus|flac|speex/i.exec(codec)?.[0].toLowerCase() ?? codec.toLowerCase();
}
