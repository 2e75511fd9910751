/**
 * Faders, pans, sends and mutes are what the DAW shows: by the laws and the known numbers of each format (docs/formats), and on real
 * sessions where something besides this reader says them. Ardour itself is asked in test/daw/ardour.test.ts.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { SessionParser } from '../../lib/model/parser.js';
import type { ParsedSession, Track } from '../../lib/model/session.js';
import { READ_LIMITS } from '../../lib/read/read.js';
import { GAIN, PAN } from '../../parsers/aaf/ids.js';
import { faderDb } from '../../parsers/cpr/channel.js';
import { cpr } from '../../parsers/cpr/index.js';
import { logic } from '../../parsers/logic/index.js';
import { reaper } from '../../parsers/reaper/index.js';
import * as aaf from './aaf/songs.js';
import * as live from './als/live-set.js';
import { read as readLive } from './als/sets.js';
import * as logicSong from './logic/song.js';
import { memorySource } from './memory-source.js';
import { readSong as readProTools } from './protools/sessions.js';
import * as rpp from './reaper/sessions.js';
import { filesBelow, sharedFolder } from './shared-folder.js';

/** As a DAW prints it: "-6.0", "-inf". */
const shown = (dB: number | null | undefined): string =>
  dB == null ? 'none' : dB === -Infinity ? '-inf' : (Math.round(dB * 10) / 10 || 0).toFixed(1);

const faders = ({ tracks }: ParsedSession): readonly string[] => tracks.map(({ volumeDb }) => shown(volumeDb));

const readFile = (parser: SessionParser, file: string): Promise<ParsedSession> =>
  parser.read(memorySource(readFileSync(file), file), READ_LIMITS);

/** Real ones that are whole; none where they are not at hand. */
function realSessions(format: string, name: RegExp): readonly string[] {
  const corpus = sharedFolder('corpus', format);
  return corpus === null ? [] : filesBelow(corpus).filter((file) => name.test(file) && !file.includes('/broken/'));
}

describe('Values of the mixer: REAPER', () => {
  /** reaper.md, section 4: dB = 20 · log10(vol), 0 = -inf; pan -1 (left) to 1 (right); mute 0 or 1. */
  it('factors are decibels', async () => {
    const session = await rpp.read(
      rpp.project(
        'MASTER_VOLUME 1.99526231 0.25 -1 -1 1',
        'MASTERMUTESOLO 1',
        rpp.track('A', 'VOLPAN 1 0 -1 -1 1', 'MUTESOLO 0 0 0'),
        rpp.track('B', 'VOLPAN 0.5 -1 -1 -1 1', 'MUTESOLO 1 0 0', 'AUXRECV 0 0 0.25118864 0 0 0'),
        rpp.track('C', 'VOLPAN 0 1 -1 -1 1', 'MUTESOLO 0 1 0', 'AUXRECV 0 3 0 0 1 0'),
      ),
    );
    expect(faders(session)).to.deep.equal(['0.0', '-6.0', '-inf', '6.0']);
    expect(session.tracks.map(({ pan }) => pan)).to.deep.equal([0, -1, 1, 0.25]);
    expect(session.tracks.map(({ muted }) => muted)).to.deep.equal([false, true, false, true]);
    expect(session.tracks[0]?.sends.map((send) => [send.to, shown(send.levelDb), send.enabled])).to.deep.equal([
      ['B', '-12.0', true],
      ['C', '-inf', false],
    ]);
  });

  it('of real tracks, found apart from the reader', async function () {
    let compared = 0;
    for (const file of realSessions('reaper', /\.rpp$/i)) {
      const text = readFileSync(file, 'utf8');
      // Copies of tracks lie in the data of extensions.
      if (text.includes('<EXTENSIONS') || !text.startsWith('<REAPER_PROJECT')) continue;
      const strips = text
        .split(/^\s*<TRACK\b/m)
        .slice(1)
        .map((track) => [/^\s*VOLPAN (\S+) (\S+)/m.exec(track), /^\s*MUTESOLO (\d)/m.exec(track)] as const);
      const own = (await readFile(reaper, file)).tracks.filter(({ inTrackList }) => inTrackList);
      expect(own.map(({ volumeDb, pan, muted }) => [shown(volumeDb), pan, muted])).to.deep.equal(
        strips.map(([volume, mute]) => [
          shown(20 * Math.log10(Number(volume?.[1]))),
          Number(volume?.[2]),
          mute?.[1] !== '0',
        ]),
      );
      compared += own.length;
    }
    if (compared === 0) this.skip();
    expect(compared).to.be.greaterThan(300);
  });
});

describe('Values of the mixer: Live', () => {
  /** als.md, section 4: 1 = 0 dB, 1.99526 = +6 dB, 0.000316228 = -70 dB and shown as -inf; Pan -1 to 1 (50L to 50R). */
  const strip = (volume: number, pan: number, on: boolean, send: number): string =>
    live.track({
      mixer: [
        live.parameter('Volume', volume),
        live.parameter('Pan', pan),
        live.parameter('Speaker', on),
        live.element(
          'Sends',
          live.element('TrackSendHolder Id="0"', live.parameter('Send', send), live.value('Active', true)),
        ),
      ],
    });

  it('factors are decibels, and the lowest place is silence', async () => {
    const { tracks } = await readLive(
      live.liveSet({
        tracks: [
          strip(1, 0, true, 1),
          strip(1.99526231, -1, false, 0.000316227766),
          strip(0.000316227766, 1, true, 0.501187),
          live.track({ tag: 'ReturnTrack', name: 'A-Reverb' }),
        ],
      }),
    );
    const [one, two, three] = tracks;
    expect([one, two, three].map((track) => shown(track?.volumeDb))).to.deep.equal(['0.0', '6.0', '-inf']);
    expect([one, two, three].map((track) => track?.pan)).to.deep.equal([0, -1, 1]);
    expect([one, two, three].map((track) => track?.muted)).to.deep.equal([false, true, false]);
    expect([one, two, three].map((track) => shown(track?.sends[0]?.levelDb))).to.deep.equal(['0.0', '-inf', '-6.0']);
  });
});

describe('Values of the mixer: Pro Tools', () => {
  /** protools.md, section 4.2: tenths of a dB, -1440 and below -inf, 120 = +12 dB; pan -100 to 100; mute 1. */
  it('tenths of a decibel', async () => {
    const strips = [
      { volume: 120, pan: -100 },
      { volume: 0, pan: 0, muted: true },
      { volume: -1439, pan: 100 },
      { volume: -1440, pan: 50 },
      { volume: -1554, pan: 50 },
    ];
    const session = await readProTools({ tracks: strips.map((one, at) => ({ name: `T${at}`, ...one })) });
    expect(faders(session)).to.deep.equal(['12.0', '0.0', '-143.9', '-inf', '-inf']);
    expect(session.tracks.map(({ pan }) => pan)).to.deep.equal([-1, 0, 1, 0.5, 0.5]);
    expect(session.tracks.map(({ muted }) => muted)).to.deep.equal([false, true, false, false, false]);
  });
});

describe('Values of the mixer: Logic', () => {
  /** logic.md, section 4.3: dB = 40 · log10(p / 90) for p from 0 to 127; pan 0 to 127, 64 the middle. */
  it('places of the fader are decibels', async () => {
    const places = [127, 90, 45, 0];
    const song = logicSong.songOf([
      logicSong.sequence(4, 'Song'),
      ...places.flatMap((fader, at) => [
        logicSong.row(at, 100 + at),
        logicSong.object(100 + at, `T${at}`, at),
        logicSong.channel(at, `Audio ${at + 1}`, { fader, pan: [0, 64, 127, 96][at] ?? 0, mute: at === 2 }),
      ]),
    ]);
    const { tracks } = await logic.read(memorySource(song, 'ProjectData'), READ_LIMITS);
    const own = tracks.filter(({ inTrackList }) => inTrackList);
    expect(own.map(({ volumeDb }) => shown(volumeDb))).to.deep.equal(['6.0', '0.0', '-12.0', '-inf']);
    expect(own.map(({ muted }) => muted)).to.deep.equal([false, false, true, false]);
    expect([own[0]?.pan, own[1]?.pan, own[2]?.pan]).to.deep.equal([-1, 0, 1]);
    expect(own[3]?.pan).to.be.closeTo(0.5, 0.01);
  });

  /** What Logic 10.1.1, 10.6.3 and 12.2 show of these sessions on their pictures (section 4.3). */
  const PICTURES: readonly (readonly [session: string, values: readonly string[]])[] = [
    ['ikawam__glitterballoons/GlitterBalloons.logicx', ['-4.4', '-8.6']],
    ['sparsecasey__nameless/libai.logicx', ['-2.0']],
    ['john3913__dinosaur/dinosaur.logicx', ['-3.1', '-5.9']],
  ];
  for (const [session, values] of PICTURES)
    it(`of a real session: ${session}`, async function () {
      const file = realSessions('logic', /\/ProjectData$/).find((one) => one.includes(session));
      if (file === undefined) return this.skip();
      expect(faders(await readFile(logic, file))).to.include.members([...values]);
    });
});

describe('Values of the mixer: Cubase', () => {
  /**
   * cpr.md, section 4.2: Cubase 7 and later store the decibels beside the place of the fader, as `AnchorValue`; -200 is silence. A
   * place of -1 is none.
   */
  it('places of real faders are the decibels that Cubase itself stored', async function () {
    let [pairs, told] = [0, 0];
    for (const file of realSessions('cpr', /\.cpr$/)) {
      const stored = pairsOf(readFileSync(file)).filter(({ place }) => place >= 0);
      if (!stored.some(({ dB }) => dB !== 0)) continue;
      for (const { place, dB } of stored) expect(Math.max(faderDb(place) ?? 0, SILENCE)).to.be.closeTo(dB, 0.001);
      pairs += stored.length;
      const { tracks } = await readFile(cpr, file);
      for (const { volumeDb, sends } of tracks)
        for (const dB of [volumeDb, ...sends.map(({ levelDb }) => levelDb)]) {
          if (dB === null) continue;
          expect(stored.some((one) => Math.abs(one.dB - Math.max(dB, SILENCE)) < 0.001)).to.equal(true);
          told += 1;
        }
    }
    if (pairs === 0) this.skip();
    expect(pairs).to.be.greaterThan(300);
    expect(told).to.be.greaterThan(50);
  });
});

const SILENCE = -200;

/** `Value` and right behind it `AnchorValue`: a key, a type of two bytes, eight bytes of a number. */
function pairsOf(bytes: Buffer): readonly { readonly place: number; readonly dB: number }[] {
  const [key, next] = ['Value\0\0\x04', '\0\0\0\x0cAnchorValue\0\0\x04'].map((text) => Buffer.from(text, 'latin1'));
  const pairs: { place: number; dB: number }[] = [];
  if (key === undefined || next === undefined) return pairs;
  for (let at = bytes.indexOf(next); at >= 0; at = bytes.indexOf(next, at + 1)) {
    const place = at - 8;
    if (!bytes.subarray(place - key.length, place).equals(key)) continue;
    pairs.push({ place: bytes.readDoubleBE(place), dB: Math.max(bytes.readDoubleBE(at + next.length), SILENCE) });
  }
  return pairs;
}

describe('Values of the mixer: AAF', () => {
  /** aaf.md, section 4: an amplitude (1 = 0 dB) around the whole of a slot is its fader; pan 0 left, 0.5 middle, 1 right. */
  it('amplitudes are decibels', async () => {
    const strip = (gain: number, pan: number) =>
      aaf.operation(
        GAIN.operation,
        [
          aaf.operation(
            PAN.operation,
            [aaf.sequence([aaf.clip({ mob: 22, length: 10 })])],
            [aaf.constant(PAN.parameter, pan)],
          ),
        ],
        [aaf.constant(GAIN.parameter, gain)],
      );
    const values = [
      [1, 0.5],
      [0.5, 0],
      [2, 1],
      [0, 0.5],
    ] as const;
    const session = await aaf.readBytes(
      aaf.aafOf([
        aaf.fileMob(12, '', { urls: ['file:///D:/gtr.wav'] }),
        aaf.master(22, 'gtr', 12),
        aaf.composition(
          1,
          'Song',
          values.map(([gain, pan], at) => aaf.slot(at + 1, strip(gain, pan), `A${at + 1}`)),
        ),
      ]),
    );
    expect(faders(session)).to.deep.equal(['0.0', '-6.0', '6.0', '-inf']);
    expect(session.tracks.map(({ pan }: Track) => pan)).to.deep.equal([0, -1, 1, 0]);
  });
});
