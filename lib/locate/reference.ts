/** Where one reference lies: the order of the rules is the order of the functions here. */
import { readAudioFacts } from '../audio/read-audio-facts.js';
import { type Sniffed, sniffMedia } from '../audio/sniff.js';
import { errnoOf } from '../model/errors.js';
import type { ReferenceState } from '../model/inspect.js';
import type { AudioFacts, LocatedReference } from '../model/located.js';
import type { Candidate } from '../model/parser.js';
import { basename, dirname, isInside, join } from '../model/paths.js';
import type { Platform, Reference } from '../model/session.js';
import { isForeign, parseStoredPath } from '../model/stored-path.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { isAbsent, readFully } from '../ports/files.js';
import { fits, type Weighed, weigh } from './evidence.js';
import { isFactoryContent } from './factory.js';
import { headCrc } from './head-crc.js';
import type { Looked, Lookup } from './lookup.js';
import { hasMediaName, neverFollowed, neverRead } from './never.js';
import { type LocateOptions, mapped } from './options.js';
import { sameContent } from './same-content.js';
import type { ByName } from './search.js';

export interface Places {
  readonly fs: FileSystem;
  readonly here: Platform;
  readonly home: string | null;
  readonly projectRoot: string;
  readonly lookup: Lookup;
  readonly inProject: ByName;
  readonly inSearch: ByName;
  readonly options: LocateOptions;
}

/** A file that lies at one of the places, with the rule that led there. */
export interface Hit {
  readonly path: string;
  readonly realPath: string;
  readonly stat: Stat;
  readonly by: string;
  readonly state: 'found' | 'relocated';
  readonly candidates?: readonly Weighed[];
}

/** `own`: where the DAW itself looks, in its order. */
export async function locateReference(
  reference: Reference,
  own: readonly Candidate[],
  places: Places,
): Promise<LocatedReference> {
  if (reference.place !== 'file') return nowhere(reference, reference.place);
  if (neverFollowed(reference.stored) !== null) return nowhere(reference, 'refused');
  const accepted = places.options.accepted.find((one) => one.stored === reference.stored);
  const told =
    accepted !== undefined && 'file' in accepted ? hitAt(places.lookup(accepted.file), '--accept', 'relocated') : null;
  const atMap = told ?? hitAt(lookupOrAbsent(places, mappedPath(reference, places)), '--map', 'relocated');
  const located = atMap !== null ? await taken(reference, atMap, places) : await byOwnRules(reference, own, places);
  return accepted !== undefined && 'lost' in accepted ? { ...located, lossAccepted: true } : located;
}

async function byOwnRules(reference: Reference, own: readonly Candidate[], places: Places): Promise<LocatedReference> {
  let trouble: ReferenceState | null = null;
  for (const candidate of own) {
    if (candidate.isHint) continue;
    const looked = places.lookup(candidate.path);
    if (looked.kind === 'unreadable') trouble ??= 'unreadable';
    if (looked.kind === 'not-a-file') trouble ??= 'refused';
    const hit = hitAt(looked, candidate.rule, 'found');
    if (hit === null) continue;
    if (isLeftOutByRule(reference, places) && !isInside(places.projectRoot, hit.realPath)) break;
    if (candidate.byName && (await weighed(reference, hit, places)).contradicts.length > 0) continue;
    return taken(reference, hit, places);
  }
  if (trouble !== null) return nowhere(reference, trouble);
  if (own.some((candidate) => isCloudStub(places.fs, candidate.path))) return nowhere(reference, 'placeholder');
  if (isLeftOutByRule(reference, places)) return nowhere(reference, 'library');
  return bySearch(reference, own, places);
}

/** Factory content by what the session says or by its place; what a person put in only where they said so (`--libraries`). */
function isLeftOutByRule({ stored, library }: Reference, { options }: Places): boolean {
  if (options.libraries === 'all') return false;
  if (library === 'user') return options.libraries === 'none';
  return library === 'factory' || isFactoryContent(stored);
}

/** Where the session hints, beside it, and in `--search`: by name, taken only on evidence; two that fit and differ are ambiguous, not a choice. */
async function bySearch(reference: Reference, own: readonly Candidate[], places: Places): Promise<LocatedReference> {
  const hints = own.flatMap((candidate) => (candidate.isHint ? candidate : []));
  const hits = [
    ...hints.flatMap(({ path, rule }) => hitsAmong([path], rule, places)),
    ...hitsAmong(places.inProject(reference.name), 'beside the session', places),
    ...hitsAmong(places.inSearch(reference.name), '--search', places),
  ].filter((hit, index, all) => all.findIndex((other) => other.realPath === hit.realPath) === index);
  const judged = await Promise.all(hits.map(async (hit) => ({ hit, weighed: await weighed(reference, hit, places) })));
  const candidates = judged.map((one) => one.weighed);
  const fitting = judged.filter((one) => fits(one.weighed)).map((one) => one.hit);
  const best = fitting[0];
  if (best !== undefined && sameContent(places.fs, fitting)) return taken(reference, { ...best, candidates }, places);
  const state = fitting.length > 1 ? 'ambiguous' : isOffline(reference.stored, places) ? 'offline' : 'missing';
  return { ...nowhere(reference, state), candidates, searched: places.options.search };
}

function hitsAmong(paths: readonly string[], by: string, places: Places): Hit[] {
  return paths.flatMap((path) => hitAt(places.lookup(path), by, 'relocated') ?? []);
}

/** A file that lies where a rule led: looked into, and refused where it may not be taken. */
export async function taken(reference: Reference, hit: Hit, places: Places): Promise<LocatedReference> {
  if (neverRead(hit.realPath, places.projectRoot, places.home) !== null) return nowhere(reference, 'refused');
  const sniffed = sniff(places.fs, hit);
  if (sniffed === 'unreadable') return { ...nowhere(reference, 'unreadable'), candidates: hit.candidates ?? [] };
  const audio = await audioOf(hit, places);
  if (audio === 'unreadable') return { ...nowhere(reference, 'unreadable'), candidates: hit.candidates ?? [] };
  const crc = crcOf(reference, hit, places);
  if (crc === 'unreadable') return { ...nowhere(reference, 'unreadable'), candidates: hit.candidates ?? [] };
  const isOutside = !isInside(places.projectRoot, hit.realPath);
  if (isOutside && !hasMediaName(hit.realPath) && (sniffed === null || sniffed === 'text'))
    return nowhere(reference, 'refused');
  return {
    reference,
    state: hit.state,
    path: hit.path,
    realPath: hit.realPath,
    stat: hit.stat,
    by: hit.by,
    candidates: hit.candidates ?? [],
    audio,
    crc,
    isPlaceholder: sniffed === 'lfs-pointer',
    lossAccepted: false,
    searched: [],
  };
}

async function weighed(reference: Reference, hit: Hit, places: Places): Promise<Weighed> {
  const audio = await audioOf(hit, places);
  const crc = crcOf(reference, hit, places);
  return weigh(reference, {
    path: hit.path,
    size: hit.stat.size,
    audio: audio === 'unreadable' ? null : audio,
    crc: crc === 'unreadable' ? null : crc,
  });
}

/** Null where the session stores none: then it is not worth a read. */
const crcOf = ({ evidence }: Reference, hit: Hit, places: Places): string | 'unreadable' | null =>
  evidence.crc === undefined ? null : crcOfFile(hit, places);

export function crcOfFile(hit: Hit, { fs }: Places): string | 'unreadable' {
  try {
    return headCrc(fs, hit.realPath);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return 'unreadable';
  }
}

export async function audioOf(hit: Hit, { fs }: Places): Promise<AudioFacts | 'unreadable' | null> {
  try {
    return await readAudioFacts(fs, hit.realPath, hit.stat.size);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return 'unreadable';
  }
}

/** What tells a kind of file from another stands in its first bytes. */
const HEAD = Buffer.alloc(512);

function sniff(fs: FileSystem, hit: Hit): Sniffed | 'unreadable' | null {
  try {
    const handle = fs.open(hit.realPath, 'read');
    try {
      const length = Math.min(hit.stat.size, HEAD.length);
      return sniffMedia(HEAD.subarray(0, readFully(fs, handle, HEAD, 0, length, 0)));
    } finally {
      fs.close(handle);
    }
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return 'unreadable';
  }
}

export function hitAt(looked: Looked, by: string, state: Hit['state']): Hit | null {
  return looked.kind === 'file' ? { path: looked.path, realPath: looked.realPath, stat: looked.stat, by, state } : null;
}

function mappedPath(reference: Reference, places: Places): string | null {
  for (const stored of [reference.stored, ...reference.alternates]) {
    const path = mapped(stored, places.options.maps);
    if (path !== null) return path;
  }
  return null;
}

const lookupOrAbsent = (places: Places, path: string | null): Looked =>
  path === null ? { kind: 'absent' } : places.lookup(path);

/** iCloud leaves ".x.wav.icloud" where "x.wav" was taken off this disk. */
function isCloudStub(fs: FileSystem, path: string): boolean {
  try {
    return fs.look(join(dirname(path), `.${basename(path)}.icloud`)).kind === 'file';
  } catch (error) {
    if (isAbsent(error) || errnoOf(error) !== null) return false;
    throw error;
  }
}

/** A path of this platform whose volume is not mounted. */
function isOffline(stored: string, { fs, here }: Places): boolean {
  const path = parseStoredPath(stored);
  if (path.style !== 'unix' || isForeign(path, here)) return false;
  const depth = here === 'macos' ? (path.parts[0] === 'Volumes' ? 2 : 0) : mountDepth(path.parts);
  if (depth === 0 || path.parts.length <= depth) return false;
  try {
    fs.look(`/${path.parts.slice(0, depth).join('/')}`);
    return false;
  } catch (error) {
    return isAbsent(error);
  }
}

/** How many parts name the place where a drive is mounted on Linux; 0 where none does. */
function mountDepth(parts: readonly string[]): number {
  if (parts[0] === 'mnt') return 2;
  if (parts[0] === 'media') return 3;
  return parts[0] === 'run' && parts[1] === 'media' ? 4 : 0;
}

function nowhere(reference: Reference, state: ReferenceState): LocatedReference {
  return {
    reference,
    state,
    path: null,
    realPath: null,
    stat: null,
    by: null,
    candidates: [],
    audio: null,
    crc: null,
    isPlaceholder: false,
    lossAccepted: false,
    searched: [],
  };
}
