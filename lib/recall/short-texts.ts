/** A session may name a track with a megabyte of text: in a sheet, where it stands in many places, a name has an end. */
import { cut } from '../text/show.js';

/** Longer than any path on a disk is in names of people, shorter than what fills a page. */
const MAX_TEXT = 1000;

/** The same value where all of its texts are short enough: lists of a hundred thousand clips are looked at, not copied. */
export function withShortTexts<T>(value: T, most = MAX_TEXT): T {
  if (typeof value === 'string') return (value.length > most ? cut(value, most) : value) as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  let changed: Record<string, unknown> | null = null;
  for (const key in value) {
    const one = value[key] as unknown;
    if (typeof one !== 'string' && typeof one !== 'object') continue;
    const short = withShortTexts(one, most);
    if (short === one) continue;
    changed ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    changed[key] = short;
  }
  return (changed ?? value) as T;
}
