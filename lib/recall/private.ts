/** The sheet goes along with the package, to clients and archives: no path outside the project may stand in it. */
import type { Finding } from '../model/finding.js';
import type { InspectedReference, InspectedSession } from '../model/inspect.js';
import { bytesField } from '../model/path-bytes.js';
import { isInside, relativeTo } from '../model/paths.js';
import { baseNameOf, parseStoredPath } from '../model/stored-path.js';

/** A session without outside paths: such a path is reduced to the name of the file. */
export function privateSession(session: InspectedSession, root: string): InspectedSession {
  return {
    ...session,
    media: session.media.map((reference) => privateReference(reference, root)),
    tracks: session.tracks.map((track) => ({
      ...track,
      plugins: track.plugins.map((plugin) => ({
        ...plugin,
        preset: plugin.preset === null ? null : nameIfAbsolute(plugin.preset),
        hints: plugin.hints.map(nameIfAbsolute),
        settings: plugin.settings.map((setting) => ({ ...setting, value: nameIfAbsolute(setting.value) })),
      })),
    })),
    findings: session.findings.map((one) => privateFinding(one, root)),
  };
}

function privateReference(reference: InspectedReference, root: string): InspectedReference {
  const { storedBytes: _s, nameBytes: _n, resolvedBytes: _r, candidates, ...rest } = reference;
  const inside = reference.resolved !== null && isRelative(reference.resolved);
  const resolved = inside ? reference.resolved : null;
  const stored = privatePath(reference.stored, inside);
  const name = lastPart(reference.name);
  return {
    ...rest,
    stored,
    ...bytesField('storedBytes', stored),
    alternates: reference.alternates.map((alternate) => privatePath(alternate, inside)),
    resolved,
    ...bytesField('resolvedBytes', resolved),
    name,
    ...bytesField('nameBytes', name),
    resolvedBy: reference.resolvedBy === null ? null : withoutPaths(reference.resolvedBy, root),
    ...(candidates === undefined
      ? {}
      : { candidates: candidates.map((one) => ({ ...one, path: privatePath(one.path, false) })) }),
  };
}

/** A relative path stays, unless it climbs out of the project. */
function privatePath(stored: string, inside: boolean): string {
  const { style, parts } = parseStoredPath(stored);
  if (inside && style === 'relative') return stored;
  return style !== 'relative' || parts.includes('..') || HFS.test(stored) ? lastPart(stored) : stored;
}

/** "Macintosh HD:Users:anna:take.wav", as old Macintosh sessions store it. */
const HFS = /^[^/\\:]+(?::[^/\\:]+){2,}$/;
/** Tells such a path from a time code among settings. */
const EXTENSION = /\.[A-Za-z]\w{1,3}$/;

/** The name of a file, whatever the platform of the path. */
export const lastPart = (stored: string): string =>
  HFS.test(stored) ? stored.slice(stored.lastIndexOf(':') + 1) : baseNameOf(stored);

/** One part behind a slash may be any word ("/FX"); two and more are a path. */
export function nameIfAbsolute(text: string): string {
  const { style, parts } = parseStoredPath(text);
  const isPath = style === 'unix' ? parts.length > 1 : style !== 'relative' || (HFS.test(text) && EXTENSION.test(text));
  return isPath ? lastPart(text) : text;
}

const isRelative = (path: string): boolean => parseStoredPath(path).style === 'relative';

export function privateFinding(finding: Finding, root: string): Finding {
  return {
    ...finding,
    message: withoutPaths(finding.message, root),
    where: finding.where === null ? null : privateWhere(finding.where, root),
    next: finding.next === null ? null : withoutPaths(finding.next, root),
  };
}

/** Plain data whose texts are strangers' words (what recorders write into files). */
export function privateTexts<T>(value: T, root: string): T {
  if (typeof value === 'string') return withoutPaths(nameIfAbsolute(value), root) as T;
  if (Array.isArray(value)) return value.map((one) => privateTexts(one, root)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, privateTexts(one, root)])) as T;
}

function privateWhere(where: string, root: string): string {
  if (isInside(root, where)) return relativeTo(root, where);
  return nameIfAbsolute(where);
}

/**
 * Sentences may quote paths, with blanks in their names. In quotes the end is certain; outside of them everything up to the
 * last separator before a quote, comma, colon, bracket or line end goes: rather a word too many than a folder too few.
 */
const QUOTED = /(["'“‘`«])((?:file:\/\/|[A-Za-z]:[\\/]|\\\\|\/)[^"'”’`»\n]*)(["'”’`»])/gi;
const BARE =
  /(?:file:\/\/|(?<![\p{L}\p{N}])[A-Za-z]:[\\/]|\\\\|(?<![\p{L}\p{N}.<:/\\])\/(?=[^\s/][^/\n]*\/))[^"'”’`»\n,;:()[\]]*[\\/]/giu;

export function withoutPaths(text: string, root: string): string {
  return text
    .replaceAll(`${root}/`, '')
    .replace(QUOTED, (_all, open: string, path: string, close: string) => `${open}${nameIfAbsolute(path)}${close}`)
    .replace(BARE, '');
}
