import type { AudioFacts, AudioProblem } from '../model/located.js';

export interface RawFacts {
  readonly codec?: string | null | undefined;
  readonly sampleRate?: number | undefined;
  readonly channels?: number | undefined;
  readonly bitDepth?: number | undefined;
  readonly containerBits?: number | undefined;
  readonly frames?: number | null | undefined;
  readonly framesByHeader?: number | null | undefined;
  readonly missingBytes?: number | undefined;
  readonly trailingBytes?: number | undefined;
  readonly id?: string | null | undefined;
  readonly sound?: AudioFacts['sound'] | undefined;
  readonly problems?: Iterable<AudioProblem> | undefined;
}

/** Zeros and nonsense in a header mean "it does not say". */
export function audioFacts(container: string, raw: RawFacts): AudioFacts {
  const sampleRate = rateOrNull(raw.sampleRate);
  const frames = countOrNull(raw.frames);
  const byHeader = countOrNull(raw.framesByHeader);
  return {
    container,
    codec: raw.codec ?? null,
    sampleRate,
    channels: positive(raw.channels),
    bitDepth: positive(raw.bitDepth),
    containerBits: positive(raw.containerBits),
    frames,
    framesByHeader: byHeader === frames ? null : byHeader,
    lengthNs: frames === null || sampleRate === null ? null : lengthOf(frames, sampleRate),
    missingBytes: countOrNull(raw.missingBytes) || null,
    trailingBytes: raw.trailingBytes ?? 0,
    id: raw.id ?? null,
    sound: raw.sound ?? null,
    problems: [...(raw.problems ?? [])],
  };
}

export function lengthOf(frames: number, sampleRate: number): bigint {
  // Rates may be fractions (AIFF, CAF): thousandths of a hertz are exact enough for nanoseconds.
  const rate = BigInt(Math.round(sampleRate * 1000));
  return rate === 0n ? 0n : (BigInt(frames) * 1_000_000_000_000n + rate / 2n) / rate;
}

const positive = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) && value > 0 ? value : null;

/** Above this (DSD is at 45 MHz at most) it is nonsense, and some files can write 1e306. */
const MAX_RATE = 1e9;

const rateOrNull = (value: number | undefined): number | null => {
  const rate = positive(value);
  return rate === null || rate > MAX_RATE ? null : rate;
};

const countOrNull = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
