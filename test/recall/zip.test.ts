/** The light package of paperwork: whole or not there, the same each time, and open to everybody's programs. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { givenDocuments } from '../../lib/notes/documents.js';
import type { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { paperEntries } from '../../lib/recall/paper-entries.js';
import { writeRecall } from '../../lib/recall/write-recall.js';
import { writeZip } from '../../lib/recall/write-zip.js';
import {
  entry,
  locatedSession,
  parsed,
  project,
  ROOT,
  located as reference,
  stat,
  reference as stored,
} from '../inspect/sample.js';
import { failingFileSystem } from '../support/failing-file-system.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { needs, runProgram, scratchFolder, UTF8 } from '../support/scratch.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

async function song(): Promise<MemoryFileSystem> {
  const fs = memoryFileSystem();
  fs.put('/p/Sång/Sång.rpp', rpp(['a.wav']));
  fs.put('/p/Sång/a.wav', wav());
  fs.put('/p/Sång/notes.md', Buffer.from('mine'));
  fs.put('/desk/letter.txt', Buffer.from('Dear Anna'));
  fs.put('/desk/notes.md', Buffer.from('another'));
  fs.makeFolder('/out');
  return fs;
}

async function recallZip(fs: MemoryFileSystem, port: typeof nodeFileSystem = fs) {
  const { projects } = await openProjects(testWorld(fs), '/p/Sång', NO_LOCATE);
  const documents = givenDocuments(fs, ['/desk/letter.txt', '/desk/notes.md']);
  const [located] = projects;
  if (located === undefined) throw new Error('no project');
  return writeRecall(testWorld(port), located, '/out', { documents, zip: true });
}

describe('recall --zip', () => {
  const scratch = scratchFolder();
  const NAMES = [
    'Notes/letter.txt',
    'Notes/notes (2).md',
    'Notes/notes.md',
    'Recall/media.csv',
    'Recall/recall.html',
    'Recall/recall.json',
    'Recall/recall.md',
    'Recall/timeline.svg',
    'Recall/tracks.csv',
    'Session/Sång.rpp',
  ];

  it('writes one file beside the folder, and leaves nothing else', async () => {
    const fs = await song();
    const before = fs.tree('/p');
    const sheet = await recallZip(fs);
    expect(sheet).to.include({ folder: '/out/Sång recall', zip: '/out/Sång recall.zip' });
    expect(
      fs
        .list('/out')
        .map(({ name }) => name)
        .sort(),
    ).to.deep.equal(['Sång recall', 'Sång recall.zip']);
    expect(fs.tree('/p')).to.deep.equal(before);
    const second = await recallZip(fs);
    expect(second).to.include({ folder: '/out/Sång recall (2)', zip: '/out/Sång recall (2).zip' });
    expect(fs.get(second.zip ?? '').equals(fs.get(sheet.zip ?? ''))).to.equal(true);
  });

  it('is the same in every time zone', async () => {
    const zone = process.env['TZ'];
    const made: Buffer[] = [];
    try {
      for (const one of ['UTC', 'Asia/Kathmandu', 'America/St_Johns']) {
        process.env['TZ'] = one;
        const fs = await song();
        made.push(fs.get((await recallZip(fs)).zip ?? ''));
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect(made.every((one) => one.equals(made[0] as Buffer))).to.equal(true);
  });

  const OPENERS: readonly (readonly [string, readonly string[]])[] = [
    ['unzip', ['-qq', 'paper.zip', '-d', 'out']],
    ['7z', ['x', '-y', '-bd', '-oout', 'paper.zip']],
    ['python3', ['-m', 'zipfile', '-e', 'paper.zip', 'out']],
  ];
  for (const [program, args] of OPENERS) {
    it(`opens with ${program}`, async function () {
      needs(this, program);
      const fs = await song();
      const folder = path.join(scratch.path, program);
      nodeFs.mkdirSync(folder);
      nodeFs.writeFileSync(path.join(folder, 'paper.zip'), fs.get((await recallZip(fs)).zip ?? ''));
      const ran = runProgram(program, args, { cwd: folder, env: UTF8 });
      expect(ran.code, ran.out).to.equal(0);
      const out = path.join(folder, 'out');
      const files = (nodeFs.readdirSync(out, { recursive: true }) as string[]).filter((name) =>
        nodeFs.statSync(path.join(out, name)).isFile(),
      );
      expect(files.sort()).to.deep.equal(NAMES);
      expect(nodeFs.readFileSync(path.join(out, 'Session/Sång.rpp')).equals(fs.get('/p/Sång/Sång.rpp'))).to.equal(true);
      expect(nodeFs.readFileSync(path.join(out, 'Notes/notes.md'), 'utf8')).to.equal('mine');
      expect(
        nodeFs.readFileSync(path.join(out, 'Recall/recall.html')).equals(fs.get('/out/Sång recall/recall.html')),
      ).to.equal(true);
    });
  }

  for (const kind of ['EIO', 'ENOSPC', 'short', 'short-read'] as const) {
    it(`is whole or not there when an operation fails: ${kind}`, async () => {
      const whole = await song();
      const expected = whole.get((await recallZip(whole)).zip ?? '');
      for (let nth = 1, hit: string | null = ''; hit !== null; nth++) {
        const fs = await song();
        const failing = failingFileSystem(fs, { nth, kind, forGood: false });
        try {
          await recallZip(fs, failing.fs);
        } catch {}
        hit = failing.hit();
        const names = fs.list('/out').map(({ name }) => name);
        expect(
          names.filter((name) => !/^(Sång recall(\.zip)?|\.tapebox-.*\.part)$/.test(name)),
          hit ?? '',
        ).to.deep.equal([]);
        if (!names.includes('Sång recall.zip') || fs.get('/out/Sång recall.zip').equals(expected)) continue;
        // A note or a sound that cannot be read is told in the sheet, and stops nothing.
        expect(fs.get('/out/Sång recall/recall.json').toString(), hit ?? '').to.match(
          /description-unreadable|cannot be read here|sound-unread/,
        );
      }
    });
  }
});

describe('paperEntries', () => {
  const names = (located: ReturnType<typeof project>) =>
    paperEntries({ located, recall: [], documents: [], timeNs: 0n }).entries.map(({ path: name }) => name);

  it('has alternatives at their places, and no sound', () => {
    const sessions = [`${ROOT}/Song.rpp`, `${ROOT}/old/Song.rpp`, '/elsewhere/Song.rpp'];
    const located = project(
      sessions.map((file) => locatedSession(parsed(), [], file)),
      [entry('Song.wav'), entry('Song.rpp')],
    );
    expect(names(located)).to.deep.equal(['Session/Song (2).rpp', 'Session/Song.rpp', 'Session/old/Song.rpp']);
  });

  it("has a bundle's document with what lies beside it, without sound", () => {
    const bundle = `${ROOT}/Song.logicx`;
    const session = locatedSession(parsed(), [], `${bundle}/Alternatives/000/ProjectData`);
    const located = project(
      [{ ...session, file: { ...session.file, bundle } }],
      ['ProjectData', 'DisplayState.plist', 'frozen.wav', 'Undo/x'].map((name) =>
        entry(`Song.logicx/Alternatives/000/${name}`),
      ),
    );
    expect(names(located)).to.deep.equal([
      'Session/Song.logicx/Alternatives/000/DisplayState.plist',
      'Session/Song.logicx/Alternatives/000/ProjectData',
    ]);
  });

  it('leaves out what holds sound or is too large, and says so', () => {
    const embedded = locatedSession(
      parsed(),
      [reference(stored('x.wav', { place: 'embedded' }), null)],
      `${ROOT}/mix.aaf`,
    );
    const large = { ...locatedSession(parsed(), []), stat: stat(600_000_000) };
    const { entries, findings } = paperEntries({
      located: project([large, embedded]),
      recall: [],
      documents: [],
      timeNs: 0n,
    });
    expect(entries).to.deep.equal([]);
    expect(findings[0]).to.include({ code: 'zip-shortened', severity: 'info' });
    expect(findings[0]?.message).to.match(/^2 session files are not in the ZIP/);
  });

  it('keeps hostile names inside', () => {
    const located = project([
      locatedSession(parsed(), [], `${ROOT}/a\\..\\con`),
      locatedSession(parsed(), [], `${ROOT}/..x/-rf *`),
    ]);
    expect(names(located)).to.deep.equal(['Session/..x/-rf _', 'Session/a_.._con']);
  });
});

describe('writeZip', () => {
  it('holds times within what a ZIP can', async () => {
    const fs = memoryFileSystem();
    fs.makeFolder('/out');
    const times = [-1n, 0n, 2n ** 62n];
    await writeZip(
      fs,
      '/out/x.zip',
      times.map((timeNs, n) => ({ path: `${n}`, timeNs, content: Buffer.from('x') })),
    );
    expect(fs.get('/out/x.zip').toString('latin1', 0, 2)).to.equal('PK');
  });

  it('ends with the error of a file that is gone', async () => {
    const fs = memoryFileSystem();
    fs.makeFolder('/out');
    let code: unknown;
    try {
      await writeZip(fs, '/out/x.zip', [{ path: 'a', timeNs: 0n, content: { from: '/gone' } }]);
    } catch (error) {
      code = (error as { code?: unknown }).code;
    }
    expect(code).to.equal('ENOENT');
  });
});
