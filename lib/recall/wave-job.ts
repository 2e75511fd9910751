/** Reads a file's sound for its outline alone: what `archive` collects while it copies, `recall` has to read for. */
import { prepareDecoders } from '../audio/peaks/coded.js';
import { waveCollector } from '../audio/peaks/wave.js';
import { errnoOf } from '../model/errors.js';
import type { PeakRequest, Wave } from '../model/peaks.js';
import type { FileSystem } from '../ports/file-system.js';
import type { PrepareJob, RunJob, Task } from '../work/run-jobs.js';

export interface WaveJob {
  readonly bytes: number;
  readonly files: number;
  /** Absolute. */
  readonly path: string;
  readonly peaks: PeakRequest;
}

/** Stays in a core's own cache between reading and looking. */
const BUFFER = 128 * 1024;
let threadBuffer: Buffer | null = null;

/** `wave`: of a file that ends early or fails to be read, what came before; null where that is nothing. */
export interface ReadWave {
  readonly wave: Wave | null;
  /** Its errno, where the file could not be read to its end. */
  readonly trouble: string | null;
}

export const run: RunJob<WaveJob, ReadWave> = (fs, { path, peaks }, onBytes) => {
  threadBuffer ??= Buffer.allocUnsafeSlow(BUFFER);
  const outline = waveCollector(peaks);
  let trouble: string | null = null;
  try {
    read(fs, path, peaks, threadBuffer, (piece, at) => {
      outline.update(piece, at);
      onBytes(piece.length);
    });
  } catch (error) {
    trouble = errnoOf(error);
    if (trouble === null) throw error;
  }
  return { wave: outline.wave(), trouble };
};

export const prepare: PrepareJob<WaveJob> = ({ peaks }) => prepareDecoders([peaks]);

export const waveTask: Task<WaveJob, ReadWave> = { module: import.meta.url, run, prepare };

function read(
  fs: FileSystem,
  path: string,
  { place }: PeakRequest,
  buffer: Buffer,
  take: (piece: Buffer, at: number) => void,
): void {
  const handle = fs.open(path, 'read');
  try {
    const end = place.start + place.bytes;
    for (let at = place.start; at < end; ) {
      // Pieces that end where the disk's blocks do.
      const n = fs.read(handle, buffer, 0, Math.min(BUFFER - (at % 4096), end - at), at);
      if (n === 0) return;
      take(buffer.subarray(0, n), at);
      at += n;
    }
  } finally {
    fs.close(handle);
  }
}
