/** Peaks of sound that a decoder unpacks, block by block. */
import type { CodedPeakRequest, Peaks } from '../../model/peaks.js';
import { LOUDEST } from './loudest.js';

export interface DecodedPeaks {
  /** Takes `count` samples of one block's channels, of which all have as many. A constant channel has one. */
  add(
    channels: readonly { readonly samples: ArrayLike<number>; readonly isConstant: boolean }[],
    count: number,
    factor: number,
  ): void;
  /** True: all that the header promised was there; what follows is something else. */
  isFull(): boolean;
  peaks(): Peaks;
}

export function decodedPeaks({ sampleRate, framesPerPeak, frames: promised }: CodedPeakRequest): DecodedPeaks {
  const most = Math.ceil(promised / framesPerPeak);
  const lows = new Float32Array(most);
  const highs = new Float32Array(most);
  let count = 0;
  let filled = 0;
  let left = promised;
  let low = Infinity;
  let high = -Infinity;

  const endPeak = () => {
    const isHeard = low <= high;
    lows[count] = isHeard ? Math.max(-LOUDEST, Math.min(LOUDEST, low)) : 0;
    highs[count] = isHeard ? Math.max(-LOUDEST, Math.min(LOUDEST, high)) : 0;
    count += 1;
    filled = 0;
    low = Infinity;
    high = -Infinity;
  };
  const widen = (samples: ArrayLike<number>, from: number, to: number, factor: number) => {
    let least = Infinity;
    let greatest = -Infinity;
    for (let i = from; i < to; i++) {
      const value = samples[i] as number;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    low = Math.min(low, least * factor);
    high = Math.max(high, greatest * factor);
  };
  return {
    add(channels, frames, factor) {
      const end = Math.min(frames, left);
      left -= end;
      for (let at = 0; at < end; ) {
        const next = Math.min(end, at + framesPerPeak - filled);
        for (const { samples, isConstant } of channels)
          if (isConstant) widen(samples, 0, 1, factor);
          else widen(samples, at, next, factor);
        filled += next - at;
        at = next;
        if (filled === framesPerPeak) endPeak();
      }
    },
    isFull: () => left === 0,
    peaks() {
      if (filled > 0) endPeak();
      return { sampleRate, framesPerPeak, lows: lows.slice(0, count), highs: highs.slice(0, count) };
    },
  };
}
