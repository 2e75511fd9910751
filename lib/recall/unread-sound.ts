import { type Finding, finding } from '../model/finding.js';
import { basename } from '../model/paths.js';

/** `trouble`: an errno; null where all was read. */
export function unreadSound(path: string, trouble: string | null): Finding[] {
  if (trouble === null) return [];
  const what = `"${basename(path)}" could not be read to its end (${trouble})`;
  const next = 'Check its permissions and the drive, and look for another copy.';
  return [finding('warn', 'sound-unread', what, basename(path), next)];
}
