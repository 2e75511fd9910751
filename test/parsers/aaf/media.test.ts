import { expect } from 'chai';
import type { ParsedSession, Reference } from '../../../lib/model/session.js';
import { PROPERTY } from '../../../parsers/aaf/ids.js';
import { aaf } from '../../../parsers/aaf/index.js';
import { decodedUrl, pathOfUrl } from '../../../parsers/aaf/url.js';
import * as s from './songs.js';
import * as w from './writer.js';

const filesOf = async (...urls: readonly (readonly string[])[]) =>
  (await s.readBytes(s.aafOf(urls.map((list, at) => s.fileMob(10 + at, '', { urls: list }))))).media;

describe('AAF: URLs', () => {
  for (const [url, stored, path] of [
    ['file:///c%3a/Users/a/vox.wav', 'file:///c:/Users/a/vox.wav', 'c:/Users/a/vox.wav'],
    [
      'file:///D%3A/Avid%20MediaFiles/MXF/1/x.mxf',
      'file:///D:/Avid MediaFiles/MXF/1/x.mxf',
      'D:/Avid MediaFiles/MXF/1/x.mxf',
    ],
    ['file://localhost/C:/a b.wav', 'file://localhost/C:/a b.wav', 'C:/a b.wav'],
    ['file://server/share/x.wav', 'file://server/share/x.wav', '//server/share/x.wav'],
    ['file:////server/share/x.wav', 'file:////server/share/x.wav', '//server/share/x.wav'],
    ['file:///Macintosh HD/Users/x.wav', 'file:///Macintosh HD/Users/x.wav', '/Macintosh HD/Users/x.wav'],
    ['file:///a/%D8%A7.wav', 'file:///a/ا.wav', '/a/ا.wav'],
    ['file:///a/%FFx%20y.wav', 'file:///a/%FFx%20y.wav', '/a/%FFx%20y.wav'],
    ['file:///a/100%25 #1?.wav', 'file:///a/100% #1?.wav', '/a/100% #1?.wav'],
    ['C:\\Audio\\a%20b.wav', 'C:\\Audio\\a%20b.wav', 'C:\\Audio\\a%20b.wav'],
    ['file:/x/y.wav', 'file:/x/y.wav', '/x/y.wav'],
  ] as const)
    it(url, () => {
      expect(decodedUrl(url)).to.equal(stored);
      expect(pathOfUrl(stored)).to.equal(path);
    });
});

describe('AAF: media', () => {
  it('are one per place, with what the first mob knows', async () => {
    const { media } = await s.readBytes(s.aafOf(s.LINKED));
    expect(media.map(({ usedBy, ...reference }) => reference)).to.deep.equal([
      {
        stored: 'file:///c:/Sessions/Média/Audio Files/vox.wav',
        name: 'vox.wav',
        kind: 'audio',
        alternates: [],
        needed: true,
        place: 'file',
        evidence: { id: w.mobIdText(11), frames: 441000, sampleRate: 44100, channels: 1, bitDepth: 24 },
        neededNs: null,
        sites: [],
      },
      {
        stored: 'file://localhost/D:/gtr.aif',
        name: 'gtr.aif',
        kind: 'audio',
        alternates: [],
        needed: true,
        place: 'file',
        evidence: { id: w.mobIdText(12), frames: 480000, sampleRate: 48000, channels: 2, bitDepth: 16 },
        neededNs: null,
        sites: [],
      },
    ]);
    expect(media.map(({ usedBy }) => usedBy.map(({ track }) => track))).to.deep.equal([[1, 1], [2]]);
  });

  it('that several mobs name are one; a second place of a mob is another form of the first', async () => {
    const files = await filesOf(['file:///D:/a.wav'], ['file:///D%3A/a.wav', 'file:///E:/a.wav'], ['']);
    expect(files.map(({ stored, alternates, needed }) => [stored, alternates, needed])).to.deep.equal([
      ['file:///D:/a.wav', [], true],
      ['file:///E:/a.wav', [], false],
    ]);
  });

  it('that have no place but an id are told', async () => {
    const { findings, coverage } = await s.readBytes(s.aafOf([s.fileMob(10, '', {})]));
    expect(findings.map(({ code, severity }) => [code, severity])).to.deep.equal([['references-not-read', 'warn']]);
    expect(coverage.media).to.equal('partial');
  });

  it('of which one descriptor holds several streams have the format of the first', async () => {
    const part = w.obj(w.CLASSES.pcm, { [PROPERTY.channels]: w.u32(2), [PROPERTY.audioRate]: w.rational(96000) });
    const descriptor = w.obj(w.CLASSES.multiple, {
      [PROPERTY.locators]: w.vector([s.locator('file:///D:/a.mxf')]),
      [PROPERTY.descriptors]: w.vector([part]),
    });
    const mob = s.mob(w.CLASSES.sourceMob, 7, '', [], { [PROPERTY.descriptor]: w.one(descriptor) });
    const { media } = await s.readBytes(s.aafOf([mob]));
    expect(media[0]).to.deep.include({ kind: 'audio', name: 'a.mxf' });
    expect(media[0]?.evidence).to.deep.equal({ id: w.mobIdText(7), channels: 2, sampleRate: 96000 });
  });

  it('count pictures in their own rate', async () => {
    const { media } = await s.readBytes(
      s.aafOf([s.fileMob(10, '', { urls: ['file:///D:/p.mov'], kind: w.CLASSES.cdci, rate: 25, length: 250 })]),
    );
    expect(media[0]).to.deep.include({
      kind: 'video',
      evidence: { id: w.mobIdText(10), frames: 250, framesAtRate: 25 },
    });
  });
});

describe('AAF: where files are looked for', () => {
  const placesOf = (session: ParsedSession, reference: Reference, baseFolder: string, named: readonly string[] = []) =>
    aaf
      .resolve(reference, { session, baseFolder, projectRoot: baseFolder, named: () => named })
      .map(({ path, byName }) => (byName ? `${path} (name)` : path));

  it('the stored place where it is of this platform, then beside the AAF, the longest end first', async () => {
    const session = await s.readBytes(s.aafOf([s.fileMob(10, '', { urls: ['file:///C:/a/b/c.wav'] })]));
    const [file] = session.media as [Reference];
    expect(placesOf(session, file, '/song', ['/song/x/c.wav'])).to.deep.equal([
      '/song/a/b/c.wav',
      '/song/b/c.wav',
      '/song/c.wav (name)',
      '/song/x/c.wav (name)',
    ]);
    expect(placesOf(session, file, 'D:\\song')[0]).to.equal('C:\\a\\b\\c.wav');
    expect(aaf.layout.mediaFolder(session, file)).to.equal('b');
  });

  it('also on a volume of a Mac, whose name the URL begins with', async () => {
    const session = await s.readBytes(s.aafOf([s.fileMob(10, '', { urls: ['file:///Disk/Users/c.wav'] })]));
    expect(placesOf(session, session.media[0] as Reference, '/song').slice(0, 3)).to.deep.equal([
      '/Disk/Users/c.wav',
      '/Volumes/Disk/Users/c.wav',
      '/Users/c.wav',
    ]);
  });

  it('and two of one name stay apart', async () => {
    const urls = ['file:///C:/x/Audio/a.wav', 'file:///C:/y/AUDIO/a.wav', 'file:///C:/Audio/a.wav'];
    const session = await s.readBytes(s.aafOf(urls.map((url, at) => s.fileMob(10 + at, '', { urls: [url] }))));
    expect(session.media.map((file) => aaf.layout.mediaFolder(session, file))).to.deep.equal([
      'x/Audio',
      'y/AUDIO',
      'Audio',
    ]);
    expect(placesOf(session, session.media[0] as Reference, '/song')).to.deep.equal([
      '/song/x/Audio/a.wav',
      '/song/Audio/a.wav (name)',
      '/song/a.wav (name)',
    ]);
  });

  it('never above the folder of the AAF', async () => {
    const session = await s.readBytes(s.aafOf([s.fileMob(10, '', { urls: ['file:///../../etc/a:b/c.wav'] })]));
    const [file] = session.media as [Reference];
    expect(placesOf(session, file, '/song')).to.deep.equal(['/song/c.wav (name)']);
    expect(aaf.layout.mediaFolder(session, file)).to.equal('');
  });

  it("keeps Avid's folder, below which Media Composer looks", async () => {
    const session = await s.readBytes(
      s.aafOf([s.fileMob(10, '', { urls: ['file:///D%3A/Avid%20MediaFiles/MXF/1/a.mxf'] })]),
    );
    expect(aaf.layout.mediaFolder(session, session.media[0] as Reference)).to.equal('Avid MediaFiles/MXF/1');
  });
});
