import { expect } from 'chai';
import { fillForm } from '../../lib/notes/fill-form.js';
import { FORM } from '../../lib/notes/form.js';
import { parseForm } from '../../lib/notes/parse-form.js';
import { parseSet, writeNotes } from '../../lib/notes/write-notes.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { failingFileSystem } from '../support/failing-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { failureOf } from '../support/trouble.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

async function song(notes?: string) {
  const fs = memoryFileSystem();
  fs.put('/p/Song/Song.rpp', rpp(['a.wav']));
  fs.put('/p/Song/a.wav', wav());
  fs.put('/p/Song/tapebox.json', Buffer.from('{"title":"Glass/Harbour"}'));
  if (notes !== undefined) fs.put('/p/Song/notes.md', Buffer.from(notes));
  fs.makeFolder('/desk');
  const { projects } = await openProjects(testWorld(fs), '/p/Song', NO_LOCATE);
  const [located] = projects;
  if (located === undefined) throw new Error('no project');
  return {
    fs,
    located,
    write: (set: readonly string[] = [], to = '/desk') => writeNotes(testWorld(fs), located, to, parseSet(set)),
  };
}

describe('writeNotes', () => {
  it('writes a form that is open, under a safe name, and nothing else', async () => {
    const { fs, write } = await song();
    const project = fs.tree('/p');
    expect(write()).to.deep.equal({
      project: '/p/Song',
      path: '/desk/Glass_Harbour notes.md',
      isNew: true,
      filled: [],
      open: FORM.map(({ id }) => id),
    });
    expect(fs.tree('/desk')).to.deep.equal(['Glass_Harbour notes.md']);
    expect(fs.tree('/p')).to.deep.equal(project);
  });

  it('never over a file: the next one gets a free name', async () => {
    const { fs, write } = await song();
    const first = write();
    const text = fs.get(first.path);
    expect(write().path).to.equal('/desk/Glass_Harbour notes (2).md');
    expect(fs.get(first.path)).to.deep.equal(text);
  });

  it('fills in the form that stands there with --set, and only its fields', async () => {
    const { fs, write } = await song();
    const { path } = write(['microphones=Kick: D112\nvoice: U47']);
    const mine = Buffer.concat([fs.get(path), Buffer.from('\r\n## Mine\r\nM\xfcller', 'latin1')]);
    fs.put(path, mine);
    fs.setMode(path, 0o640);
    const second = write(['Credits=Anna', 'patch=1-1']);
    expect(second).to.deep.include({ path, isNew: false, filled: ['patch', 'microphones', 'credits'] });
    expect(fs.get(path)).to.deep.equal(
      fillForm(
        mine,
        new Map([
          ['credits', 'Anna'],
          ['patch', '1-1'],
        ]),
      ),
    );
    expect(fs.get(path).subarray(-8)).to.deep.equal(mine.subarray(-8));
    expect(fs.look(path).mode).to.equal(0o640);
    expect(fs.tree('/desk')).to.deep.equal([path.slice('/desk/'.length)]);
  });

  it('leaves alone what has the name and is no form', async () => {
    for (const what of ['a letter', '## Credits\nof another kind']) {
      const { fs, write } = await song();
      fs.put('/desk/Glass_Harbour notes.md', Buffer.from(what));
      expect(write(['patch=1-1'])).to.include({ path: '/desk/Glass_Harbour notes (2).md', isNew: true });
      expect(fs.get('/desk/Glass_Harbour notes.md').toString()).to.equal(what);
    }
    const { fs, write } = await song();
    fs.makeFolder('/desk/Glass_Harbour notes.md');
    expect(write(['patch=1-1']).path).to.equal('/desk/Glass_Harbour notes (2).md');
    expect(fs.list('/desk/Glass_Harbour notes.md')).to.deep.equal([]);
  });

  it('takes over what notes.md beside the session has of it', async () => {
    const { fs, write } = await song('dear diary\n## Console\nSSL 4000 E\n');
    const { path, filled } = write(['patch=1-1']);
    expect(filled).to.deep.equal(['console', 'patch']);
    expect(parseForm(fs.get(path).toString()).fields.get('console')).to.equal('SSL 4000 E');
  });

  it('is refused inside the project, and where there is no folder', async () => {
    const { fs, write } = await song();
    const before = fs.tree('/');
    for (const to of ['/p/Song', '/p/Song/Audio', '/nowhere'])
      expect(await failureOf(() => write([], to)), to).to.include({ exitCode: 2 });
    expect(fs.tree('/')).to.deep.equal(before);
  });

  it('leaves the old form or the new one, whatever fails', async () => {
    for (const forGood of [false, true]) {
      for (let nth = 1, hit: string | null = ''; hit !== null; nth++) {
        const { fs, located } = await song();
        const { path } = writeNotes(testWorld(fs), located, '/desk', new Map());
        const before = fs.get(path).toString();
        const failing = failingFileSystem(fs, { nth, kind: 'EIO', forGood });
        try {
          writeNotes(testWorld(failing.fs), located, '/desk', parseSet(['patch=1-1']));
        } catch {}
        hit = failing.hit();
        const after = fs.get(path).toString();
        if (after !== before) expect(parseForm(after).fields.get('patch')).to.equal('1-1');
      }
    }
  });
});

describe('parseSet', () => {
  for (const typed of ['patch', 'drums=loud', '=x', '__proto__=x'])
    it(`${typed} is wrong usage, and the fields are named`, async () => {
      const error = await failureOf(() => parseSet([typed]));
      expect(error).to.include({ exitCode: 2, code: 'usage' });
      expect(error.next).to.include('microphones');
    });
  it('splits at the first =', () => {
    expect([...parseSet(['patch = a=b'])]).to.deep.equal([['patch', ' a=b']]);
  });
});
