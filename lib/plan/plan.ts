/**
 * Fifth stage: (project, located, survey, options) → plan. Pure and deterministic: what goes where under which name, what is
 * re-linked to what, what is left out and why. Nothing is read here, so that `--dry-run` shows what would really happen.
 */
import picomatch from 'picomatch';
import { projectFindings } from '../inspect/inspection.js';
import { countsAsThere, isRead } from '../model/complete.js';
import { TAKEN_ROOT_NAMES } from '../model/layout.js';
import type { LocatedProject, LocatedSession } from '../model/located.js';
import type { SessionParser } from '../model/parser.js';
import { compareBytes } from '../model/path-bytes.js';
import { isInside, nameOf, relativeTo } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import { safeName, unlistable, unsafeOnWindows } from '../names/safe.js';
import type { GivenDocument } from '../notes/document-names.js';
import type { Survey } from '../survey/model.js';
import { planFiles } from './files.js';
import {
  byHandFindings,
  documentFindings,
  leftOutFindings,
  muchUnreferenced,
  nameFindings,
  relinkFindings,
} from './findings.js';
import { planFolders, planLinks } from './folders.js';
import type { About, Plan, PlannedFile } from './model.js';
import { packageName } from './package-name.js';
import { planPlaces } from './places.js';
import { type Selection, select } from './select.js';
import { planSessions } from './sessions.js';
import { nameTree } from './tree-names.js';

export interface PlanOptions {
  readonly about: About;
  readonly template: string;
  readonly form: 'zip' | 'folder' | 'auto';
  readonly wholeFolder: boolean;
  readonly withCaches: boolean;
  readonly exclude: readonly string[];
  /** The text of data/Notes/notes.md; null: none. */
  readonly notes: string | null;
  /** From outside, for data/Notes. Absent: none. */
  readonly documents?: readonly GivenDocument[];
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
  const packing = { root: project.root, rootName, kept: selection.kept, names, places };
  const sessions = planSessions(located.sessions, parsers, packing);
  const documents = options.documents ?? [];
  const files = sortByPath(planFiles(packing, sessions, survey.forks, options.notes, documents));
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
  return {
    ...packageName(located, survey, options, bytes),
    destination: survey.destination,
    about: options.about,
    project: { root: project.root, rootName },
    files,
    folders: sortByPath(planFolders(packing, project.tree.stat, files)),
    links: planLinks(packing),
    sessions,
    leftOut: selection.leftOut,
    decisions: located.decisions,
    findings: [
      ...projectFindings(located),
      ...located.sessions.flatMap((session) => session.session.findings),
      ...leftOutFindings(selection.leftOut),
      ...nameFindings(files),
      ...muchUnreferenced(sizesIn(selection, wanted), rootName),
      ...relinkFindings(sessions),
      ...byHandFindings(sessions),
      ...documentFindings(documents, files),
    ],
    complete: sessions.every(({ byHand }) => byHand.length === 0) && located.sessions.every(hasAll),
    bytes,
  };
}

/** Every reference that something plays is there, and is no stand-in. */
const hasAll = ({ session, references }: LocatedSession): boolean =>
  isRead(session) &&
  references.every(
    ({ reference: { needed }, state, isPlaceholder }) => countsAsThere(needed, state) && !(needed && isPlaceholder),
  );

const sizesIn = ({ kept }: Selection, wanted: ReadonlySet<string>) =>
  kept.filter(({ kind }) => kind === 'file').map(({ path, size }) => ({ size, isUsed: wanted.has(path) }));

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

const sizeOf = ({ content }: PlannedFile): number =>
  content.kind === 'made' ? content.bytes.length : content.stat.size;

function sortByPath<T extends { readonly path: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareBytes(a.path, b.path));
}
