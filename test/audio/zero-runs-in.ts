import { zeroRunWatch } from '../../lib/audio/zero-runs.js';
import type { AudioFacts } from '../../lib/model/located.js';
import type { ZeroRun } from '../../lib/model/peaks.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { readWhole } from '../../lib/ports/files.js';

const PIECE = 64 * 1024;

/** All of a file, in pieces as a copy reads it. */
export function zeroRunsIn(fs: FileSystem, path: string, { sound }: AudioFacts): readonly ZeroRun[] {
  if (sound === null) return [];
  const watch = zeroRunWatch(sound);
  const bytes = readWhole(fs, path, 1 << 30);
  for (let at = 0; at < bytes.length; at += PIECE) watch.update(bytes.subarray(at, at + PIECE), at);
  return watch.runs();
}
