/** Is it Ardour's, and what is it (ardour.md, sections 1 and 6)? */
import type { Detection, Probe } from '../../lib/model/parser.js';

/** Far enough for the MIDI ports and options that a template begins with. */
const LOOKED_AT = 64 * 1024;
const ROOT = /<Session[ \t\r\n]([^<>]*)>/;
const PROLOGUE = /^(?:\xef\xbb\xbf)?(?:[ \t\r\n]|<\?[^<>]*\?>|<!--[^<>]*-->)*$/;
/** What no other program's `Session` has: its counters of ids, the program's own mark, its options and lists. */
const OWN_ATTRIBUTE = /[ \t\r\n](?:id-counter|event-counter|name-counter)[ \t\r\n]*=/;
const OWN_CHILD =
  /<(?:ProgramVersion[ \t\r\n]|MIDIPorts[ \t\r\n/>]|Config>\s*<Option[ \t\r\n]+name=|Sources[/>]|Routes[/>])/;

export function detect(probe: Probe): Detection | null {
  if (!isArdour(probe)) return null;
  // Copies in the format before, which a newer Ardour put away.
  if (probe.folder === 'backup' && hasMediaFolders(probe.list('..'))) return { role: 'backup', base: '.' };
  return { role: roleOf(probe.name), base: '.', ...(hasMediaFolders(probe.list('.')) ? { ownFolder: true } : {}) };
}

const hasMediaFolders = (names: readonly string[]): boolean =>
  names.includes('interchange') || names.includes('sounds');

function isArdour(probe: Probe): boolean {
  const head = latin1(probe.head);
  const root = ROOT.exec(head);
  if (root === null) return false;
  // One with a DOCTYPE is recognised, so that reading it can say why it is refused.
  const before = head.slice(0, root.index);
  if (!PROLOGUE.test(before) && !before.includes('<!DOCTYPE')) return false;
  const attributes = ` ${root[1]}`;
  if (!/[ \t\r\n]version[ \t\r\n]*=/.test(attributes)) return false;
  return OWN_ATTRIBUTE.test(attributes) || OWN_CHILD.test(latin1(probe.bytes(0, LOOKED_AT)));
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function roleOf(name: string): Detection['role'] {
  if (/\.bak$/i.test(name)) return 'backup';
  if (/\.pending$/i.test(name)) return 'autosave';
  return /\.template$/i.test(name) ? 'template' : 'session';
}

/** Overviews and the results of analysis: Ardour makes them again. */
export const regenerable = (path: string): boolean => /(^|\/)(?:peaks\/.*\.peak|analysis\/.+)$/.test(path);

/** Backups, undo histories, crash recovery, window layouts (section 6). */
export const owns = (path: string): boolean =>
  /\.(?:ardour\.bak|history|history\.bak|pending|reclog)$/i.test(path) ||
  /(^|\/)(?:instant\.xml|instant\.xml\.bak|session\.rc|\.unnamed)$/.test(path) ||
  /(^|\/)backup\/[^/]+\.ardour$/.test(path);
