import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { garageband } from '../../../parsers/logic/garageband.js';
import { logic } from '../../../parsers/logic/index.js';
import { memorySource } from '../memory-source.js';
import { storedZip } from '../recognised/stored-zip.js';
import { around, xmlPlist } from './bundle.js';
import { BUNDLED, METADATA, oldSong, SONG } from './sessions.js';
import { audioFile, sequence, songOf } from './song.js';

const read = (files = BUNDLED.files, song = songOf(SONG)) =>
  logic.read(memorySource(song, 'ProjectData', files, '000'), READ_LIMITS);

const named = (session: ParsedSession, stored: string) => {
  const found = session.media.find((one) => one.stored === stored);
  if (found === undefined) throw new Error(`no ${stored}`);
  return found;
};

const places = (session: ParsedSession, stored: string, base = '/m/Song.logicx') =>
  logic
    .resolve(named(session, stored), { session, baseFolder: base, projectRoot: base, named: () => [] })
    .map(({ path, rule }) => `${rule}: ${path}`);

const folder = (session: ParsedSession, stored: string) => logic.layout.mediaFolder(session, named(session, stored));

describe('Logic Pro: media', () => {
  let session: ParsedSession;
  before(async () => {
    session = await read();
  });

  it('lists every stored path once: the lists first, then what only the song names', () =>
    expect(session.media.map(({ stored, kind, needed }) => [stored, kind, needed])).to.deep.equal([
      ['Audio Files/vox.wav', 'audio', true],
      ['/Library/Audio/Apple Loops/Apple/loop.caf', 'audio', true],
      ['Audio Files/old take.wav', 'audio', false],
      ['Sampler Instruments/Mine.exs', 'sample', true],
      ['Samples/c3.wav', 'sample', true],
      ['/Users/a/Halls/Hall.SDIR', 'impulse', true],
      ['~/Desktop/gone.aif', 'audio', false],
    ]));

  it('knows files by what the song stores', () => {
    expect(named(session, 'Audio Files/vox.wav').evidence).to.deep.equal({
      size: 576_044,
      frames: 96_000,
      sampleRate: 48_000,
      channels: 2,
      bitDepth: 24,
      id: 'abababab-abab-abab-abab-abababababab',
    });
    // Of packed sound the size is that of something else.
    expect(named(session, '/Library/Audio/Apple Loops/Apple/loop.caf').evidence.size).to.equal(undefined);
  });

  it('says who uses them, and how much of them', () => {
    const vox = named(session, 'Audio Files/vox.wav');
    expect(vox.usedBy.map(({ track, what }) => [track, what])).to.deep.equal([[1, 'vox.1']]);
    expect(vox.neededNs).to.equal(1_500_000_000n);
  });

  it('tells the library of Apple from the loops of a person', async () => {
    const metadata = {
      AudioFiles: [
        '/Library/Audio/Apple Loops/Apple/a.caf',
        '/Library/Application Support/GarageBand/b.aif',
        '/Applications/Logic Pro X.app/Contents/Resources/c.wav',
        '/Users/a/Library/Audio/Apple Loops/User Loops/SingleFiles/d.caf',
        '/Users/a/e.wav',
      ],
    };
    const { media } = await read(around({ metadata }), songOf([sequence(4, '')]));
    expect(media.map(({ library }) => library)).to.deep.equal(['factory', 'factory', 'factory', 'user', undefined]);
  });

  it('joins records and entries whose names are composed otherwise', async () => {
    const metadata = { AudioFiles: ['Audio Files/Ge\u0308sang.wav'] };
    const song = songOf([sequence(4, ''), audioFile(4, { name: 'G\u00ebsang.wav', frames: 7 })]);
    const { media } = await read(around({ metadata }), song);
    expect(media.map(({ stored, evidence }) => [stored, evidence.frames])).to.deep.equal([
      ['Audio Files/Ge\u0308sang.wav', 7],
    ]);
  });
});

describe('Logic Pro: where files are looked for', () => {
  it('in a bundle', async () => {
    const session = await read();
    expect(places(session, 'Audio Files/vox.wav')).to.deep.equal([
      'project-relative: /m/Song.logicx/Media/Audio Files/vox.wav',
      'project-relative: /m/Audio Files/vox.wav',
    ]);
    expect(places(session, '/Users/a/Halls/Hall.SDIR')).to.deep.equal([
      'name in the project: /m/Song.logicx/Media/Impulse Responses/Hall.SDIR',
      'absolute: /Users/a/Halls/Hall.SDIR',
    ]);
    expect(places(session, '~/Desktop/gone.aif')).to.deep.equal([
      'name in the project: /m/Song.logicx/Media/Audio Files/gone.aif',
    ]);
    expect(folder(session, '/Users/a/Halls/Hall.SDIR')).to.equal('Media/Impulse Responses');
    expect(folder(session, 'Sampler Instruments/Mine.exs')).to.equal('Media/Sampler Instruments');
  });

  it('in a bundle that had another name', async () => {
    const stored = '/Users/x/Music/Untitled.band/Media/Impulse Responses/a.SDIR';
    const session = await read(around({ metadata: { ImpulsResponsesFiles: [stored] } }), songOf([sequence(4, '')]));
    expect(places(session, stored)[0]).to.equal('name in the project: /m/Song.logicx/Media/Impulse Responses/a.SDIR');
  });

  it('in a project folder', async () => {
    const files = {
      '../../../Audio Files/vox.wav': Buffer.alloc(1),
      '../../../Song.logicx/Alternatives/x': Buffer.alloc(0),
    };
    const session = await read(around({ information: { HasProjectFolder: true }, metadata: METADATA, files }));
    expect(places(session, 'Audio Files/vox.wav', '/m/Song')).to.deep.equal([
      'project-relative: /m/Song/Audio Files/vox.wav',
      'project-relative: /m/Song/Song.logicx/Media/Audio Files/vox.wav',
    ]);
    expect(folder(session, '~/Desktop/gone.aif')).to.equal('Audio Files');
  });

  it('takes no absolute path of a Mac on Windows', async () => {
    const session = await read();
    expect(places(session, '/Users/a/Halls/Hall.SDIR', 'C:\\m\\Song.logicx')).to.deep.equal([
      'name in the project: C:\\m\\Song.logicx\\Media\\Impulse Responses\\Hall.SDIR',
    ]);
  });
});

describe('Logic Pro: a zipped bundle', () => {
  const zip = storedZip({
    'Song.logicx/Alternatives/000/ProjectData': songOf(SONG),
    'Song.logicx/Alternatives/000/MetaData.plist': xmlPlist(METADATA),
    'Song.logicx/Resources/ProjectInformation.plist': xmlPlist({ LastSavedFrom: 'Logic Pro X 10.5.1 (5069)' }),
    'Song.logicx/Media/Audio Files/vox.wav': 'RIFF',
  });

  it('holds its media itself', async () => {
    const session = await logic.read(memorySource(zip, 'Song.logicx.zip'), READ_LIMITS);
    expect(session.media.map(({ place }) => place)).to.deep.equal(['embedded', ...Array(6).fill('file')]);
    expect([session.version, session.sampleRate, session.tracks.length]).to.deep.equal(['10.5.1', 48_000, 5]);
  });

  it('is refused where it is damaged', async () => {
    const broken = Buffer.from(zip);
    broken[200] = (broken[200] as number) ^ 1;
    const error: unknown = await logic.read(memorySource(broken, 'a.zip'), READ_LIMITS).catch((one: unknown) => one);
    expect((error as { code?: string }).code).to.equal('session-damaged');
  });
});

describe('GarageBand before 10', () => {
  const output = xmlPlist({
    com_apple_garageband_metadata_songTempo: 96,
    com_apple_garageband_metadata_songSignatureNominator: 3,
    com_apple_garageband_metadata_songSignatureDeNominator: 4,
    com_apple_garageband_metadata_songTitle: 'Old & Gold',
  });
  const readOld = (bytes: Buffer) =>
    garageband.read(memorySource(bytes, 'projectData', { 'Output/metadata.plist': output }, 'Old.band'), READ_LIMITS);

  it('tells tempo, meter and title, and that the rest is not read', async () => {
    const session = await readOld(oldSong([]));
    const [meter] = session.meter;
    expect([session.tempo[0]?.bpm, meter?.numerator, meter?.denominator, session.title]).to.deep.equal([
      96,
      3,
      4,
      'Old & Gold',
    ]);
    expect(session.coverage.media).to.equal('none');
    expect(session.findings.map(({ code }) => code)).to.deep.equal(['references-not-read', 'on-opening']);
  });

  it('finds the audio that the song names, in the Media folder', async () => {
    const session = await readOld(oldSong([['Sax|#01\x8e.aif', 'Users:a:Music:Song.band:Media:']]));
    expect(session.media.map(({ stored, name }) => [stored, name])).to.deep.equal([
      ['Users:a:Music:Song.band:Media:Sax|#01é.aif', 'Sax|#01é.aif'],
    ]);
    const [reference] = session.media;
    if (reference === undefined) throw new Error('no reference');
    const context = { session, baseFolder: '/m/Old.band', projectRoot: '/m/Old.band', named: () => [] };
    expect(garageband.resolve(reference, context).map(({ path }) => path)).to.deep.equal([
      '/m/Old.band/Media/Sax|#01é.aif',
    ]);
  });

  it('a cut archive gives what the other file says', async () => {
    const session = await readOld(oldSong([]).subarray(0, 500));
    expect(session.tempo[0]?.bpm).to.equal(96);
    expect(session.findings[0]?.code).to.equal('session-damaged');
  });
});

describe('Logic Pro: the picture of its window', () => {
  const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);
  it('comes along where it is one', async () => {
    expect((await read({ ...BUNDLED.files, 'WindowImage.jpg': JPEG })).picture).to.deep.equal(JPEG);
    expect((await read({ ...BUNDLED.files, 'WindowImage.jpg': Buffer.from('no picture') })).picture).to.equal(
      undefined,
    );
    expect((await read()).picture).to.equal(undefined);
  });
});
