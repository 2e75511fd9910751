/** Is it a project of Cubase or Nuendo (cpr.md, sections 1 and 6)? */
import type { Detection, Probe } from '../../lib/model/parser.js';

/** A WAV begins the same and has `WAVE` where this has `NUND`. */
export function isProject(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 12)).toString('latin1');
  return text.startsWith('RIFF') && text.startsWith('NUND', 8);
}

/** Folders that only a project's own folder has beside the session. */
const OWN_FOLDERS = new Set(['audio', 'edits', 'images', 'auto saves', 'track pictures']);
const AUTO_SAVES = /^auto saves$/i;

export function detect(probe: Probe): Detection | null {
  if (!isProject(probe.head)) return null;
  const isBelow = AUTO_SAVES.test(probe.folder);
  const base = isBelow ? '..' : '.';
  return {
    role: /\.bak$/i.test(probe.name) ? 'backup' : isBelow ? 'autosave' : 'session',
    base,
    ownFolder: probe.list(base).some((name) => OWN_FOLDERS.has(name.toLowerCase())),
  };
}

/** Pictures of waves are drawn again (cpr.md, section 6). Elsewhere `.csh` may be anything. */
export const regenerable = (path: string): boolean => /(^|\/)Images\/[^/]*\.(peak|csh)$/i.test(path);

/** Not every `.bak`: other programs make such files as well, and a session is told by its content. */
export const owns = (path: string): boolean => regenerable(path) || /(^|\/)Auto Saves\/[^/]*\.bak$/i.test(path);
