/** Figure 16, in small: a source that changes between plan and end fails the package (reliability.md, section 3). */
import { expect } from 'chai';
import { archiveProject } from '../../lib/archive/archive.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { ARCHIVE, NO_LOCATE, testWorld } from '../support/world.js';

const TAKE = '/work/Song/take.wav';

const replace = (fs: MemoryFileSystem, make: () => void): void => {
  fs.remove(TAKE);
  make();
};

const MOVES: readonly (readonly [string, (fs: MemoryFileSystem) => void])[] = [
  ['grown', (fs) => fs.put(TAKE, wav(3000))],
  ['shrunk', (fs) => fs.put(TAKE, wav(100))],
  ['touched', (fs) => fs.setTime(TAKE, 7n)],
  ['deleted', (fs) => fs.remove(TAKE)],
  ['rewritten in the same size', (fs) => replace(fs, () => fs.put(TAKE, wav(2000, 9)))],
  ['replaced by a link', (fs) => replace(fs, () => fs.makeLink('/etc/passwd', TAKE))],
  ['replaced by a folder', (fs) => replace(fs, () => fs.makeFolder(TAKE))],
];

/** Once armed, calls `move` before the take is opened. */
function moving(fs: MemoryFileSystem, move: () => void) {
  const state = { armed: false, moved: false };
  const open: FileSystem['open'] = (path, how) => {
    if (state.armed && !state.moved && path === TAKE) {
      state.moved = true;
      move();
    }
    return fs.open(path, how);
  };
  return { port: { ...fs, open }, state };
}

describe('a source that changes while it is archived', () => {
  for (const [what, move] of MOVES) {
    it(`${what} between plan and copy: nothing is sealed`, async () => {
      const fs = memoryFileSystem();
      fs.put('/work/Song/Song.rpp', rpp(['take.wav']));
      fs.put(TAKE, wav(2000));
      fs.makeFolder('/shelf');
      const { port, state } = moving(fs, () => move(fs));
      const world = testWorld(port);
      const opened = await openProjects(world, '/work/Song', NO_LOCATE);
      let error: { code?: string } = {};
      try {
        await archiveProject(world, opened.projects[0] as never, opened.parsers, { ...ARCHIVE, to: '/shelf' }, () => {
          state.armed = true;
        });
      } catch (thrown) {
        error = thrown as { code?: string };
      }
      expect(state.moved).to.equal(true);
      expect(error.code).to.be.oneOf(['source-changed', 'read-failed']);
      expect(fs.list('/shelf')).to.deep.equal([]);
    });
  }
});
