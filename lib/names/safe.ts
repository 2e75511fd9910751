/** Names that are safe on three platforms, and the rule for the others (packaging.md, section 3). Pure. */
import { createHash } from 'node:crypto';
import { encodePath } from '../model/path-bytes.js';
import { collisionKey } from './collision.js';

/** Longest name that is left as it is, in bytes of UTF-8 (design, section 3); a name made here is kept shorter, for suffixes. */
const MAX_BYTES = 240;
const MADE_BYTES = 200;
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f]/;
/** Bytes that have no text: names with them cannot stand in a UTF-8 manifest. */
const SURROGATE = /[\ud800-\udfff]/u;

/** Why the name cannot be written into a manifest that `sha256sum -c` and BagIt tools read alike; null where it can. */
export function unlistable(name: string): string | null {
  if (SURROGATE.test(name)) return 'is not valid text';
  if (/[\r\n]/.test(name)) return 'holds a line end';
  if (name.includes('\\')) return 'holds a backslash';
  if (/%(0A|0D|25)/i.test(name)) return 'holds %0A, %0D or %25, which manifests read as something else';
  return null;
}

/** Why the name does not unzip on Windows; null where it does. */
export function unsafeOnWindows(name: string): string | null {
  if (FORBIDDEN.test(name)) return 'holds a character that Windows forbids';
  if (/[. ]$/.test(name)) return 'ends in a dot or blank, which Windows drops';
  if (RESERVED.test(stemOf(name))) return 'is a device name on Windows';
  return null;
}

/** Why the name is too long for some systems; null where it is not. */
export function tooLong(name: string): string | null {
  return encodePath(name).length > MAX_BYTES ? `is longer than ${MAX_BYTES} bytes` : null;
}

/** The safe name that stands for `name`. The same for the same name, wherever it is met. */
export function safeName(name: string): string {
  let safe = name
    .replace(/[\ud800-\udfff]/gu, '_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_')
    .replace(/%(?=0A|0D|25)/gi, '_');
  if (/[. ]$/.test(safe)) safe += '_';
  const stem = stemOf(safe);
  if (RESERVED.test(stem)) safe = `${stem}_${safe.slice(stem.length)}`;
  if (safe === '') safe = '_';
  return tooLong(safe) === null ? safe : shortened(safe, name);
}

/** `name`, or `name (2)`, `name (3)` … before the extension: the first that `isTaken` does not know by its collision key. */
export function freeName(name: string, isTaken: (key: string) => boolean): string {
  if (!isTaken(collisionKey(name))) return name;
  const { stem, extension } = splitExtension(name);
  for (let n = 2; ; n++) {
    const suffix = ` (${n})${extension}`;
    const candidate = `${cutAtGrapheme(stem, 255 - Buffer.byteLength(suffix))}${suffix}`;
    if (!isTaken(collisionKey(candidate))) return candidate;
  }
}

/** "kick.wav" to "kick" and ".wav"; a leading dot begins no extension, and neither does what is longer than 16 characters. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const at = name.lastIndexOf('.');
  const split = at > 0 && name.length - at <= 16 ? at : name.length;
  return { stem: name.slice(0, split), extension: name.slice(split) };
}

function shortened(safe: string, original: string): string {
  const { stem, extension } = splitExtension(safe);
  const mark = `~${createHash('sha256').update(encodePath(original)).digest('hex').slice(0, 8)}`;
  return cutAtGrapheme(stem, MADE_BYTES - Buffer.byteLength(extension) - mark.length) + mark + extension;
}

export function cutAtGrapheme(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let out = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    out += segment;
  }
  return out;
}

/** What Windows compares with its device names: everything before the first dot. */
const stemOf = (name: string): string => name.split('.', 1)[0]?.trimEnd() ?? '';
