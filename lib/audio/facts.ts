import type { AudioFacts } from '../model/located.js';

export interface RawFacts {
  readonly sampleRate?: number | undefined;
  readonly channels?: number | undefined;
  readonly bitDepth?: number | undefined;
  readonly frames?: number | null | undefined;
}

/** Zeros and nonsense in a header mean "it does not say". */
export function audioFacts(container: string, raw: RawFacts): AudioFacts {
  const sampleRate = positive(raw.sampleRate);
  const { frames } = raw;
  const known = typeof frames === 'number' && Number.isSafeInteger(frames) && frames >= 0 ? frames : null;
  return {
    container,
    sampleRate,
    channels: positive(raw.channels),
    bitDepth: positive(raw.bitDepth),
    frames: known,
    lengthNs: known === null || sampleRate === null ? null : lengthOf(known, sampleRate),
  };
}

export function lengthOf(frames: number, sampleRate: number): bigint {
  // Rates may be fractions (AIFF, CAF): thousandths of a hertz are exact enough for nanoseconds.
  const rate = BigInt(Math.round(sampleRate * 1000));
  return rate === 0n ? 0n : (BigInt(frames) * 1_000_000_000_000n + rate / 2n) / rate;
}

const positive = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) && value > 0 ? value : null;
