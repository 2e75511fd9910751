/** Strings and paths (protools.md, section 2.3). */
import { decodePath, isUndecodable } from '../../lib/model/path-bytes.js';
import type { Cursor } from '../shared/cursor.js';
import { decodeText } from '../shared/text-encoding.js';

/** The code page of names that are no UTF-8. */
export type OldText = 'mac-roman' | 'windows-1252';

/** No name and no comment is longer: such a length is broken. */
const MOST_BYTES = 1 << 20;
const MOST_PARTS = 256;

/** 0x80 to 0xff of Mac OS Roman. */
const MAC_ROMAN =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

/** Null where it leads out of its block. */
export function stringAt(cursor: Cursor, old: OldText): string | null {
  const length = cursor.u32();
  const bytes = length === null || length > MOST_BYTES ? null : cursor.take(length);
  return bytes === null ? null : textOf(bytes, old);
}

/** A number of strings, from the volume down. */
export function stringsAt(cursor: Cursor, old: OldText): readonly string[] | null {
  const count = cursor.u32();
  if (count === null || count > MOST_PARTS) return null;
  const parts: string[] = [];
  for (let at = 0; at < count; at++) {
    const part = stringAt(cursor, old);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}

/** UTF-8 in versions 2018 to 2024. Unproven: before, names outside of ASCII are of the system's code page. */
export function textOf(bytes: Uint8Array, old: OldText): string {
  const text = decodePath(bytes);
  if (!isUndecodable(text)) return text;
  if (old === 'windows-1252') return decodeText(bytes, old);
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\x80-\xff]/g, (character) => MAC_ROMAN.charAt(character.charCodeAt(0) - 0x80));
}

/** The unique id of a track, a playlist or a file, in hex. */
export function idAt(cursor: Cursor): string | null {
  const bytes = cursor.take(ID_BYTES);
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

export const ID_BYTES = 12;
