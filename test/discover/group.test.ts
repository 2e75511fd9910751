import { expect } from 'chai';
import { inspectionExitCode, inspectionOf } from '../../lib/inspect/inspection.js';
import type { LocatedProject } from '../../lib/model/located.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { failureOf, withTooLarge, withTrouble } from '../support/trouble.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

type Content = Uint8Array | string;

/** A file system with these files; text is taken as it stands. */
function disk(files: Readonly<Record<string, Content>>) {
  const fs = memoryFileSystem();
  for (const [path, content] of Object.entries(files)) fs.put(path, Buffer.from(content as string));
  return fs;
}

/** What was found: each project as its root, its sessions with roles, and what it leaves to others. */
async function found(fs: FileSystem, input: string) {
  const { projects } = await openProjects(testWorld(fs), input, NO_LOCATE);
  return projects.map(({ project, sessions, kept, findings }) => ({
    root: project.root,
    whole: project.whole,
    sessions: [...sessions.map(({ file }) => file), ...kept].map(
      ({ role, path }) => `${role} ${path.replace(`${project.root}/`, '')}`,
    ),
    others: [...project.others].sort(),
    codes: [...new Set(findings.map((one) => one.code))].sort(),
  }));
}

const saved = (day: number, files: readonly string[] = []) => rpp(files, { saved: 1_600_000_000 + day * 86_400 });

describe('one project', () => {
  it('is the folder of the session that was named, whole', async () => {
    const fs = disk({
      '/w/Song/Song.rpp': rpp(['kick.wav']),
      '/w/Song/kick.wav': wav(),
      '/w/Song/letters/to mother.txt': 'hello',
    });
    const answer = [{ root: '/w/Song', whole: true, sessions: ['session Song.rpp'], others: [], codes: [] }];
    expect(await found(fs, '/w/Song/Song.rpp')).to.deep.equal(answer);
    expect(await found(fs, '/w/Song')).to.deep.equal(answer);
  });

  it('is the named folder where its one session lies in a folder below', async () => {
    const fs = disk({ '/w/Song/Project/Song.rpp': rpp([]), '/w/Song/Mixes/Song.wav': wav() });
    expect(await found(fs, '/w/Song')).to.deep.equal([
      { root: '/w/Song', whole: true, sessions: ['session Project/Song.rpp'], others: [], codes: [] },
    ]);
  });

  it('is found through links that a person names', async () => {
    const fs = disk({ '/w/Song/Song.rpp': rpp([]) });
    fs.makeFolder('/desk');
    fs.makeLink('/w/Song', '/desk/song');
    fs.makeLink('/w/Song/Song.rpp', '/desk/open me.rpp');
    for (const input of ['/desk/song', '/desk/open me.rpp', '/desk/song/Song.rpp']) {
      const [project] = await found(fs, input);
      expect(project?.root, input).to.equal('/w/Song');
    }
  });

  it('takes no session behind a link inside the folder', async () => {
    const fs = disk({ '/w/Song/Song.rpp': rpp([]), '/else/Other.rpp': rpp([]) });
    fs.makeLink('/else', '/w/Song/elsewhere');
    fs.makeLink('/else/Other.rpp', '/w/Song/Other.rpp');
    const [project, ...more] = await found(fs, '/w/Song');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal(['session Song.rpp']);
  });

  it('has the newest version as its session, the others are alternatives', async () => {
    const fs = disk({
      '/w/S/Song_mix1.rpp': saved(1),
      '/w/S/Song_mix10.rpp': saved(9),
      '/w/S/Song_mix2.rpp': saved(2),
      '/w/S/Song.rpp': saved(0),
    });
    const [project, ...more] = await found(fs, '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal([
      'session Song_mix10.rpp',
      'alternative Song_mix2.rpp',
      'alternative Song_mix1.rpp',
      'alternative Song.rpp',
    ]);
  });

  it('has the version that was named as its session, though a newer one is there', async () => {
    const fs = disk({ '/w/S/Song_mix1.rpp': saved(1), '/w/S/Song_mix2.rpp': saved(2) });
    const [project] = await found(fs, '/w/S/Song_mix1.rpp');
    expect(project?.sessions).to.deep.equal(['session Song_mix1.rpp', 'alternative Song_mix2.rpp']);
  });

  it('is made of sessions that share media, whatever their names', async () => {
    const fs = disk({
      '/w/S/Demo.rpp': saved(1, ['a.wav', 'b.wav']),
      '/w/S/Album take.rpp': saved(2, ['b.wav', 'c.wav']),
      '/w/S/Radio.rpp': saved(3, ['C.WAV']),
      '/w/S/b.wav': wav(),
    });
    const [project, ...more] = await found(fs, '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal([
      'session Radio.rpp',
      'alternative Album take.rpp',
      'alternative Demo.rpp',
    ]);
  });

  it('does not join songs that only share a file outside of the folder', async () => {
    const fs = disk({
      '/w/S/One.rpp': rpp(['/samples/kick.wav']),
      '/w/S/Two.rpp': rpp(['/samples/kick.wav']),
      '/samples/kick.wav': wav(),
    });
    expect(await found(fs, '/w/S')).to.have.length(2);
  });

  it('keeps a track template behind the song, whatever its age', async () => {
    const fs = disk({ '/w/S/Song.rpp': saved(1), '/w/S/Song.RTrackTemplate': saved(9) });
    const [project] = await found(fs, '/w/S');
    expect(project?.sessions).to.deep.equal(['session Song.rpp', 'template Song.RTrackTemplate']);
  });
});

describe('backups', () => {
  const SONG = {
    '/w/S/Song.rpp': saved(5),
    '/w/S/Song.rpp-bak': saved(4),
    '/w/S/Backups/Song-2020-09-14_101112.rpp-bak': saved(1),
    '/w/S/Backups/Song-2020-09-15_101112.rpp-bak': saved(2),
    '/w/S/AutoSaves/Song-autosave.rpp': saved(3),
  };

  it('are kept with their roles and are never the main session', async () => {
    const [project, ...more] = await found(disk(SONG), '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal([
      'session Song.rpp',
      'autosave AutoSaves/Song-autosave.rpp',
      'backup Backups/Song-2020-09-14_101112.rpp-bak',
      'backup Backups/Song-2020-09-15_101112.rpp-bak',
      'backup Song.rpp-bak',
    ]);
  });

  it('stand for the session where nothing else is left: the last of them', async () => {
    const { '/w/S/Song.rpp': _, '/w/S/Song.rpp-bak': _bak, '/w/S/AutoSaves/Song-autosave.rpp': _auto, ...rest } = SONG;
    const [project, ...more] = await found(disk(rest), '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.root).to.equal('/w/S');
    expect(project?.sessions).to.deep.equal([
      'backup Backups/Song-2020-09-15_101112.rpp-bak',
      'backup Backups/Song-2020-09-14_101112.rpp-bak',
    ]);
  });

  it('are the main session of the run where a person names one; its paths start from the project', async () => {
    const [project] = await found(disk(SONG), '/w/S/Backups/Song-2020-09-14_101112.rpp-bak');
    expect(project?.root).to.equal('/w/S');
    expect(project?.sessions.slice(0, 2)).to.deep.equal([
      'backup Backups/Song-2020-09-14_101112.rpp-bak',
      'alternative Song.rpp',
    ]);
  });
});

describe('several songs in one folder', () => {
  const TWO = {
    '/w/S/River.rpp': rpp(['river take.wav', 'Audio/x.wav']),
    '/w/S/Stone.rpp': rpp(['Audio/y.wav']),
    '/w/S/river take.wav': wav(10, 1),
    '/w/S/Audio/x.wav': wav(10, 2),
    '/w/S/Audio/y.wav': wav(10, 3),
    '/w/S/River mix 3.wav': wav(10, 4),
    '/w/S/Stone stems/drums.wav': wav(10, 5),
    '/w/S/Rivers.wav': wav(10, 6),
    '/w/S/notes.txt': 'whose?',
    '/w/S/Backups/River-2020-09-14_101112.rpp-bak': rpp([]),
    '/w/S/Backups/Stone-2020-09-14_101112.rpp-bak': rpp([]),
  };

  it('are several projects: each takes its sessions, their backups, what they name and what carries their name', async () => {
    expect(await found(disk(TWO), '/w/S')).to.deep.equal([
      {
        root: '/w/S',
        whole: false,
        sessions: ['session River.rpp', 'backup Backups/River-2020-09-14_101112.rpp-bak'],
        others: [
          'Audio/y.wav',
          'Backups/Stone-2020-09-14_101112.rpp-bak',
          'Rivers.wav',
          'Stone stems',
          'Stone stems/drums.wav',
          'Stone.rpp',
          'notes.txt',
        ],
        codes: ['several-projects'],
      },
      {
        root: '/w/S',
        whole: false,
        sessions: ['session Stone.rpp', 'backup Backups/Stone-2020-09-14_101112.rpp-bak'],
        others: [
          'Audio/x.wav',
          'Backups/River-2020-09-14_101112.rpp-bak',
          'River mix 3.wav',
          'River.rpp',
          'Rivers.wav',
          'notes.txt',
          'river take.wav',
        ],
        codes: ['several-projects'],
      },
    ]);
  });

  it('give only the one whose session was named', async () => {
    const projects = await found(disk(TWO), '/w/S/Stone.rpp');
    expect(projects.map((one) => one.sessions[0])).to.deep.equal(['session Stone.rpp']);
    expect(projects[0]?.others).to.include('River.rpp');
  });

  it('tell a song from another whose name begins with its name', async () => {
    const fs = disk({
      '/w/S/Rain.rpp': rpp([]),
      '/w/S/Rain in June.rpp': rpp([]),
      '/w/S/Rain mix.wav': wav(10, 1),
      '/w/S/Rain in June mix.wav': wav(10, 2),
    });
    const projects = await found(fs, '/w/S');
    const others = Object.fromEntries(projects.map((one) => [one.sessions[0], one.others]));
    expect(others).to.deep.equal({
      'session Rain in June.rpp': ['Rain mix.wav', 'Rain.rpp'],
      'session Rain.rpp': ['Rain in June mix.wav', 'Rain in June.rpp'],
    });
  });

  it('in folders of their own have these as their roots', async () => {
    const fs = disk({
      '/w/Album/One/One.rpp': rpp(['a.wav']),
      '/w/Album/One/a.wav': wav(),
      '/w/Album/One/unused.wav': wav(),
      '/w/Album/Two/Two.rpp': rpp([]),
    });
    expect(await found(fs, '/w/Album')).to.deep.equal([
      { root: '/w/Album/One', whole: true, sessions: ['session One.rpp'], others: [], codes: [] },
      { root: '/w/Album/Two', whole: true, sessions: ['session Two.rpp'], others: [], codes: [] },
    ]);
  });

  it('of one name in folders of their own are not one project by their name alone', async () => {
    const fs = disk({
      '/w/Album/A/session.rpp': rpp(['a.wav']),
      '/w/Album/A/a.wav': wav(),
      '/w/Album/B/session.rpp': rpp([]),
      '/w/Album/B/b.wav': wav(),
    });
    expect((await found(fs, '/w/Album')).map(({ root, whole }) => ({ root, whole }))).to.deep.equal([
      { root: '/w/Album/A', whole: true },
      { root: '/w/Album/B', whole: true },
    ]);
  });

  it('of one name in a folder below are versions of one song', async () => {
    const fs = disk({
      '/w/Song/Song.rpp': rpp(['a.wav'], { saved: 1_700_000_000 }),
      '/w/Song/a.wav': wav(),
      '/w/Song/old mixes/Song_mix1.rpp': rpp(['b.wav'], { saved: 1_600_000_000 }),
    });
    expect((await found(fs, '/w/Song')).map(({ root, sessions }) => ({ root, sessions }))).to.deep.equal([
      { root: '/w/Song', sessions: ['session Song.rpp', 'alternative old mixes/Song_mix1.rpp'] },
    ]);
  });

  it('in folders of their own are one project where they share media', async () => {
    const fs = disk({
      '/w/S/A/session.rpp': rpp(['../Pool/a.wav']),
      '/w/S/B/session.rpp': rpp(['../Pool/a.wav']),
      '/w/S/Pool/a.wav': wav(),
    });
    expect((await found(fs, '/w/S')).map(({ root }) => root)).to.deep.equal(['/w/S']);
  });

  it('in folders of their own: what lies above them and goes along with none is told, once', async () => {
    const fs = disk({
      '/w/Album/One/One.rpp': rpp(['../shared.wav']),
      '/w/Album/Two/Two.rpp': rpp([]),
      '/w/Album/shared.wav': wav(),
      '/w/Album/.DS_Store': 'x',
      '/w/Album/cover.jpg': 'x'.repeat(1000),
      '/w/Album/Mixes/one.txt': 'x'.repeat(500),
    });
    const { projects } = await openProjects(testWorld(fs), '/w/Album', NO_LOCATE);
    const told = projects.flatMap(({ findings }) => findings).filter(({ code }) => code === 'not-in-a-project');
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ severity: 'warn' });
    expect(told[0]?.message).to.include('2 files (1.5 kB) in "Album"');
    expect(told[0]?.next).to.include('folder of a song');
  });

  it('below a song: the song takes its folder without theirs', async () => {
    const fs = disk({
      '/w/S/Song.rpp': rpp([]),
      '/w/S/mix.wav': wav(),
      '/w/S/Other/Thing.rpp': rpp([]),
      '/w/S/Other/thing.wav': wav(),
    });
    const projects = await found(fs, '/w/S');
    expect(projects.map(({ root, whole, others }) => ({ root, whole, others }))).to.deep.equal([
      { root: '/w/S/Other', whole: true, others: [] },
      { root: '/w/S', whole: true, others: ['Other'] },
    ]);
  });
});

describe('sub-projects', () => {
  it('are nested, and so are those inside them', async () => {
    const fs = disk({
      '/w/S/Song.rpp': saved(1, ['strings.rpp']),
      '/w/S/strings.rpp': saved(5, ['cello/cello.rpp']),
      '/w/S/cello/cello.rpp': saved(9, ['a.wav']),
      '/w/S/cello/a.wav': wav(),
    });
    const [project, ...more] = await found(fs, '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal(['session Song.rpp', 'nested cello/cello.rpp', 'nested strings.rpp']);
    expect(project?.whole).to.equal(true);
  });

  it('outside of the root are read from where they lie', async () => {
    const fs = disk({
      '/w/S/Song.rpp': rpp(['/w/Shared/click.rpp']),
      '/w/Shared/click.rpp': rpp(['deep/tick.rpp']),
      '/w/Shared/deep/tick.rpp': rpp([]),
    });
    const [project] = await found(fs, '/w/S');
    expect(project?.sessions).to.deep.equal([
      'session Song.rpp',
      'nested /w/Shared/click.rpp',
      'nested /w/Shared/deep/tick.rpp',
    ]);
  });

  it('are the main session where a person names them', async () => {
    const fs = disk({ '/w/S/Song.rpp': rpp(['strings.rpp']), '/w/S/strings.rpp': rpp([]) });
    const projects = await found(fs, '/w/S/strings.rpp');
    expect(projects.map((one) => one.sessions[0])).to.deep.equal(['session strings.rpp']);
  });

  it('belong to the song that names them, not to its neighbour', async () => {
    const fs = disk({
      '/w/S/One.rpp': rpp(['strings.rpp']),
      '/w/S/strings.rpp': rpp(['cello.wav']),
      '/w/S/cello.wav': wav(),
      '/w/S/Two.rpp': rpp([]),
    });
    const projects = await found(fs, '/w/S');
    const others = Object.fromEntries(projects.map((one) => [one.sessions.join(), one.others]));
    expect(others).to.deep.equal({
      'session One.rpp,nested strings.rpp': ['Two.rpp'],
      'session Two.rpp': ['One.rpp', 'cello.wav', 'strings.rpp'],
    });
  });

  it('that name each other in a circle are one project, the newest is its session', async () => {
    const fs = disk({
      '/w/S/egg.rpp': saved(1, ['hen.rpp']),
      '/w/S/hen.rpp': saved(2, ['egg.rpp']),
    });
    const circle = await found(fs, '/w/S');
    expect(circle.map((one) => one.sessions)).to.deep.equal([['session hen.rpp', 'nested egg.rpp']]);
    const self = await found(disk({ '/w/S/me.rpp': rpp(['me.rpp']) }), '/w/S');
    expect(self.map((one) => one.sessions)).to.deep.equal([['session me.rpp']]);
  });
});

describe('shared places', () => {
  const HOME = '/home/somebody';
  const places = [
    HOME,
    `${HOME}/Desktop`,
    `${HOME}/Documents`,
    `${HOME}/Downloads`,
    `${HOME}/Music`,
    '/data/Dropbox',
    '/mnt/usb',
  ];
  for (const place of places) {
    it(`${place} is never taken whole`, async () => {
      const fs = withTrouble(
        disk({
          [`${place}/Song.rpp`]: rpp(['take.wav']),
          [`${place}/take.wav`]: wav(),
          [`${place}/Song mix.wav`]: wav(),
          [`${place}/taxes.pdf`]: 'private',
        }),
        { volumes: ['/mnt/usb'] },
      );
      for (const input of [`${place}/Song.rpp`, place]) {
        const [project] = await found(fs, input);
        expect(project?.whole).to.equal(false);
        expect(project?.others).to.deep.equal(['taxes.pdf']);
        expect(project?.codes).to.deep.equal(['shared-place']);
      }
    });
  }

  it('hold projects in folders of their own, which are whole', async () => {
    const fs = disk({ [`${HOME}/Music/Song/Song.rpp`]: rpp([]), [`${HOME}/Music/Song/a.wav`]: wav() });
    const [project] = await found(fs, `${HOME}/Music/Song`);
    expect(project).to.include({ root: `${HOME}/Music/Song`, whole: true });
  });
});

describe('what is no project', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    ['a device', '/w/zero', 4, 'not-a-session'],
    ['a file that is no session', '/w/letter.txt', 4, 'not-a-session'],
    ['a file that only has the name of one', '/w/fake.rpp', 4, 'not-a-session'],
    ['a folder without a session', '/w/empty', 4, 'no-session'],
    ['a session cut in its head', '/w/cut.rpp', 4, 'not-a-session'],
    ['nothing', '/w/not there', 2, 'usage'],
    ['a link that leads nowhere', '/w/dangling', 2, 'usage'],
    ['a session that may not be read', '/w/closed.rpp', 4, 'unreadable'],
  ];
  for (const [what, path, exitCode, code] of cases) {
    it(`${what}: exit ${exitCode}`, async () => {
      const fs = disk({
        '/w/zero': '',
        '/w/letter.txt': 'dear',
        '/w/fake.rpp': 'not one',
        '/w/cut.rpp': '<REAPER_PR',
        '/w/closed.rpp': rpp([]),
        '/w/empty/readme.txt': 'nothing',
      });
      fs.makeLink('nowhere', '/w/dangling');
      const troubled = withTrouble(fs, { devices: ['/w/zero'], failing: { '/w/closed.rpp': 'EACCES' } });
      const error = await failureOf(() => found(troubled, path));
      expect(error).to.include({ exitCode, code });
      expect(error.message).to.include(path.split('/').at(-1));
    });
  }

  it('a broken session beside a good one is told, and the good one goes on', async () => {
    const fs = disk({ '/w/S/Song.rpp': rpp([]), '/w/S/Broken.rpp': rpp([]) });
    const grown = withTooLarge(fs, '/w/S/Broken.rpp');
    const [project, ...more] = await found(grown, '/w/S');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal(['session Song.rpp', 'session Broken.rpp']);
    expect(project?.codes).to.deep.equal(['session-unreadable']);
    expect(await failureOf(() => found(grown, '/w/S/Broken.rpp'))).to.include({ exitCode: 4, code: 'too-large' });
  });

  it('two broken sessions and no other are refused, not answered with nothing', async () => {
    const fs = disk({ '/w/S/One.rpp': rpp([]), '/w/S/Two.rpp': rpp([]) });
    const grown = withTooLarge(withTooLarge(fs, '/w/S/One.rpp'), '/w/S/Two.rpp');
    expect(await failureOf(() => found(grown, '/w/S'))).to.include({ exitCode: 4, code: 'too-large' });
  });

  for (const errno of ['EACCES', 'EIO']) {
    it(`a session that ends in ${errno} beside a good one is told; alone it is refused`, async () => {
      const both = disk({ '/w/S/Song.rpp': rpp([]), '/w/S/Closed.rpp': rpp([]), '/w/T/Closed.rpp': rpp([]) });
      const fs = withTrouble(both, { failing: { '/w/S/Closed.rpp': errno, '/w/T/Closed.rpp': errno } });
      const { projects } = await openProjects(testWorld(fs), '/w/S', NO_LOCATE);
      const told = projects.flatMap(({ findings }) => findings).filter(({ code }) => code === 'session-unreadable');
      expect(told.map(({ severity, where }) => ({ severity, where }))).to.deep.equal([
        { severity: 'error', where: 'Closed.rpp' },
      ]);
      for (const input of ['/w/S/Closed.rpp', '/w/T', '/w/T/Closed.rpp'])
        expect(await failureOf(() => found(fs, input)), input).to.include({ exitCode: 4, code: 'unreadable' });
    });
  }

  it('a session whose bytes cannot be read any more when it is its turn is refused, too', async () => {
    const fs = disk({ '/w/S/Song.rpp': rpp(Array.from({ length: 100 }, (_, n) => `take ${n}.wav`)) });
    const dying: FileSystem = {
      ...fs,
      read(handle, buffer, offset, length, position) {
        if (length <= 4096) return fs.read(handle, buffer, offset, length, position);
        throw Object.assign(new Error('EIO'), { code: 'EIO' });
      },
    };
    expect(await failureOf(() => found(dying, '/w/S'))).to.include({ exitCode: 4, code: 'unreadable' });
  });
});

describe('what is recognised and not read', () => {
  const SCORE = Buffer.from('\x0fSIBELIUS\0\0', 'latin1');

  it('follows the one song that it lies beside', async () => {
    const fs = disk({ '/w/Song/Song.rpp': saved(1), '/w/Song/Strings/Score.sib': SCORE, '/w/Song/kick.wav': wav() });
    const [project, ...more] = await found(fs, '/w/Song');
    expect(more).to.deep.equal([]);
    expect(project?.sessions).to.deep.equal(['session Song.rpp', 'alternative Strings/Score.sib']);
    expect(project?.whole).to.equal(true);
  });

  it('is a project of its own where nobody knows of which song it is', async () => {
    const fs = disk({ '/w/A/A.rpp': saved(1), '/w/B/B.rpp': saved(1), '/w/Score.sib': SCORE });
    expect((await found(fs, '/w')).map(({ root, sessions }) => [root, ...sessions])).to.deep.include([
      '/w',
      'session Score.sib',
    ]);
  });

  it('is a project where it is alone, and never a complete one', async () => {
    const fs = disk({ '/w/Song/Score.sib': SCORE, '/w/Song/a.wav': wav() });
    const [project] = (await openProjects(testWorld(fs), '/w/Song', NO_LOCATE)).projects;
    expect(project?.sessions[0]?.session.findings.map(({ code }) => code)).to.deep.equal(['references-not-read']);
    const inspection = inspectionOf(project as LocatedProject, null);
    expect(inspectionExitCode(inspection)).to.equal(3);
  });
});
