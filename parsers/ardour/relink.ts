/** Makes a session name collected files, in place (ardour.md, section 5). */
import { sessionError } from '../../lib/model/errors.js';
import type { Change, SessionSource, Splice } from '../../lib/model/parser.js';
import { showPath } from '../../lib/model/path-bytes.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { isXmlText, valueSplice } from '../shared/xml-value.js';
import { placesOf } from './places.js';
import { homeOf, type SearchPaths, type Site } from './sites.js';

const sitesOf = (reference: Reference): readonly Site[] => reference.sites as readonly Site[];

export function edits(source: SessionSource, session: ParsedSession, changes: readonly Change[]): readonly Splice[] {
  const splices = changes.flatMap(({ reference, target }) =>
    sitesOf(reference).flatMap((site) => {
      const name = storedName(target, site);
      if (name === null || !isXmlText(name)) throw unstorable(target);
      return [valueSplice(site.name, name), ...(site.origin === null ? [] : [valueSplice(site.origin, '')])];
    }),
  );
  const search = changes.flatMap(({ reference }) => sitesOf(reference))[0]?.search;
  if (search !== undefined) splices.push(...emptied(source, session, changes, search));
  return splices.sort((a, b) => a.start - b.start);
}

/** Only below the folder where Ardour looks first is a file found by a stored name. */
export const canStore = (path: string, reference: Reference): boolean =>
  isXmlText(path) && (!path.includes('/') || sitesOf(reference).every((site) => storedName(path, site) !== null));

function storedName(target: string, site: Site): string | null {
  const home = homeOf(site);
  if (!target.includes('/')) return target;
  return target.startsWith(`${home}/`) ? target.slice(home.length + 1) : null;
}

const unstorable = (path: string) =>
  sessionError('unstorable-path', `Ardour cannot store the path ${showPath(path)}`, 'Rename the file and try again.');

/** Folders of the old machine, once every file that could need them is named in the session folder. */
function emptied(
  source: SessionSource,
  session: ParsedSession,
  changes: readonly Change[],
  search: SearchPaths,
): readonly Splice[] {
  const moved = new Set(changes.map(({ reference }) => reference));
  const homes = new Map<string, ReadonlySet<string>>();
  const lies = (folder: string, name: string): boolean => {
    const names = homes.get(folder) ?? new Set(source.list(folder));
    homes.set(folder, names);
    return names.has(name);
  };
  const dependents = session.media.filter(
    (one) =>
      !moved.has(one) &&
      one.place === 'file' &&
      sitesOf(one).some((site) => placesOf(site).length > 1 && !lies(homeOf(site), one.stored)),
  );
  const needs = (kind: 'audio' | 'midi') => dependents.some((one) => one.kind === kind);
  const spans = [
    needs('audio') ? null : search.audio,
    needs('midi') ? null : search.midi,
    dependents.length > 0 ? null : search.raid,
  ].filter((span) => span !== null);
  const path = dependents.length > 0 ? null : pathContent(source, search);
  return [...spans.map((span) => valueSplice(span, '')), ...(path === null ? [] : [path])];
}

/** What stands between `<Path>` and `</Path>`. */
function pathContent(source: SessionSource, { path }: SearchPaths): Splice | null {
  if (path === null) return null;
  const text = Buffer.from(source.bytes(path.start, path.end)).toString('latin1');
  const [from, to] = [text.indexOf('>') + 1, text.lastIndexOf('</')];
  return from > 0 && to > from ? { start: path.start + from, end: path.start + to, bytes: new Uint8Array() } : null;
}
