/** What comes out of packages that are damaged or cut. */
import { expect } from 'chai';
import { salvagePackage } from '../../lib/restore/salvage.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { archiveOne, testWorld } from '../support/world.js';

const SOUNDS = ['a.wav', 'b.wav', 'c.wav'];

async function packed(): Promise<{ fs: MemoryFileSystem; path: string; bytes: Buffer }> {
  const fs = memoryFileSystem();
  fs.put('/work/Song/Song.rpp', rpp(SOUNDS));
  for (const [index, name] of SOUNDS.entries()) fs.put(`/work/Song/${name}`, wav(2000, index + 1));
  fs.makeFolder('/shelf');
  const { result } = await archiveOne(testWorld(fs), '/work/Song', '/shelf');
  const path = result.package as string;
  return { fs, path, bytes: fs.get(path) };
}

/** The bytes of the file in the middle of the package. */
const inside = (bytes: Buffer, sound: Buffer): number => bytes.indexOf(sound.subarray(200)) + 1000;

async function salvaged(fs: MemoryFileSystem, bytes: Buffer) {
  fs.put('/bad/x.tapebox.zip', bytes);
  const { output } = await salvagePackage(testWorld(fs), '/bad/x.tapebox.zip', '/out');
  const song = `${output.restoredTo}/Song`;
  const names = fs
    .list(song)
    .map(({ name }) => name)
    .sort();
  return { output, song, names };
}

describe('salvage', () => {
  it('gives every whole file under its name, and a damaged one marked', async () => {
    const { fs, bytes } = await packed();
    const bad = Buffer.from(bytes);
    bad[inside(bytes, wav(2000, 2))] = (bad[inside(bytes, wav(2000, 2))] as number) ^ 1;
    const { output, song, names } = await salvaged(fs, bad);
    expect(names).to.deep.equal(['Song.rpp', 'a.wav', 'b (damaged).wav', 'c.wav']);
    expect(fs.get(`${song}/a.wav`).equals(wav(2000, 1))).to.equal(true);
    expect(output.findings.map((one) => one.code)).to.deep.equal(['salvaged-damaged']);
  });

  it('goes by the local headers where the end is gone: all before the cut is whole, the last one marked', async () => {
    const { fs, bytes } = await packed();
    const { output, song, names } = await salvaged(fs, bytes.subarray(0, inside(bytes, wav(2000, 2))));
    expect(names).to.deep.equal(['Song.rpp', 'a.wav', 'b (damaged).wav']);
    expect(fs.get(`${song}/Song.rpp`).equals(rpp(SOUNDS))).to.equal(true);
    const cut = fs.get(`${song}/b (damaged).wav`);
    expect(cut.equals(wav(2000, 2).subarray(0, cut.length))).to.equal(true);
    expect(output.findings).to.have.length(1);
  });

  it('cut anywhere it says so or gives only files that are whole or marked', async () => {
    const { fs, bytes } = await packed();
    let gave = 0;
    for (let end = 0; end < bytes.length; end += 997) {
      fs.put('/bad/x.tapebox.zip', bytes.subarray(0, end));
      try {
        const { output } = await salvagePackage(testWorld(fs), '/bad/x.tapebox.zip', `/out${end}`);
        gave += 1;
        for (const { name } of fs.list(`${output.restoredTo}/Song`)) {
          if (name.includes('(damaged)') || name === 'Song.rpp') continue;
          expect(
            fs.get(`${output.restoredTo}/Song/${name}`).equals(wav(2000, SOUNDS.indexOf(name) + 1)),
            `${end}`,
          ).to.equal(true);
        }
      } catch (error) {
        expect((error as { exitCode?: number }).exitCode, `${end}: ${error}`).to.be.oneOf([4, 5]);
      }
    }
    expect(gave).to.be.greaterThan(5);
  });
});
