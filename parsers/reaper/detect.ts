/** Is it REAPER's, and what is it (reaper.md, sections 1, 3 rule 4 and 6)? */
import type { Detection, Probe } from '../../lib/model/parser.js';

const PROJECT = /^(?:\xef\xbb\xbf)?[ \t\r\n]*<REAPER_PROJECT(?:[ \t\r\n]|$)/;
const TRACK = /^(?:\xef\xbb\xbf)?[ \t\r\n]*<TRACK(?:[ \t\r\n]|$)/;

const isTemplate = (name: string): boolean => /\.rtracktemplate$/i.test(name);

export type Opening = 'project' | 'tracks';

/** By the first bytes; lists of tracks without a project are track templates. */
export function openingOf(head: Uint8Array): Opening | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4096)).toString('latin1');
  return PROJECT.test(text) ? 'project' : TRACK.test(text) ? 'tracks' : null;
}

export function detect(probe: Probe): Detection | null {
  const opening = openingOf(probe.head);
  const { name } = probe;
  // An undo history and a rendered proxy stand beside a session and are none.
  if (opening === null || /\.rpp-(undo|prox)$/i.test(name)) return null;
  if (isTemplate(name)) return { role: 'template', base: '.' };
  if (opening === 'tracks') return null;
  const folder = probe.folder.toLowerCase();
  // Copies in these folders keep the paths of the main project: relative to the parent folder.
  if (folder === 'autosaves') return { role: 'autosave', base: '..' };
  if (/\.rpp-bak$/i.test(name)) return { role: 'backup', base: folder === 'backups' ? '..' : '.' };
  if (/-autosave/i.test(name)) return { role: 'autosave', base: '.' };
  return { role: 'session', base: '.' };
}

/** Overviews, indexes, rendered proxies and statistics: REAPER makes them again. */
export const regenerable = (path: string): boolean => /\.(reapeaks|reapindex|rpp-prox|render_stats\.html)$/i.test(path);

/** Backups, autosaves and undo histories. */
export const owns = (path: string): boolean =>
  /\.rpp-(bak|undo|prox)$/i.test(path) || /(^|\/)[^/]*-autosave[^/]*\.rpp$/i.test(path);
