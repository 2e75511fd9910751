/** The way out after a failure: the first error is told, and nothing that tapebox made stays. */
import { expect } from 'chai';
import { drill } from '../../lib/drill/drill.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { lookOrNull } from '../../lib/ports/files.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { salvagePackage } from '../../lib/restore/salvage.js';
import { intercepted } from '../support/failing-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { archiveOne, NO_LOCATE, testWorld } from '../support/world.js';

const SOUND = wav(100, 3);

async function shelf() {
  const fs = memoryFileSystem();
  fs.put('/w/Song/Song.rpp', rpp(['a.wav']));
  fs.put('/w/Song/a.wav', SOUND);
  fs.makeFolder('/shelf');
  const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf');
  return { fs, path: result.package as string };
}

/** Every rename fails with EIO; with `stuck`, nothing can be removed afterwards either. */
function withoutRename(port: FileSystem, stuck: boolean): FileSystem {
  let failed = false;
  return intercepted(port, (operation, args, carryOut) => {
    const isRemoval = operation === 'remove' || operation === 'removeFolder';
    if (operation !== 'rename' && !(stuck && failed && isRemoval)) return carryOut(args);
    failed = true;
    const code = isRemoval ? 'EROFS' : 'EIO';
    throw Object.assign(new Error(`${code}: made to fail`), { code });
  });
}

async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

type Work = (fs: FileSystem, path: string, to: string) => Promise<unknown>;

const WORKS: Readonly<Record<string, Work>> = {
  restore: (fs, path, to) => restorePackage(testWorld(fs), path, { to, sessionOnly: false }),
  salvage: (fs, path, to) => salvagePackage(testWorld(fs), path, to),
  drill: (fs, path) => drill(testWorld(fs), path, '/w'),
  recall: async (fs) => {
    const { projects } = await openProjects(testWorld(fs), '/w/Song', NO_LOCATE);
    for (const located of projects) await writeRecall(testWorld(fs), located, '/shelf');
  },
};

describe('a failure', () => {
  for (const [name, work] of Object.entries(WORKS)) {
    it(`of ${name} is told, not that its temporary could not be removed`, async () => {
      const { fs, path } = await shelf();
      expect(await messageOf(() => work(withoutRename(fs, true), path, '/out'))).to.include('EIO');
    });
  }

  for (const name of ['restore', 'salvage']) {
    it(`of ${name} takes the folders away that it made, and no others`, async () => {
      const { fs, path } = await shelf();
      fs.makeFolder('/out');
      await messageOf(() => WORKS[name]?.(withoutRename(fs, false), path, '/out/deep/down'));
      expect(fs.tree('/out')).to.deep.equal([]);
    });
  }

  it('of a damaged package leaves no folder either', async () => {
    const { fs, path } = await shelf();
    const bytes = fs.get(path);
    bytes.fill(0xff, bytes.indexOf(SOUND), bytes.indexOf(SOUND) + 50);
    fs.put(path, bytes);
    expect(await messageOf(() => WORKS['restore']?.(fs, path, '/out/deep'))).to.include('damaged');
    expect(lookOrNull(fs, '/out')).to.equal(null);
  });
});

it('recall removes what a killed run left, and flushes what it wrote', async () => {
  const { fs } = await shelf();
  const leftover = '/shelf/.tapebox-00000000-1-1-00000000.part';
  fs.put(`${leftover}/recall.html`, Buffer.from('half'));
  const flushed: unknown[] = [];
  const watched = intercepted(fs, (operation, args, carryOut) => {
    if (operation === 'flushFolder') flushed.push(args[0]);
    return carryOut(args);
  });
  await WORKS['recall']?.(watched, '', '');
  expect(lookOrNull(fs, leftover)).to.equal(null);
  expect(flushed).to.have.length(2);
  expect(flushed).to.include('/shelf');
});
