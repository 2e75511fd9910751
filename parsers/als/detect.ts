/** Is it Live's, and what is it (als.md, sections 1 and 6)? */
import type { Detection, Probe } from '../../lib/model/parser.js';
import { gzipHead } from '../shared/gzip-head.js';
import { baseOf, climbOf } from './project-folder.js';

/** Declaration and comments first, then the root, then the child that says what the document is. */
const ROOT = /^(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<Ableton[\s>]/;
const CHILD = /<Ableton(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>\s*<([\w.]+)/;

const LOOKED_AT = 4096;

export function isSet(head: Uint8Array): boolean {
  const bytes = head.subarray(0, LOOKED_AT);
  const text = latin1(gzipHead(bytes) ?? bytes).slice(0, 2 * LOOKED_AT);
  if (!ROOT.test(text)) return false;
  const child = CHILD.exec(text)?.[1];
  // Presets and grooves have other children (als.md, section 1).
  return child === undefined || child === 'LiveSet';
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export function detect(probe: Probe): Detection | null {
  if (!isSet(probe.head)) return null;
  const isOwn = climbOf(probe) !== null || sharesSamples(probe);
  return { role: roleOf(probe), base: baseOf(probe), ownFolder: isOwn };
}

function roleOf({ name, folder }: Probe): Detection['role'] {
  if (/\.alc$/i.test(name)) return 'template';
  return folder === 'Backup' ? 'backup' : 'session';
}

/** Several sets around one `Samples` folder are one project, also where its mark was lost (design, section 2, rule 1). */
function sharesSamples(probe: Probe): boolean {
  const names = probe.list('.');
  return names.includes('Samples') && names.filter((name) => /\.als$/i.test(name)).length > 1;
}

/**
 * The browser's cache and the icon of the folder. Not the `.asd` beside a sound: it may hold the warp markers that a person
 * saved (als.md, section 6).
 */
export const regenerable = (path: string): boolean =>
  /(^|\/)Ableton Project Info\/(Cache\.cfg|AProject\.ico)$/.test(path);

/** Backups, analyses and what marks the project. */
export const owns = (path: string): boolean =>
  /(^|\/)Ableton Project Info\//.test(path) || /(^|\/)Backup\/[^/]*\.als$/i.test(path) || /\.asd$/i.test(path);
