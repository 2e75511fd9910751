import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { cpr } from '../../../parsers/cpr/index.js';
import { memorySource } from '../memory-source.js';
import { AUDIO, BLUE } from './sessions.js';
import { type ProjectSpec, projectOf } from './writer.js';

const read = (spec: ProjectSpec): Promise<ParsedSession> =>
  cpr.read(memorySource(projectOf(spec), 'Blue.cpr'), READ_LIMITS);

const S = 1_000_000_000n;

describe('Cubase: projects', () => {
  it('reads who saved it, and the setup', async () => {
    const { version, application, platform, sampleRate, bitDepth, searchFolders } = await read(BLUE);
    expect({ version, application, platform, sampleRate, bitDepth, searchFolders }).to.deep.equal({
      version: '13.0.10',
      application: 'Cubase',
      platform: 'windows',
      sampleRate: 48000,
      bitDepth: 24,
      searchFolders: ['D:\\Songs\\Blue'],
    });
  });

  for (const style of ['new', 'old'] as const) {
    it(`reads the tree of tracks, depth first (texts: ${style})`, async () => {
      const { tracks } = await read({ ...BLUE, style });
      expect(tracks.map(({ name, kind, parent }) => [name, kind, parent])).to.deep.equal([
        ['Vocals ä', 'audio', null],
        ['Band', 'folder', null],
        ['Bass', 'audio', 1],
        ['Drums', 'folder', 1],
        ['Kick', 'audio', 3],
        ['Keys', 'instrument', null],
        ['Hall', 'return', null],
        ['Stereo Out', 'bus', null],
      ]);
      expect(tracks[1]?.soloed).to.equal(true);
    });
  }

  it('reads the pool with what is stored of each file, and what is played of it', async () => {
    const { media } = await read(BLUE);
    expect(
      media.map(({ stored, needed, evidence, neededNs, usedBy }) => [
        stored,
        needed,
        evidence,
        neededNs,
        usedBy.length,
      ]),
    ).to.deep.equal([
      [`${AUDIO}vox 1.wav`, true, { frames: 480_000, sampleRate: 48000, channels: 2, bitDepth: 24 }, 6n * S, 2],
      [
        'D:\\Songs\\Blue\\Edits\\Bass-Reverse.wav',
        true,
        { frames: 480_000, sampleRate: 48000, channels: 1, bitDepth: 16 },
        S / 2n,
        1,
      ],
      ['E:\\Library\\Kicks\\kick.wav', true, { frames: 480_000, sampleRate: 44100, channels: 2, bitDepth: 24 }, S, 1],
      [`${AUDIO}unused.wav`, false, { frames: 480_000, sampleRate: 48000, channels: 2, bitDepth: 24 }, null, 0],
    ]);
  });

  it('says on which track a clip inside of a part lies', async () => {
    const { media, tracks } = await read(BLUE);
    expect(media[2]?.usedBy).to.deep.equal([{ track: 4, what: 'loop', startNs: null, lengthNs: S }]);
    expect(tracks[4]?.clips.map(({ kind, media }) => [kind, media])).to.deep.equal([['audio', null]]);
  });

  it('reads clips: places in ticks, lengths and offsets in samples', async () => {
    const { tracks, lengthNs } = await read(BLUE);
    const placed = tracks[0]?.clips.map(({ name, startNs, lengthNs, offsetNs, media }) => [
      name,
      startNs,
      lengthNs,
      offsetNs,
      media,
    ]);
    expect(placed).to.deep.equal([
      ['vox 1', S, 5n * S, S, 0],
      ['vox 1', 4n * S, S, 0n, 0],
    ]);
    expect(tracks[5]?.clips.map(({ kind, lengthNs }) => [kind, lengthNs])).to.deep.equal([['midi', 2n * S]]);
    // The part counts ticks.
    expect(lengthNs).to.equal(45_937_500_000n);
  });

  it('reads positions in seconds on a track of linear time', async () => {
    const { tracks, findings } = await read({
      files: BLUE.files ?? [],
      tracks: [{ name: 'Film', linear: true, clips: [{ file: 0, start: 2.5, length: 48_000 }] }],
    });
    expect(tracks[0]?.clips[0]?.startNs).to.equal((5n * S) / 2n);
    expect(findings.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
  });

  it('reads the mixer: fader, pan, solo, sends and where they lead', async () => {
    const { tracks } = await read(BLUE);
    const [vocals, , , , , keys, hall, out] = tracks;
    expect(vocals?.volumeDb).to.be.closeTo(-6.0206, 1e-4);
    expect(vocals).to.deep.include({ pan: 0.5, soloed: true, output: 'Stereo Out', muted: null });
    expect(vocals?.sends).to.deep.equal([{ to: 'Hall', levelDb: 0, preFader: null, enabled: true }]);
    expect(keys?.volumeDb).to.equal(-Infinity);
    expect(hall?.volumeDb).to.be.closeTo(6.0206, 1e-4);
    expect(out).to.deep.include({ volumeDb: 0, inTrackList: true });
  });

  it('tells the equalizer in words, behind what a person wrote', async () => {
    const { tracks } = await read(BLUE);
    expect(tracks[0]?.notes).to.equal(
      'U87, booth 2\nChannel EQ:\nBand 1: type 2, frequency 100 Hz, gain (as stored) 0.5, Q (as stored) 0.1',
    );
  });

  it('reads plug-ins by their own names, with the outputs of the mixer', async () => {
    const { tracks, findings } = await read(BLUE);
    const plugins = tracks.flatMap((track) =>
      track.plugins.map(({ name, format, bypassed, state }) => [track.name, name, format, bypassed, state.bytes]),
    );
    expect(plugins).to.deep.equal([
      ['Vocals ä', 'Compressor', 'VST3', false, 5],
      ['Vocals ä', 'Gate', 'VST2', true, 0],
      ['Keys', 'Piano', 'VST2', false, 20],
      ['Stereo Out', 'Limiter', 'VST3', false, 0],
    ]);
    expect(findings.map(({ code }) => code)).to.deep.equal(['on-opening', 'plugin-may-need-content']);
  });

  it('keeps an output apart that the list of tracks does not have', async () => {
    const { tracks } = await read({ ...BLUE, tracks: [] });
    expect(tracks.map(({ name, kind, inTrackList }) => [name, kind, inTrackList])).to.deep.equal([
      ['Stereo Out', 'master', false],
    ]);
  });

  it('reads markers in the order of time', async () => {
    const { markers } = await read(BLUE);
    expect(markers.map(({ name, atNs, lengthNs }) => [name, atNs, lengthNs])).to.deep.equal([
      ['', 0n, null],
      ['Chorus', 4n * S, 2n * S],
    ]);
  });

  it('follows changes of tempo and meter', async () => {
    const { tempo, meter, tracks } = await read({
      ...BLUE,
      tempo: [
        [120, 0, 0],
        [60, 1920, 2],
      ],
      meters: [
        [0, 4, 4],
        [2, 6, 8],
      ],
    });
    expect(tempo.map(({ atNs, bpm, atBeats }) => [atNs, bpm, atBeats])).to.deep.equal([
      [0n, 120, 0],
      [2n * S, 60, 4],
    ]);
    expect(meter.map(({ atNs, atBar, numerator }) => [atNs, atBar, numerator])).to.deep.equal([
      [0n, 1, 4],
      [6n * S, 3, 6],
    ]);
    expect(tracks[0]?.clips[1]?.startNs).to.equal(6n * S);
  });

  it('takes the fixed tempo where it is in force', async () => {
    const { tempo } = await read({ ...BLUE, fixedTempo: 90 });
    expect(tempo).to.deep.equal([{ atNs: 0n, atBeats: 0, bpm: 90, ramp: 'step' }]);
  });

  it('lists films that are named beside the pool', async () => {
    const { media } = await read({ films: [{ name: 'reel 3.mov', folder: 'D:\\Films\\' }] });
    expect(media.map(({ stored, kind, needed }) => [stored, kind, needed])).to.deep.equal([
      ['D:\\Films\\reel 3.mov', 'video', true],
    ]);
  });

  it('covers no mixer of Cubase SX', async () => {
    const { coverage, platform } = await read({ ...BLUE, style: 'sx', platform: '', tracks: [], devices: [] });
    expect(coverage.media).to.equal('full');
    expect(platform).to.equal('windows');
  });
});
