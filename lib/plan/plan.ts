/**
 * Fifth stage: (project, located, survey, options) → plan. Pure and deterministic: what goes where under which name, what is
 * re-linked to what, what is left out and why. Nothing is read here, so that `--dry-run` shows what would really happen.
 */
import picomatch from 'picomatch';
import { projectFindings } from '../inspect/inspection.js';
import { countsAsThere } from '../model/complete.js';
import { finding } from '../model/finding.js';
import { NOTES, ORIGINAL, PROJECT, TAKEN_ROOT_NAMES } from '../model/layout.js';
import type { LocatedProject, TreeEntry } from '../model/located.js';
import type { RecordLink } from '../model/package.js';
import type { SessionParser } from '../model/parser.js';
import { bytesField, compareBytes } from '../model/path-bytes.js';
import { folderOf, foldersAbove, isInside, joinSlash, nameOf, relativeTo } from '../model/paths.js';
import type { Reference } from '../model/session.js';
import { collisionKey } from '../names/collision.js';
import { safeName, unlistable, unsafeOnWindows } from '../names/safe.js';
import type { Stat } from '../ports/file-system.js';
import type { Survey } from '../survey/model.js';
import { changesFor } from './changes.js';
import { byHandFindings, leftOutFindings, muchUnreferenced, nameFindings } from './findings.js';
import type { About, Plan, PlannedFile, PlannedFolder, PlannedSession } from './model.js';
import { packageName } from './package-name.js';
import { type Places, planPlaces } from './places.js';
import { type Selection, select } from './select.js';
import { nameTree, type TreeNames } from './tree-names.js';

export interface PlanOptions {
  readonly about: About;
  readonly template: string;
  readonly form: 'zip' | 'folder' | 'auto';
  readonly wholeFolder: boolean;
  readonly withCaches: boolean;
  readonly exclude: readonly string[];
  /** The text of data/Notes/notes.md; null: none. */
  readonly notes: string | null;
  readonly now: bigint;
}

export function plan(
  located: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
  survey: Survey,
  options: PlanOptions,
): Plan {
  const { project } = located;
  const wanted = wantedFiles(located);
  const selection = select(project, {
    ...options,
    wanted,
    unreadable: survey.unreadable,
    excluded: options.exclude.length === 0 ? () => false : picomatch([...options.exclude], { dot: true }),
    regenerable: (path) => [...parsers.values()].some((parser) => parser.regenerable(path)),
  });
  const names = nameTree(selection.kept, wanted);
  const places = planPlaces(located, parsers, names, new Set(selection.kept.map((entry) => entry.path)));
  const rootName = packagedRootName(nameOf(project.root) || 'project');
  const sessions = planSessions(located, parsers, places, rootName, selection, names);
  const files = sortByPath([
    ...treeFiles(project.root, selection, names, rootName, sessions),
    ...collectedFiles(places, survey, rootName, sessions),
    ...originals(sessions, rootName),
    ...notesFile(options.notes),
  ]);
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
  const isUsed = (entry: TreeEntry) => wanted.has(entry.path);
  return {
    ...packageName(located, survey, options, bytes),
    destination: survey.destination,
    about: options.about,
    project: { root: project.root, rootName },
    files,
    folders: planFolders(project.tree.stat, selection, names, places, files, rootName),
    links: planLinks(project.root, selection, names, rootName),
    sessions,
    leftOut: selection.leftOut,
    decisions: located.decisions,
    findings: [
      ...projectFindings(located),
      ...located.sessions.flatMap((session) => session.session.findings),
      ...leftOutFindings(selection.leftOut),
      ...nameFindings(files),
      ...muchUnreferenced(
        selection.kept
          .filter((entry) => entry.kind === 'file')
          .map((entry) => ({ size: entry.size, isUsed: isUsed(entry) })),
        rootName,
      ),
      ...relinkFindings(sessions),
      ...byHandFindings(sessions),
    ],
    complete:
      sessions.every(({ byHand }) => byHand.length === 0) &&
      located.sessions.every((session) =>
        session.references.every(
          ({ reference, state, isPlaceholder }) =>
            countsAsThere(reference.needed, state) && !(reference.needed && isPlaceholder),
        ),
      ),
    bytes,
  };
}

/** Sessions and the files inside the root that they name, by their real place. */
function wantedFiles(located: LocatedProject): Set<string> {
  const { root } = located.project;
  const real = [
    ...located.sessions.map((session) => session.file.path),
    ...located.kept.map((file) => file.path),
    ...located.sessions.flatMap((session) => session.references.flatMap((reference) => reference.realPath ?? [])),
  ];
  return new Set(real.filter((path) => isInside(root, path)).map((path) => relativeTo(root, path)));
}

/** A root that would stand beside Original, Recall or Notes after a restore gets another name, as does one that cannot be listed. */
function packagedRootName(name: string): string {
  const safe = unlistable(name) === null && unsafeOnWindows(name) === null ? name : safeName(name);
  return TAKEN_ROOT_NAMES.some((taken) => collisionKey(taken) === collisionKey(safe)) ? `${safe}_` : safe;
}

function planSessions(
  located: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
  places: Places,
  rootName: string,
  selection: Selection,
  names: TreeNames,
): PlannedSession[] {
  const inPackage = new Set([
    ...selection.kept.flatMap((entry) => (entry.kind === 'file' ? (names.inPackage(entry.path) ?? []) : [])),
    ...places.collected.map((file) => file.path),
  ]);
  const home = `${PROJECT}${rootName}`;
  return located.sessions.flatMap((session) => {
    const place = places.sessions.get(session.file.path);
    if (place === undefined) return [];
    const parser = parsers.get(session.file.format) as SessionParser;
    const packaged = session.references.map((reference) => places.placeOf(session, reference));
    const wanted =
      parser.relink === 'bytes' ? changesFor(session, parser, place.base, packaged, (path) => inPackage.has(path)) : [];
    const byHand = wanted.filter(({ target, reference }) => parser.canStore?.(target, reference) === false);
    const isByHand = (reference: Reference) => byHand.some((change) => change.reference === reference);
    const changes = wanted.filter((change) => change.reference.sites.length > 0 && !byHand.includes(change));
    return [
      {
        located: session,
        path: `${home}/${place.path}`,
        base: joinSlash(home, place.base),
        changes,
        byHand,
        // What a person must re-link, the session does not find by itself.
        packaged: session.references.map(({ reference }, index) => {
          const path = packaged[index] ?? null;
          return path === null || isByHand(reference) ? null : `${home}/${path}`;
        }),
      },
    ];
  });
}

function treeFiles(
  root: string,
  selection: Selection,
  names: TreeNames,
  rootName: string,
  sessions: readonly PlannedSession[],
): PlannedFile[] {
  return selection.kept.flatMap((entry): PlannedFile[] => {
    if (entry.kind !== 'file') return [];
    const inPackage = names.inPackage(entry.path) as string;
    const restored = names.restored(entry.path);
    const path = `${PROJECT}${rootName}/${inPackage}`;
    const restoreAs = restored === inPackage ? null : `${rootName}/${restored}`;
    return [
      sessionOrFile(
        path,
        `${root}/${entry.path}`,
        entry,
        restoreAs,
        sessions,
        isFork(entry.path) ? 'resource-fork' : 'project',
      ),
    ];
  });
}

function collectedFiles(
  places: Places,
  survey: Survey,
  rootName: string,
  sessions: readonly PlannedSession[],
): PlannedFile[] {
  return places.collected.flatMap(({ path, from, stat }) => {
    const file = sessionOrFile(`${PROJECT}${rootName}/${path}`, from, stat, null, sessions, 'collected');
    const fork = survey.forks.get(from);
    if (fork === undefined) return [file];
    const at = path.lastIndexOf('/') + 1;
    const forkPath = `${PROJECT}${rootName}/${path.slice(0, at)}._${path.slice(at)}`;
    return [
      file,
      {
        path: forkPath,
        content: { kind: 'copy', from: fork.path, stat: fork.stat },
        restoreAs: null,
        why: 'resource-fork',
      },
    ];
  });
}

function sessionOrFile(
  path: string,
  from: string,
  stat: Stat,
  restoreAs: string | null,
  sessions: readonly PlannedSession[],
  why: 'project' | 'collected' | 'resource-fork',
): PlannedFile {
  const index = sessions.findIndex((session) => session.path === path);
  const session = sessions[index];
  if (session === undefined) return { path, content: { kind: 'copy', from, stat }, restoreAs, why };
  if (session.changes.length === 0) return { path, content: { kind: 'copy', from, stat }, restoreAs, why: 'session' };
  return { path, content: { kind: 'relinked', session: index, from, stat }, restoreAs, why: 'relinked-session' };
}

/** AppleDouble: the resource fork of the file beside it. */
const isFork = (path: string): boolean => nameOf(path).startsWith('._');

/** The session files as they were, byte for byte, where re-linking edits them. */
function originals(sessions: readonly PlannedSession[], rootName: string): PlannedFile[] {
  return sessions.flatMap((session): PlannedFile[] => {
    if (session.changes.length === 0) return [];
    const path = `${ORIGINAL}${session.path.slice(`${PROJECT}${rootName}/`.length)}`;
    const { file, stat } = session.located;
    return [{ path, content: { kind: 'copy', from: file.path, stat }, restoreAs: null, why: 'original-session' }];
  });
}

function notesFile(notes: string | null): PlannedFile[] {
  if (notes === null) return [];
  return [
    { path: `${NOTES}notes.md`, content: { kind: 'made', bytes: Buffer.from(notes) }, restoreAs: null, why: 'note' },
  ];
}

/** Every folder of the project with its mode and time, and those that tapebox makes. */
function planFolders(
  rootStat: Stat,
  selection: Selection,
  names: TreeNames,
  places: Places,
  files: readonly PlannedFile[],
  rootName: string,
): PlannedFolder[] {
  const home = `${PROJECT}${rootName}`;
  const filled = new Set(files.flatMap((file) => foldersAbove(file.path)));
  const folders = selection.kept.flatMap((entry): PlannedFolder[] => {
    if (entry.kind !== 'folder') return [];
    const inPackage = names.inPackage(entry.path) as string;
    const path = `${home}/${inPackage}`;
    const restored = names.restored(entry.path);
    const restoreAs = restored === inPackage ? null : `${rootName}/${restored}`;
    return [{ path, restoreAs, mode: entry.mode, mtimeNs: entry.mtimeNs, isEmpty: !filled.has(path) }];
  });
  const known = new Set(folders.map((folder) => folder.path));
  const holding = new Set(folders.flatMap((folder) => foldersAbove(folder.path)));
  const made = [...new Set(places.collected.flatMap((file) => foldersAbove(`${home}/${file.path}`)))]
    .filter((path) => path.startsWith(`${home}/`) && !known.has(path))
    .map((path): PlannedFolder => ({ path, restoreAs: null, mode: 0o755, mtimeNs: null, isEmpty: false }));
  // Only a folder with nothing below it needs a member: the others come with what they hold.
  const all = folders.map((folder) => ({ ...folder, isEmpty: folder.isEmpty && !holding.has(folder.path) }));
  const root: PlannedFolder = {
    path: home,
    restoreAs: null,
    mode: rootStat.mode,
    mtimeNs: rootStat.mtimeNs,
    isEmpty: false,
  };
  return sortByPath([root, ...all, ...made]);
}

/** Under the folder as restore names it: one that a session's media lie in may keep the name that it has in the package. */
function planLinks(root: string, selection: Selection, names: TreeNames, rootName: string): RecordLink[] {
  return selection.kept.flatMap((entry): RecordLink[] => {
    if (entry.kind !== 'link' || entry.target === null) return [];
    const path = `${PROJECT}${rootName}/${joinSlash(names.restored(folderOf(entry.path)), nameOf(entry.path))}`;
    return [
      {
        path,
        ...bytesField('pathBytes', path),
        target: entry.target,
        ...bytesField('targetBytes', entry.target),
        inside: staysInside(root, entry),
      },
    ];
  });
}

/** By the text of the link alone: relative, and never above the root. */
function staysInside(root: string, { path, target }: TreeEntry): boolean {
  if (target === null || target.startsWith('/')) return false;
  let depth = path.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return false;
  }
  return root !== '';
}

function relinkFindings(sessions: readonly PlannedSession[]) {
  return sessions.flatMap((session) => {
    const collected = session.changes.length;
    if (collected === 0) return [];
    const name = nameOf(session.path);
    return [
      finding(
        'info',
        'session-relinked',
        `"${name}" points to ${collected} ${collected === 1 ? 'file' : 'files'} at a new place inside the package; the untouched session is in Original`,
        name,
      ),
    ];
  });
}

const sizeOf = ({ content }: PlannedFile): number =>
  content.kind === 'made' ? content.bytes.length : content.stat.size;

function sortByPath<T extends { readonly path: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareBytes(a.path, b.path));
}
