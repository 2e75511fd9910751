/** The outline of packed sound. What does not unpack has none: a half-drawn clip would look like a silent end. */
import type { CodedPeakRequest, Wave } from '../../model/peaks.js';
import { flacDecoder } from '../flac/decoder.js';
import { NoFrame } from '../flac/frame.js';
import { decodedPeaks } from './decoded.js';
import { isQuiet } from './quiet.js';

export interface CodedWave {
  update(piece: Uint8Array, fileOffset: number): void;
  wave(): Wave | null;
}

export function codedWave(request: CodedPeakRequest): CodedWave {
  const unpacked = decodedPeaks(request);
  const decoder = flacDecoder(({ channels, frames, bits }) => unpacked.add(channels, frames, 2 ** (1 - bits)));
  let isBroken = false;
  const unpack = (step: () => void) => {
    if (isBroken || unpacked.isFull()) return;
    try {
      step();
    } catch (error) {
      if (!(error instanceof NoFrame)) throw error;
      isBroken = !unpacked.isFull(); // tags may stand behind the last frame
    }
  };
  return {
    update: (piece) => unpack(() => decoder.update(piece)),
    wave() {
      unpack(() => decoder.end());
      const peaks = unpacked.peaks();
      if (isBroken || peaks.lows.length === 0) return null;
      return { peaks, check: { isSilent: isQuiet(peaks, 0), zeroRuns: [] } };
    },
  };
}
