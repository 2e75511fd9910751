/** Where Pro Tools looks for a file, and where a collected one goes (protools.md, sections 3.5, 3.6 and 5). */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { pathStyle } from '../shared/stored-path.js';
import { nameKey, relativeParts, split } from './place.js';

const [AUDIO, VIDEO, FADES] = ['Audio Files', 'Video Files', 'Fade Files'];

/**
 * Beside the session first, then where it stood. What lay below the session's folder is expected at the same place below it;
 * anything else in the one folder of its kind, by name. A name that two files share says nothing there: such a file keeps the
 * folder that it came from, and is taken from elsewhere only if what it holds does not speak against it.
 */
export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const { session, baseFolder } = context;
  const isWindows = pathStyle(baseFolder) === 'windows';
  const { join } = isWindows ? win32 : posix;
  const below = relativeParts(reference.stored, session.searchFolders[0] ?? '');
  const isShared = sharesItsName(session, reference);
  const byName = isShared ? { byName: true } : {};
  const candidates: Candidate[] = [];
  if (isPlainName(reference.name)) {
    if (below !== null) candidates.push({ path: join(baseFolder, ...below), rule: 'session folder' });
    const collected = mediaFolder(session, reference);
    candidates.push({ path: join(baseFolder, collected, reference.name), rule: 'session folder' });
    for (const folder of [AUDIO, VIDEO, FADES, '.'])
      candidates.push({ path: join(baseFolder, folder, reference.name), rule: 'session folder, by name', ...byName });
  }
  const absolute = absolutePath(reference.stored, isWindows);
  if (absolute !== null) candidates.push({ path: absolute, rule: 'stored place' });
  const [only, ...others] = context.named(reference.name);
  if (only !== undefined && others.length === 0)
    candidates.push({ path: only, rule: 'same name in the project', byName: true });
  return candidates.filter(({ path }, at) => candidates.findIndex((other) => other.path === path) === at);
}

/** Where a collected file is found first. */
export function mediaFolder(session: ParsedSession, reference: Reference): string {
  const below = relativeParts(reference.stored, session.searchFolders[0] ?? '');
  if (below !== null) return below.slice(0, -1).join('/');
  if (sharesItsName(session, reference)) return ownFolder(session, reference);
  return reference.kind === 'video' ? VIDEO : AUDIO;
}

/** The folder that a file came from, with as many of the folders around it as tell it from the others of its name. */
function ownFolder(session: ParsedSession, reference: Reference): string {
  const folder = session.searchFolders[0] ?? '';
  const above = (one: Reference) => (relativeParts(one.stored, folder) ?? split(one.stored)).slice(0, -1).map(safePart);
  const others = (byName(session).get(nameKey(reference.name)) ?? []).filter((one) => one !== reference).map(above);
  const own = above(reference);
  const last = (parts: readonly string[], count: number) => parts.slice(-count).join('/');
  for (let count = 1; count < own.length; count++) {
    const tail = last(own, count);
    if (tail !== '' && !others.some((other) => nameKey(last(other, count)) === nameKey(tail))) return tail;
  }
  return own.join('/');
}

/** A drive and what no folder can be named. */
const safePart = (part: string): string => part.replace(/[\\/:\0]/g, '').trim() || '_';

const sharesItsName = (session: ParsedSession, { name }: Reference): boolean =>
  (byName(session).get(nameKey(name))?.length ?? 0) > 1;

/** Every file asks for the others of its name: found once per session. */
const KNOWN = new WeakMap<ParsedSession, ReadonlyMap<string, readonly Reference[]>>();

function byName(session: ParsedSession): ReadonlyMap<string, readonly Reference[]> {
  const known = KNOWN.get(session);
  if (known !== undefined) return known;
  const names = new Map<string, Reference[]>();
  for (const reference of session.media) {
    const key = nameKey(reference.name);
    const there = names.get(key);
    if (there) there.push(reference);
    else names.set(key, [reference]);
  }
  KNOWN.set(session, names);
  return names;
}

const isPlainName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);

/** A drive of Windows there; a volume of a Mac below /Volumes, where the system's own volume stands too. */
function absolutePath(stored: string, isWindows: boolean): string | null {
  const [volume = '', ...rest] = split(stored);
  if (rest.length === 0 || rest.some((part) => part === '..' || part === '')) return null;
  const isDrive = volume.endsWith('\\');
  if (isDrive) return isWindows ? win32.join(volume, ...rest) : null;
  return isWindows || volume === '' || volume === '..' ? null : posix.join('/Volumes', volume, ...rest);
}
