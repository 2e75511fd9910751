/**
 * Files that were renamed: what is still missing is held against the sounds of the project that nothing names. Only the content
 * speaks here, so more of it must agree than for a file of the right name, and one that two references could mean is left alone.
 */
import type { LocatedReference, LocatedSession, Tree } from '../model/located.js';
import { join } from '../model/paths.js';
import type { Evidence } from '../model/session.js';
import { fits } from './evidence.js';
import { hasMediaName } from './never.js';
import { hitAt, type Places, taken, weighed } from './reference.js';
import { sameContent } from './same-content.js';

/** The rule that led there. */
export const RENAMED = 'renamed in the project';

/** Headers that are read at most; a project with more unused sounds is a library. */
const MAX_LOOKED_AT = 5000;

export async function findRenamed(
  sessions: readonly LocatedSession[],
  tree: Tree,
  places: Places,
): Promise<readonly LocatedSession[]> {
  const missing = sessions.flatMap(({ references }) => references.filter(isFindable));
  if (missing.length === 0) return sessions;
  const unused = unusedSounds(sessions, tree);
  if (unused.length > MAX_LOOKED_AT) return sessions;
  const matches = new Map<LocatedReference, readonly string[]>();
  for (const reference of missing) matches.set(reference, await holders(reference, unused, places));
  const found = new Map<LocatedReference, LocatedReference>();
  for (const [reference, paths] of matches) {
    const one = await only(reference, paths, matches, places);
    if (one !== null) found.set(reference, one);
  }
  if (found.size === 0) return sessions;
  return sessions.map((session) => ({
    ...session,
    references: session.references.map((reference) => found.get(reference) ?? reference),
  }));
}

const isFindable = ({ state, reference }: LocatedReference): boolean =>
  (state === 'missing' || state === 'offline') && tellsByContent(reference.evidence);

/** An id in the file itself, a check sum with the size, or the exact length with the rate. */
const tellsByContent = ({ fileId, crc, size, frames, sampleRate, framesAtRate }: Evidence): boolean =>
  fileId !== undefined ||
  (crc !== undefined && size !== undefined) ||
  (frames !== undefined && frames > 1 && (sampleRate ?? framesAtRate) !== undefined);

function unusedSounds(sessions: readonly LocatedSession[], tree: Tree): string[] {
  const used = new Set(sessions.flatMap(({ references }) => references.map(({ realPath }) => realPath)));
  return tree.entries
    .filter((entry) => entry.kind === 'file' && entry.size > 0 && hasMediaName(entry.path))
    .map((entry) => join(tree.root, entry.path))
    .filter((path) => !used.has(path));
}

async function holders(
  { reference }: LocatedReference,
  unused: readonly string[],
  places: Places,
): Promise<readonly string[]> {
  const out: string[] = [];
  for (const path of unused) {
    const hit = hitAt(places.lookup(path), RENAMED, 'relocated');
    if (hit === null || (reference.evidence.size ?? hit.stat.size) !== hit.stat.size) continue;
    if (fits(await weighed(reference, hit, places), 'content')) out.push(path);
  }
  return out;
}

/** Null where several differ, or where another reference could mean the same file. */
async function only(
  located: LocatedReference,
  paths: readonly string[],
  matches: ReadonlyMap<LocatedReference, readonly string[]>,
  places: Places,
): Promise<LocatedReference | null> {
  const hits = paths.flatMap((path) => hitAt(places.lookup(path), RENAMED, 'relocated') ?? []);
  const [first] = hits;
  if (first === undefined || !sameContent(places.fs, hits)) return null;
  const isWanted = ([other, others]: readonly [LocatedReference, readonly string[]]) =>
    other !== located &&
    other.reference.stored !== located.reference.stored &&
    others.some((path) => paths.includes(path));
  if ([...matches].some(isWanted)) return null;
  const { path, realPath, stat, by } = first;
  const candidates = [await weighed(located.reference, first, places)];
  return taken(located.reference, { path, realPath, stat, by, state: 'relocated', candidates }, places);
}
