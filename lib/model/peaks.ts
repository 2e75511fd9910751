/** The outline of a file's sound, as a picture needs it: made while its bytes flow by, once. Plain data. */
import type { SoundPlace } from './located.js';

/** Units, about a pixel each, that the song spans in its picture: a peak for each half of one is as fine as anybody sees. */
export const PICTURE_WIDTH = 1020;

/** How the samples of uncompressed sound are written. Little- or big-endian by `SoundPlace.byteOrder`. */
export type SampleFormat = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'ulaw' | 'alaw';

/** Packed sound that is unpacked for its outline. */
export type CodedFormat = 'flac' | 'mp3';

/** What is wanted of one file. */
export type PeakRequest = PlainPeakRequest | CodedPeakRequest;

export interface CodedPeakRequest {
  /** The whole file. */
  readonly place: SoundPlace;
  readonly format: CodedFormat;
  readonly sampleRate: number;
  /** What its header says, or about. */
  readonly frames: number;
  readonly framesPerPeak: number;
}

export interface PlainPeakRequest {
  /** Whole frames. */
  readonly place: SoundPlace;
  readonly format: SampleFormat;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Frames that one peak stands for. */
  readonly framesPerPeak: number;
}

/** Lowest and highest sample of all channels together, for every `framesPerPeak` frames; the last peak may stand for fewer. */
export interface Peaks {
  /** Hertz, of the file. */
  readonly sampleRate: number;
  readonly framesPerPeak: number;
  /** -1 to 1; float sound may go beyond. */
  readonly lows: Float32Array;
  /** Parallel to `lows`. */
  readonly highs: Float32Array;
}

/** A stretch of zeros that begins and ends where a disk's blocks do: silence, or lost blocks. */
export interface ZeroRun {
  /** In the file. */
  readonly start: number;
  readonly bytes: number;
}

/** What was noticed of the sound on the way. Notes for who asks, never a finding: silence is normal. */
export interface SoundCheck {
  /** Every sample is zero. */
  readonly isSilent: boolean;
  /** Of very many the first. Empty for compressed sound. */
  readonly zeroRuns: readonly ZeroRun[];
}

/** What one pass over a file gives. */
export interface Wave {
  readonly peaks: Peaks;
  readonly check: SoundCheck;
}
