/** What the media files of the main session say about themselves: headers alone are read, never the sound. */
import { readAudioDetails } from '../audio/details/read-audio-details.js';
import type { AudioDetails } from '../model/audio-details.js';
import { errnoOf } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { LocatedProject } from '../model/located.js';
import type { FileSystem } from '../ports/file-system.js';
import { unreadSound } from './unread-sound.js';

/** As many as a page shows, and more than a song has; a library of samples says nothing of a take. */
const MAX_FILES = 2000;

export interface ReadDetails {
  /** By real path. */
  readonly details: ReadonlyMap<string, AudioDetails>;
  /** Files that could not be read. */
  readonly findings: readonly Finding[];
}

export async function readDetails(fs: FileSystem, { sessions: [main] }: LocatedProject): Promise<ReadDetails> {
  const findings: Finding[] = [];
  const found = new Map<string, AudioDetails>();
  const files = new Map(
    (main?.references ?? []).flatMap(({ realPath, stat, audio }) =>
      realPath === null || stat === null || audio === null ? [] : [[realPath, stat.size] as const],
    ),
  );
  for (const [path, size] of [...files].slice(0, MAX_FILES)) {
    try {
      const details = await readAudioDetails(fs, path, size);
      if (details !== null && saysSomething(details)) found.set(path, details);
    } catch (error) {
      const trouble = errnoOf(error);
      if (trouble === null) throw error;
      findings.push(...unreadSound(path, trouble));
    }
  }
  return { details: found, findings };
}

const saysSomething = (details: AudioDetails): boolean =>
  Object.values(details).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== false));
