/**
 * Files that were renamed: what is still missing is held against the sounds of the project that nothing names. Only the content
 * speaks here, so more of it must agree than for a file of the right name, and one that two references could mean is left alone.
 */
import type { AudioFacts, LocatedReference, LocatedSession, Tree } from '../model/located.js';
import { join } from '../model/paths.js';
import type { Evidence } from '../model/session.js';
import { fits, type Weighed, weigh } from './evidence.js';
import { hasMediaName } from './never.js';
import { audioOf, crcOfFile, type Hit, hitAt, type Places, taken } from './reference.js';
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
  const sounds: Unused[] = [];
  for (const path of unused) {
    const one = await lookInto(path, places);
    if (one !== null) sounds.push(one);
  }
  const matches = new Map(missing.map((reference) => [reference, holders(reference, sounds)] as const));
  const found = new Map<LocatedReference, LocatedReference>();
  for (const [reference, holding] of matches) {
    const one = await only(reference, holding, matches, places);
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

/** What every missing reference is held against: looked at once per file, not once per reference. */
interface Unused {
  readonly hit: Hit;
  readonly audio: AudioFacts | null;
  crc(): string | null;
}

async function lookInto(path: string, places: Places): Promise<Unused | null> {
  const hit = hitAt(places.lookup(path), RENAMED, 'relocated');
  if (hit === null) return null;
  const audio = await audioOf(hit, places);
  let crc: string | null | undefined;
  return {
    hit,
    audio: audio === 'unreadable' ? null : audio,
    crc() {
      if (crc === undefined) crc = readable(crcOfFile(hit, places));
      return crc;
    },
  };
}

const readable = (crc: string | 'unreadable'): string | null => (crc === 'unreadable' ? null : crc);

function judged({ reference }: LocatedReference, { hit, audio, crc }: Unused): Weighed {
  const wanted = reference.evidence.crc === undefined ? null : crc();
  return weigh(reference, { path: hit.path, size: hit.stat.size, audio, crc: wanted });
}

const holders = (missing: LocatedReference, unused: readonly Unused[]): readonly Unused[] =>
  unused.filter(
    (one) =>
      (missing.reference.evidence.size ?? one.hit.stat.size) === one.hit.stat.size &&
      fits(judged(missing, one), 'content'),
  );

/** Null where several differ, or where another reference could mean the same file. */
async function only(
  located: LocatedReference,
  holding: readonly Unused[],
  matches: ReadonlyMap<LocatedReference, readonly Unused[]>,
  places: Places,
): Promise<LocatedReference | null> {
  const [first] = holding;
  if (
    first === undefined ||
    !sameContent(
      places.fs,
      holding.map(({ hit }) => hit),
    )
  )
    return null;
  const isWanted = ([other, others]: readonly [LocatedReference, readonly Unused[]]) =>
    other !== located &&
    other.reference.stored !== located.reference.stored &&
    others.some((one) => holding.includes(one));
  if ([...matches].some(isWanted)) return null;
  return taken(located.reference, { ...first.hit, candidates: [judged(located, first)] }, places);
}
