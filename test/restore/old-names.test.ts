/** Figure 11: names that are one on this file system, and two where the project comes from. */
import { expect } from 'chai';
import { restorePackage } from '../../lib/restore/restore.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { archiveOne, testWorld } from '../support/world.js';

const NFD = 'Cafe\u0301.txt';
const NFC = 'Caf\u00e9.txt';
const TWINS = {
  'Song.rpp': rpp(['Kick.wav']),
  'Kick.wav': wav(10, 1),
  'kick.wav': wav(10, 2),
  'KICK (2).wav': wav(10, 3),
  'Loops/a.wav': wav(10, 4),
  'loops/b.wav': wav(10, 5),
  'loops/c.wav': wav(10, 6),
  'ties/x': Buffer.from('a file with the name of a link'),
  [NFC]: Buffer.from('composed'),
  [NFD]: Buffer.from('decomposed'),
  'what?.txt': Buffer.from('a name that only the package changes'),
};

/** The package of the twins, on a disk of the given kind. */
async function packageOn(there: MemoryFileSystem): Promise<string> {
  const fs = memoryFileSystem();
  for (const [path, bytes] of Object.entries(TWINS)) fs.put(`/w/Song/${path}`, bytes);
  fs.makeLink('../Kick.wav', '/w/Song/loops/tie');
  fs.put('/w/Song/loops/TIE', Buffer.from('the twin of a link'));
  fs.makeFolder('/shelf');
  const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf');
  const path = result.package as string;
  there.put(path, fs.get(path));
  return path;
}

describe('twins of names are restored', () => {
  it('under their old names where the file system tells them apart', async () => {
    const fs = memoryFileSystem();
    const path = await packageOn(fs);
    const { output } = await restorePackage(testWorld(fs), path, { to: '/out', sessionOnly: false });
    for (const [name, bytes] of Object.entries(TWINS))
      expect(fs.get(`${output.project}/${name}`).equals(bytes), name).to.equal(true);
    expect(fs.readLink(`${output.project}/loops/tie`)).to.equal('../Kick.wav');
    expect(output.findings.map(({ code }) => code)).not.to.include('name-kept-safe');
  });

  it('each with its content where it does not: one of them keeps the name that it has in the package', async () => {
    const fs = memoryFileSystem(undefined, { anyCase: true });
    const path = await packageOn(fs);
    const { output } = await restorePackage(testWorld(fs), path, { to: '/out', sessionOnly: false });
    const restored = fs.tree(output.project).filter((name) => !name.endsWith('/'));
    const contents = restored
      .filter((name) => name !== 'loops (2)/tie')
      .map((name) => fs.get(`${output.project}/${name}`));
    for (const [name, bytes] of Object.entries(TWINS))
      expect(
        contents.some((one) => one.equals(bytes)),
        name,
      ).to.equal(true);
    expect(fs.tree(output.project)).to.include.members([
      'Kick.wav',
      'Loops/a.wav',
      'kick (3).wav',
      'loops (2)/b.wav',
      'loops (2)/c.wav',
      'loops (2)/tie',
      'what?.txt',
    ]);
    const kept = output.findings.filter(({ code }) => code === 'name-kept-safe');
    expect(kept.map(({ message }) => message)).to.include(
      '"kick.wav" cannot have its old name here; it is "kick (3).wav"',
    );
    expect(kept.some(({ message }) => message.includes('what?'))).to.equal(false);
  });
});
