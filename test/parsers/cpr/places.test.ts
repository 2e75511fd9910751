import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { detect } from '../../../parsers/cpr/detect.js';
import { cpr } from '../../../parsers/cpr/index.js';
import { memorySource, probeOf } from '../memory-source.js';
import { AUDIO } from './sessions.js';
import { type FileSpec, type ProjectSpec, projectOf } from './writer.js';

const read = (spec: ProjectSpec): Promise<ParsedSession> =>
  cpr.read(memorySource(projectOf(spec), 'Blue.cpr'), READ_LIMITS);

const [BASE, EMPTY] = ['/home/anna/Blue', projectOf({})];

async function placesOf(file: FileSpec, spec: ProjectSpec = {}, found: readonly string[] = []) {
  const session = await read({ ...spec, files: [file] });
  const context = { session, baseFolder: BASE, projectRoot: BASE, named: () => found };
  const [reference] = session.media;
  if (reference === undefined) throw new Error('the file is in the pool');
  return cpr
    .resolve(reference, context)
    .map(({ path, byName }) => `${path.replace(`${BASE}/`, '')}${byName ? ' ?' : ''}`);
}

describe('Cubase: what a file is', () => {
  it('is told by its content', () => {
    expect(detect(probeOf(EMPTY, 'Blue.cpr'))).to.deep.equal({ role: 'session', base: '.', ownFolder: false });
    expect(detect(probeOf(EMPTY, 'Blue.npr'))?.role).to.equal('session');
    expect(detect(probeOf(EMPTY, 'Blue-02.bak'))?.role).to.equal('backup');
  });

  it('is no sound, no text, nothing at all', () => {
    const wave = Buffer.from(EMPTY);
    wave.write('WAVE', 8, 'latin1');
    expect(detect(probeOf(wave, 'Blue.cpr'))).to.equal(null);
    expect(detect(probeOf('RIFF, then NUND', 'notes.bak'))).to.equal(null);
    expect(detect(probeOf('', 'Blue.cpr'))).to.equal(null);
  });

  it('has a folder of its own where Cubase keeps sounds or pictures in it', () => {
    for (const folder of ['Audio', 'Edits', 'images', 'Auto Saves'])
      expect(detect(probeOf(EMPTY, 'Blue.cpr', { [`${folder}/x`]: EMPTY }))?.ownFolder, folder).to.equal(true);
  });

  it('starts from the folder around "Auto Saves"', () => {
    expect(detect(probeOf(EMPTY, 'Blue-01.bak', {}, 'Auto Saves'))).to.deep.include({ role: 'backup', base: '..' });
  });

  it('makes pictures of waves again', () => {
    expect(cpr.regenerable('Blue/Images/vox 1.peak')).to.equal(true);
    expect(cpr.regenerable('Blue/backup.csh')).to.equal(false);
    expect(cpr.regenerable('Blue/Edits/vox 1.wav')).to.equal(false);
    expect(cpr.owns('Blue/letter.bak')).to.equal(false);
  });
});

describe('Cubase: where files are looked for', () => {
  it('is the same place below the project folder first, then by name', async () => {
    expect(await placesOf({ name: 'vox 1.wav', folder: AUDIO })).to.deep.equal([
      'Audio/vox 1.wav',
      'Edits/vox 1.wav ?',
      'Video/vox 1.wav ?',
      'vox 1.wav ?',
    ]);
  });

  it('does not mind the case of folders', async () => {
    expect((await placesOf({ name: 'x.wav', folder: 'd:\\SONGS\\blue\\Takes\\Day 1\\' }))[0]).to.equal(
      'Takes/Day 1/x.wav',
    );
  });

  it('is below the folder of the document too, where that was another', async () => {
    const places = await placesOf({ name: 'x.wav', folder: 'E:\\Copy\\Takes\\' }, { documentFolder: 'E:\\Copy\\' });
    expect(places[0]).to.equal('Takes/x.wav');
  });

  it('is the stored place where it is one of this platform', async () => {
    const places = await placesOf({ name: 'x.wav', folder: '/Volumes/Old/' }, { folder: ['/Users/anna/', 'Blue'] });
    expect(places).to.include('/Volumes/Old/x.wav');
    expect(
      (await placesOf({ name: 'x.wav', folder: '/Users/anna/Blue/Audio/' }, { folder: ['/Users/anna/', 'Blue'] }))[0],
    ).to.equal('Audio/x.wav');
  });

  it('understands the disks of old Macs', async () => {
    const places = await placesOf(
      { name: 'x.wav', folder: 'Macintosh HD:Users:anna:Blue:Audio:' },
      { folder: ['Macintosh HD:Users:anna:', 'Blue'], documentFolder: 'Macintosh HD:Users:anna:Blue:' },
    );
    expect(places[0]).to.equal('Audio/x.wav');
  });

  it('never leads out of the project by a name', async () => {
    for (const name of ['..\\..\\x.wav', '../x.wav'])
      for (const place of await placesOf({ name, folder: AUDIO }))
        expect(place).not.to.match(/^\/(?!home\/anna\/Blue)|\.\./);
  });

  it('takes any file of that name on what it holds', async () => {
    const places = await placesOf({ name: 'x.wav', folder: 'E:\\' }, {}, [`${BASE}/Old/x.wav`]);
    expect(places.at(-1)).to.equal('Old/x.wav ?');
  });
});

describe('Cubase: where collected files go', () => {
  it('is where Cubase looks first, else the folder of their kind; namesakes apart', async () => {
    const session = await read({
      files: [
        { name: 'a.wav', folder: 'D:\\Songs\\Blue\\Takes\\' },
        { name: 'b.wav', folder: 'E:\\Samples\\' },
        { name: 'c.wav', folder: 'E:\\Other\\Edits\\' },
        { name: 'kick.wav', folder: 'E:\\One\\Audio\\' },
        { name: 'Kick.wav', folder: 'E:\\Two\\Audio\\' },
      ],
      films: [{ name: 'reel.mov', folder: 'E:\\Films\\' }],
    });
    expect(session.media.map((one) => cpr.layout.mediaFolder(session, one))).to.deep.equal([
      'Takes',
      'Audio',
      'Edits',
      'Audio/One',
      'Audio/Two',
      'Video',
    ]);
  });

  it('says what Cubase will do on opening, without paths', async () => {
    const { findings } = await read({ files: [{ name: 'b.wav', folder: 'E:\\Samples\\' }] });
    const [opening] = findings;
    expect(opening?.code).to.equal('on-opening');
    expect(`${opening?.message} ${opening?.next}`)
      .to.match(/Resolve Missing Files/)
      .and.not.match(/[\\/]/);
  });
});
