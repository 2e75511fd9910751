import { expect } from 'chai';
import { compare, difference, type Side } from '../../lib/compare/compare.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { failureOf, withTooLarge } from '../support/trouble.js';
import { archiveOne, testWorld } from '../support/world.js';

const side = (
  files: Readonly<Record<string, string>>,
  tracks: readonly string[] | null = null,
  plugins = tracks,
): Side => ({
  files: new Map(Object.entries(files)),
  tracks,
  plugins,
});

const NOTHING = { lost: [], added: [], changed: [], moved: [], same: 0, session: null };

describe('the difference of two sides', () => {
  const cases: readonly (readonly [string, Record<string, string>, Record<string, string>, object])[] = [
    ['nothing and nothing', {}, {}, {}],
    ['the same', { a: '1', b: '2' }, { b: '2', a: '1' }, { same: 2 }],
    ['lost', { a: '1' }, {}, { lost: ['a'] }],
    ['added', {}, { a: '1' }, { added: ['a'] }],
    ['changed', { a: '1' }, { a: '2' }, { changed: ['a'] }],
    ['moved', { a: '1' }, { b: '1' }, { moved: [{ from: 'a', to: 'b' }] }],
    ['moved once of two', { a: '1', b: '1' }, { c: '1' }, { moved: [{ from: 'a', to: 'c' }], lost: ['b'] }],
    ['one of a pair gone', { a: '1', b: '1' }, { a: '1' }, { same: 1, lost: ['b'] }],
    ['a second copy', { a: '1' }, { a: '1', b: '1' }, { same: 1, added: ['b'] }],
    ['changed places', { a: '1', b: '2' }, { a: '2', b: '1' }, { changed: ['a', 'b'] }],
    ['moved over another', { a: '1', b: '2' }, { b: '1' }, { changed: ['b'], lost: ['a'] }],
  ];
  for (const [what, a, b, expected] of cases) {
    it(what, () => {
      const answer = difference(side(a), side(b));
      expect(answer).to.deep.equal({ ...NOTHING, ...expected });
      expect(answer.same + answer.changed.length + answer.moved.length + answer.lost.length).to.equal(
        Object.keys(a).length,
      );
      expect(answer.same + answer.changed.length + answer.moved.length + answer.added.length).to.equal(
        Object.keys(b).length,
      );
    });
  }

  it('counts tracks and plug-ins of one name', () => {
    const { session } = difference(
      side({}, ['Vox', 'Vox', 'Bass'], ['EQ', 'EQ']),
      side({}, ['Vox', 'Drums'], ['EQ', 'EQ', 'EQ']),
    );
    expect(session).to.deep.equal({
      tracks: { lost: ['Vox', 'Bass'], added: ['Drums'] },
      plugins: { lost: [], added: ['EQ'] },
    });
  });

  it('says nothing of sessions where one side has none', () => {
    expect(difference(side({}, ['a']), side({})).session).to.equal(null);
  });
});

describe('compare', () => {
  function disk() {
    const fs = memoryFileSystem();
    fs.put('/w/Song/Song.rpp', rpp(['a.wav', '/pool/b.wav']));
    fs.put('/w/Song/a.wav', wav(10, 1));
    fs.put('/w/Song/what?.txt', Buffer.from('x'));
    fs.put('/w/Song/a.wav.reapeaks', Buffer.from('peaks'));
    fs.put('/pool/b.wav', wav(10, 2));
    fs.makeFolder('/shelf');
    return fs;
  }

  for (const form of ['zip', 'folder'] as const) {
    it(`a project and its package (${form}): what was collected, re-linked and left out`, async () => {
      const fs = disk();
      const { result } = await archiveOne(testWorld(fs), '/w/Song', '/shelf', { form });
      const answer = await compare(testWorld(fs), '/w/Song', String(result.package));
      expect(answer).to.deep.equal({
        schema: 'tapebox-compare/1',
        a: '/w/Song',
        b: result.package,
        lost: ['a.wav.reapeaks'],
        added: ['Media/b.wav'],
        changed: ['Song.rpp'],
        moved: [],
        same: 2,
        session: { tracks: { lost: [], added: [] }, plugins: { lost: [], added: [] } },
      });
      const itself = await compare(testWorld(fs), String(result.package), String(result.package));
      expect(itself).to.include({ same: 4 }).and.to.deep.include({ lost: [], added: [], changed: [], moved: [] });
    });
  }

  it('two sessions: by what they hold, not by files', async () => {
    const fs = disk();
    fs.put('/w/Song/Song2.rpp', Buffer.from(rpp([]).toString().replace('NAME takes', 'NAME vox')));
    const answer = await compare(testWorld(fs), '/w/Song/Song.rpp', '/w/Song/Song2.rpp');
    expect(answer).to.include({ same: 0 });
    expect(answer.session?.tracks).to.deep.equal({ lost: ['takes'], added: ['vox'] });
  });

  it('two folders without any session', async () => {
    const fs = memoryFileSystem();
    fs.put('/a/x.txt', Buffer.from('1'));
    fs.put('/b/sub/x.txt', Buffer.from('1'));
    const answer = await compare(testWorld(fs), '/a', '/b');
    expect(answer.moved).to.deep.equal([{ from: 'x.txt', to: 'sub/x.txt' }]);
    expect(answer.session).to.equal(null);
  });

  const wrong: readonly (readonly [string, string, number])[] = [
    ['nothing there', '/nowhere', 2],
    ['a file that is neither', '/pool/b.wav', 4],
    ['a ZIP that is no package', '/pool/x.zip', 4],
  ];
  for (const [what, path, exitCode] of wrong) {
    it(`${what}: exit ${exitCode}`, async () => {
      const fs = disk();
      fs.put('/pool/x.zip', Buffer.from('PK nothing'));
      expect(await failureOf(() => compare(testWorld(fs), path, '/w/Song'))).to.include({ exitCode });
    });
  }
});

it('a folder whose only session is broken still has files to compare; the session alone is refused', async () => {
  const fs = memoryFileSystem();
  for (const folder of ['/a', '/b']) fs.put(`${folder}/Song.rpp`, rpp([]));
  fs.put('/a/take.wav', wav());
  const broken = withTooLarge(fs, '/b/Song.rpp');
  const answer = await compare(testWorld(broken), '/a', '/b');
  expect(answer.lost).to.deep.equal(['take.wav']);
  expect(answer.session).to.equal(null);
  expect(await failureOf(() => compare(testWorld(broken), '/b/Song.rpp', '/a'))).to.include({ exitCode: 4 });
});
