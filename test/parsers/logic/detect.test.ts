import { expect } from 'chai';
import { PARSERS, parserFor } from '../../../parsers/index.js';
import { garageband } from '../../../parsers/logic/garageband.js';
import { logic } from '../../../parsers/logic/index.js';
import { memorySource, probeOf } from '../memory-source.js';
import { storedZip } from '../recognised/stored-zip.js';
import { around, binaryPlist, xmlPlist } from './bundle.js';
import { oldSong, SONG } from './sessions.js';
import { songOf } from './song.js';

const SONG_BYTES = songOf(SONG);
const NOTHING = Buffer.alloc(0);
type Files = Readonly<Record<string, Uint8Array>>;

const detected = (files: Files, folder = '000', bytes = SONG_BYTES, name = 'ProjectData') => {
  const probe = probeOf(bytes, name, files, folder);
  return { logic: logic.detect(probe), garageband: garageband.detect(probe) };
};

describe('Logic Pro: detection', () => {
  it('a bundle is its own project', () =>
    expect(detected(around())).to.deep.equal({
      logic: { role: 'session', base: '../..', ownFolder: true, bundle: '../..' },
      garageband: null,
    }));

  it('by the program that saved it', () => {
    const information = { LastSavedFrom: 'GarageBand 10.0.2' };
    const found = detected(around({ information }));
    expect([found.logic, found.garageband?.bundle]).to.deep.equal([null, '../..']);
  });

  it('by the empty song beside, where the list is lost', () => {
    const files = { '../../Alternatives/000/x': NOTHING, '../../projectData': NOTHING };
    expect(detected(files).logic).to.equal(null);
    expect(detected(files).garageband?.role).to.equal('session');
  });

  it('the alternative that opens first is the session', () => {
    const files = (information: Record<string, number>) =>
      around({ information, files: { '../001/ProjectData': NOTHING, '../002/.dummy': NOTHING } });
    expect(detected(files({})).logic?.role).to.equal('session');
    expect(detected(files({ ActiveVariant: 1 })).logic?.role).to.equal('alternative');
    expect(detected(files({ ActiveVariant: 2 })).logic?.role).to.equal('session');
  });

  it('a project folder is one project with what lies beside the bundle', () => {
    const base = (files: Files, hasFolder?: boolean) =>
      detected(around({ files, ...(hasFolder !== undefined && { information: { HasProjectFolder: hasFolder } }) }))
        .logic?.base;
    const audio = { '../../../Audio Files/a.wav': NOTHING };
    expect(base({ '../../../.musicapps-project-folder': NOTHING })).to.equal('../../..');
    expect(base(audio, true)).to.equal('../../..');
    expect(base(audio)).to.equal('../../..');
    expect(base({ ...audio, '../../Media/x/y': NOTHING })).to.equal('../..');
    expect(base(audio, false)).to.equal('../..');
    expect(base({ '../../../.musicapps-project-folder': NOTHING }, false)).to.equal('../..');
    expect(base({ '../../../Samples/a.wav': NOTHING })).to.equal('../..');
    // Moved away from its folder: what lies around is none of it.
    expect(base({ '../../../holiday.jpg': NOTHING }, true)).to.equal('../..');
  });

  it('GarageBand has no project folders', () => {
    const information = { LastSavedFrom: 'GarageBand 10.4.6 (5408)' };
    const files = { '../../../Audio Files/a.wav': NOTHING };
    expect(detected(around({ information, files })).garageband?.base).to.equal('../..');
  });

  it('an earlier save is a backup of its bundle', () =>
    expect(detected({ '../../Project File Backups/03/MetaData.plist': NOTHING }, '03').logic).to.deep.equal({
      role: 'backup',
      base: '../../../..',
      ownFolder: true,
    }));

  it('a document without its bundle stands alone', () =>
    expect(detected({}, 'Desktop').logic).to.deep.equal({ role: 'session', base: '.' }));

  it('a zipped bundle', () => {
    const zip = (files: Record<string, string>) => detected({}, 'Desktop', storedZip(files), 'x.zip');
    expect(zip({ 'Song.logicx/Alternatives/000/ProjectData': 'x' }).logic).to.deep.equal({
      role: 'session',
      base: '.',
    });
    expect(zip({ 'Song.band/Alternatives/000/ProjectData': 'x' }).garageband?.role).to.equal('session');
    expect(zip({ 'Song.band/projectData': 'x', 'Song.band/Media/a.aif': 'x' }).garageband?.role).to.equal('session');
    expect(zip({ 'a/b/Alternatives/000/ProjectData': 'x' }).logic).to.equal(null);
    expect(zip({ '__MACOSX/Alternatives/000/ProjectData': 'x' }).logic).to.equal(null);
  });

  it('other files are none', () => {
    for (const bytes of [NOTHING, Buffer.from('\0\0\0\0'), Buffer.from('version https://git-lfs.github.com/spec/v1')])
      expect(detected(around(), '000', bytes)).to.deep.equal({ logic: null, garageband: null });
  });
});

describe('GarageBand before 10: detection', () => {
  const old = (files: Files, bytes = oldSong([]), name = 'projectData') =>
    detected(files, 'Song.band', bytes, name).garageband;

  it('its archive stands for the bundle', () =>
    expect(old({ 'Media/a.aif': NOTHING })).to.deep.equal({
      role: 'session',
      base: '.',
      ownFolder: true,
      bundle: '.',
    }));

  it('a binary archive needs its bundle around it', () => {
    const binary = binaryPlist({ $archiver: 'NSKeyedArchiver' });
    expect(old({ 'Media/a.aif': NOTHING }, binary)?.role).to.equal('session');
    expect(old({ 'Media/a.aif': NOTHING }, binary, 'DisplayStateArchive')).to.equal(null);
  });

  it('the constant song of GarageBand 10 is none', () =>
    expect(old({ 'Media/a.aif': NOTHING, 'Alternatives/000/ProjectData': NOTHING })).to.equal(null));

  it('nor is what GarageBand made for iOS inside of a bundle', () =>
    expect(old({ 'Media/a.caf': NOTHING, '../../ProjectData': NOTHING })).to.equal(null));

  it('archives of other programs are none', () =>
    expect(old({}, xmlPlist({ $archiver: 'NSKeyedArchiver', $objects: [] }), 'window.plist')).to.equal(null));
});

describe('Logic Pro: the registry and the files of a bundle', () => {
  it('has both', async () => {
    expect([await parserFor('logic'), await parserFor('garageband')]).to.deep.equal([logic, garageband]);
    const tried = ['ProjectData', 'a.logicx', 'a.logicx.zip', 'a.band', 'MetaData.plist', 'a.zip'].map((name) =>
      PARSERS.filter(({ format }) => format === 'logic' || format === 'garageband').some(({ names }) =>
        names.test(name),
      ),
    );
    expect(tried).to.deep.equal([true, true, true, true, false, false]);
  });

  it('leaves out what is made again, and nothing else', () => {
    const out = [
      'Song.logicx/Alternatives/000/Undo Data.nosync/A.undo',
      'Media/Freeze Files.nosync/1.aif',
      'Alternatives/000/Autosave/x.songData',
      'Media/Audio Files/a.ovw',
    ];
    const kept = [
      'Alternatives/000/ProjectData',
      'Alternatives/000/Project File Backups/00/ProjectData',
      'Alternatives/000/WindowImage.jpg',
      'Media/Audio Files/a.m4a',
      'Autosave/mine.wav',
    ];
    expect([...out, ...kept].filter((path) => logic.regenerable(path))).to.deep.equal(out);
    expect(logic.owns('Alternatives/000/Project File Backups/00/ProjectData')).to.equal(true);
    expect(logic.owns('Mixes/final.wav')).to.equal(false);
  });
});

describe('Logic Pro: a document that is too large', () => {
  it('is refused', async () => {
    const source = memorySource(SONG_BYTES, 'ProjectData');
    const error: unknown = await logic
      .read(source, { maxBytes: 100, maxStreamedBytes: 100 })
      .catch((one: unknown) => one);
    expect((error as { code?: string }).code).to.equal('too-large');
  });
});
