/** Which sessions belong together, and which is the main one: the rules of the design, section 2. Pure. */
import { isRead } from '../model/complete.js';
import type { Project, SessionFile, Tree, TreeEntry } from '../model/located.js';
import { basename, dirname, isInside, join, relativeTo } from '../model/paths.js';
import type { Role } from '../model/session.js';
import { sessionName, sessionTitle } from '../model/session-file.js';
import { collisionKey } from '../names/collision.js';
import { carriesName, songKey } from '../names/song.js';
import type { ReadSession } from '../read/read.js';
import type { Discovered } from './discover.js';
import { groupFindings, notInAProject } from './group-findings.js';

/** A session with the files inside the root that it names, absolute and folded. */
interface Member {
  readonly read: ReadSession;
  readonly key: string;
  readonly media: ReadonlySet<string>;
  /** The sessions that it holds, wherever they lie. */
  readonly nests: ReadonlySet<string>;
}

interface Group {
  readonly members: readonly Member[];
  /** The deepest folder that holds them all. */
  readonly home: string;
}

/** `read` holds every session that is not a backup, and the named one. Projects in the order of their roots. */
export function groupSessions(found: Discovered, read: readonly ReadSession[]): Project[] {
  const members = membersOf(found, read);
  const mains = mainsOf(members, found.named);
  const groups = joinRelated(mains);
  const kept = found.sessions.filter((file) => !read.some((session) => session.file.path === file.path));
  const chosen = found.named === null ? groups : groups.filter((group) => holds(group, found.named as SessionFile));
  const projects = chosen.map((group) => projectOf(found, group, groups, members, kept));
  const [first, ...others] = projects;
  if (first === undefined) return [];
  // Said once, with the first, or an album of twelve songs would say it twelve times.
  return [{ ...first, findings: [...first.findings, ...notInAProject(found, outsideOfAll(found, groups))] }, ...others];
}

function membersOf(found: Discovered, read: readonly ReadSession[]): Member[] {
  const root = found.tree.root;
  return read.map((session) => {
    const paths = namedPaths(session, root);
    return {
      read: session,
      key: collisionKey(session.file.path),
      media: new Set(paths.map((path) => path.key).filter((key) => isInside(collisionKey(root), key))),
      nests: new Set(paths.filter((path) => path.isSession).map((path) => path.key)),
    };
  });
}

/** Those that no other holds, and the named one. Where sessions hold each other in a circle, the newest stands for it. */
function mainsOf(members: readonly Member[], named: SessionFile | null): Member[] {
  const isHeld = (member: Member) => members.some((other) => other !== member && other.nests.has(member.key));
  const mains = members.filter((member) => member.read.file.path === named?.path || !isHeld(member));
  for (;;) {
    const reached = new Set([...mains, ...nestedIn(mains, members)]);
    const [next] = newestFirst(members.filter((member) => !reached.has(member)));
    if (next === undefined) return mains;
    mains.push(next);
  }
}

/** What these sessions hold, and what that holds again. */
function nestedIn(mains: readonly Member[], members: readonly Member[]): Member[] {
  const reached = new Set(mains);
  for (const member of reached) {
    for (const other of members) if (member.nests.has(other.key)) reached.add(other);
  }
  return members.filter((member) => reached.has(member) && !mains.includes(member));
}

/** Where each reference points first, by text alone; its content is a matter for `locate`. */
function namedPaths({ session, parser, file }: ReadSession, projectRoot: string) {
  const context = { session, baseFolder: file.baseFolder, projectRoot, named: () => [] };
  return session.media.flatMap((reference) => {
    const first = parser.resolve(reference, context)[0];
    return first === undefined ? [] : [{ key: collisionKey(first.path), isSession: reference.kind === 'session' }];
  });
}

/** Joins sessions that share media of the folder, or that lie in one folder with versions of one name. */
function joinRelated(members: readonly Member[]): Group[] {
  const groups: Member[][] = [];
  for (const member of members) {
    const related = groups.filter((group) => group.some((other) => areRelated(member, other)));
    const joined = [...related.flat(), member];
    for (const group of related) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return followersJoined(groups.map(groupOf));
}

const groupOf = (members: readonly Member[]): Group => ({ members: newestFirst(members), home: commonFolder(members) });

/** A score, a patch or an exchange file beside a session is another form of the song; where several songs lie, nobody knows of which. */
function followersJoined(groups: readonly Group[]): Group[] {
  const leaders = groups.filter((group) => !group.members.every(follows));
  const joining = new Map<Group, Group>();
  for (const group of groups) {
    const [host, ...others] = leaders.filter((leader) => isInside(leader.home, group.home));
    if (group.members.every(follows) && host !== undefined && others.length === 0) joining.set(group, host);
  }
  return groups
    .filter((group) => !joining.has(group))
    .map((group) => {
      const joined = groups.filter((other) => joining.get(other) === group).flatMap(({ members }) => members);
      return joined.length === 0 ? group : { ...groupOf([...group.members, ...joined]), home: group.home };
    });
}

const follows = ({ read: { parser, session } }: Member): boolean => parser.isExchange === true || !isRead(session);

/** All in a DAW's own folder. Else a name counts in one folder and those below it ("old mixes"), not beside it: every song of an album may be saved as "session.rpp". */
function areRelated(a: Member, b: Member): boolean {
  const [one, other] = [a.read.file.baseFolder, b.read.file.baseFolder];
  if (one === other && a.read.file.ownFolder && b.read.file.ownFolder) return true;
  const isNear = isInside(one, other) || isInside(other, one);
  if (isNear && songOf(a) === songOf(b)) return true;
  for (const key of a.media) if (b.media.has(key)) return true;
  return false;
}

const songOf = (member: Member): string => songKey(sessionName(member.read.file));

/** The last saved by its own word, else by its time on disk; alternatives of a bundle, followers and templates last. */
function newestFirst(members: readonly Member[]): Member[] {
  const saved = ({ read }: Member) => read.session.savedAt ?? read.stat.mtimeNs;
  const rank = (member: Member) =>
    member.read.file.role === 'template' ? 3 : follows(member) ? 2 : member.read.file.role === 'alternative' ? 1 : 0;
  return [...members].sort((a, b) => {
    const byRole = rank(a) - rank(b);
    if (byRole !== 0) return byRole;
    if (saved(a) !== saved(b)) return saved(a) > saved(b) ? -1 : 1;
    const byName = Number(hasNameOfFolder(b)) - Number(hasNameOfFolder(a));
    if (byName !== 0) return byName;
    return a.read.file.path < b.read.file.path ? -1 : 1;
  });
}

/** "Song/Song.ardour": of two that a copy gave one time, the one that the project is called after. */
const hasNameOfFolder = ({ read: { file } }: Member): boolean => sessionTitle(file) === basename(file.baseFolder);

function commonFolder(members: readonly Member[]): string {
  const folders = members.map((member) => member.read.file.baseFolder);
  let common = folders[0] as string;
  while (!folders.every((folder) => isInside(common, folder))) common = dirname(common);
  return common;
}

const holds = (group: Group, file: SessionFile) => group.members.some(({ read }) => read.file.path === file.path);

function projectOf(
  found: Discovered,
  group: Group,
  groups: readonly Group[],
  members: readonly Member[],
  kept: readonly SessionFile[],
): Project {
  const rivals = groups.filter((other) => other !== group);
  const sharesHome = rivals.some((other) => other.home === group.home);
  const root = rivals.length === 0 ? found.tree.root : group.home;
  const whole = !sharesHome && !(found.sharedPlace && root === found.tree.root);
  const tree = root === found.tree.root ? found.tree : subtree(found.tree, root);
  const nested = nestedIn(group.members, members).filter((member) => isInside(root, member.read.file.path));
  const others = whole ? homesOf(rivals, tree) : notOurs(tree, group, nested, groups);
  const isOurs = (path: string) => !isBelowAny(relativeTo(root, path), others);
  const sessions = [
    ...withRoles(group, found.named),
    ...nested.filter(({ read }) => isOurs(read.file.path)).map(({ read }) => withRole(read.file, 'nested')),
    ...kept.filter((file) => isInside(root, file.path) && isOurs(file.path)),
  ];
  return { root, tree, whole, others, sessions, findings: groupFindings(found, tree, whole, rivals.length) };
}

/** The named session is the main one of the run, whatever its role; else the newest is, and the others are alternatives. */
function withRoles(group: Group, named: SessionFile | null): SessionFile[] {
  const files = group.members.map(({ read }) => read.file);
  const main = files.find((file) => file.path === named?.path) ?? (files[0] as SessionFile);
  const rest = files.filter((file) => file !== main);
  return [main, ...rest.map((file) => (file.role === 'session' ? withRole(file, 'alternative') : file))];
}

const withRole = (file: SessionFile, role: Role): SessionFile => ({ ...file, role });

/** Projects that lie in folders of their own below this root. */
function homesOf(rivals: readonly Group[], tree: Tree): Set<string> {
  return new Set(
    rivals.filter((rival) => isInside(tree.root, rival.home)).map((rival) => relativeTo(tree.root, rival.home)),
  );
}

/** Files above the folders of all projects that no session names either; a project that is alone takes them all. */
function outsideOfAll({ tree }: Discovered, groups: readonly Group[]): TreeEntry[] {
  if (groups.length === 1) return [];
  const named = new Set(
    groups.flatMap((group) => group.members.flatMap((member) => [...member.media, ...member.nests])),
  );
  return tree.entries.filter((entry) => {
    const path = join(tree.root, entry.path);
    return entry.kind === 'file' && !groups.some(({ home }) => isInside(home, path)) && !named.has(collisionKey(path));
  });
}

/** In a folder with several projects: everything but this one's sessions, what they name, and what carries their name. */
function notOurs(tree: Tree, group: Group, nested: readonly Member[], groups: readonly Group[]): Set<string> {
  const mine = [...group.members, ...nested];
  const files = new Set(mine.flatMap((member) => [collisionKey(member.read.file.path), ...member.media]));
  const keys = group.members.map(songOf);
  const rivalKeys = groups.flatMap((other) => (other === group ? [] : other.members.map(songOf)));
  const carries = (path: string) =>
    path.split('/').some((part) => longestCarried(part, keys) > longestCarried(part, rivalKeys));
  const ours = tree.entries.filter(
    (entry) => files.has(collisionKey(join(tree.root, entry.path))) || carries(entry.path),
  );
  const keep = new Set(ours.flatMap((entry) => [entry.path, ...ancestors(entry.path)]));
  return new Set(tree.entries.filter((entry) => !keep.has(entry.path)).map((entry) => entry.path));
}

const longestCarried = (name: string, keys: readonly string[]): number =>
  Math.max(0, ...keys.filter((key) => carriesName(name, key)).map((key) => key.length));

function ancestors(path: string): string[] {
  const out: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) out.push(path.slice(0, at));
  return out;
}

const isBelowAny = (path: string, folders: ReadonlySet<string>): boolean =>
  folders.has(path) || ancestors(path).some((folder) => folders.has(folder));

function subtree(tree: Tree, root: string): Tree {
  const prefix = `${relativeTo(tree.root, root)}/`;
  const entries = tree.entries
    .filter((entry) => entry.path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
  const own = tree.entries.find((entry) => join(tree.root, entry.path) === root) ?? tree.stat;
  return { root, stat: own, entries, whole: tree.whole };
}
