import { expect } from 'chai';
import type { Accepted, LocateOptions } from '../../lib/locate/options.js';
import type { LocatedReference } from '../../lib/model/located.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import type { World } from '../../lib/work/world.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { withTrouble } from '../support/trouble.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

type Content = Uint8Array | string;
type Files = Readonly<Record<string, Content>>;

function disk(files: Files) {
  const fs = memoryFileSystem();
  for (const [path, content] of Object.entries(files)) fs.put(path, Buffer.from(content as string));
  return fs;
}

const SONG = '/w/Song/Song.rpp';
const BY = { by: 'Anna', at: '2026-01-01T00:00:00Z' };

async function located(fs: FileSystem, options: Partial<LocateOptions> = {}, world: Partial<World> = {}) {
  const { projects } = await openProjects(testWorld(fs, world), SONG, { ...NO_LOCATE, ...options });
  const [project] = projects;
  if (project === undefined) throw new Error('no project');
  return project;
}

/** The references of a session that names these files, on a disk that has these others. */
async function references(
  stored: readonly string[],
  files: Files,
  options: Partial<LocateOptions> = {},
  session: Parameters<typeof rpp>[1] = {},
) {
  const project = await located(disk({ ...files, [SONG]: rpp(stored, session) }), options);
  return project.sessions[0]?.references ?? [];
}

const brief = ({ state, path, by }: LocatedReference) => [state, path, by];

async function one(...args: Parameters<typeof references>) {
  const [first] = await references(...args);
  if (first === undefined) throw new Error('no reference');
  return first;
}

const SEARCH = { search: ['/search'] };
const PROVING = { seconds: 0.01 };
/** As long as the clips of `PROVING` need, and shorter. */
const LONG = wav(480, 3);
const SHORT = wav(100, 3);

describe('a search folder that is not there', () => {
  const codesOf = async (stored: string) => {
    const fs = disk({ [SONG]: rpp([stored]), '/w/Song/here.wav': wav() });
    const { findings } = await located(fs, { search: ['/Volumes/Shelf/Takes'] });
    return findings.filter(({ code }) => code === 'search-folder-absent');
  };

  it('is told where something was looked for, without saying where it lies', async () => {
    const [told, ...more] = await codesOf('gone.wav');
    expect(more).to.deep.equal([]);
    expect(told?.severity).to.equal('warn');
    expect(told?.message).to.include('"Takes"').and.not.include('/Volumes');
  });

  it('is no matter where all is there', async () => {
    expect(await codesOf('here.wav')).to.deep.equal([]);
  });
});

describe('where a reference lies', () => {
  it('by the order of the rules: --accept, --map, the DAW, search', async () => {
    const stored = '/old/a.wav';
    const accepted: Accepted[] = [{ stored, file: '/accepted/mine.wav', ...BY }];
    const maps = [{ old: '/old', new: '/mapped' }];
    const everything = {
      '/accepted/mine.wav': wav(480, 1),
      '/mapped/a.wav': wav(480, 2),
      '/old/a.wav': wav(480, 4),
      '/search/deep/a.wav': LONG,
    };
    const all = { accepted, maps, ...SEARCH };
    const answers: unknown[] = [];
    const left: Record<string, Content> = { ...everything };
    for (const gone of Object.keys(everything)) {
      answers.push(brief(await one([stored], left, all, PROVING)));
      delete left[gone];
    }
    answers.push(brief(await one([stored], left, all, PROVING)));
    expect(answers).to.deep.equal([
      ['relocated', '/accepted/mine.wav', '--accept'],
      ['relocated', '/mapped/a.wav', '--map'],
      ['found', '/old/a.wav', 'absolute'],
      ['relocated', '/search/deep/a.wav', '--search'],
      ['missing', null, null],
    ]);
  });

  const found: readonly (readonly [string, string, string, string])[] = [
    ['beside the session', 'a.wav', '/w/Song/a.wav', 'project-relative'],
    ['below it', 'Media/a.wav', '/w/Song/Media/a.wav', 'project-relative'],
    ['above it', '../Pool/a.wav', '/w/Pool/a.wav', 'project-relative'],
    ['in another case', 'MEDIA/A.wav', '/w/Song/media/a.WAV', 'project-relative'],
    ['in the other normal form (stored NFC)', 'Caf\u00e9.wav', '/w/Song/Cafe\u0301.wav', 'project-relative'],
    ['in the other normal form (stored NFD)', 'Cafe\u0301.wav', '/w/Song/Caf\u00e9.wav', 'project-relative'],
    ['with backslashes', 'Media\\a.wav', '/w/Song/Media/a.wav', 'project-relative'],
    ['absolute', '/pool/a.wav', '/pool/a.wav', 'absolute'],
    ['by its name in the project', '/gone/a.wav', '/w/Song/Audio/a.wav', 'same name in the project'],
    ['by its name, from Windows', 'E:\\gone\\a.wav', '/w/Song/Audio/a.wav', 'same name in the project'],
  ];
  for (const [what, stored, place, by] of found) {
    it(`${what} is found`, async () =>
      expect(brief(await one([stored], { [place]: wav() }))).to.deep.equal(['found', place, by]));
  }

  it('exactly as stored, before any other case', async () => {
    const files = { '/w/Song/a.wav': wav(480, 1), '/w/Song/A.wav': wav(480, 2) };
    expect((await one(['A.wav'], files)).path).to.equal('/w/Song/A.wav');
    expect((await one(['a.wav'], files)).path).to.equal('/w/Song/a.wav');
  });

  it('two that differ from what is stored by their case alone are no choice', async () => {
    const files = { '/w/Song/a.wav': wav(480, 1), '/w/Song/A.wav': wav(480, 2) };
    expect((await one(['a.WAV'], files)).state).to.equal('ambiguous');
  });

  it('two of its name in the project are no answer without evidence', async () => {
    const files = { '/w/Song/x/a.wav': SHORT, '/w/Song/y/a.wav': SHORT };
    const reference = await one(['/gone/a.wav'], files, {}, PROVING);
    expect(reference.state).to.equal('missing');
    expect(reference.candidates.map((candidate) => candidate.path)).to.deep.equal(Object.keys(files));
  });

  it('at the place of --map it is taken though evidence disagrees', async () => {
    const maps = [{ old: 'E:', new: '/mapped' }];
    const reference = await one(['E:\\a.wav'], { '/mapped/a.wav': SHORT }, { maps }, PROVING);
    expect(brief(reference)).to.deep.equal(['relocated', '/mapped/a.wav', '--map']);
  });
});

describe('a search', () => {
  it('takes what is long enough for the clips', async () => {
    const reference = await one(['E:\\x\\a.wav'], { '/search/old/A.wav': LONG }, SEARCH, PROVING);
    expect(brief(reference)).to.deep.equal(['relocated', '/search/old/A.wav', '--search']);
    expect(reference.candidates[0]?.agrees[0]).to.match(/^length .*, the clips need/);
  });

  it('does not take what is too short, and says why', async () => {
    const project = await located(disk({ [SONG]: rpp(['E:\\x\\a.wav'], PROVING), '/search/a.wav': SHORT }), SEARCH);
    const reference = project.sessions[0]?.references[0];
    expect(reference?.state).to.equal('missing');
    expect(reference?.candidates.map(({ path, contradicts }) => [path, contradicts.length])).to.deep.equal([
      ['/search/a.wav', 1],
    ]);
    const [missing] = project.findings;
    expect(missing?.code).to.equal('media-missing');
    expect(missing?.message).to.include('not taken').and.to.include('the clips need');
    expect(missing?.next).to.include('--search');
  });

  it('does not take what nothing speaks for', async () => {
    const midi = Buffer.from('MThd\0\0\0\x06\0\0\0\x01\0\x60');
    const reference = await one(['E:\\x\\a.mid'], { '/search/a.mid': midi }, SEARCH);
    expect(reference.state).to.equal('missing');
    expect(reference.candidates).to.have.length(1);
  });

  it('calls two that fit and differ ambiguous, with both', async () => {
    const files = { '/search/1/a.wav': wav(480, 1), '/search/2/a.wav': wav(480, 2) };
    const reference = await one(['E:\\x\\a.wav'], files, SEARCH, PROVING);
    expect(brief(reference)).to.deep.equal(['ambiguous', null, null]);
    expect(reference.candidates.map((candidate) => candidate.path)).to.deep.equal(Object.keys(files));
  });

  it('takes one of two that are the same', async () => {
    const files = { '/search/1/a.wav': LONG, '/search/2/a.wav': LONG };
    const reference = await one(['E:\\x\\a.wav'], files, SEARCH, PROVING);
    expect(brief(reference)).to.deep.equal(['relocated', '/search/1/a.wav', '--search']);
  });

  it('takes the one of two that fits', async () => {
    const files = { '/search/1/a.wav': SHORT, '/search/2/a.wav': LONG };
    const reference = await one(['E:\\x\\a.wav'], files, SEARCH, PROVING);
    expect(reference.path).to.equal('/search/2/a.wav');
  });

  it('weighs what lies in the project and what lies elsewhere alike', async () => {
    const files = { '/w/Song/1/a.wav': wav(480, 1), '/w/Song/2/a.wav': SHORT, '/search/a.wav': wav(480, 2) };
    expect((await one(['E:\\x\\a.wav'], files, SEARCH, PROVING)).state).to.equal('ambiguous');
  });

  it('meets a file in two folders that hold each other once', async () => {
    const files = { '/search/deep/a.wav': LONG };
    const reference = await one(['E:\\a.wav'], files, { search: ['/search', '/search/deep'] }, PROVING);
    expect(reference.candidates).to.have.length(1);
  });
});

describe('what is not there', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing', 'a.wav', 'missing'],
    ['a drive of Windows', 'E:\\Takes\\a.wav', 'missing'],
    ['a share', '\\\\nas\\audio\\a.wav', 'missing'],
    ['a volume of a Mac', '/Volumes/OLD/a.wav', 'missing'],
    ['a home of a Mac', '/Users/anna/a.wav', 'missing'],
    ['a drive that is not mounted', '/mnt/old/Takes/a.wav', 'offline'],
    ['a stick that is not mounted', '/media/anna/stick/a.wav', 'offline'],
    ['a stick that is not mounted (systemd)', '/run/media/anna/stick/a.wav', 'offline'],
    ['a file that is gone from a mounted drive', '/mnt/here/a.wav', 'missing'],
    ['a path of this platform', '/old/a.wav', 'missing'],
  ];
  for (const [what, stored, state] of cases) {
    it(`${what} is ${state}`, async () =>
      expect((await one([stored], { '/mnt/here/else.txt': 'x' })).state).to.equal(state));
  }

  it('an unmounted volume of this Mac is offline', async () => {
    const fs = disk({ [SONG]: rpp(['/Volumes/OLD/a.wav'], { platform: 'macOS-arm64' }) });
    const project = await located(fs, {}, { here: 'macos' });
    expect(project.sessions[0]?.references[0]?.state).to.equal('offline');
  });

  it('a file that may not be opened is unreadable', async () => {
    const fs = withTrouble(disk({ [SONG]: rpp(['a.wav']), '/w/Song/a.wav': wav() }), {
      failing: { '/w/Song/a.wav': 'EACCES' },
    });
    const project = await located(fs);
    expect(project.sessions[0]?.references[0]?.state).to.equal('unreadable');
    expect(project.findings.map(({ code, severity }) => [code, severity])).to.deep.equal([
      ['media-unreadable', 'error'],
    ]);
  });

  it('the stub of a cloud is a placeholder', async () => {
    const reference = await one(['Media/a.wav'], { '/w/Song/Media/.a.wav.icloud': 'bplist' });
    expect(reference.state).to.equal('placeholder');
  });

  it('a pointer of Git LFS is found, told as an error, and no sound', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n';
    const project = await located(disk({ [SONG]: rpp(['a.wav']), '/w/Song/a.wav': pointer }));
    expect(project.sessions[0]?.references[0]).to.include({ state: 'found', isPlaceholder: true });
    expect(project.findings.map(({ code, severity }) => [code, severity])).to.deep.equal([
      ['media-placeholder', 'error'],
    ]);
  });

  it('what a sub-project misses is told as well', async () => {
    const project = await located(disk({ [SONG]: rpp(['/else/sub.rpp']), '/else/sub.rpp': rpp(['gone.wav']) }));
    expect(project.findings.map(({ code }) => code)).to.deep.equal(['media-missing']);
  });
});

describe('what is never read', () => {
  const system = {
    '/etc/shadow': 'root:x',
    '/etc/sounds/bell.wav': wav(),
    '/proc/self/environ': 'SECRET=1',
    '/home/somebody/.ssh/id_rsa': 'key',
    '/home/somebody/.ssh/song.wav': wav(),
    '/home/somebody/letter.txt': 'dear diary',
    '/w/folder/a.wav': wav(),
  };
  const cases: readonly (readonly [string, string])[] = [
    ['the passwords', '/etc/shadow'],
    ['a sound among the settings of the system', '/etc/sounds/bell.wav'],
    ['the environment', '/proc/self/environ'],
    ['keys', '/home/somebody/.ssh/id_rsa'],
    ['whatever lies beside keys', '/home/somebody/.ssh/song.wav'],
    ['a letter outside of the project', '/home/somebody/letter.txt'],
    ['a climb up to the system', `${'../'.repeat(50)}etc/shadow`],
    ['a climb with backslashes', `${'..\\'.repeat(50)}etc\\shadow`],
    ['the same in another case', '/ETC/Shadow'],
    ['a folder', '/w/folder'],
    ['a web address', 'http://example.com/a.wav'],
    ['another machine', 'file://server/share/a.wav'],
    ['a NUL in the name', 'a\0.wav'],
    ['a name of 100,000 characters', `${'x'.repeat(100_000)}.wav`],
  ];
  for (const [what, stored] of cases) {
    it(`${what}: refused`, async () => {
      const reference = await one([stored], system);
      expect(brief(reference)).to.deep.equal(['refused', null, null]);
    });
  }

  it('a device and a pipe: refused, without being opened', async () => {
    const fs = disk({ [SONG]: rpp(['/dev/zero', 'pipe.wav']), '/dev/zero': '', '/w/Song/pipe.wav': '' });
    const opened: string[] = [];
    const troubled = withTrouble(fs, { devices: ['/dev/zero', '/w/Song/pipe.wav'] });
    const project = await located({
      ...troubled,
      open(path, how) {
        opened.push(path);
        return troubled.open(path, how);
      },
    });
    expect(project.sessions[0]?.references.map((one) => one.state)).to.deep.equal(['refused', 'refused']);
    expect(opened.filter((path) => path !== SONG)).to.deep.equal([]);
  });

  it('a link in the project that leads to the system: refused', async () => {
    const fs = disk({ ...system, [SONG]: rpp(['a.wav', 'etc/shadow', 'b.wav']) });
    fs.makeLink('/etc/shadow', '/w/Song/a.wav');
    fs.makeLink('/etc', '/w/Song/etc');
    fs.makeLink('/home/somebody/.ssh/id_rsa', '/w/Song/b.wav');
    const project = await located(fs);
    expect(project.sessions[0]?.references.map((one) => one.state)).to.deep.equal(['refused', 'refused', 'refused']);
  });

  it('not even where --map, --accept or --search lead there', async () => {
    const files = { '/etc/a.wav': LONG };
    const stored = 'E:\\a.wav';
    const ways: readonly Partial<LocateOptions>[] = [
      { maps: [{ old: 'E:', new: '/etc' }] },
      { accepted: [{ stored, file: '/etc/a.wav', ...BY }] },
      { search: ['/etc'] },
    ];
    for (const options of ways) {
      expect((await one([stored], files, options, PROVING)).state, Object.keys(options)[0]).to.equal('refused');
    }
  });

  it('every refused one is told as an error', async () => {
    const project = await located(disk({ [SONG]: rpp(['/etc/shadow']), '/etc/shadow': 'x' }));
    expect(project.findings.map(({ code, severity }) => [code, severity])).to.deep.equal([['media-refused', 'error']]);
    expect(project.findings[0]?.message).not.to.include('/etc');
  });
});

describe('factory content', () => {
  const stored = '/usr/share/hydrogen/kits/kick.wav';
  const there = { [stored]: wav() };

  it('is left out by rule, whether it is here or not', async () => {
    for (const files of [there, {}]) {
      expect(brief(await one([stored], files))).to.deep.equal(['library', null, null]);
    }
    for (const elsewhere of [
      'C:\\Program Files\\Image-Line\\FL Studio\\kick.wav',
      '/Applications/DAW.app/Contents/Resources/kick.wav',
    ]) {
      expect((await one([elsewhere], {})).state).to.equal('library');
    }
  });

  it('is not what others install: that is collected where it is here, and missing where it is not', async () => {
    const pack = '/Library/Application Support/Some Maker/Pack/kick.wav';
    expect((await one([pack], { [pack]: wav() })).state).to.equal('found');
    const gone = ['C:\\Program Files\\Some Maker\\kick.wav', 'D:\\Packs\\kick.wav', '/usr/share/sounds/kick.wav'];
    expect((await references(gone, {})).map((reference) => reference.state)).to.deep.equal(gone.map(() => 'missing'));
  });

  it('goes along with --libraries all', async () => {
    expect(brief(await one([stored], there, { libraries: 'all' }))).to.deep.equal(['found', stored, 'absolute']);
    expect((await one([stored], {}, { libraries: 'all' })).state).to.equal('missing');
  });

  it('is what lies in the installation, not a project that has such a name', async () => {
    const fs = disk({
      '/usr/share/lmms/songs/Song.rpp': rpp(['/usr/share/lmms/songs/a.wav']),
      '/usr/share/lmms/songs/a.wav': wav(),
    });
    const { projects } = await openProjects(testWorld(fs), '/usr/share/lmms/songs', NO_LOCATE);
    expect(projects[0]?.sessions[0]?.references[0]?.state).to.equal('found');
  });

  it('is taken from where a person says', async () => {
    const maps = [{ old: '/usr/share/hydrogen', new: '/kept' }];
    expect(brief(await one([stored], { '/kept/kits/kick.wav': wav() }, { maps }))).to.deep.equal([
      'relocated',
      '/kept/kits/kick.wav',
      '--map',
    ]);
  });
});

describe('a decision', () => {
  it('for a loss lowers its finding and is kept with name and date', async () => {
    const accepted: Accepted[] = [{ stored: 'gone.wav', lost: true, ...BY }];
    const project = await located(disk({ [SONG]: rpp(['gone.wav', 'other.wav']) }), { accepted });
    expect(project.sessions[0]?.references.map(({ state, lossAccepted }) => [state, lossAccepted])).to.deep.equal([
      ['missing', true],
      ['missing', false],
    ]);
    expect(project.findings.map(({ severity }) => severity)).to.deep.equal(['info', 'error']);
    expect(project.decisions).to.deep.equal([
      { kind: 'accept-loss', what: 'gone.wav', to: null, by: 'Anna', at: '2026-01-01T00:00:00Z' },
    ]);
  });

  it('for a loss does not hide a file that is there', async () => {
    const accepted: Accepted[] = [{ stored: 'a.wav', lost: true, ...BY }];
    expect((await one(['a.wav'], { '/w/Song/a.wav': wav() }, { accepted })).state).to.equal('found');
  });

  it('for a place is kept too, with the time of the run', async () => {
    const maps = [{ old: 'E:', new: '/mapped' }];
    const project = await located(disk({ [SONG]: rpp([]) }), { maps });
    expect(project.decisions).to.deep.equal([
      { kind: 'map', what: 'E:', to: '/mapped', by: null, at: '2026-11-24T08:00:00Z' },
    ]);
  });
});

describe('sub-projects', () => {
  it('that hold each other are read once', async () => {
    const fs = disk({
      [SONG]: rpp(['/else/a.rpp']),
      '/else/a.rpp': rpp(['b.rpp']),
      '/else/b.rpp': rpp(['a.rpp', SONG]),
    });
    const { sessions } = await located(fs);
    expect(sessions.map(({ file }) => file.path)).to.deep.equal([SONG, '/else/a.rpp', '/else/b.rpp']);
    expect(sessions.flatMap((one) => one.references.map((reference) => reference.state))).to.deep.equal([
      'found',
      'found',
      'found',
      'found',
    ]);
  });
});

describe('confined to one folder', () => {
  it('nothing outside of it exists, not even behind a link', async () => {
    const fs = disk({
      [SONG]: rpp(['in.wav', '/out/a.wav', 'link.wav', '../up.wav'], { seconds: 0.01 }),
      '/w/Song/in.wav': LONG,
      '/out/a.wav': LONG,
      '/w/up.wav': LONG,
    });
    fs.makeLink('/out/a.wav', '/w/Song/link.wav');
    const options = { search: ['/out'], maps: [{ old: '/out', new: '/out' }] };
    const free = await located(fs, options);
    expect(free.sessions[0]?.references.map((one) => one.state)).to.deep.equal([
      'found',
      'relocated',
      'found',
      'found',
    ]);
    const confined = await located(fs, options, { confinedTo: '/w/Song' } as never);
    expect(confined.sessions[0]?.references.map((one) => one.state)).to.deep.equal([
      'found',
      'missing',
      'missing',
      'missing',
    ]);
  });
});
