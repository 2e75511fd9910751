import type { Finding } from '../model/finding.js';
import type { LocatedProject } from '../model/located.js';
import type { Wave } from '../model/peaks.js';
import { runJobs } from '../work/run-jobs.js';
import type { World } from '../work/world.js';
import { unreadSound } from './unread-sound.js';
import { type WaveJob, waveTask } from './wave-job.js';
import { type Waves, wantedPeaks, wavesOf } from './waves.js';

export interface ReadWaves {
  readonly waves: Waves;
  /** Sounds that could not be read to their end. */
  readonly findings: readonly Finding[];
}

/** Reads the sounds that the picture of a project shows. What cannot be read has no outline; only Ctrl-C ends it. */
export async function readWaves(
  { fs, progress, signal }: Pick<World, 'fs' | 'progress' | 'signal'>,
  { sessions: [main] }: LocatedProject,
): Promise<ReadWaves> {
  const jobs = [...wantedPeaks(main)].map(
    ([path, peaks]): WaveJob => ({ bytes: peaks.place.bytes, files: 1, path, peaks }),
  );
  if (jobs.length === 0) return { waves: wavesOf(main, new Map()), findings: [] };
  const onBytes = progress.start(
    'drawing',
    jobs.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const read = await runJobs(fs, waveTask, jobs, { onBytes, signal });
  const collected = jobs.flatMap(({ path }, index): (readonly [string, Wave])[] => {
    const wave = read[index]?.wave ?? null;
    return wave === null ? [] : [[path, wave]];
  });
  return {
    waves: wavesOf(main, new Map(collected)),
    findings: jobs.flatMap(({ path }, index) => unreadSound(path, read[index]?.trouble ?? null)),
  };
}
