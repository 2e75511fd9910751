/** `--extract-embedded`: what lies inside of a session goes along as files of its own. */
import { expect } from 'chai';
import { openPackage } from '../../lib/check/open.js';
import { verifyPackage } from '../../lib/check/verify.js';
import { drill } from '../../lib/drill/drill.js';
import { readWhole } from '../../lib/ports/files.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { extractionOf } from '../../lib/recall/embedded.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import {
  aafOf,
  clip,
  composition,
  EMBEDDED,
  ESSENCES,
  essence,
  fileMob,
  RAW,
  sequence,
  slot,
  WHOLE_WAVE,
} from '../parsers/aaf/songs.js';
import { intercepted } from '../support/failing-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { archiveOne, NO_LOCATE, testWorld } from '../support/world.js';

function project() {
  const fs = memoryFileSystem();
  fs.put('/w/Song/Song.aaf', aafOf(EMBEDDED, ESSENCES));
  fs.makeFolder('/shelf');
  return fs;
}

const IN_PACKAGE = 'data/Recall/Embedded/';

describe('Media inside of a session', () => {
  for (const form of ['zip', 'folder'] as const)
    it(`go into the package (${form}), which verifies and restores`, async () => {
      const fs = project();
      const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf', { extractEmbedded: true, form });
      const path = result.package as string;
      const opened = await openPackage(fs, path);
      const inside = opened.members.map((member) => member.path).filter((one) => one.startsWith(IN_PACKAGE));
      expect(inside).to.deep.equal([`${IN_PACKAGE}Bass.wav`, `${IN_PACKAGE}Drums.wav`]);
      expect(opened.read(`${IN_PACKAGE}Bass.wav`, 10_000).equals(WHOLE_WAVE)).to.equal(true);
      expect(
        opened
          .read(`${IN_PACKAGE}Drums.wav`, 10_000)
          .subarray(44, 44 + RAW.length)
          .equals(RAW),
      ).to.equal(true);
      opened.close();
      expect((await verifyPackage(fs, path, { level: 'full' })).problems).to.deep.equal([]);
      expect((await drill(testWorld(fs), path, '/shelf')).ok).to.equal(true);
      expect(fs.list('/shelf').filter(({ name }) => name.endsWith('.part'))).to.deep.equal([]);
    });

  it('stay where they are unless it is asked for', async () => {
    const fs = project();
    const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf');
    const opened = await openPackage(fs, result.package as string);
    expect(opened.members.some((member) => member.path.startsWith(IN_PACKAGE))).to.equal(false);
    opened.close();
  });

  it('go beside a recall sheet, under names that a disk can hold and that differ', async () => {
    const fs = memoryFileSystem();
    const sound = { rate: 48000, channels: 1, bits: 16 };
    const mobs = ['Kick: in', 'kick: IN'].map((name, at) => fileMob(31 + at, name, { sound }));
    const song = composition(1, 'Song', [slot(1, sequence([clip({ mob: 31, length: 10 })]))]);
    fs.put('/w/Song/Song.aaf', aafOf([...mobs, song], [essence(31, RAW), essence(32, RAW)]));
    fs.makeFolder('/shelf');
    const { projects, parsers } = await openProjects(testWorld(fs), '/w/Song', NO_LOCATE);
    for (const located of projects)
      await writeRecall(testWorld(fs), located, '/shelf', { extraction: extractionOf(fs, located, parsers) });
    expect(fs.list('/shelf/Song recall/Embedded').map(({ name }) => name)).to.deep.equal([
      'Kick_ in.wav',
      'kick_ IN (2).wav',
    ]);
    expect(readWhole(fs, '/shelf/Song recall/Embedded/Kick_ in.wav', 10_000).length).to.equal(44 + RAW.length + 1);
  });

  it('leave nothing behind where the disk is full', async () => {
    const fs = project();
    let written = 0;
    const full = intercepted(fs, (operation, args, carryOut) => {
      if (operation === 'write') {
        written += 1;
        if (written > 3) throw Object.assign(new Error('ENOSPC: made to fail'), { code: 'ENOSPC' });
      }
      return carryOut(args);
    });
    let code = '';
    try {
      await archiveOne(testWorld(full), '/w/Song', '/shelf', { extractEmbedded: true });
    } catch (error) {
      code = (error as { code: string }).code;
    }
    expect(code).to.equal('disk-full');
    expect(fs.list('/shelf')).to.deep.equal([]);
  });
});
