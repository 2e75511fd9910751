/** Archives a project without fsync and without reading back: what the writing alone costs. Run by the bench as a process of its own. */
import { archiveProject } from '../lib/archive/archive.js';
import { DEFAULT_TEMPLATE } from '../lib/names/standard-name.js';
import { systemClock } from '../lib/ports/clock.js';
import { thisPlatform } from '../lib/ports/machine.js';
import { nodeFileSystem } from '../lib/ports/node-file-system.js';
import { openProjects } from '../lib/project/open-projects.js';
import { NO_PROGRESS } from '../lib/work/progress.js';
import type { World } from '../lib/work/world.js';

const [project = '', to = ''] = process.argv.slice(2);
const world: World = {
  fs: { ...nodeFileSystem, flush: () => {}, flushFolder: () => {} },
  clock: systemClock({}),
  here: thisPlatform,
  home: null,
  progress: NO_PROGRESS,
  signal: undefined,
  skipReadBack: true,
};
const opened = await openProjects(world, project, { maps: [], search: [], accepted: [], libraries: 'user' });
for (const located of opened.projects) {
  await archiveProject(world, located, opened.parsers, {
    to,
    dryRun: false,
    again: true,
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
  });
}
