/** Where clips and their sound lie in the picture, and who plays into whom. */
import { expect } from 'chai';
import { heardOf } from '../../lib/inspect/figures.js';
import { inspectedSession } from '../../lib/inspect/inspection.js';
import type { Peaks } from '../../lib/model/peaks.js';
import type { Clip, Track } from '../../lib/model/session.js';
import type { SheetSession } from '../../lib/recall/model.js';
import { lanesOf } from '../../lib/recall/picture/lanes.js';
import { routingOf } from '../../lib/recall/picture/routing.js';
import { loudest, outline, ticks } from '../../lib/recall/picture/sound.js';
import { sheetOf } from '../../lib/recall/sheet.js';
import { trackRows } from '../../lib/recall/tables/track-rows.js';
import { clip, located, locatedSession, parsed, project, ROOT, reference, SECOND, track } from '../inspect/sample.js';

const sheet = (tracks: readonly Track[]): SheetSession => {
  const session = locatedSession(parsed({ tracks, lengthNs: null }), [located(reference('a.wav'), `${ROOT}/a.wav`)]);
  const input = { located: project([session]), title: null, artist: null, client: null, notes: [], plan: null };
  return sheetOf(input).sessions[0] as SheetSession;
};

/** Silent for two seconds, then loud for two, one peak a tenth of a second. */
const HALF: Peaks = {
  sampleRate: 1000,
  framesPerPeak: 100,
  lows: Float32Array.from({ length: 40 }, (_, n) => (n < 20 ? 0 : -1)),
  highs: Float32Array.from({ length: 40 }, (_, n) => (n < 20 ? 0 : 1)),
};
const BOX = { left: 0, top: 0, width: 40, height: 20 };

/** Heights of an outline, column by column, from its path. */
function heights(one: Clip): readonly number[] {
  const d = /d="M0 (-?\d+)l([^v]*)v/.exec(outline(one, HALF, BOX, 1, 1) ?? '');
  const steps = [...(d?.[2] ?? '').matchAll(/1 ?(-?\d+)/g)].map(([, step]) => Number(step));
  const tops = [Number(d?.[1])];
  for (const step of steps) tops.push((tops.at(-1) as number) + step);
  return tops.map((top) => 20 - top);
}

describe('the outline of a clip', () => {
  it('begins where the clip begins in its file', () => {
    const whole = heights(clip(0, 0, 4));
    expect([whole[5], whole[15], whole[25], whole[35]]).to.deep.equal([0, 0, 20, 20]);
    expect(heights(clip(0, 0, 2, { offsetNs: 2n * SECOND }))[5]).to.equal(20);
  });
  it('follows the rate, and is silent behind the end of the file', () => {
    const fast = heights(clip(0, 0, 4, { playRate: 2 }));
    expect([fast[5], fast[15], fast[35]]).to.deep.equal([0, 20, 0]);
  });
  it('goes round in its loop, and backwards', () => {
    const loop = { startNs: 2n * SECOND, lengthNs: SECOND };
    expect(Math.min(...heights(clip(0, 0, 8, { offsetNs: 2n * SECOND, looped: true, loop })).slice(0, 39))).to.equal(
      20,
    );
    const back = heights(clip(0, 0, 4, { reversed: true }));
    expect([back[5], back[35]]).to.deep.equal([20, 0]);
  });
  it('is not drawn where the session does not say which part is played', () => {
    expect(outline(clip(0, 0, 4, { offsetNs: null }), HALF, BOX, 1, 1)).to.equal(null);
    expect(loudest(clip(0, 0, 4, { gainDb: -20 }), HALF)).to.be.closeTo(0.1, 1e-6);
  });
});

describe('a clip that begins before the song', () => {
  const early = clip(0, -2, 4);
  const block = lanesOf(sheet([track('a', { clips: [early] })])).lanes[0]?.blocks[0];

  it('is drawn from zero, with the sound that is heard from there', () => {
    expect([block?.start, block?.end]).to.deep.equal([0, 2]);
    expect(Math.min(...heights(block?.clip as Clip).slice(0, 39))).to.equal(20);
  });
  it('has its notes where they sound', () => {
    const midi = {
      count: 2,
      notes: [
        { at: 0, length: 1, key: 60 },
        { at: 3, length: 0.5, key: 62 },
      ],
    };
    const lane = lanesOf(sheet([track('a', { clips: [clip(null, -2, 4, { kind: 'midi', midi })] })])).lanes[0];
    expect(ticks(lane?.blocks[0]?.clip as Clip, BOX)).to.match(/^M20 [\d.]+h10$/);
  });
});

describe('sends that are all the way down', () => {
  const send = (levelDb: number) => ({ to: 'Plate', levelDb, preFader: false, enabled: true });
  const tracks = [
    track('Voice', { sends: [send(-Infinity)] }),
    track('Snare', { sends: [send(-8)] }),
    track('Plate', { kind: 'bus' }),
    track('Master', { kind: 'master', output: null }),
  ];
  it('are told as such, and no arrow is drawn', () => {
    const of = sheet(tracks);
    expect(trackRows(of).listed.map(({ sends }) => sends)).to.deep.equal(['Plate −∞', 'Plate -8.0', '', '']);
    const routing = routingOf(of);
    const names = (at: number) => routing?.boxes[at]?.names.join('+');
    const sends = routing?.arrows
      .filter(({ kind }) => kind === 'send')
      .map(({ from, to }) => `${names(from)}>${names(to)}`);
    expect(sends).to.deep.equal(['Snare>Plate']);
  });
});

describe('routingOf', () => {
  const arrows = (tracks: readonly Track[]) => {
    const routing = routingOf(sheet(tracks));
    const names = (at: number) => routing?.boxes[at]?.names.join('+');
    return routing?.arrows.map(({ from, to }) => `${names(from)}>${names(to)}`) ?? null;
  };
  const master = (name: string) => track(name, { kind: 'master', output: null, inTrackList: false });
  const bus = track('Bus', { kind: 'bus', output: 'Master/audio_in 1+2' });

  it("knows Ardour's ports, Live's groups and masters of any name", () => {
    expect(arrows([track('Voice', { output: 'Bus/audio_in 1' }), bus, master('Master')])).to.deep.equal([
      'Voice>Bus',
      'Bus>Master',
    ]);
    const group = track('1-Group', { kind: 'folder', output: 'Master' });
    expect(arrows([group, track('Kick', { parent: 0, output: 'Group' }), master('Main')])).to.deep.equal([
      '1-Group>Main',
      'Kick>1-Group',
    ]);
  });
  it('a child plays into the folder of its own name', () => {
    const folder = track('Gtr', { kind: 'folder' });
    expect(arrows([folder, track('Gtr', { parent: 0, output: 'Gtr' }), master('Master')])).to.include('Gtr>Gtr');
  });
  it('is silent where most outputs are not known, or where there is nothing but tracks and a master', () => {
    expect(arrows([track('a', { output: null }), track('b', { output: null }), bus])).to.equal(null);
    expect(arrows([track('a'), track('b'), master('Master')])).to.equal(null);
  });
});

describe('heardOf', () => {
  const heard = (more: Partial<Clip>, muted = false) => {
    const use = { track: 0, what: 'clip', startNs: 0n, lengthNs: 4n * SECOND };
    const tracks = [track('T', { muted, clips: [clip(0, 0, 4, more)] })];
    const session = locatedSession(parsed({ tracks }), [located(reference('gone.wav', { usedBy: [use] }), null)]);
    const inspected = inspectedSession(session, ROOT);
    return heardOf(inspected.media[0] as (typeof inspected.media)[number], inspected).seconds;
  };
  it('counts what sounds, and nothing else', () => {
    expect(heard({})).to.equal(4);
    expect([heard({ active: false }), heard({ muted: true }), heard({}, true)]).to.deep.equal([null, null, null]);
  });
});
