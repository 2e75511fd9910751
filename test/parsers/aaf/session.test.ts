import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { GAIN, PAN, PROPERTY } from '../../../parsers/aaf/ids.js';
import { aaf } from '../../../parsers/aaf/index.js';
import { probeOf } from '../memory-source.js';
import * as s from './songs.js';
import * as w from './writer.js';

const seconds = (ns: bigint | null | undefined) => (ns === null || ns === undefined ? ns : Number(ns) / 1e9);
const clipsOf = ({ tracks }: ParsedSession) =>
  tracks.flatMap(({ clips }) =>
    clips.map((clip) => [clip.name, seconds(clip.startNs), seconds(clip.lengthNs), seconds(clip.offsetNs), clip.media]),
  );
const codes = ({ findings }: ParsedSession) => findings.map(({ code }) => code);
const onTrack = (...segments: readonly w.Obj[]) =>
  s.aafOf([
    s.fileMob(12, '', { urls: ['file:///D:/gtr.wav'] }),
    s.master(22, 'gtr', 12),
    s.composition(
      1,
      'Song',
      segments.map((segment, at) => s.slot(at + 1, segment, `A${at + 1}`)),
    ),
  ]);

describe('AAF: recognised', () => {
  it('by its first bytes, in both sector sizes, or by the class of the root', () => {
    for (const sectorSize of [512, 4096] as const) {
      expect(aaf.detect(probeOf(s.aafOf([], [], { sectorSize }), 'x.bin'))).to.deep.equal({
        role: 'session',
        base: '.',
      });
      const foreign = s.aafOf([], [], { sectorSize, id: '00'.repeat(16) });
      expect(aaf.detect(probeOf(foreign, 'x.aaf'))?.role).to.equal('session');
    }
  });

  it('and nothing else of that name or of that container', () => {
    const word = s.aafOf([], [], { id: '00'.repeat(16) });
    word.fill(0, word.indexOf(w.ROOT_CLASS, 0, 'hex'), word.indexOf(w.ROOT_CLASS, 0, 'hex') + 16);
    for (const bytes of [word, Buffer.from('AAF fixture\n'), Buffer.alloc(0), Buffer.alloc(8192)])
      expect(aaf.detect(probeOf(bytes, 'song.aaf'))).to.equal(null);
  });
});

describe('AAF: the session', () => {
  for (const [what, options] of [
    ['sectors of 512 bytes', { sectorSize: 512 }],
    ['sectors of 4096 bytes', {}],
    ['big-endian properties', { isBig: true }],
  ] as const)
    it(`is read from ${what}`, async () => {
      const session = await s.readBytes(s.aafOf(s.LINKED, [], options));
      expect(session).to.deep.include({
        version: '1.1',
        application: 'ProTools 23.12',
        platform: 'windows',
        savedAt: BigInt(Date.UTC(2024, 2, 14, 9, 26, 53)) * 1_000_000n,
        title: 'Glass Harbour',
        sampleRate: 48000,
        bitDepth: null,
      });
      expect(session.tracks.map(({ name, kind, volumeDb }) => [name, kind, volumeDb])).to.deep.equal([
        ['V1', 'video', null],
        ['Vox', 'audio', 20 * Math.log10(0.5)],
        ['Gtr', 'audio', null],
      ]);
      // A master that begins at 100 of 48000; a transition lies over both clips.
      expect(clipsOf(session)).to.deep.equal([
        ['vox', 1, 2, 0.5 + 0.002083333, 0],
        ['vox', 2.8, 1, 0.002083333, 0],
        ['gtr', 0, 1, 0, 1],
      ]);
      expect(
        session.tracks[1]?.clips.map(({ fadeIn, fadeOut }) => [seconds(fadeIn?.lengthNs), seconds(fadeOut?.lengthNs)]),
      ).to.deep.equal([
        [undefined, 0.2],
        [0.2, undefined],
      ]);
      expect(session.tracks[2]?.clips[0]).to.deep.include({
        gainDb: 20 * Math.log10(2),
        fadeIn: { lengthNs: 10_000_000n, shape: null },
      });
      expect(session.markers.map(({ name, atNs, lengthNs }) => [name, seconds(atNs), seconds(lengthNs)])).to.deep.equal(
        [
          ['Intro', 0, 1],
          ['Chorus', 2, 1],
        ],
      );
      expect(session.notes).to.deep.equal([
        { where: 'timecode', text: 'The timecode begins at 01:00:00:00, 25 frames per second' },
      ]);
      expect(session.coverage).to.deep.equal({
        media: 'full',
        tracks: 'full',
        clips: 'partial',
        plugins: 'none',
        tempo: 'none',
        markers: 'full',
        mixer: 'partial',
      });
      expect(codes(session)).to.deep.equal(['on-opening']);
    });

  it('of which nothing is there but the header', async () => {
    const session = await s.readBytes(s.aafOf([]));
    expect(session).to.deep.include({
      title: null,
      sampleRate: null,
      lengthNs: null,
      media: [],
      tracks: [],
      findings: [],
    });
    expect(session.coverage.tracks).to.equal('none');
  });

  it('tells the rest of the mixer: pan, what moves, and that one clip is no track', async () => {
    const pan = (inputs: readonly w.Obj[]) => s.operation(PAN.operation, inputs, [s.constant(PAN.parameter, 0.25)]);
    const rides = (inputs: readonly w.Obj[]) => s.operation(GAIN.operation, inputs, [s.varying(GAIN.parameter)]);
    const one = () => s.clip({ mob: 22, length: 10 });
    const session = await s.readBytes(onTrack(pan([rides([s.sequence([one()])])]), s.gain([one()], 0.5)));
    expect(session.tracks.map((track) => [track.volumeDb, track.pan, track.automated])).to.deep.equal([
      [null, -0.5, ['Volume']],
      [null, null, []],
    ]);
    expect(session.tracks[1]?.clips[0]?.gainDb).to.equal(20 * Math.log10(0.5));
  });

  it('finds clips in scopes, selections, choices, and in all inputs of an operation', async () => {
    const one = (start: number) => s.clip({ mob: 22, length: 10, start });
    const sound = { [PROPERTY.dataDefinition]: w.weak('78e1ebe1-6cef-11d2-807d-006008143e6f') };
    const session = await s.readBytes(
      onTrack(
        w.obj(w.CLASSES.nestedScope, { ...sound, [PROPERTY.scopeSlots]: w.vector([one(0), one(1)]) }),
        w.obj(w.CLASSES.selector, { ...sound, [PROPERTY.selected]: w.one(one(2)) }),
        w.obj(w.CLASSES.essenceGroup, { ...sound, [PROPERTY.choices]: w.vector([one(3), one(4)]) }),
        s.operation('6b46dd7a-132d-4856-ab21-8b751d8462ec', [one(5), one(6), one(7)]),
      ),
    );
    expect(session.tracks.map(({ clips }) => clips.length)).to.deep.equal([2, 1, 1, 3]);
  });
});

describe('AAF: several compositions', () => {
  const file = s.fileMob(12, '', { urls: ['file:///D:/gtr.wav'] });
  const playing = (id: number, name: string, mob: number, isTop: boolean) =>
    s.composition(id, name, [s.slot(1, s.sequence([s.clip({ mob, length: 480 })]), name)], isTop);

  it('the first top-level one is the song, and it is told that there are more', async () => {
    const session = await s.readBytes(
      s.aafOf([playing(1, 'Sub', 12, false), playing(2, 'Reel 1', 12, true), playing(3, 'Reel 2', 12, true), file]),
    );
    expect(session.title).to.equal('Reel 1');
    expect(codes(session)).to.deep.equal(['several-compositions', 'on-opening']);
  });

  it('without a top level it is the first that no other one uses, and clips lead through the others to the file', async () => {
    const session = await s.readBytes(s.aafOf([playing(1, 'Sub', 12, false), playing(2, 'Song', 1, false), file]));
    expect(session.title).to.equal('Song');
    expect(clipsOf(session)).to.deep.equal([['Sub', 0, 0.01, 0, 0]]);
  });

  it('that use each other in a ring end somewhere', async () => {
    const session = await s.readBytes(s.aafOf([playing(1, 'A', 2, false), playing(2, 'B', 1, false)]));
    expect(session.title).to.equal('A');
    expect(clipsOf(session)).to.deep.equal([['B', 0, 0.01, null, null]]);
  });
});
