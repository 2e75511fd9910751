import { expect } from 'chai';
import { ardour } from '../../../parsers/ardour/index.js';
import { ardourSession, type MadeSession } from './ardour-session.js';
import { type Around, read } from './sessions.js';

const FILE = Buffer.from('x');

describe('Ardour: references', () => {
  const stored = async (made: MadeSession) => (await read(made)).media.map((one) => `${one.kind} ${one.stored}`);
  const cases: readonly (readonly [string, MadeSession, readonly string[]])[] = [
    [
      'a recording',
      { files: [{ name: 'take%L.wav' }, { name: 'take%R.wav' }] },
      ['audio take%L.wav', 'audio take%R.wav'],
    ],
    ['an embedded stereo file', { files: [{ name: 'a.wav', origin: '/m/a.wav', channels: 2 }] }, ['audio /m/a.wav']],
    ['a copy that 3.x made', { version: '3001', files: [{ name: 'a-L.wav', origin: '/m/a.wav' }] }, ['audio a-L.wav']],
    ['an information of where it came from', { files: [{ name: 'a.flac', origin: 'a.wav' }] }, ['audio a.flac']],
    ['2.x', { version: '2.0.0', files: [{ name: 'a.wav' }] }, ['audio a.wav']],
    ['Windows', { files: [{ name: 'a.wav', origin: 'C:\\m\\a.wav' }] }, ['audio C:\\m\\a.wav']],
    ['MIDI with an absolute origin', { files: [{ name: 'a.mid', kind: 'midi', origin: '/m/a.mid' }] }, ['midi a.mid']],
    ['entities', { files: [{ name: 'a & "b" <c>.wav' }] }, ['audio a & "b" <c>.wav']],
    ['two of one name and channel', { files: [{ name: 'a.wav' }, { name: 'a.wav' }] }, ['audio a.wav']],
  ];
  for (const [what, made, expected] of cases) {
    it(what, async () => expect(await stored(made)).to.deep.equal(expected));
  }

  it('no compound sources, and none that are nested in a region', async () => {
    const content = ardourSession({ files: [{ name: 'a.wav' }] })
      .replace('</Sources>', '<Source name="c" type="audio" flags="" id="7" playlist="8" channel="0"/></Sources>')
      .replace(
        '</Regions>',
        '<Region name="c"><NestedSource><Source name="c" id="7"/></NestedSource></Region></Regions>',
      );
    expect((await read(content)).media.map((one) => one.stored)).to.deep.equal(['a.wav']);
  });

  it('expects no file of a MIDI source that was never written, unless it is there', async () => {
    const flags = 'Writable,CanRename,Empty';
    const made: MadeSession = {
      files: [
        { name: 'a.mid', kind: 'midi', flags },
        { name: 'b.mid', kind: 'midi', flags },
        { name: 'b.mid', kind: 'midi', flags: 'Writable' },
      ],
    };
    const places = async (around: Around) => (await read(made, around)).media.map(({ place }) => place);
    expect(await places({})).to.deep.equal(['none', 'file']);
    expect(await places({ 'interchange/Song/midifiles/a.mid': FILE })).to.deep.equal(['file', 'file']);
  });

  for (const version of ['2.0.0', '3002', '7002'] as const) {
    it(`evidence and need, ${version}`, async () => {
      const session = await read({
        version,
        files: [{ name: 'a.wav', channels: 2, frames: 96_000 }],
        tracks: [
          {
            name: 'A',
            clips: [
              { file: 0, at: 48_000, length: 24_000, offset: 12_000 },
              { file: 0, at: 0, length: 4800 },
            ],
          },
        ],
      });
      const [media] = session.media;
      expect(media?.evidence).to.deep.equal({ id: '1000', channels: 2, frames: 96_000, framesAtRate: 48_000 });
      expect(media?.neededNs).to.equal(750_000_000n);
      expect(media?.usedBy.map(({ startNs, lengthNs }) => [startNs, lengthNs])).to.deep.equal([
        [0n, 100_000_000n],
        [1_000_000_000n, 500_000_000n],
      ]);
    });
  }

  it('the film', async () => {
    const film = '<Extra><Videotimeline Filename="film.avi" LocalFile="1" VideoOffset="48000"/></Extra>';
    const [media] = (await read({ children: film })).media;
    expect([media?.stored, media?.kind, media?.place, media?.usedBy[0]?.startNs]).to.deep.equal([
      'film.avi',
      'video',
      'file',
      1_000_000_000n,
    ]);
    expect((await read({ children: film.replace('LocalFile="1"', 'LocalFile="0"') })).media[0]?.place).to.equal('none');
    expect((await read({ children: '<Extra><Videotimeline/></Extra>' })).media).to.deep.equal([]);
  });
});

describe('Ardour: where a file is looked for', () => {
  async function places(made: MadeSession, around: Around = {}, named: readonly string[] = [], folder = 'Song') {
    const session = await read(made, around, folder);
    const [reference] = session.media;
    if (reference === undefined) throw new Error('no reference');
    return ardour
      .resolve(reference, { session, baseFolder: '/p', projectRoot: '/p', named: () => named })
      .map(({ path, rule }) => `${rule}: ${path}`);
  }
  const own = (name: string) => `session folder: /p/interchange/Song/audiofiles/${name}`;
  const files = [{ name: 'a.wav' }];
  const embedded = [{ name: 'a.wav', origin: '/m/a.wav' }];

  it('in the media folder of the session', async () => expect(await places({ files })).to.deep.equal([own('a.wav')]));
  it('in the only folder below interchange, whatever its name', async () => {
    const around = {
      'interchange/Old/audiofiles/x.wav': FILE,
      'interchange/.DS_Store': FILE,
      'interchange/a.txt': FILE,
    };
    expect(await places({ files }, around)).to.deep.equal(['session folder: /p/interchange/Old/audiofiles/a.wav']);
  });
  it('in the one of its own name where there are several, and says so', async () => {
    const around = { 'interchange/A/x': FILE, 'interchange/Song/x': FILE };
    expect(await places({ files }, around)).to.deep.equal([own('a.wav')]);
    const { findings } = await read({ files }, around);
    expect(findings.map(({ code }) => code)).to.deep.equal(['several-media-folders']);
  });
  it('in sounds, where that folder is', async () => {
    expect(await places({ version: '2.0.0', files }, { 'sounds/a.wav': FILE })).to.deep.equal([
      'session folder: /p/sounds/a.wav',
    ]);
  });
  it('in the search path of its kind, in its order', async () => {
    const options = { 'audio-search-path': '/m/x:rel:/m/y/', 'midi-search-path': '/midi' };
    expect(await places({ files, options })).to.deep.equal([
      own('a.wav'),
      'search path: /m/x/a.wav',
      'search path: /p/rel/a.wav',
      'search path: /m/y/a.wav',
    ]);
    expect(await places({ files: [{ name: 'a.mid', kind: 'midi' }], options })).to.deep.equal([
      'session folder: /p/interchange/Song/midifiles/a.mid',
      'search path: /midi/a.mid',
    ]);
  });
  it('in further session folders', async () => {
    expect(await places({ files, children: '<Path>/raid/Song:/raid2/Song</Path>' })).to.deep.equal([
      own('a.wav'),
      'search path: /raid/Song/sounds/a.wav',
      'search path: /raid/Song/interchange/Song/audiofiles/a.wav',
      'search path: /raid2/Song/sounds/a.wav',
      'search path: /raid2/Song/interchange/Song/audiofiles/a.wav',
    ]);
  });
  it('at its absolute name', async () =>
    expect(await places({ files: [{ name: '/m/a.wav' }] })).to.deep.equal(['absolute: /m/a.wav']));
  it('at its absolute origin and nowhere else, since 5.4', async () => {
    const copy = '/p/interchange/Song/audiofiles/a.wav';
    expect(await places({ files: embedded }, {}, [copy])).to.deep.equal(['absolute: /m/a.wav']);
    const program = { version: '3002', program: 'Ardour 1:5.12.0-3ubuntu4' } as const;
    expect(await places({ ...program, files: embedded }, {}, [copy])).to.deep.equal(['absolute: /m/a.wav']);
  });
  it('in the search path before the origin, until 5.4', async () => {
    const made: MadeSession = { version: '3001', files: embedded, options: { 'audio-search-path': '/n' } };
    expect(await places(made)).to.deep.equal(['search path: /n/a.wav', 'absolute: /m/a.wav']);
  });
  it('the copy of an import of 3.x, where it lies', async () => {
    const copied = [{ name: 'a-L.wav', origin: '/m/a.wav' }];
    const copy = '/p/interchange/Song/audiofiles/a-L.wav';
    expect(await places({ files: copied }, {}, [copy, '/p/other/a-L.wav'])).to.deep.equal([
      `copy in the session folder: ${copy}`,
      'absolute: /m/a.wav',
    ]);
    // Not in a package: there the session has to be edited, since a later Ardour looks at the origin only.
    expect(await places({ files: copied })).to.deep.equal(['absolute: /m/a.wav']);
  });
  it('not at a path of Windows', async () =>
    expect(await places({ files: [{ name: 'a.wav', origin: 'C:\\m\\a.wav' }] })).to.deep.equal([]));
  it('search folders as stored', async () => {
    const session = await read({ files, options: { 'audio-search-path': 'C:\\a;D:\\b', 'midi-search-path': '/m' } });
    expect(session.searchFolders).to.deep.equal([
      'interchange/Song/audiofiles',
      'C:\\a',
      'D:\\b',
      'interchange/Song/midifiles',
      '/m',
      'interchange/Song/videofiles',
    ]);
  });
});
