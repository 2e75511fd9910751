/** Which peaks are wanted of a file: fine enough for its picture, and no more of them than are allowed. Pure. */
import type { AudioFacts } from '../../model/located.js';
import {
  type CodedFormat,
  type CodedPeakRequest,
  type PeakRequest,
  PICTURE_WIDTH,
  type PlainPeakRequest,
  type SampleFormat,
} from '../../model/peaks.js';

const PEAKS_ACROSS = 2 * PICTURE_WIDTH;
const MAX_CHANNELS = 1024;
const INTEGERS: Readonly<Record<number, SampleFormat>> = { 8: 's8', 16: 's16', 24: 's24', 32: 's32' };
const FLOATS: Readonly<Record<number, SampleFormat>> = { 32: 'f32', 64: 'f64' };
/** Where eight bits are unsigned; elsewhere (AIFF, CAF, SD2) they are signed. */
const UNSIGNED_BYTES = new Set(['WAV', 'RIFX', 'RF64', 'BW64', 'W64']);

/**
 * At most `most` peaks for a picture of `secondsShown`. Null: what the sound is written in is not known, or not unpacked here.
 * `fileBytes`: the size of the file, without which nothing is unpacked.
 */
export function peakRequest(facts: AudioFacts, secondsShown: number, most: number, fileBytes = 0): PeakRequest | null {
  return plainRequest(facts, secondsShown, most) ?? codedRequest(facts, secondsShown, most, fileBytes);
}

function plainRequest(facts: AudioFacts, secondsShown: number, most: number): PlainPeakRequest | null {
  const { sound, channels, sampleRate, frames } = facts;
  const format = formatOf(facts);
  if (format === null || sound === null || !isCount(channels)) return null;
  if (sampleRate === null || frames === null || frames === 0 || most < 1) return null;
  const frameBytes = channels * WIDTHS[format];
  // Frames that are not as long as their samples: which bytes are sound is a guess.
  if (Math.floor(sound.bytes / frameBytes) < frames || facts.problems.includes('fmt-nonsense')) return null;
  const framesPerPeak = fineness(frames, sampleRate, secondsShown, most);
  return { place: { ...sound, bytes: frames * frameBytes }, format, channels, sampleRate, framesPerPeak };
}

function fineness(frames: number, sampleRate: number, secondsShown: number, most: number): number {
  const fine = secondsShown > 0 ? Math.floor((secondsShown * sampleRate) / PEAKS_ACROSS) : 0;
  return Math.max(1, Math.min(fine, frames), Math.ceil(frames / most));
}

const CODED: Readonly<Record<string, CodedFormat>> = { 'FLAC flac': 'flac', 'MP3 mp3': 'mp3' };

function codedRequest(
  { container, codec, sampleRate, ...facts }: AudioFacts,
  secondsShown: number,
  most: number,
  fileBytes: number,
): CodedPeakRequest | null {
  const format = CODED[`${container} ${codec}`];
  if (format === undefined || fileBytes <= 0 || sampleRate === null || most < 1) return null;
  const frames = facts.frames ?? framesAbout(facts.lengthNs, sampleRate);
  if (frames === 0) return null;
  const place = { start: 0, bytes: fileBytes, byteOrder: 'big' } as const;
  return { place, format, sampleRate, frames, framesPerPeak: fineness(frames, sampleRate, secondsShown, most) };
}

/** Where nobody counted them. */
const framesAbout = (lengthNs: bigint | null, sampleRate: number): number =>
  Math.round((Number(lengthNs ?? 0n) * sampleRate) / 1e9);

const isCount = (channels: number | null): channels is number =>
  channels !== null && Number.isInteger(channels) && channels <= MAX_CHANNELS;

export const WIDTHS: Readonly<Record<SampleFormat, number>> = {
  ...{ u8: 1, s8: 1, ulaw: 1, alaw: 1 },
  ...{ s16: 2, s24: 3, s32: 4, f32: 4, f64: 8 },
};

export function peaksOf(request: PeakRequest): number {
  const { place, framesPerPeak } = request;
  const frames = 'frames' in request ? request.frames : place.bytes / (WIDTHS[request.format] * request.channels);
  return Math.ceil(frames / framesPerPeak);
}

/** By the bytes that a sample takes: 24 bits in 32 are left-justified, and so are 12 in 16. */
function formatOf({ codec, container, containerBits, sound }: AudioFacts): SampleFormat | null {
  const bits = Math.ceil((containerBits ?? 0) / 8) * 8;
  switch (codec) {
    case 'pcm-int':
      return bits === 8 && (sound?.isUnsigned || UNSIGNED_BYTES.has(container)) ? 'u8' : (INTEGERS[bits] ?? null);
    case 'pcm-float':
      return FLOATS[bits] ?? null;
    case 'mu-law':
    case 'ulaw':
      return bits === 8 ? 'ulaw' : null;
    case 'a-law':
    case 'alaw':
      return bits === 8 ? 'alaw' : null;
    default:
      return null;
  }
}
