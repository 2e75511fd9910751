/** A world for tests: any port, a clock that stands still, no progress. */
import type { Archived, ArchiveOptions } from '../../lib/archive/archive.js';
import { archiveProject } from '../../lib/archive/archive.js';
import type { LocateOptions } from '../../lib/locate/options.js';
import { DEFAULT_TEMPLATE } from '../../lib/names/standard-name.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { NO_PROGRESS } from '../../lib/work/progress.js';
import type { World } from '../../lib/work/world.js';

/** 2026-11-24T08:00:00Z */
export const NOW = 1_795_507_200_000_000_000n;

export const testWorld = (fs: FileSystem, more: Partial<World> = {}): World => ({
  fs,
  clock: { now: () => NOW },
  here: 'linux',
  home: '/home/somebody',
  progress: NO_PROGRESS,
  signal: undefined,
  ...more,
});

export const NO_LOCATE: LocateOptions = { maps: [], search: [], accepted: [], libraries: 'user' };

export const ARCHIVE: Omit<ArchiveOptions, 'to'> = {
  dryRun: false,
  again: false,
  form: 'zip',
  wholeFolder: false,
  withCaches: false,
  exclude: [],
  template: DEFAULT_TEMPLATE,
  title: null,
  artist: null,
  client: null,
  studio: null,
  note: null,
};

/** What `tapebox archive INPUT --to TO` does, for every project of the input. */
export async function archiveAll(
  world: World,
  input: string,
  to: string,
  options: Partial<ArchiveOptions> = {},
  locate: Partial<LocateOptions> = {},
): Promise<Archived[]> {
  const opened = await openProjects(world, input, { ...NO_LOCATE, ...locate });
  const out: Archived[] = [];
  for (const located of opened.projects) {
    out.push(await archiveProject(world, located, opened.parsers, { ...ARCHIVE, ...options, to }));
  }
  return out;
}

/** The same where there is one project. */
export async function archiveOne(...args: Parameters<typeof archiveAll>): Promise<Archived> {
  const [only, ...others] = await archiveAll(...args);
  if (only === undefined || others.length > 0) throw new Error('not one project');
  return only;
}
