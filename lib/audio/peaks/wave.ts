/** What one pass over a file's sound gives: its outline, and what is noticed on the way. */
import type { PeakRequest, PlainPeakRequest, Wave } from '../../model/peaks.js';
import { zeroRunWatch } from '../zero-runs.js';
import { A_LAW } from './bytes-as-samples.js';
import { codedWave } from './coded.js';
import { peakCollector } from './collector.js';
import { isQuiet } from './quiet.js';

export interface WaveCollector {
  /** The next bytes of the file, from its beginning or that of the sound, in order. */
  update(piece: Uint8Array, fileOffset: number): void;
  /** After the last piece; null where there was no sound. */
  wave(): Wave | null;
}

/** A note that names more places than this is read by nobody, and a project may have ten thousand files. */
const MAX_RUNS = 64;
/** A-law has no zero: its quietest samples stand for one. */
const QUIETEST_A_LAW = (A_LAW[0xd5] as number) / 2 ** 31;

export const waveCollector = (request: PeakRequest): WaveCollector =>
  'frames' in request ? codedWave(request) : plainWave(request);

function plainWave(request: PlainPeakRequest): WaveCollector {
  const collector = peakCollector(request);
  const zeros = zeroRunWatch(request.place, MAX_RUNS);
  return {
    update(piece, fileOffset) {
      collector.update(piece, fileOffset);
      zeros.update(piece, fileOffset);
    },
    wave() {
      const peaks = collector.peaks();
      if (peaks.lows.length === 0) return null;
      const isSilent = isQuiet(peaks, request.format === 'alaw' ? QUIETEST_A_LAW : 0);
      return { peaks, check: { isSilent, zeroRuns: zeros.runs() } };
    },
  };
}
