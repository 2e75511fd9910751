/** Is it a session of Pro Tools, and what is it (protools.md, sections 1, 4.1 and 6)? */
import type { Detection, Probe } from '../../lib/model/parser.js';
import { headOf } from './mask.js';

const BACKUPS = 'session file backups';
const AUDIO = 'audio files';

export function detect(probe: Probe): Detection | null {
  if (headOf(probe.head) === null) return null;
  if (/\.(ptt|ptxt|pttx)$/i.test(probe.name)) return { role: 'template', base: '.' };
  const isInBackups = probe.folder.toLowerCase() === BACKUPS;
  const base = isInBackups ? '..' : '.';
  const ownFolder = probe.list(base).some((name) => name.toLowerCase() === AUDIO);
  const isBackup = isInBackups || /\.bak\.\d+\.(pts|ptf|ptx)$/i.test(probe.name);
  return { role: isBackup ? 'backup' : 'session', base, ...(ownFolder ? { ownFolder } : {}) };
}

/** Overviews, renders of Elastic Audio, and the fades of versions before 10: Pro Tools makes them again. */
export const regenerable = (path: string): boolean =>
  /(^|\/)wavecache\.wfm$/i.test(path) || /(^|\/)(rendered files|fade files)\/[^/]+$/i.test(path);

/** Backups, also those that were taken out of their folder. */
export const owns = (path: string): boolean =>
  /(^|\/)session file backups\/[^/]+$/i.test(path) || /\.bak\.\d+\.(pts|ptf|ptx)$/i.test(path) || regenerable(path);
