/** A DAW that is told no new places (Pro Tools): what is collected must lie where it looks, under the name that it knows. */
import { expect } from 'chai';
import { drill } from '../../lib/drill/drill.js';
import { writeSession } from '../parsers/protools/writer.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { wav } from '../support/project.js';
import { archiveOne, testWorld } from '../support/world.js';

const FOLDER = ['Mac HD', 'Song'];

async function archived(
  stored: readonly (readonly string[])[],
  files: Readonly<Record<string, Buffer>>,
  accepted = {},
) {
  const fs = memoryFileSystem();
  const session = writeSession({ folder: FOLDER, files: stored.map((path) => ({ path })) });
  fs.put('/w/Song/Song.ptx', session);
  for (const [path, bytes] of Object.entries(files)) fs.put(path, bytes);
  fs.makeFolder('/shelf');
  const decisions = Object.entries<string>(accepted).map(([name, file]) => ({
    stored: name,
    file,
    by: null,
    at: null,
  }));
  const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf', {}, { accepted: decisions });
  const { references } = await drill(testWorld(fs), result.package as string, null);
  return { result, references, codes: result.findings.map(({ code }) => code) };
}

describe('a session that is re-linked by layout', () => {
  it('gets a file of another name under the name that it knows', async () => {
    const { result, references, codes } = await archived(
      [['Samples', 'kick.wav']],
      { '/else/bass drum 7.wav': wav() },
      { 'Samples/kick.wav': '/else/bass drum 7.wav' },
    );
    expect(codes).not.to.include('needs-relink-by-hand');
    expect(references).to.include({ inside: 1, lost: 0 });
    expect(result.complete).to.equal(true);
  });

  it('finds two of one name from different folders', async () => {
    const { references, codes } = await archived(
      [
        ['A', 'kick.wav'],
        ['B', 'kick.wav'],
      ],
      { '/else/1/kick.wav': wav(100, 1), '/else/2/kick.wav': wav(100, 2) },
      { 'A/kick.wav': '/else/1/kick.wav', 'B/kick.wav': '/else/2/kick.wav' },
    );
    expect(codes).not.to.include('needs-relink-by-hand');
    expect(references).to.include({ inside: 2, lost: 0 });
  });

  it('keeps the session as it is', async () => {
    const { result } = await archived([['Mac HD', 'Song', 'Audio Files', 'a.wav']], {
      '/w/Song/Audio Files/a.wav': wav(),
    });
    expect(result.relinked).to.deep.equal([]);
    expect(result.findings.find(({ code }) => code === 'on-opening')?.message).to.include('Pro Tools');
  });
});
