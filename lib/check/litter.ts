/** Files that systems and DAWs leave in a folder package once it was opened. They are told, and are no damage. */
import type { FormatId } from '../model/session.js';

const SYSTEM_NAMES = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\.directory|\.localized|\._.*)$/i;
const SYSTEM_FOLDERS = /(^|\/)(\.Spotlight-V100|\.fseventsd|\.Trashes|__MACOSX|@eaDir)\//;
/** REAPER makes these beside every file that it plays, whatever project the file belongs to (reaper.md). */
const PEAKS = /\.(reapeaks|reapindex)$/i;

/** What the DAW of that format makes again by itself: its reader's `regenerable`. */
export type Regenerable = (format: FormatId, path: string) => boolean;

/** True for a file that no manifest lists and that explains itself. */
export function isLitter(path: string, formats: readonly FormatId[], regenerable: Regenerable): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (SYSTEM_NAMES.test(name) || SYSTEM_FOLDERS.test(path) || PEAKS.test(name)) return true;
  return formats.some((format) => regenerable(format, path));
}
