/** Everything outside of the pipeline, passed to it once: disk, clock, machine, progress, Ctrl-C. */
import type { LocateWorld } from '../locate/locate.js';
import type { Progress } from './progress.js';

export interface World extends LocateWorld {
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  /** For the bench, which measures what the proof costs: no content is read back. */
  readonly skipReadBack?: boolean;
}
