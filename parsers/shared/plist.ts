/** Property lists of macOS, binary or XML: what a DAW keeps beside its session. Hostile ones end in a `PlistError`, never in a hang. */
import { readBinaryPlist } from './plist-binary.js';
import { PlistError, type PlistValue } from './plist-value.js';
import { readXmlPlist } from './plist-xml.js';

export { PlistError, type PlistValue } from './plist-value.js';

/** Throws `PlistError` where it is none, or is broken. */
export function readPlist(bytes: Uint8Array): PlistValue {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  if (head.startsWith('bplist0')) return readBinaryPlist(bytes);
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|plist)/.test(head)) return readXmlPlist(bytes);
  throw new PlistError('it is no property list');
}

/** A value of the top dictionary; undefined where there is none, or where the top is something else. */
export const entryOf = (plist: PlistValue | null, key: string): PlistValue | undefined =>
  plist instanceof Map ? plist.get(key) : undefined;

export function textOf(plist: PlistValue | null, key: string): string | null {
  const value = entryOf(plist, key);
  return typeof value === 'string' ? value : null;
}

export function numberOf(plist: PlistValue | null, key: string): number | null {
  const value = entryOf(plist, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function flagOf(plist: PlistValue | null, key: string): boolean | null {
  const value = entryOf(plist, key);
  return typeof value === 'boolean' ? value : null;
}

/** The texts of a list; none where it is no list. */
export function textsOf(plist: PlistValue | null, key: string): readonly string[] {
  const value = entryOf(plist, key);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
