import { expect } from 'chai';
import { detect, owns, regenerable } from '../../../parsers/als/detect.js';
import { probeOf } from '../memory-source.js';
import { clip, liveSet, packed, parameter, track } from './live-set.js';
import { everything, LIVE_SETS, read } from './sets.js';

const none = new Uint8Array();

describe('Live: recognition', () => {
  const set = packed(liveSet());

  it('by content, packed or not, whatever its name is', () => {
    expect(detect(probeOf(set, 'a.als'))).to.include({ role: 'session', base: '.', ownFolder: false });
    expect(detect(probeOf(set, 'a.bin'))?.role).to.equal('session');
    expect(detect(probeOf(`\ufeff \n${liveSet()}`, 'a.als'))?.role).to.equal('session');
    expect(detect(probeOf(set, 'a.alc'))?.role).to.equal('template');
  });

  for (const [what, content] of [
    ['a preset', '<?xml version="1.0"?><Ableton Creator="Ableton Live 12"><GroupDevicePreset /></Ableton>'],
    ['other XML', '<Song><LiveSet/></Song>'],
    ['text', 'LiveSet'],
    ['nothing', ''],
    ['half a magic', '\x1f\x8b'],
  ] as const) {
    it(`not ${what}`, () => expect(detect(probeOf(content, 'a.als'))).to.equal(null));
  }

  it('the folder with "Ableton Project Info" is the base and one project', () => {
    const mark = 'Ableton Project Info/Project8_1.cfg';
    const at = (path: string, folder = 'Song') => detect(probeOf(set, 'a.als', { [`${path}${mark}`]: none }, folder));
    expect(at('')).to.deep.equal({ role: 'session', base: '.', ownFolder: true });
    expect(at('../', 'Backup')).to.deep.equal({ role: 'backup', base: '..', ownFolder: true });
    expect(at('../../')).to.deep.equal({ role: 'session', base: '../..', ownFolder: true });
    expect(at('../../../../../../../../')).to.include({ base: '.', ownFolder: false });
  });

  it('without it, several sets around one Samples folder are one project', () => {
    const files = { 'Samples/a.wav': none, 'b.als': none };
    expect(detect(probeOf(set, 'a.als', files))?.ownFolder).to.equal(true);
    expect(detect(probeOf(set, 'a.als', { 'Samples/a.wav': none }))?.ownFolder).to.equal(false);
  });

  it('what is made again, and what belongs to a project', () => {
    expect(regenerable('Ableton Project Info/Cache.cfg')).to.equal(true);
    expect(regenerable('Samples/a.wav.asd')).to.equal(false);
    expect(regenerable('Ableton Project Info/Project8_1.cfg')).to.equal(false);
    expect(
      ['Backup/a [2022-10-07 032105].als', 'Samples/a.wav.asd', 'x/Ableton Project Info/a.cfg'].every(owns),
    ).to.equal(true);
    expect(owns('Samples/a.wav')).to.equal(false);
  });
});

describe('Live: damage', () => {
  const whole = packed(everything('new'));
  const codes = async (bytes: Buffer) =>
    (await read(bytes)).findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

  it('a wrong check sum is told, though all was read', async () => {
    const wrong = Buffer.from(whole);
    wrong[wrong.length - 6] = (wrong[wrong.length - 6] as number) ^ 1;
    const session = await read(wrong);
    expect(session.findings[0]).to.include({ code: 'session-damaged', severity: 'error' });
    expect(session.coverage.tracks).to.equal('partial');
    expect(session.tracks).to.have.length(5);
  });
  it('what stands before a cut is read', async () => {
    expect(await codes(Buffer.from(everything('new')).subarray(0, 9000))).to.deep.equal(['session-cut']);
  });
  it('a cut before the first track is refused', async () => {
    const error = await read(liveSet().slice(0, 80)).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'session-damaged', exitCode: 4 });
  });
  it('several members and zeros behind them are no damage', async () => {
    const [one, two] = [everything('new').slice(0, 5000), everything('new').slice(5000)];
    const session = await read(Buffer.concat([packed(one), packed(two), Buffer.alloc(512)]));
    expect(session.findings.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  });
  for (const [what, document] of [
    ['entities', '<!DOCTYPE a [<!ENTITY a "b">]><Ableton><LiveSet/></Ableton>'],
    ['deep nesting', `<Ableton><LiveSet>${'<a>'.repeat(200_000)}`],
    ['another root', packed('<Other/>')],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await read(document as string).catch((reason: unknown) => reason);
      expect(error).to.include({ exitCode: 4 });
    });
  }
});

describe('Live: one model from four shapes', () => {
  it('says the same of all that they share', async () => {
    const seen = await Promise.all(
      LIVE_SETS.slice(0, 5).map(async ({ bytes }) => {
        const { media, tracks, markers, lengthNs, tempo, meter } = await read(bytes);
        return {
          media: media.map(({ name, kind, needed, evidence, usedBy }) => ({
            name,
            kind,
            needed,
            evidence,
            usedBy,
          })),
          tracks: tracks.map(({ kind, parent, volumeDb, pan, muted, soloed, clips }) => ({
            kind,
            parent,
            volumeDb,
            pan,
            muted,
            soloed,
            clips,
          })),
          plugins: tracks.flatMap(({ plugins }) => plugins.map(({ name, within, hints }) => ({ name, within, hints }))),
          markers,
          lengthNs,
          tempo,
          meter,
        };
      }),
    );
    const [first] = seen;
    for (const other of seen) expect(other).to.deep.equal(first);
    expect(first?.tracks.map(({ kind }) => kind)).to.deep.equal(['folder', 'audio', 'instrument', 'return', 'master']);
    expect(first?.plugins).to.deep.equal([
      { name: 'Kontakt', within: null, hints: ['C:\\lib\\snare.wav'] },
      { name: 'Wobble', within: null, hints: [] },
      { name: 'InstrumentGroupDevice', within: null, hints: [] },
      { name: 'OriginalSimpler', within: 'Keys / Soft', hints: [] },
    ]);
    expect(first?.markers.map(({ name, atNs }) => [name, atNs])).to.deep.equal([
      ['Intro', 0n],
      ['Chorus', 4_000_000_000n],
    ]);
    expect(first?.lengthNs).to.equal(6_000_000_000n);
  });

  it('of a track: mixer, sends, notes, what is automated', async () => {
    const { tracks, notes, findings } = await read(everything('new'));
    const [, guitar, keys] = tracks;
    expect(guitar).to.deep.include({
      name: 'Guitar',
      parent: 0,
      pan: -1,
      muted: true,
      soloed: true,
      notes: 'borrowed amp',
      input: 'Ext. In / 1',
      output: 'Master',
      automated: ['Volume'],
    });
    expect(guitar?.volumeDb).to.be.closeTo(-6.02, 0.01);
    expect(guitar?.sends).to.deep.equal([{ to: 'A-Reverb', levelDb: 0, preFader: true, enabled: true }]);
    expect(guitar?.clips.map(({ active }) => active)).to.have.members([true, true, true, false, false]);
    expect(keys?.plugins[0]?.settings).to.deep.equal([
      { name: 'Glue', value: '63.5', unit: null },
      { name: 'Macro 2', value: '0', unit: null },
    ]);
    expect(keys?.plugins[1]?.settings).to.deep.equal([{ name: 'Filter Freq', value: '1000', unit: null }]);
    expect(notes.map(({ where, text }) => `${where} = ${text}`)).to.deep.equal([
      'project = for Anna',
      'Scene 1 "Drop" = all in\ntempo 128',
      'Locator "Intro" = quiet',
      'Keys: My Simpler = tuned by ear',
    ]);
    expect(findings.map(({ code }) => code)).to.deep.equal(['tracks-frozen', 'plugin-may-need-content']);
  });

  it('of Live 8: names that are automatic are empty', async () => {
    const [first] = (await read(liveSet({ shape: 'eight', tracks: [track({ shape: 'eight' })] }))).tracks;
    expect(first?.name).to.equal('');
  });

  it('an empty volume is silence', async () => {
    const mixer = [parameter('Volume', 0.0003162277571)];
    expect((await read(liveSet({ tracks: [track({ mixer })] }))).tracks[0]?.volumeDb).to.equal(-Infinity);
  });

  it('a video is the sample of an audio clip', async () => {
    const arrangement = [clip({ name: 'film', file: { relative: 'film.mov' } })];
    const { media, tracks } = await read(liveSet({ tracks: [track({ arrangement })] }));
    expect([media[0]?.kind, tracks[0]?.clips[0]?.kind]).to.deep.equal(['video', 'video']);
  });
});
