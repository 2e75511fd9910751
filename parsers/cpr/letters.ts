/** Attributes with keys of four letters, behind the node of a track (cpr.md, section 2.5). */
import type { Cursor } from '../shared/cursor.js';
import { type Archive, type ArchiveObject, nextObject } from './archive.js';
import { skipText } from './text.js';

/** Numbers and objects by key, as stored: the word is written backwards ("braF"). Null where they do not fit. */
export function readLetters(archive: Archive, cursor: Cursor): ReadonlyMap<string, number | ArchiveObject> | null {
  const values = new Map<string, number | ArchiveObject>();
  for (let left = cursor.u32() ?? -1; left !== 0; left--) {
    const key = cursor.take(4);
    const type = cursor.u16();
    if (left < 0 || key === null || type === null) return null;
    const value = readValue(archive, cursor, type & 0xf);
    if (value === null) return null;
    if (typeof value !== 'boolean') values.set(Buffer.from(key).toString('latin1'), value);
  }
  return values;
}

/** True for a value that nobody asks for. */
function readValue(archive: Archive, cursor: Cursor, type: number): number | ArchiveObject | true | null {
  if (type === 1) {
    const value = cursor.i64();
    return value === null ? null : Number(value);
  }
  if (type === 4) return cursor.f64();
  if (type === 8) return skipText(cursor) || null;
  return type === 2 ? nextObject(archive, cursor) : null;
}
