/** What the media files of the main session say about themselves: headers alone are read, never the sound. */
import { readAudioDetails } from '../audio/details/read-audio-details.js';
import type { AudioDetails } from '../model/audio-details.js';
import { errnoOf } from '../model/errors.js';
import type { LocatedProject } from '../model/located.js';
import type { FileSystem } from '../ports/file-system.js';

/** As many as a page shows, and more than a song has; a library of samples says nothing of a take. */
const MAX_FILES = 2000;

/** By real path. A file that cannot be read says nothing. */
export async function readDetails(
  fs: FileSystem,
  { sessions: [main] }: LocatedProject,
): Promise<ReadonlyMap<string, AudioDetails>> {
  const found = new Map<string, AudioDetails>();
  const files = new Map(
    (main?.references ?? []).flatMap(({ realPath, stat, audio }) =>
      realPath === null || stat === null || audio === null ? [] : [[realPath, stat.size] as const],
    ),
  );
  for (const [path, size] of [...files].slice(0, MAX_FILES)) {
    const details = await detailsOrNull(fs, path, size);
    if (details !== null && saysSomething(details)) found.set(path, details);
  }
  return found;
}

async function detailsOrNull(fs: FileSystem, path: string, size: number): Promise<AudioDetails | null> {
  try {
    return await readAudioDetails(fs, path, size);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return null;
  }
}

const saysSomething = (details: AudioDetails): boolean =>
  Object.values(details).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== false));
