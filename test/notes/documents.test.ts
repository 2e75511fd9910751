import { expect } from 'chai';
import { openPackage, readRecord } from '../../lib/check/open.js';
import { verifyPackage } from '../../lib/check/verify.js';
import { nameDocuments } from '../../lib/notes/document-names.js';
import { givenDocuments, textsOf } from '../../lib/notes/documents.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { stat } from '../inspect/sample.js';
import { jpegOf } from '../recall/pictures.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { failureOf, withTrouble } from '../support/trouble.js';
import { archiveOne, testWorld } from '../support/world.js';

const letter = (path: string, name = path.slice(path.lastIndexOf('/') + 1)) => ({ path, name, stat: stat(5) });

describe('givenDocuments', () => {
  const disk = () => {
    const fs = memoryFileSystem();
    fs.put('/desk/b.pdf', Buffer.from('b'));
    fs.put('/desk/a.txt', Buffer.from('a'));
    fs.makeFolder('/desk/folder');
    fs.put('/desk/pipe', Buffer.from(''));
    fs.put('/desk/locked.txt', Buffer.from(''));
    fs.makeLink('/desk/a.txt', '/desk/link.txt');
    fs.makeLink('/desk/nothing', '/desk/dead.txt');
    return withTrouble(fs, { devices: ['/desk/pipe'], failing: { '/desk/locked.txt': 'EACCES' } });
  };

  it('has each once, in the order of their paths, and follows a link that the user names', () => {
    const given = givenDocuments(disk(), ['/desk/b.pdf', '/desk/link.txt', '/desk/b.pdf']);
    expect(given.map(({ path, name }) => [path, name])).to.deep.equal([
      ['/desk/a.txt', 'link.txt'],
      ['/desk/b.pdf', 'b.pdf'],
    ]);
  });

  for (const [path, message] of [
    ['/desk/gone.txt', /there is no file ".*gone\.txt"/],
    ['/desk/dead.txt', /there is no file ".*dead\.txt"/],
    ['/desk/folder', /takes files, and ".*" is a folder/],
    ['/desk/pipe', /is no plain file/],
    ['/desk/locked.txt', /cannot be read \(EACCES\)/],
  ] as const) {
    it(`${path} is wrong usage, and is told before the work`, async () => {
      const error = await failureOf(() => givenDocuments(disk(), [path]));
      expect(error).to.include({ exitCode: 2, code: 'usage' });
      expect(error.message).to.match(message);
      expect(error.next).to.be.a('string');
    });
  }

  it('are a bounded number', async () => {
    const many = Array.from({ length: 501 }, () => '/desk/a.txt');
    expect(await failureOf(() => givenDocuments(disk(), many))).to.include({ exitCode: 2 });
  });
});

describe('nameDocuments', () => {
  it('gives safe names, none twice', () => {
    const named = nameDocuments(
      ['/a/con.pdf', '/a/letter.pdf', '/b/LETTER.pdf', '/c/notes.md', '/d/what?.txt', '/e/new\nline.txt'].map((path) =>
        letter(path),
      ),
      ['notes.md'],
    );
    expect(named.map(({ packedAs }) => packedAs)).to.deep.equal([
      'con_.pdf',
      'letter.pdf',
      'LETTER (2).pdf',
      'notes (2).md',
      'what_.txt',
      'new_line.txt',
    ]);
  });
});

describe('textsOf', () => {
  it('reads texts of any editor, and nothing else', () => {
    const fs = memoryFileSystem();
    const files: readonly (readonly [string, Buffer])[] = [
      ['utf8.md', Buffer.from('Müller')],
      ['bom.txt', Buffer.from('\ufeffMüller')],
      ['utf16.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Müller', 'utf16le')])],
      ['old.TXT', Buffer.from('M\xfcller', 'latin1')],
      ['large.txt', Buffer.alloc(1024 * 1024 + 1, 'x')],
      ['letter.pdf', Buffer.from('Müller')],
    ];
    for (const [name, bytes] of files) fs.put(`/desk/${name}`, bytes);
    const given = givenDocuments(
      fs,
      files.map(([name]) => `/desk/${name}`),
    );
    const notes = textsOf(fs, nameDocuments(given, []));
    expect(notes.map(({ where }) => where)).to.deep.equal(['bom.txt', 'old.TXT', 'utf16.txt', 'utf8.md']);
    expect(new Set(notes.map(({ text }) => text))).to.deep.equal(new Set(['Müller']));
  });
});

describe('archive --notes', () => {
  async function archived(paths: readonly string[], more: Readonly<Record<string, string | Uint8Array>> = {}) {
    const fs = memoryFileSystem();
    fs.put('/p/Song/Song.rpp', rpp(['a.wav']));
    fs.put('/p/Song/a.wav', wav());
    fs.put('/p/Song/notes.md', Buffer.from('mine'));
    fs.put('/p/Song/letter.txt', Buffer.from('inside'));
    fs.put('/desk/letter.txt', Buffer.from('Dear Anna'));
    fs.put('/desk/notes.md', Buffer.from('## Patch\n1-1\n## Wishes\nlouder'));
    fs.put('/desk/con.pdf', Buffer.from('%PDF'));
    fs.put('/desk/rack.jpg', jpegOf(64, 32));
    for (const [path, bytes] of Object.entries(more)) fs.put(path, Buffer.from(bytes as string));
    fs.makeFolder('/shelf');
    const project = fs.tree('/p');
    const seal = () => archiveOne(testWorld(fs), '/p/Song', '/shelf', { documents: givenDocuments(fs, paths) });
    const { result } = await seal();
    expect(fs.tree('/p')).to.deep.equal(project);
    const opened = await openPackage(fs, result.package ?? '');
    const record = readRecord(opened);
    const sheet = JSON.parse(opened.read('data/Recall/recall.json', 1 << 26).toString('utf8'));
    opened.close();
    return { fs, result, record, sheet, seal };
  }
  const ALL = ['/desk/letter.txt', '/desk/notes.md', '/desk/con.pdf', '/desk/rack.jpg'];

  it('puts them into data/Notes, under safe names that are free, and records where they came from', async () => {
    const { fs, result, record } = await archived(ALL);
    const notes = record.files.filter(({ why }) => why === 'note');
    expect(notes.map(({ path, original }) => [path, original])).to.deep.equal([
      ['data/Notes/con_.pdf', '/desk/con.pdf'],
      ['data/Notes/letter.txt', '/desk/letter.txt'],
      ['data/Notes/notes (2).md', '/desk/notes.md'],
      ['data/Notes/notes.md', null],
      ['data/Notes/rack.jpg', '/desk/rack.jpg'],
    ]);
    expect((await verifyPackage(fs, result.package ?? '', { level: 'full' })).problems).to.deep.equal([]);
  });

  it('shows texts, forms and photos of them in the sheet', async () => {
    const { sheet } = await archived(ALL);
    expect(sheet.notes).to.deep.equal([
      { where: 'notes.md', text: 'mine\n' },
      { where: 'letter.txt', text: 'Dear Anna' },
      { where: 'notes (2).md', text: '## Wishes\nlouder' },
    ]);
    expect(sheet.form.patch).to.equal('1-1');
    expect(sheet.photos).to.deep.equal([{ path: 'Notes/rack.jpg', width: 64, height: 32 }]);
    expect(sheet.extras.notes).to.include.members(['letter.txt', 'Notes/letter.txt', 'Notes/con_.pdf']);
    expect(JSON.stringify(sheet)).not.to.include('/desk');
  });

  it('comes back with a restore', async () => {
    const { fs, result } = await archived(ALL);
    fs.makeFolder('/back');
    const { output } = await restorePackage(testWorld(fs), result.package ?? '', { to: '/back', sessionOnly: false });
    expect(fs.tree(`${output.restoredTo}/Notes`)).to.deep.equal([
      'con_.pdf',
      'letter.txt',
      'notes (2).md',
      'notes.md',
      'rack.jpg',
    ]);
    expect(fs.get(`${output.restoredTo}/Notes/letter.txt`).toString()).to.equal('Dear Anna');
  });

  it('packs a file of the project once, and says so', async () => {
    const { result, record, sheet } = await archived(['/p/Song/letter.txt', '/p/Song/notes.md']);
    expect(record.files.filter(({ original }) => original === '/p/Song/letter.txt')).to.have.length(1);
    expect(result.findings.filter(({ code }) => code === 'document-inside').map(({ where }) => where)).to.deep.equal([
      'letter.txt',
      'notes.md',
    ]);
    expect(sheet.notes.map(({ text }: { text: string }) => text.trim())).to.deep.equal(['inside', 'mine']);
  });

  it('is a change of its own: the same papers make no new package, others do', async () => {
    const { fs, seal } = await archived(ALL);
    expect((await seal()).result.unchanged).to.equal(true);
    fs.put('/desk/con.pdf', Buffer.from('%PDF-2'));
    expect((await seal()).result.unchanged).to.equal(false);
  });

  it('shows no photo of the project that the user leaves out', async () => {
    const fs = memoryFileSystem();
    fs.put('/p/Song/Song.rpp', rpp(['a.wav']));
    fs.put('/p/Song/a.wav', wav());
    fs.put('/p/Song/Photos/private.jpg', jpegOf(64, 32));
    fs.makeFolder('/shelf');
    const { result } = await archiveOne(testWorld(fs), '/p/Song', '/shelf', { exclude: ['Photos/**'] });
    const opened = await openPackage(fs, result.package ?? '');
    expect(JSON.parse(opened.read('data/Recall/recall.json', 1 << 26).toString('utf8')).photos).to.deep.equal([]);
    opened.close();
  });

  it('keeps --note out of the last field of a form', async () => {
    const fs = memoryFileSystem();
    fs.put('/p/Song/Song.rpp', rpp(['a.wav']));
    fs.put('/p/Song/a.wav', wav());
    fs.put('/p/Song/notes.md', Buffer.from('## Patch\n1\n## Lyrics\nla\n## Other\nx\n'));
    fs.makeFolder('/shelf');
    const { result } = await archiveOne(testWorld(fs), '/p/Song', '/shelf', { note: 'sent to Anna' });
    const opened = await openPackage(fs, result.package ?? '');
    const sheet = JSON.parse(opened.read('data/Recall/recall.json', 1 << 26).toString('utf8'));
    opened.close();
    expect(sheet.form).to.include({ other: 'x', lyrics: 'la' });
    expect(sheet.notes[0].text).to.include('sent to Anna');
  });
});
