/** Where importing programs look for a file, and where a collected one goes (aaf.md, sections 3, 5 and 6). Text only. */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { parseStoredPath, type StoredPath } from '../../lib/model/stored-path.js';
import { pathStyle } from '../shared/stored-path.js';
import { pathOfUrl } from './url.js';

/** Of a stored path: more than any program looks at. */
const MAX_PARTS = 24;

/**
 * The stored place; then the AAF's folder with as much of the end of the stored path as fits, and with the name alone; last the only
 * file of that name in the project. An end that another file of the AAF has as well is taken only if what it holds does not speak
 * against it.
 */
export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  if (reference.place !== 'file') return [];
  const { baseFolder, session } = context;
  const { join } = pathStyle(baseFolder) === 'windows' ? win32 : posix;
  const candidates = [reference.stored, ...reference.alternates].flatMap((stored): Candidate[] => {
    const path = parseStoredPath(pathOfUrl(stored));
    const parts = plainEnd(path);
    return [
      ...storedPlaces(path, pathStyle(baseFolder) === 'windows').map((one) => ({ path: one, rule: 'stored place' })),
      ...parts.map((_, at): Candidate => {
        const tail = parts.slice(at);
        const byName = tail.length === 1 || isShared(session, reference, tail) ? { byName: true } : {};
        const rule = tail.length === 1 ? 'beside the AAF, by name' : 'beside the AAF, by folder and name';
        return { path: join(baseFolder, ...tail), rule, ...byName };
      }),
    ];
  });
  const [only, ...others] = context.named(reference.name);
  if (only !== undefined && others.length === 0)
    candidates.push({ path: only, rule: 'same name in the project', byName: true });
  const seen = new Set<string>();
  return candidates.filter(({ path }) => !seen.has(path) && seen.add(path) !== undefined);
}

/** As many folders of the stored path as tell the file from others of its name, and one at least. */
export function mediaFolder(session: ParsedSession, reference: Reference): string {
  const parts = partsOf(reference);
  // A media drive of Avid's is searched below this folder only.
  const avid = parts.findLastIndex((part) => part.toLowerCase() === 'avid mediafiles');
  for (let count = avid < 0 ? 2 : parts.length - avid; count < parts.length; count++) {
    const tail = parts.slice(-count);
    if (!isShared(session, reference, tail)) return tail.slice(0, -1).join('/');
  }
  return parts.slice(0, -1).join('/');
}

const partsOf = ({ stored }: Reference): readonly string[] => plainEnd(parseStoredPath(pathOfUrl(stored)));

/** The last names of a path that are names on every system. */
function plainEnd({ parts }: StoredPath): readonly string[] {
  const last = parts.slice(-MAX_PARTS);
  return last.slice(last.findLastIndex((part) => !isPlain(part)) + 1);
}

const isPlain = (part: string): boolean => part !== '' && part !== '.' && part !== '..' && !/[/\\:\0]/.test(part);

/** Of this platform only. A URL of a Mac may begin with the name of a volume, also with that of the system's own. */
function storedPlaces({ style, volume, parts }: StoredPath, isWindows: boolean): readonly string[] {
  if (parts.length === 0 || parts.includes('..')) return [];
  if (style === 'drive') return isWindows ? [win32.join(`${volume}\\`, ...parts)] : [];
  if (style === 'share') return isWindows ? [`\\\\${volume.replaceAll('/', '\\')}\\${parts.join('\\')}`] : [];
  if (style !== 'unix' || isWindows) return [];
  const path = posix.join('/', ...parts);
  const onVolume = parts[0] === 'Volumes' || parts[0] === 'Users' ? [] : [posix.join('/Volumes', path)];
  return [path, ...onVolume, ...(parts[1] === 'Users' ? [posix.join('/', ...parts.slice(1))] : [])];
}

/** True where another file ends in the same names. */
const isShared = (session: ParsedSession, reference: Reference, tail: readonly string[]): boolean =>
  (tailsOf(session, reference.name).get(keyOf(tail)) ?? 0) > 1;

/** Case and normal form of a name are not told apart, as on the systems that these programs run on. */
const keyOf = (parts: readonly string[]): string => parts.join('/').normalize('NFC').toLowerCase();

/** Every file asks for the ends of the others of its name: counted once per session. */
const KNOWN = new WeakMap<ParsedSession, ReadonlyMap<string, ReadonlyMap<string, number>>>();

function tailsOf(session: ParsedSession, name: string): ReadonlyMap<string, number> {
  let known = KNOWN.get(session);
  if (known === undefined) {
    known = countTails(session);
    KNOWN.set(session, known);
  }
  return known.get(keyOf([name])) ?? new Map();
}

function countTails({ media }: ParsedSession): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byName = new Map<string, Map<string, number>>();
  for (const reference of media) {
    // A second place of a file is no other file.
    if (reference.place !== 'file' || !reference.needed) continue;
    const parts = partsOf(reference);
    const name = keyOf([reference.name]);
    const counts = byName.get(name) ?? new Map<string, number>();
    byName.set(name, counts);
    for (const at of parts.keys()) {
      const tail = keyOf(parts.slice(at));
      counts.set(tail, (counts.get(tail) ?? 0) + 1);
    }
  }
  return byName;
}
