/** First stage: from what a person named to the session files that lie there. Nothing is parsed yet. */
import { sniffMedia } from '../audio/sniff.js';
import { errnoOf, sessionError, type TapeboxError, usageError } from '../model/errors.js';
import type { Finding } from '../model/finding.js';
import type { SessionFile, Tree } from '../model/located.js';
import { basename, dirname, isInside, join, resolve } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { isAbsent, readFully } from '../ports/files.js';
import { unreadable } from '../read/read.js';
import { detectSession, mayBeSession } from './detect.js';
import { isSharedPlace } from './shared-place.js';
import { unreadSession } from './unread-session.js';
import { NO_LIMITS, walk } from './walk.js';

export interface Discovered {
  /** The session file that was named, or null where a folder was. */
  readonly named: SessionFile | null;
  readonly tree: Tree;
  /** True for a home, a Desktop, a volume: never taken whole. */
  readonly sharedPlace: boolean;
  readonly sessions: readonly SessionFile[];
  /** What has the name of a session and cannot be read. */
  readonly findings: readonly Finding[];
}

/** In a home or on a volume's top only so much is looked at. */
const SHARED_PLACE_LIMITS = { maxEntries: 20_000 };

/** `input` is a session file or a folder. Throws exit 2 where nothing is, exit 4 where it is no session and holds none. */
export async function discover(fs: FileSystem, input: string, home: string | null): Promise<Discovered> {
  const { path, named } = await sessionAt(fs, input);
  return discoverIn(fs, named === null ? path : named.baseFolder, named, home);
}

/** What a person named: a folder (`named` is null), or a session file; the same errors as `discover`, and nothing around it is looked at. */
export async function sessionAt(fs: FileSystem, input: string): Promise<{ path: string; named: SessionFile | null }> {
  const path = realPathOf(fs, resolve(input));
  const stat = fs.look(path);
  if (stat.kind === 'other') {
    throw sessionError('not-a-session', `"${basename(path)}" is a device or a pipe, not a session`);
  }
  return { path, named: stat.kind === 'file' ? await namedSession(fs, path) : null };
}

async function discoverIn(
  fs: FileSystem,
  root: string,
  named: SessionFile | null,
  home: string | null,
): Promise<Discovered> {
  const sharedPlace = isSharedPlace(fs, root, home);
  const tree = walk(fs, root, sharedPlace ? SHARED_PLACE_LIMITS : NO_LIMITS);
  const { sessions, unread } = await sessionsIn(fs, tree, named);
  // A folder inside a DAW's own one ("Backup") is a part of that project.
  const own = sessions.find((file) => file.ownFolder && file.baseFolder !== root && isInside(file.baseFolder, root));
  if (own !== undefined) return discoverIn(fs, own.baseFolder, named, home);
  const [closed] = unread;
  if (sessions.length === 0 && closed !== undefined) throw closed.error;
  if (sessions.length === 0) {
    const pointer = tree.entries.find(({ kind, path }) => kind === 'file' && isSessionPointer(fs, join(root, path)));
    if (pointer !== undefined) throw onlyPointer(pointer.path);
    throw sessionError(
      'no-session',
      `there is no session in "${basename(root)}"`,
      'Name the session file itself, or the folder that holds it.',
    );
  }
  return { named, tree, sharedPlace, sessions, findings: unread.map(({ path, error }) => unreadSession(path, error)) };
}

/** A link that a person names is followed: it is their word, not the project's. */
function realPathOf(fs: FileSystem, path: string): string {
  try {
    return fs.realPath(path);
  } catch (error) {
    if (isAbsent(error))
      throw usageError(`there is nothing at "${path}"`, 'Check the spelling, and that the drive is mounted.');
    if (errnoOf(error) === 'EACCES') throw sessionError('unreadable', `you may not read "${path}"`);
    throw error;
  }
}

async function namedSession(fs: FileSystem, path: string): Promise<SessionFile> {
  let file: SessionFile | null;
  try {
    file = await sessionFile(fs, path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (file !== null) return file;
  if (isPointer(fs, path)) throw onlyPointer(path);
  throw sessionError(
    'not-a-session',
    `"${basename(path)}" is not a session that tapebox can read`,
    'See the table of formats in the README.',
  );
}

const onlyPointer = (path: string): TapeboxError =>
  sessionError(
    'not-a-session',
    `"${basename(path)}" is only a pointer of Git LFS, not the session`,
    'Run "git lfs pull" in the project, then run again.',
  );

/** In a folder without a session: a file that has the name of one. What cannot be opened was told before. */
function isSessionPointer(fs: FileSystem, path: string): boolean {
  if (!mayBeSession(basename(path))) return false;
  try {
    return isPointer(fs, path);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return false;
  }
}

function isPointer(fs: FileSystem, path: string): boolean {
  const handle = fs.open(path, 'read');
  try {
    const head = Buffer.alloc(64);
    return sniffMedia(head.subarray(0, readFully(fs, handle, head, 0, head.length, 0))) === 'lfs-pointer';
  } finally {
    fs.close(handle);
  }
}

/** A session that cannot be read is told beside the others, never taken for none. */
async function sessionsIn(fs: FileSystem, tree: Tree, named: SessionFile | null) {
  const sessions: SessionFile[] = named === null ? [] : [named];
  const unread: { readonly path: string; readonly error: TapeboxError }[] = [];
  for (const entry of tree.entries) {
    const path = join(tree.root, entry.path);
    if (entry.kind !== 'file' || path === named?.path || !mayBeSession(basename(entry.path))) continue;
    try {
      const file = await sessionFile(fs, path);
      if (file !== null) sessions.push(file);
    } catch (error) {
      unread.push({ path: entry.path, error: unreadable(path, error) });
    }
  }
  return { sessions, unread };
}

async function sessionFile(fs: FileSystem, path: string): Promise<SessionFile | null> {
  const detected = await detectSession(fs, path);
  if (detected === null) return null;
  const { entry, detection } = detected;
  const bundle = detection.bundle === undefined ? null : resolve(dirname(path), detection.bundle);
  const isOneOfSeveral = bundle !== null && detection.role === 'alternative';
  return {
    path,
    format: entry.format,
    role: detection.role,
    baseFolder: resolve(dirname(path), detection.base),
    ownFolder: detection.ownFolder === true,
    bundle,
    shown: isOneOfSeveral ? dirname(path) : (bundle ?? path),
  };
}
