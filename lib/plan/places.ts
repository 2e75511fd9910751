/** Where in the package each session and each of its media lies: in the tree, behind a link that became a folder, or collected. Pure. */
import type { LocatedProject, LocatedReference, LocatedSession } from '../model/located.js';
import type { SessionParser } from '../model/parser.js';
import { compareBytes } from '../model/path-bytes.js';
import { folderOf, foldersAbove, isInside, joinSlash, nameOf, relativeTo } from '../model/paths.js';
import type { ParsedSession } from '../model/session.js';
import { safeName, unlistable } from '../names/safe.js';
import type { Stat } from '../ports/file-system.js';
import { canReach } from './reach.js';
import type { TreeNames } from './tree-names.js';

/** All paths are relative to the project's root in the package. */
export interface Places {
  /** By the session's real path. */
  readonly sessions: ReadonlyMap<string, { readonly path: string; readonly base: string }>;
  /** Where the file of a reference lies; null where it is not in the package. */
  placeOf(reference: LocatedReference): string | null;
  readonly collected: readonly Collected[];
  /** Links of the tree that become real folders, by their path. */
  readonly opened: ReadonlySet<string>;
  /** Folders that the DAW wants beside what was collected. */
  readonly folders: readonly string[];
}

export interface Collected {
  readonly path: string;
  readonly from: string;
  readonly stat: Stat;
}

export function planPlaces(
  located: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
  names: TreeNames,
  kept: ReadonlySet<string>,
): Places {
  const { root } = located.project;
  const links = new Set(
    located.project.tree.entries.filter((entry) => entry.kind === 'link').map((entry) => entry.path),
  );
  const collected: Collected[] = [];
  const opened = new Set<string>();
  /** What lies where already, by real path: one file is collected once for all sessions that can reach it. */
  const byRealPath = new Map<string, string[]>();

  const inTree = (realPath: string): string | null => {
    if (!isInside(root, realPath)) return null;
    const rel = relativeTo(root, realPath);
    return kept.has(rel) ? (names.inPackage(rel) ?? null) : null;
  };
  const add = (path: string, from: string, stat: Stat): string => {
    collected.push({ path, from, stat });
    byRealPath.set(from, [...(byRealPath.get(from) ?? []), path]);
    return path;
  };
  const made = new Set<string>();
  const collect = (
    reference: LocatedReference,
    base: string,
    parser: SessionParser,
    session: ParsedSession,
  ): string => {
    const from = reference.realPath as string;
    const name = keptName(wantedName(reference, parser), reference, parser);
    const there = byRealPath
      .get(from)
      ?.find((path) => isIn(base, path) && canReach(parser, session, reference.reference, base, path));
    if (there !== undefined) return there;
    const behindLink = placeBehindLink(reference, parser, root, links, names);
    if (behindLink !== null) {
      opened.add(behindLink.link);
      return add(behindLink.path, from, reference.stat as Stat);
    }
    const folder = folderIn(names, base, parser.layout.mediaFolder(session, reference.reference));
    for (const one of parser.layout.folders) made.add(folderIn(names, base, one));
    return add(joinSlash(folder, names.take(folder, name)), from, reference.stat as Stat);
  };

  const sessions = placeSessions(located, parsers, inTree, collect);
  const places = new Map<LocatedReference, string | null>();
  for (const session of deepestFirst(located.sessions, sessions)) {
    const { base } = sessions.get(session.file.path) as { base: string };
    const parser = parsers.get(session.file.format) as SessionParser;
    for (const reference of session.references) {
      if (reference.realPath === null) places.set(reference, null);
      else {
        const known = sessions.get(reference.realPath)?.path;
        const there = known ?? inTree(reference.realPath);
        const stays = there !== null && staysWhereItIs(reference, there, base, parser, session.session);
        places.set(reference, stays ? there : collect(reference, base, parser, session.session));
      }
    }
  }
  return { sessions, placeOf: (reference) => places.get(reference) ?? null, collected, opened, folders: [...made] };
}

/** Sessions in the tree stay; nested ones from outside are collected like media of the session that names them first. */
function placeSessions(
  located: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
  inTree: (realPath: string) => string | null,
  collect: (reference: LocatedReference, base: string, parser: SessionParser, session: ParsedSession) => string,
): Map<string, { path: string; base: string }> {
  const places = new Map<string, { path: string; base: string }>();
  for (const session of located.sessions) {
    const { path, baseFolder } = session.file;
    const place = inTree(path);
    if (place !== null) {
      // A backup's paths start one folder above it, or more.
      const climb = depthOf(relativeTo(baseFolder, path)) - 1;
      let base = folderOf(place);
      for (let up = 0; up < climb; up++) base = folderOf(base);
      places.set(path, { path: place, base });
    }
  }
  for (const session of located.sessions) {
    const base = places.get(session.file.path)?.base;
    if (base === undefined) continue;
    const parser = parsers.get(session.file.format) as SessionParser;
    for (const reference of session.references) {
      const { realPath } = reference;
      const isSession = located.sessions.some((other) => other.file.path === realPath);
      if (realPath === null || !isSession || places.has(realPath)) continue;
      const path = collect(reference, base, parser, session.session);
      places.set(realPath, { path, base: folderOf(path) });
    }
  }
  return places;
}

/** The deepest folder first: what it collects below itself, a session further up can reach as well. */
function deepestFirst(
  sessions: readonly LocatedSession[],
  places: ReadonlyMap<string, { readonly base: string }>,
): LocatedSession[] {
  const base = (session: LocatedSession) => places.get(session.file.path)?.base ?? '';
  return [...sessions]
    .filter((session) => places.has(session.file.path))
    .sort((a, b) => depthOf(base(b)) - depthOf(base(a)) || compareBytes(a.file.path, b.file.path));
}

/**
 * False for a file of the project that the DAW would not find where it lies, and would find as a copy in its media folder: one
 * that a search found elsewhere, or whose name the session cannot store.
 */
function staysWhereItIs(
  located: LocatedReference,
  place: string,
  base: string,
  parser: SessionParser,
  session: ParsedSession,
): boolean {
  const { reference } = located;
  if (reference.kind === 'session' || canReach(parser, session, reference, base, place)) return true;
  const name = keptName(wantedName(located, parser), located, parser);
  return !canReach(
    parser,
    session,
    reference,
    base,
    joinSlash(base, parser.layout.mediaFolder(session, reference), name),
  );
}

const isIn = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`);

/** Where only the place tells the DAW, a file must have the name that the session knows, whatever it was found under. */
function wantedName({ realPath, reference }: LocatedReference, { relink }: SessionParser): string {
  const own = nameOf(realPath as string);
  return relink === 'bytes' || reference.name === '' || /[/\\]/.test(reference.name) ? own : reference.name;
}

/** "Pool/kick.wav", where "Pool" is a link to a folder outside: the link becomes a folder with the media that lie behind it. */
function placeBehindLink(
  reference: LocatedReference,
  parser: SessionParser,
  root: string,
  links: ReadonlySet<string>,
  names: TreeNames,
): { readonly link: string; readonly path: string } | null {
  if (reference.path === null || !isInside(root, reference.path)) return null;
  const rel = relativeTo(root, reference.path);
  // What cannot be re-linked in the session must lie where the session looks: the file takes the place of the link itself.
  const isFixed = parser.relink !== 'bytes' || reference.reference.sites.length === 0;
  const link = foldersAbove(rel).find((folder) => links.has(folder)) ?? (isFixed && links.has(rel) ? rel : undefined);
  if (link === undefined || rel.split('/').some((part) => unlistable(part) !== null)) return null;
  const home = folderOf(link);
  const behind = home === '' ? rel : rel.slice(home.length + 1);
  const folder = joinSlash(names.inPackage(home) ?? home, folderOf(behind));
  return { link, path: joinSlash(folder, names.take(folder, nameOf(behind))) };
}

/** Its own name, unless a manifest or the session itself cannot hold it. */
function keptName(name: string, { reference }: LocatedReference, parser: SessionParser): string {
  const listed = unlistable(name) === null ? name : safeName(name);
  return parser.canStore?.(listed, reference) === false ? listed.replace(/[^\x20-\x7e]/gu, '_') : listed;
}

const depthOf = (path: string): number => (path === '' ? 0 : path.split('/').length);

/** A folder under the name that one of the tree has already, were it but for its case. */
function folderIn(names: TreeNames, base: string, folder: string): string {
  let at = base;
  for (const part of folder.split('/').filter((one) => one !== '')) {
    at = joinSlash(at, names.folderIn(at, part));
  }
  return at;
}
