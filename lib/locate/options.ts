/** What a person says about places: `--map OLD=NEW`, `--search DIR`, `--accept FILE`. */

import { isAbsolute } from 'node:path';
import { usageError } from '../model/errors.js';
import { parseStoredPath } from '../model/stored-path.js';

export interface PlaceMap {
  /** As typed. */
  readonly old: string;
  readonly new: string;
}

export interface LocateOptions {
  readonly maps: readonly PlaceMap[];
  /** Absolute folders. */
  readonly search: readonly string[];
  readonly accepted: readonly Accepted[];
  readonly libraries: 'all' | 'user' | 'none';
}

/** One decision of an `--accept` file. */
export type Accepted =
  | { readonly stored: string; readonly file: string; readonly by: string | null; readonly at: string | null }
  | { readonly stored: string; readonly lost: true; readonly by: string | null; readonly at: string | null };

/** The split is at the first '=' whose right side is an absolute path of this machine: names may hold '='. */
export function parseMap(text: string): PlaceMap {
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    if (at > 0 && isAbsolute(text.slice(at + 1))) return { old: text.slice(0, at), new: text.slice(at + 1) };
  }
  throw usageError(`--map wants OLD=NEW with an absolute NEW, not "${text}"`, 'For example: --map E:=/Volumes/OLD_E');
}

/** Where the longest OLD that fits puts a stored path; null where none fits. */
export function mapped(stored: string, maps: readonly PlaceMap[]): string | null {
  let best: { readonly length: number; readonly path: string } | null = null;
  const parts = comparable(stored);
  for (const [map, old] of maps.flatMap((one) => formsOf(one.old).map((form) => [one, form] as const))) {
    if (old.length > parts.length || old.some((part, i) => fold(part) !== fold(parts[i] as Part))) continue;
    if (best !== null && best.length >= old.length) continue;
    const rest = parts.slice(old.length).map((part) => part.text);
    best = { length: old.length, path: [map.new.replace(/\/+$/, ''), ...rest].join('/') };
  }
  return best?.path ?? null;
}

interface Part {
  readonly text: string;
  /** Names of Windows drives and of volumes are compared without case. */
  readonly anyCase: boolean;
}

/** A bare name is a mac volume: it begins HFS paths, and stands below /Volumes in the others. */
function formsOf(old: string): Part[][] {
  const isVolume = !/[\\/:]/.test(old);
  return [comparable(old), ...(isVolume ? [comparable(`/Volumes/${old}`)] : [])];
}

/** "E:\Takes\x.wav" gives E:, Takes, x.wav; "/Users/x" gives '', Users, x; "Macintosh HD:Takes:x.wav" gives its parts. */
function comparable(stored: string): Part[] {
  const path = parseStoredPath(stored);
  const parts = (anyCase: boolean, texts: readonly string[]) => texts.map((text) => ({ text, anyCase }));
  if (path.style === 'drive' || path.style === 'share') return parts(true, [path.volume, ...path.parts]);
  if (path.style === 'unix') {
    const anyCase = path.parts[0]?.toLowerCase() === 'volumes';
    return [{ text: '', anyCase: false }, ...parts(anyCase, path.parts)];
  }
  const hfs =
    !stored.includes('/') && stored.includes(':') ? stored.split(':').filter((part) => part !== '') : path.parts;
  return parts(true, hfs);
}

const fold = ({ text, anyCase }: Part): string =>
  anyCase ? text.normalize('NFC').toLowerCase() : text.normalize('NFC');

/**
 * The decisions of a person: `{"schema": "tapebox-accept/1", "by": "…", "at": "…", "decisions": [{"stored": "…", "file": "/…"} | {"stored": "…", "lost": true}]}`.
 * Throws exit 2 with the place of what is wrong.
 */
export function parseAccepted(text: string, fileName: string): Accepted[] {
  const wrong = (what: string) =>
    usageError(`${fileName}: ${what}`, 'docs/json.md shows the form of an --accept file.');
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw wrong('is not JSON');
  }
  const { schema, by, at, decisions } = (root ?? {}) as Record<string, unknown>;
  if (schema !== 'tapebox-accept/1') throw wrong('has no "schema": "tapebox-accept/1"');
  if (!Array.isArray(decisions)) throw wrong('has no list "decisions"');
  const who = { by: typeof by === 'string' ? by : null, at: typeof at === 'string' ? at : null };
  return decisions.map((entry: unknown, index): Accepted => {
    const { stored, file, lost } = (entry ?? {}) as Record<string, unknown>;
    if (typeof stored !== 'string') throw wrong(`decision ${index + 1} has no "stored"`);
    if (typeof file === 'string' && isAbsolute(file)) return { stored, file, ...who };
    if (lost !== true) throw wrong(`decision ${index + 1} needs an absolute "file" or "lost": true`);
    if (who.by === null || who.at === null) throw wrong('a loss is accepted by name and date: add "by" and "at"');
    return { stored, lost: true, ...who };
  });
}
