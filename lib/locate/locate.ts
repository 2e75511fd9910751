/** Third stage: where the media of each session lie, by the DAW's own rules, then by what a person says, then by search on evidence. */
import { detectSession } from '../discover/detect.js';
import { unreadSession } from '../discover/unread-session.js';
import { TapeboxError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { LocatedProject, LocatedReference, LocatedSession, Project, SessionFile } from '../model/located.js';
import type { Decision } from '../model/package.js';
import { dirname, isInside, relativeTo } from '../model/paths.js';
import type { Platform } from '../model/session.js';
import { rfc3339 } from '../model/time.js';
import type { Clock, FileSystem } from '../ports/file-system.js';
import { type ReadSession, readSession } from '../read/read.js';
import { locateFindings, searchFolderAbsent } from './findings.js';
import { type Lookup, lookupOn } from './lookup.js';
import type { LocateOptions } from './options.js';
import { locateReference, type Places } from './reference.js';
import { findRenamed } from './renamed.js';
import { namesBelow, namesInTree } from './search.js';

export interface LocateWorld {
  readonly fs: FileSystem;
  readonly clock: Clock;
  /** Platform of this machine. */
  readonly here: Platform;
  readonly home: string | null;
  /** Nothing outside of this folder exists: a drill resolves inside the restored folder only. */
  readonly confinedTo?: string;
}

/** `read`: the project's sessions that were parsed. Nested sessions that they name are read here, from wherever they lie. */
export async function locate(
  world: LocateWorld,
  project: Project,
  read: readonly ReadSession[],
  options: LocateOptions,
): Promise<LocatedProject> {
  const findings: Finding[] = [...project.findings];
  const tellAbsent = (folder: string) => findings.push(searchFolderAbsent(folder));
  const places: Places = {
    fs: world.fs,
    here: world.here,
    home: world.home,
    projectRoot: project.root,
    lookup: confined(lookupOn(world.fs), world.confinedTo),
    inProject: namesInTree(project.tree),
    inSearch: namesBelow(world.fs, world.confinedTo === undefined ? options.search : [], tellAbsent),
    options,
  };
  const sessions: LocatedSession[] = [];
  const queue = project.sessions.flatMap((file) => {
    const session = read.find((one) => one.file.path === file.path);
    return session === undefined ? [] : [{ ...session, file }];
  });
  const seen = new Set(queue.map((one) => one.file.path));
  for (let at = 0; at < queue.length; at++) {
    const located = await locateSession(queue[at] as ReadSession, places);
    sessions.push(located);
    for (const file of await nestedFiles(world.fs, located, project, seen)) {
      try {
        queue.push(await readSession(world.fs, file));
      } catch (error) {
        findings.push(unreadSession(relativeTo(project.root, file.path), error));
      }
    }
  }
  const located = await findRenamed(sessions, project.tree, places);
  return {
    project,
    sessions: located,
    kept: project.sessions.filter((file) => !sessions.some((session) => session.file.path === file.path)),
    decisions: decisionsOf(options, world.clock),
    findings: [...findings, ...located.flatMap((session) => locateFindings(session, project.root))],
  };
}

async function locateSession({ file, parser, session, stat }: ReadSession, places: Places): Promise<LocatedSession> {
  const references: LocatedReference[] = [];
  const context = { session, baseFolder: file.baseFolder, projectRoot: places.projectRoot, named: places.inProject };
  for (const reference of session.media) {
    references.push(await locateReference(reference, parser.resolve(reference, context), places));
  }
  const { name: parserName, opening = null, relink } = parser;
  return { file, parserName, opening, relink, stat, session, references };
}

/** Sessions inside this one that nobody has read yet. */
async function nestedFiles(
  fs: FileSystem,
  located: LocatedSession,
  project: Project,
  seen: Set<string>,
): Promise<SessionFile[]> {
  const out: SessionFile[] = [];
  for (const { reference, realPath } of located.references) {
    if (reference.kind !== 'session' || realPath === null || seen.has(realPath)) continue;
    const detected = await detectOrNull(fs, realPath);
    if (detected === null) continue;
    seen.add(realPath);
    const known = project.sessions.find((file) => file.path === realPath);
    const format = detected.entry.format;
    const plain = {
      path: realPath,
      format,
      baseFolder: dirname(realPath),
      ownFolder: false,
      bundle: null,
      shown: realPath,
    };
    out.push({ ...plain, ...known, role: 'nested' });
  }
  return out;
}

async function detectOrNull(fs: FileSystem, path: string) {
  try {
    return await detectSession(fs, path);
  } catch (error) {
    if (!(error instanceof TapeboxError)) throw error;
    return null;
  }
}

function confined(lookup: Lookup, folder: string | undefined): Lookup {
  if (folder === undefined) return lookup;
  return (path) => {
    if (!isInside(folder, path)) return { kind: 'absent' };
    const looked = lookup(path);
    return looked.kind === 'file' && !isInside(folder, looked.realPath) ? { kind: 'absent' } : looked;
  };
}

/** What a person decided, as it is kept in the package. */
function decisionsOf(options: LocateOptions, clock: Clock): Decision[] {
  const now = rfc3339(clock.now());
  return [
    ...options.maps.map((map): Decision => ({ kind: 'map', what: map.old, to: map.new, by: null, at: now })),
    ...options.accepted.map(
      (one): Decision => ({
        kind: 'file' in one ? 'accept-file' : 'accept-loss',
        what: one.stored,
        to: 'file' in one ? one.file : null,
        by: one.by,
        at: one.at ?? now,
      }),
    ),
  ];
}
