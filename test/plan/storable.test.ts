/** A session of the days of code pages (Windows-1252), and files whose names it cannot store. */
import { expect } from 'chai';
import { drill } from '../../lib/drill/drill.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { archiveOne, testWorld } from '../support/world.js';

const BY = { by: null, at: null };
const STORED = 'C:\\Klänge\\Trommel.wav';

async function archived(file: string) {
  const fs = memoryFileSystem();
  fs.put('/w/Song/Song.rpp', Buffer.from(rpp([STORED], { platform: 'win64' }).toString('utf8'), 'latin1'));
  fs.put(file, wav());
  fs.makeFolder('/shelf');
  const accepted = [{ stored: STORED, file, ...BY }];
  const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf', { dryRun: false }, { accepted });
  return { result, drilled: await drill(testWorld(fs), result.package as string, null) };
}

describe('a file whose name the session cannot store', () => {
  it('gets a name that it can, where it comes from outside', async () => {
    const { result, drilled } = await archived('/else/太鼓.wav');
    expect(result.findings.map(({ code }) => code)).not.to.include('needs-relink-by-hand');
    expect(drilled.references).to.include({ inside: 1, lost: 0 });
  });

  it('stays inside the project, and a copy that the session can name lies in its media folder', async () => {
    const { result, drilled } = await archived('/w/Song/太鼓.wav');
    expect(result.findings.map(({ code }) => code)).not.to.include('needs-relink-by-hand');
    expect(result.complete).to.equal(true);
    expect(drilled.references).to.include({ inside: 1, lost: 0 });
  });
});
