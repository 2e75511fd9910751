/** The sheet goes along with the package, to clients and archives: no path outside the project may stand in it. */
import type { Finding } from '../model/finding.js';
import type { InspectedReference, InspectedSession } from '../model/inspect.js';
import { bytesField } from '../model/path-bytes.js';
import { isInside, relativeTo } from '../model/paths.js';
import { fileNameOf, isHfsPath, parseStoredPath } from '../model/stored-path.js';

/** A session without outside paths: such a path is reduced to the name of the file. Notes stay as their writer wrote them. */
export function privateSession(session: InspectedSession, root: string): InspectedSession {
  return {
    ...session,
    title: session.title === null ? null : nameIfAbsolute(session.title),
    media: session.media.map((reference) => privateReference(reference, root)),
    tracks: session.tracks.map((track) => ({
      ...track,
      name: nameIfAbsolute(track.name),
      input: track.input === null ? null : nameIfAbsolute(track.input),
      output: track.output === null ? null : nameIfAbsolute(track.output),
      clips: track.clips.map((clip) =>
        isPlain(clip.name) ? clip : { ...clip, name: nameIfAbsolute(clip.name ?? '') },
      ),
      plugins: track.plugins.map((plugin) => ({
        ...plugin,
        name: nameIfAbsolute(plugin.name),
        preset: plugin.preset === null ? null : nameIfAbsolute(plugin.preset),
        identifier: plugin.identifier === null ? null : nameIfAbsolute(plugin.identifier),
        hints: plugin.hints.map(fileNameOf),
        settings: plugin.settings.map((setting) => ({ ...setting, value: nameIfAbsolute(setting.value) })),
      })),
    })),
    markers: session.markers.map((marker) => ({ ...marker, name: nameIfAbsolute(marker.name) })),
    findings: session.findings.map((one) => privateFinding(one, root)),
  };
}

function privateReference(reference: InspectedReference, root: string): InspectedReference {
  const { storedBytes: _s, nameBytes: _n, resolvedBytes: _r, candidates, ...rest } = reference;
  const inside = reference.resolved !== null && isRelative(reference.resolved);
  const resolved = inside ? reference.resolved : null;
  const stored = privatePath(reference.stored, resolved);
  const name = fileNameOf(reference.name);
  return {
    ...rest,
    stored,
    ...bytesField('storedBytes', stored),
    alternates: reference.alternates.map((alternate) => privatePath(alternate, resolved)),
    resolved,
    ...bytesField('resolvedBytes', resolved),
    name,
    ...bytesField('nameBytes', name),
    resolvedBy: reference.resolvedBy === null ? null : withoutPaths(reference.resolvedBy, root),
    usedBy: reference.usedBy.map((use) => (isPlain(use.what) ? use : { ...use, what: nameIfAbsolute(use.what) })),
    ...(candidates === undefined
      ? {}
      : { candidates: candidates.map((one) => ({ ...one, path: privatePath(one.path, null) })) }),
  };
}

/**
 * Only a path that leads to the file from the project itself stays. Of any other nobody can tell where it begins: that of Pro Tools
 * begins with a volume and looks like a relative one.
 */
function privatePath(stored: string, resolved: string | null): string {
  const parts = stored.split(/[\\/]/);
  const isFromProject = resolved !== null && `/${resolved}`.endsWith(`/${parts.join('/')}`);
  return isFromProject ? stored : fileNameOf(stored);
}

/** Tells such a path from a time code among settings. */
const EXTENSION = /\.[A-Za-z]\w{1,3}$/;
/** "~/Music", "%USERPROFILE%\\Music", "smb://host/share". */
const FROM_HOME = /^(?:~|%\w+%|[a-z][a-z\d+.-]*:\/)[\\/]/i;

/** Most names: they have no separator of any kind. */
const isPlain = (text: string | null): boolean => text === null || !/[\\/:]/.test(text);

/** One part behind a slash may be any word ("/FX"); two and more are a path. */
export function nameIfAbsolute(text: string): string {
  if (isPlain(text)) return text;
  const { style, parts } = parseStoredPath(text);
  const isOther = style === 'relative' && (FROM_HOME.test(text) || (isHfsPath(text) && EXTENSION.test(text)));
  const isPath = style === 'unix' ? parts.length > 1 : style !== 'relative' || isOther;
  return isPath ? fileNameOf(text) : text;
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
const QUOTED = /(["'“‘`«])([^"'”’`»\n]*)(["'”’`»])/g;
const BARE =
  /(?<![\p{L}\p{N}])[A-Za-z]:[\\/](?:[^"'”’`»\n,;:()[\]]*[\\/])?|(?:[a-z]{3,}:\/\/|~[\\/]|\\\\|(?<![\p{L}\p{N}.<:/\\])\/(?=[^\s/][^/\n]*\/))[^"'”’`»\n,;:()[\]]*[\\/]/giu;

function withoutPaths(text: string, root: string): string {
  return text
    .replaceAll(`${root}/`, '')
    .replace(QUOTED, (_all, open: string, path: string, close: string) => `${open}${nameIfAbsolute(path)}${close}`)
    .replace(BARE, '');
}
