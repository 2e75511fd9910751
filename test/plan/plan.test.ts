import { expect } from 'chai';
import type { LocateOptions } from '../../lib/locate/options.js';
import type { LocatedProject } from '../../lib/model/located.js';
import type { SessionParser } from '../../lib/model/parser.js';
import { DEFAULT_TEMPLATE } from '../../lib/names/standard-name.js';
import type { Plan } from '../../lib/plan/model.js';
import { type PlanOptions, plan } from '../../lib/plan/plan.js';
import { openProjects } from '../../lib/project/open-projects.js';
import type { Survey } from '../../lib/survey/model.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { withTrouble } from '../support/trouble.js';
import { NO_LOCATE, NOW, testWorld } from '../support/world.js';

type Files = Readonly<Record<string, Uint8Array | string>>;

const SURVEY: Survey = {
  destination: '/shelf',
  freeBytes: 1e12,
  largestFile: null,
  names: [],
  shelf: [],
  previous: null,
  unreadable: new Set(),
  forks: new Map(),
  sessionId: null,
  unreadSidecars: [],
};

const OPTIONS: PlanOptions = {
  about: { title: 'Song', artist: null, client: null, studio: null },
  template: DEFAULT_TEMPLATE,
  form: 'zip',
  wholeFolder: false,
  withCaches: false,
  exclude: [],
  notes: null,
  now: NOW,
};

interface Given {
  readonly input?: string;
  readonly options?: Partial<PlanOptions>;
  readonly survey?: Partial<Survey>;
  readonly locate?: Partial<LocateOptions>;
  readonly devices?: readonly string[];
  readonly set?: (fs: MemoryFileSystem) => void;
}

async function opened(files: Files, given: Given) {
  const fs = memoryFileSystem();
  for (const [path, content] of Object.entries(files)) fs.put(path, Buffer.from(content as string));
  given.set?.(fs);
  const troubled = withTrouble(fs, { devices: given.devices ?? [] });
  return openProjects(testWorld(troubled), given.input ?? '/w/Song', { ...NO_LOCATE, ...given.locate });
}

const planWith = (located: LocatedProject, parsers: ReadonlyMap<string, SessionParser>, given: Given): Plan =>
  plan(located, parsers, { ...SURVEY, ...given.survey }, { ...OPTIONS, ...given.options });

async function planned(files: Files, given: Given = {}): Promise<Plan> {
  const { projects, parsers } = await opened(files, given);
  const located = projects[0];
  if (located === undefined) throw new Error('no project');
  const made = planWith(located, parsers, given);
  expectUnique(made);
  return made;
}

/** Whatever is planned: no two members are one file on any system. */
function expectUnique({ files, folders }: Plan): void {
  const key = (path: string) => path.normalize('NFC').toLowerCase();
  const keys = [...files, ...folders].map(({ path }) => key(path));
  expect(keys.filter((one, at) => keys.indexOf(one) !== at)).to.deep.equal([]);
}

/** Below data/Project/Song/, with where each copy comes from. */
const places = (made: Plan) =>
  Object.fromEntries(
    made.files
      .filter(({ path }) => path.startsWith('data/Project/Song/'))
      .map(({ path, content }) => [path.slice('data/Project/Song/'.length), 'from' in content ? content.from : 'made']),
  );
const changes = (made: Plan, session = 0) =>
  Object.fromEntries(
    (made.sessions[session]?.changes ?? []).map(({ reference, target }) => [reference.stored, target]),
  );
const codes = (made: Plan, ...about: string[]) =>
  made.findings.filter(({ code }) => about.includes(code)).map(({ code, where }) => [code, where]);

const SONG = '/w/Song/Song.rpp';

describe('the plan', () => {
  it('keeps every file at its place, and re-links nothing where nothing moved', async () => {
    const made = await planned({
      [SONG]: rpp(['a.wav', 'Media/b.wav', '/w/Song/Media/c.wav']),
      '/w/Song/a.wav': wav(10, 1),
      '/w/Song/Media/b.wav': wav(10, 2),
      '/w/Song/read me.txt': 'hello',
    });
    expect(places(made)).to.deep.equal({
      'Media/b.wav': '/w/Song/Media/b.wav',
      'Song.rpp': SONG,
      'a.wav': '/w/Song/a.wav',
      'read me.txt': '/w/Song/read me.txt',
    });
    expect(made.sessions[0]?.changes).to.deep.equal([]);
    expect(made.files.map((file) => file.why)).to.deep.equal(['project', 'session', 'project', 'project']);
    expect(made.complete).to.equal(false);
  });

  it('orders its files by bytes', async () => {
    const files = ['a.txt', 'B.txt', 'é.txt', 'a/x.txt', 'a b.txt', '\u{1d11e}.txt', '\ufb01.txt'];
    const made = await planned({
      [SONG]: rpp([]),
      ...Object.fromEntries(files.map((name) => [`/w/Song/${name}`, 'x'])),
    });
    const paths = made.files.map((file) => file.path);
    expect(paths).to.deep.equal([...paths].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(paths).to.have.length(files.length + 1);
  });

  it('is the same for the same project, in another run too', async () => {
    const files = {
      [SONG]: rpp(['/pool/a.wav', '/pool/b/a.wav', 'c.wav', '/pool/sub.rpp', 'gone.wav']),
      '/pool/a.wav': wav(10, 1),
      '/pool/b/a.wav': wav(10, 2),
      '/pool/sub.rpp': rpp(['d.wav']),
      '/pool/d.wav': wav(10, 3),
      '/w/Song/c.wav': wav(10, 4),
      '/w/Song/a:b.txt': 'x',
    };
    const { projects, parsers } = await opened(files, {});
    const located = projects[0] as LocatedProject;
    const before = JSON.stringify(located.project.sessions);
    const first = planWith(located, parsers, {});
    expect(planWith(located, parsers, {})).to.deep.equal(first);
    expect(JSON.stringify(located.project.sessions)).to.equal(before);
    expect(places(await planned(files))).to.deep.equal(places(first));
  });
});

describe('collected media', () => {
  it('go into Media below the session, which is re-linked and kept as it was', async () => {
    const made = await planned({
      '/w/Song/Project/Song.rpp': rpp(['/pool/kick.wav', '../Audio/here.wav']),
      '/w/Song/Audio/here.wav': wav(10, 1),
      '/pool/kick.wav': wav(10, 2),
    });
    expect(places(made)).to.deep.equal({
      'Audio/here.wav': '/w/Song/Audio/here.wav',
      'Project/Media/kick.wav': '/pool/kick.wav',
      'Project/Song.rpp': '/w/Song/Project/Song.rpp',
    });
    expect(changes(made)).to.deep.equal({ '/pool/kick.wav': 'Media/kick.wav' });
    const originals = made.files.filter(({ path }) => path.startsWith('data/Original/'));
    expect(originals.map(({ path, why, content }) => [path, why, content.kind])).to.deep.equal([
      ['data/Original/Project/Song.rpp', 'original-session', 'copy'],
    ]);
    expect(codes(made, 'session-relinked')).to.have.length(1);
    expect(made.complete).to.equal(true);
  });

  it('of one name get a number, also beside what is there already', async () => {
    const made = await planned({
      [SONG]: rpp(['/p1/kick.wav', '/p2/KICK.wav', '/p3/kick.wav']),
      '/w/Song/Media/Kick.wav': wav(10, 1),
      '/p1/kick.wav': wav(10, 2),
      '/p2/KICK.wav': wav(10, 3),
      '/p3/kick.wav': wav(10, 4),
    });
    expect(changes(made)).to.deep.equal({
      '/p1/kick.wav': 'Media/kick (2).wav',
      '/p2/KICK.wav': 'Media/KICK (3).wav',
      '/p3/kick.wav': 'Media/kick (4).wav',
    });
  });

  it('use a folder that has the name but for its case', async () => {
    const made = await planned({ [SONG]: rpp(['/p/a.wav']), '/w/Song/MEDIA/b.wav': wav(), '/p/a.wav': wav(9) });
    expect(changes(made)).to.deep.equal({ '/p/a.wav': 'MEDIA/a.wav' });
  });

  it('do not overwrite a file that is called Media', async () => {
    const made = await planned({ [SONG]: rpp(['/p/a.wav']), '/w/Song/media': 'a file', '/p/a.wav': wav() });
    expect(changes(made)).to.deep.equal({ '/p/a.wav': 'Media (2)/a.wav' });
  });

  it('are one where two names mean one file', async () => {
    const made = await planned(
      { [SONG]: rpp(['/p/a.wav', '/q/b.wav']), '/p/a.wav': wav(), '/q/else.txt': 'x' },
      { set: (fs) => fs.makeLink('/p/a.wav', '/q/b.wav') },
    );
    expect(changes(made)).to.deep.equal({ '/p/a.wav': 'Media/a.wav', '/q/b.wav': 'Media/a.wav' });
    expect(made.files.filter((file) => file.why === 'collected')).to.have.length(1);
  });

  it('from Windows drives found by --map are re-linked', async () => {
    const made = await planned(
      { [SONG]: rpp(['E:\\Takes\\a.wav'], { platform: 'win64' }), '/mnt/e/Takes/a.wav': wav() },
      { locate: { maps: [{ old: 'E:', new: '/mnt/e' }] } },
    );
    expect(changes(made)).to.deep.equal({ 'E:\\Takes\\a.wav': 'Media/a.wav' });
  });

  it('found in the project by name are re-linked to where they lie', async () => {
    const made = await planned({ [SONG]: rpp(['/gone/a.wav']), '/w/Song/Takes/a.wav': wav() });
    expect(changes(made)).to.deep.equal({ '/gone/a.wav': 'Takes/a.wav' });
    expect(made.files.filter((file) => file.why === 'collected')).to.deep.equal([]);
  });

  it('bring their resource forks along', async () => {
    const stat = {
      kind: 'file',
      size: 3,
      mode: 0o644,
      mtimeNs: 0n,
      ctimeNs: 0n,
      inode: 1n,
      device: 1n,
      links: 1,
    } as const;
    const made = await planned(
      { [SONG]: rpp(['/p/a.sd2']), '/p/a.sd2': 'sound' },
      { survey: { forks: new Map([['/p/a.sd2', { path: '/p/._a.sd2', stat }]]) } },
    );
    expect(places(made)).to.include({ 'Media/a.sd2': '/p/a.sd2', 'Media/._a.sd2': '/p/._a.sd2' });
  });
});

describe('sub-projects in the plan', () => {
  it('from outside are collected, their media below them and shared with the parent', async () => {
    const made = await planned({
      [SONG]: rpp(['/pool/strings.rpp', '/pool/room.wav', '/pool/own.wav']),
      '/pool/strings.rpp': rpp(['room.wav', 'cello.wav']),
      '/pool/room.wav': wav(10, 1),
      '/pool/cello.wav': wav(10, 2),
      '/pool/own.wav': wav(10, 3),
    });
    expect(places(made)).to.deep.equal({
      'Media/Media/cello.wav': '/pool/cello.wav',
      'Media/Media/room.wav': '/pool/room.wav',
      'Media/own.wav': '/pool/own.wav',
      'Media/strings.rpp': '/pool/strings.rpp',
      'Song.rpp': SONG,
    });
    expect(changes(made)).to.deep.equal({
      '/pool/own.wav': 'Media/own.wav',
      '/pool/room.wav': 'Media/Media/room.wav',
      '/pool/strings.rpp': 'Media/strings.rpp',
    });
    expect(changes(made, 1)).to.deep.equal({ 'cello.wav': 'Media/cello.wav', 'room.wav': 'Media/room.wav' });
    expect(made.files.find(({ path }) => path === 'data/Original/Media/strings.rpp')?.why).to.equal('original-session');
  });

  it('that hold each other are planned once each', async () => {
    const made = await planned({
      [SONG]: rpp(['/p/a.rpp']),
      '/p/a.rpp': rpp(['b.rpp']),
      '/p/b.rpp': rpp(['a.rpp']),
    });
    expect(Object.values(places(made)).sort()).to.deep.equal(['/p/a.rpp', '/p/b.rpp', SONG]);
    expect(made.complete).to.equal(true);
  });
});

describe('links in the plan', () => {
  const POOL = { '/pool/drums/kick.wav': wav(10, 1), '/pool/unused.wav': wav(10, 2) };
  const link = (name = 'Pool') => ({ set: (fs: MemoryFileSystem) => fs.makeLink('/pool', `/w/Song/${name}`) });

  it('to a folder outside become real folders with the media that lie behind', async () => {
    const made = await planned({ [SONG]: rpp(['Pool/drums/kick.wav']), ...POOL }, link());
    expect(places(made)).to.deep.equal({ 'Pool/drums/kick.wav': '/pool/drums/kick.wav', 'Song.rpp': SONG });
    expect(changes(made)).to.deep.equal({});
    expect(made.links).to.deep.equal([{ path: 'data/Project/Song/Pool', target: '/pool', inside: false }]);
  });

  it('share their name with no file that is collected', async () => {
    const files = { [SONG]: rpp(['Media/drums/kick.wav', 'Media/unused.wav', '/else/unused.wav']), ...POOL };
    const made = await planned({ ...files, '/else/unused.wav': wav(10, 9) }, link('Media'));
    expect(Object.values(places(made)).sort()).to.deep.equal([
      '/else/unused.wav',
      '/pool/drums/kick.wav',
      '/pool/unused.wav',
      SONG,
    ]);
    expect(made.files.some(({ path }) => path === 'data/Project/Song/Media/unused.wav')).to.equal(true);
  });

  it('to folders that hold twins give each a name of its own', async () => {
    const files = { [SONG]: rpp(['Pool/a.wav', 'Pool/A.wav']), '/pool/a.wav': wav(10, 1), '/pool/A.wav': wav(10, 2) };
    expect(changes(await planned(files, link()))).to.deep.equal({ 'Pool/A.wav': 'Pool/A (2).wav' });
  });

  it('that stay links are not what a collected folder is called', async () => {
    const made = await planned({ [SONG]: rpp(['/else/a.wav']), ...POOL, '/else/a.wav': wav(9) }, link('Media'));
    expect(changes(made)).to.deep.equal({ '/else/a.wav': 'Media (2)/a.wav' });
  });

  it('inside the project stay links, and what is named through them is re-linked', async () => {
    const made = await planned(
      { [SONG]: rpp(['now/a.wav']), '/w/Song/takes/a.wav': wav() },
      { set: (fs) => fs.makeLink('takes', '/w/Song/now') },
    );
    expect(made.links).to.deep.equal([{ path: 'data/Project/Song/now', target: 'takes', inside: true }]);
    expect(changes(made)).to.deep.equal({ 'now/a.wav': 'takes/a.wav' });
  });

  it('to one file outside: the file is collected', async () => {
    const made = await planned(
      { [SONG]: rpp(['a.wav']), '/p/real.wav': wav() },
      { set: (fs) => fs.makeLink('/p/real.wav', '/w/Song/a.wav') },
    );
    expect(places(made)).to.include({ 'Media/real.wav': '/p/real.wav' });
    expect(changes(made)).to.deep.equal({ 'a.wav': 'Media/real.wav' });
  });
});

describe('names in the package', () => {
  it('of files that no session names are made safe, and given back by restore', async () => {
    const made = await planned({
      [SONG]: rpp([]),
      '/w/Song/what?.txt': 'x',
      '/w/Song/con.txt': 'x',
      '/w/Song/dot.': 'x',
      '/w/Song/a: b/ok.txt': 'x',
      [`/w/Song/${'n'.repeat(250)}.txt`]: 'x',
    });
    const renamed = made.files.flatMap(({ path, restoreAs }) =>
      restoreAs === null ? [] : [[path.slice(18), restoreAs]],
    );
    expect(renamed.map(([path]) => path).slice(0, 3)).to.deep.equal(['a_ b/ok.txt', 'con_.txt', 'dot._']);
    expect(renamed.map(([, old]) => old)).to.deep.equal([
      'Song/a: b/ok.txt',
      'Song/con.txt',
      'Song/dot.',
      `Song/${'n'.repeat(250)}.txt`,
      'Song/what?.txt',
    ]);
    expect(renamed.every(([path]) => Buffer.byteLength(path as string) <= 240)).to.equal(true);
  });

  it('that a session names are kept, with a finding that says where they will not unzip', async () => {
    const made = await planned({ [SONG]: rpp(['recorder:Synth-1.wav']), '/w/Song/recorder:Synth-1.wav': wav() });
    expect(places(made)).to.have.property('recorder:Synth-1.wav');
    expect(codes(made, 'name-not-for-windows')).to.deep.equal([
      ['name-not-for-windows', 'data/Project/Song/recorder:Synth-1.wav'],
    ]);
    expect(changes(made)).to.deep.equal({});
  });

  const unlistable: readonly (readonly [string, string])[] = [
    ['back\\slash.wav', 'back_slash.wav'],
    ['100%25.wav', '100_25.wav'],
    ['a%0db.wav', 'a_0db.wav'],
    ['line\nend.wav', 'line_end.wav'],
    ['\udc80bytes.wav', '_bytes.wav'],
  ];
  for (const [name, safe] of unlistable) {
    it(`${JSON.stringify(name)} cannot be listed: it is renamed in any case`, async () => {
      const file = (await planned({ [SONG]: rpp([]), [`/w/Song/${name}`]: wav() })).files.find(({ path }) =>
        path.endsWith('.wav'),
      );
      expect([file?.path, file?.restoreAs]).to.deep.equal([`data/Project/Song/${safe}`, `Song/${name}`]);
    });
  }

  it('are re-linked where a session names what cannot be listed, and restored as the package has them', async () => {
    const made = await planned({ [SONG]: rpp(['100%25.wav']), '/w/Song/100%25.wav': wav() });
    expect(changes(made)).to.deep.equal({ '100%25.wav': '100_25.wav' });
    expect(made.files.find(({ path }) => path.endsWith('_25.wav'))?.restoreAs).to.equal(null);
  });

  it('that stay new after a restore are no old name of another file', async () => {
    const made = await planned({
      [SONG]: rpp(['100%25.wav', 'b.wav', 'B.wav']),
      '/w/Song/100%25.wav': wav(10, 1),
      '/w/Song/100_25.wav': wav(10, 2),
      '/w/Song/B.wav': wav(10, 3),
      '/w/Song/b.wav': wav(10, 4),
      '/w/Song/b (2).wav': wav(10, 5),
    });
    const restored = made.files
      .filter(({ path }) => path.startsWith('data/Project/'))
      .map(({ path, restoreAs }) => restoreAs ?? path.slice('data/Project/'.length));
    expect(new Set(restored).size).to.equal(restored.length);
    expect(restored).to.include.members(['Song/100_25.wav', 'Song/b (2).wav']);
  });

  it('keep every other percent sign', async () => {
    const made = await planned({ [SONG]: rpp(['x%L.wav']), '/w/Song/x%L.wav': wav(), '/w/Song/5%.txt': 'x' });
    expect(places(made)).to.include.keys('x%L.wav', '5%.txt');
  });

  it('of twins: the one that a session names keeps its name, the other gets a number and its name back', async () => {
    const made = await planned({
      [SONG]: rpp(['b.wav']),
      '/w/Song/B.wav': wav(10, 1),
      '/w/Song/b.wav': wav(10, 2),
      '/w/Song/Cafe\u0301.txt': 'nfd',
      '/w/Song/Caf\u00e9.txt': 'nfc',
    });
    const twins = made.files
      .filter(({ path }) => !path.endsWith('.rpp'))
      .map(({ path, restoreAs }) => [path.slice(18), restoreAs]);
    expect(twins).to.deep.equal([
      ['B (2).wav', 'Song/B.wav'],
      ['Cafe\u0301.txt', null],
      ['Caf\u00e9 (2).txt', 'Song/Caf\u00e9.txt'],
      ['b.wav', null],
    ]);
  });

  it('of twins that sessions both name: one is renamed and re-linked', async () => {
    const made = await planned({
      [SONG]: rpp(['b.wav', 'B.wav']),
      '/w/Song/B.wav': wav(10, 1),
      '/w/Song/b.wav': wav(10, 2),
    });
    expect(changes(made)).to.deep.equal({ 'b.wav': 'b (2).wav' });
  });

  for (const name of ['Recall', 'original', 'NOTES', 'Transfer']) {
    it(`of a root called ${name} get a _`, async () => {
      const made = await planned({ [`/w/${name}/Song.rpp`]: rpp([]) }, { input: `/w/${name}` });
      expect(made.project.rootName).to.equal(`${name}_`);
      expect(made.files[0]?.path).to.equal(`data/Project/${name}_/Song.rpp`);
    });
  }

  it('of over 180 characters are told', async () => {
    const deep = `${'d'.repeat(60)}/${'e'.repeat(60)}/${'f'.repeat(60)}/a.txt`;
    const made = await planned({ [SONG]: rpp([]), [`/w/Song/${deep}`]: 'x' });
    expect(codes(made, 'path-long')).to.deep.equal([['path-long', `data/Project/Song/${deep}`]]);
  });
});

describe('what is left out', () => {
  const leftOut = (made: Plan) =>
    Object.fromEntries(made.leftOut.map(({ path, reason, size }) => [path, [reason, size]]));
  const FULL = {
    [SONG]: rpp(['Audio/a.wav', 'Old/used.wav']),
    '/w/Song/Audio/a.wav': wav(10),
    '/w/Song/Audio/a.wav.reapeaks': 'peaks',
    '/w/Song/Old/used.wav': wav(20),
    '/w/Song/Old/unused.wav': wav(30),
    '/w/Song/Song_v01.tapebox.zip': 'a package',
    '/w/Song/Song_v01.tapebox.json': '{}',
    '/w/Song/Song_v02.tapebox/bagit.txt': 'BagIt',
    '/w/Song/.DS_Store': 'x',
  };

  it('caches and packages, with the reason; nothing else', async () => {
    const made = await planned(FULL);
    expect(leftOut(made)).to.deep.equal({
      'Audio/a.wav.reapeaks': ['regenerable', 5],
      'Song_v01.tapebox.json': ['package', 2],
      'Song_v01.tapebox.zip': ['package', 9],
      'Song_v02.tapebox': ['package', 5],
    });
    expect(places(made)).to.include.keys('.DS_Store', 'Old/unused.wav');
  });

  it('caches go along with --with-caches', async () => {
    const made = await planned(FULL, { options: { withCaches: true } });
    expect(places(made)).to.have.property('Audio/a.wav.reapeaks');
    expect(Object.keys(leftOut(made))).not.to.include('Audio/a.wav.reapeaks');
  });

  it('what --exclude fits, but never what a session names', async () => {
    const files = await planned(FULL, { options: { exclude: ['Old/*', '**/.DS_Store'] } });
    expect(leftOut(files)).to.include.keys('Old/unused.wav', '.DS_Store').and.not.to.include.keys('Old/used.wav');
    expect(leftOut(files)['Old/unused.wav']).to.deep.equal(['excluded', 44 + 60]);
    const folder = await planned(FULL, { options: { exclude: ['Old'] } });
    expect(leftOut(folder)['Old/unused.wav']).to.deep.equal(['excluded', 44 + 60]);
    expect(places(folder)).to.have.property('Old/used.wav');
  });

  it('a whole folder that --exclude fits stands in one line, with its size', async () => {
    const made = await planned(
      { ...FULL, '/w/Song/Mixes/1.wav': wav(10), '/w/Song/Mixes/x/2.wav': wav(10) },
      { options: { exclude: ['Mixes'] } },
    );
    expect(leftOut(made))
      .to.deep.include({ Mixes: ['excluded', 128] })
      .and.not.to.include.keys('Mixes/1.wav');
  });

  it('what may not be read is told as an error', async () => {
    const made = await planned(FULL, { survey: { unreadable: new Set(['Old/unused.wav']) } });
    expect(leftOut(made)['Old/unused.wav']).to.deep.equal(['unreadable', 44 + 60]);
    expect(codes(made, 'file-unreadable')).to.deep.equal([['file-unreadable', 'Old/unused.wav']]);
  });

  it('devices and pipes', async () => {
    const made = await planned({ ...FULL, '/w/Song/pipe': '' }, { devices: ['/w/Song/pipe'] });
    expect(leftOut(made)['pipe']).to.deep.equal(['not-a-file', 0]);
    expect(codes(made, 'not-a-file')).to.deep.equal([['not-a-file', 'pipe']]);
  });

  const TWO = {
    '/w/Both/One.rpp': rpp([]),
    '/w/Both/Two.rpp': rpp([]),
    '/w/Both/notes.txt': 'whose',
    '/w/Both/One mix.wav': wav(10),
  };

  it('what belongs to another song, unless --whole-folder is given', async () => {
    const given = { input: '/w/Both/One.rpp' };
    expect(leftOut(await planned(TWO, given))).to.deep.equal({
      'Two.rpp': ['other-project', TWO['/w/Both/Two.rpp'].length],
      'notes.txt': ['other-project', 5],
    });
    expect(leftOut(await planned(TWO, { ...given, options: { wholeFolder: true } }))).to.deep.equal({});
  });

  it('of another song a file that this one names goes along, and it alone', async () => {
    const made = await planned(
      {
        [SONG]: rpp(['Other/loop.wav']),
        '/w/Song/Other/Thing.rpp': rpp([]),
        '/w/Song/Other/loop.wav': wav(10),
        '/w/Song/Other/more/thing.wav': wav(20),
      },
      { input: SONG },
    );
    expect(Object.keys(places(made))).to.deep.equal(['Other/loop.wav', 'Song.rpp']);
    expect(leftOut(made)).to.include.keys('Other/Thing.rpp', 'Other/more');
  });
});

describe('folders in the plan', () => {
  it('are listed with mode and time; only an empty one is a member of its own', async () => {
    const made = await planned(
      { [SONG]: rpp(['/p/a.wav']), '/w/Song/full/a.txt': 'x', '/p/a.wav': wav() },
      {
        set(fs) {
          fs.makeFolder('/w/Song/empty');
          fs.makeFolder('/w/Song/full/hollow');
          fs.setMode('/w/Song/empty', 0o750);
        },
      },
    );
    const folders = made.folders.map(({ path, isEmpty }) => [path.slice('data/Project/'.length), isEmpty]);
    expect(folders).to.deep.equal([
      ['Song', false],
      ['Song/Media', false],
      ['Song/empty', true],
      ['Song/full', false],
      ['Song/full/hollow', true],
    ]);
    expect(made.folders.find(({ path }) => path.endsWith('empty'))?.mode).to.equal(0o750);
    expect(made.folders.find(({ path }) => path.endsWith('Media'))?.mtimeNs).to.equal(null);
  });
});

describe('complete', () => {
  const cases: readonly (readonly [string, string, Files, boolean])[] = [
    ['nothing named', '', {}, true],
    ['all there', 'a.wav', { '/w/Song/a.wav': wav() }, true],
    ['one missing', 'a.wav', {}, false],
    ['one offline', '/mnt/x/a.wav', {}, false],
    ['factory content', '/usr/share/hydrogen/a.wav', {}, true],
    ['a pointer in its place', 'a.wav', { '/w/Song/a.wav': 'version https://git-lfs.github.com/spec/v1\n' }, false],
    ['a stub in the cloud', 'a.wav', { '/w/Song/.a.wav.icloud': 'x' }, false],
    ['refused', '/etc/passwd', { '/etc/passwd': 'x' }, false],
  ];
  for (const [what, stored, files, complete] of cases) {
    it(`${what}: ${complete ? 'yes' : 'no'}`, async () =>
      expect((await planned({ [SONG]: rpp(stored === '' ? [] : [stored]), ...files })).complete).to.equal(complete));
  }

  it('a sub-project counts as well', async () => {
    const made = await planned({ [SONG]: rpp(['/p/sub.rpp']), '/p/sub.rpp': rpp(['gone.wav']) });
    expect(made.complete).to.equal(false);
  });

  it('an accepted loss is still a loss', async () => {
    const accepted = [{ stored: 'gone.wav', lost: true as const, by: 'Anna', at: '2026-01-01' }];
    const made = await planned({ [SONG]: rpp(['gone.wav']) }, { locate: { accepted } });
    expect(made.complete).to.equal(false);
    expect(made.decisions.map((one) => one.kind)).to.deep.equal(['accept-loss']);
  });
});

describe('much that nothing uses', () => {
  it('is told before the work where it is over 1 GB and over half', async () => {
    const files = { [SONG]: rpp(['used.wav']), '/w/Song/used.wav': wav(), '/w/Song/film.mov': 'x' };
    const { projects, parsers } = await opened(files, {});
    const located = projects[0] as LocatedProject;
    const grown = (sizes: Record<string, number>): LocatedProject => ({
      ...located,
      project: {
        ...located.project,
        tree: {
          ...located.project.tree,
          entries: located.project.tree.entries.map((entry) => ({ ...entry, size: sizes[entry.path] ?? entry.size })),
        },
      },
    });
    const told = (sizes: Record<string, number>) =>
      codes(planWith(grown(sizes), parsers, {}), 'much-unreferenced').length;
    expect(told({ 'film.mov': 1.1e9 })).to.equal(1);
    expect(told({ 'film.mov': 0.9e9 })).to.equal(0);
    expect(told({ 'film.mov': 1.1e9, 'used.wav': 1.2e9 })).to.equal(0);
  });
});
