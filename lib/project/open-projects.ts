/** discover → read → group → locate: from what a person named to located projects. What every command begins with. */
import { parserFor } from '../../parsers/index.js';
import { type Discovered, discover } from '../discover/discover.js';
import { unreadSession } from '../discover/unread-session.js';
import type { LocateWorld } from '../locate/locate.js';
import type { LocateOptions } from '../locate/options.js';
import type { Finding } from '../model/finding.js';
import type { LocatedProject, SessionFile } from '../model/located.js';
import type { SessionParser } from '../model/parser.js';
import { relativeTo } from '../model/paths.js';
import { type ReadSession, readSession } from '../read/read.js';

export interface OpenedProjects {
  /** The session file on the command line, absolute; null where a folder was named. */
  readonly named: string | null;
  readonly projects: readonly LocatedProject[];
  /** The readers of all formats that occur. */
  readonly parsers: ReadonlyMap<string, SessionParser>;
}

export interface OpenOptions extends LocateOptions {
  /** True: for a recall sheet, which draws the notes of MIDI clips. */
  readonly midiNotes?: boolean;
}

export async function openProjects(world: LocateWorld, input: string, options: OpenOptions): Promise<OpenedProjects> {
  const { fs } = world;
  const discovered = await discover(fs, input, world.home);
  const found = withMain(discovered);
  const { read, findings } = await readAll(world, found, options.midiNotes ?? false);
  // Only now: to refuse a file must not cost the loading of all that comes after reading.
  const [{ groupSessions }, { locate }] = await Promise.all([
    import('../discover/group.js'),
    import('../locate/locate.js'),
  ]);
  const projects: LocatedProject[] = [];
  for (const project of groupSessions(found, read)) {
    projects.push(await locate(world, { ...project, findings: [...project.findings, ...findings] }, read, options));
  }
  const formats = new Set(projects.flatMap(({ sessions }) => sessions.map(({ file }) => file.format)));
  const parsers = await Promise.all(
    [...formats].map(async (format) => [format, (await parserFor(format)) as SessionParser] as const),
  );
  return { named: discovered.named?.path ?? null, projects, parsers: new Map(parsers) };
}

const isBackup = (file: SessionFile): boolean => file.role === 'backup' || file.role === 'autosave';

/** A folder with nothing but backups: the last of them by name, which carries the date, stands for the session. */
function withMain(found: Discovered): Discovered {
  if (found.named !== null || !found.sessions.every(isBackup)) return found;
  return { ...found, named: found.sessions.at(-1) ?? null };
}

/** Everything but backups is read; what was named must be readable, and one of the others. */
async function readAll(
  world: LocateWorld,
  found: Discovered,
  midiNotes: boolean,
): Promise<{ read: ReadSession[]; findings: Finding[] }> {
  const read: ReadSession[] = [];
  const findings: Finding[] = [...found.findings];
  let first: unknown;
  const mustRead = found.sessions.filter((file) => file.path === found.named?.path || !isBackup(file));
  for (const file of mustRead) {
    try {
      read.push(await readSession(world.fs, file, midiNotes));
    } catch (error) {
      if (file.path === found.named?.path) throw error;
      first ??= error;
      findings.push(unreadSession(relativeTo(found.tree.root, file.path), error));
    }
  }
  if (read.length === 0) throw first;
  return { read, findings };
}
