import { expect } from 'chai';
import type { Clip } from '../../../lib/model/session.js';
import { clip, envelope, liveSet, loop, parameter, track, warped } from './live-set.js';
import { read } from './sets.js';

const FILE = { absolute: '/Users/anna/take.wav' };

/** A clip of eight beats at 120 BPM, or along a tempo: four seconds. */
async function played(more: readonly string[], tempo: readonly (readonly [number, number])[] = []): Promise<Clip> {
  const master = track({
    tag: 'MasterTrack',
    envelopes: tempo.length === 0 ? [] : [envelope(5, ...tempo)],
    mixer: [parameter('Tempo', 120, 'new', 5)],
  });
  const arrangement = [clip({ from: 8, to: 16, file: FILE, more })];
  const session = await read(liveSet({ master, tracks: [track({ arrangement })] }));
  return session.tracks[0]?.clips[0] as Clip;
}

const place = ({ offsetNs, playRate, meanRate, loop: around }: Clip) => ({
  offset: offsetNs === null ? null : Number(offsetNs) / 1e9,
  playRate,
  mean: meanRate,
  loop: around === undefined ? undefined : [Number(around.startNs) / 1e9, Number(around.lengthNs) / 1e9],
});

describe('Live: where the sound of a clip comes from', () => {
  it('not warped: seconds of the file, at its own speed', async () => {
    expect(place(await played([loop(false, 1.5, 9), ...warped()]))).to.deep.equal({
      offset: 1.5,
      playRate: 1,
      mean: undefined,
      loop: undefined,
    });
  });
  it('not warped, an octave up: twice as fast', async () => {
    const up = '<PitchCoarse Value="12" />';
    expect(place(await played([loop(false, 0, 9), up, ...warped()])).playRate).to.equal(2);
  });
  it('warped: beats of the content, on the line between its markers and beyond', async () => {
    // A file of 60 BPM in a song of 120: it runs by twice as fast.
    expect(place(await played([loop(false, 2, 10), ...warped([0.5, 0], [1.5, 1])]))).to.deep.equal({
      offset: 2.5,
      playRate: null,
      mean: 2,
      loop: undefined,
    });
  });
  it('warped with a bend: its speed on the whole', async () => {
    const bent = await played([loop(false, 0, 8), ...warped([0, 0], [1, 4], [4, 8])]);
    expect(place(bent)).to.include({ offset: 0, playRate: null, mean: 1 });
  });
  it('a loop: the stretch of the file that it repeats', async () => {
    const looped = await played([loop(true, 4, 8, 1), ...warped([0, 0], [0.5, 1])]);
    expect(place(looped)).to.deep.equal({ offset: 2.5, playRate: null, mean: 1, loop: [2, 2] });
  });
  it('along the tempo of the song', async () => {
    const slow = await played(
      [loop(false, 0, 8), ...warped([0, 0], [0.5, 1])],
      [
        [-63072000, 120],
        [12, 120],
        [12, 60],
      ],
    );
    expect(place(slow).mean).to.be.closeTo(4 / 6, 1e-9);
  });
  it('says nothing where the markers do not', async () => {
    for (const markers of [
      [],
      [[0, 0]],
      [
        ['x', 0],
        [1, 1],
      ],
    ] as unknown as readonly (readonly [number, number])[][]) {
      const none = await played([loop(false, 0, 8), ...warped(...markers).slice(0, 1), '<IsWarped Value="true" />']);
      expect(place(none)).to.include({ offset: null, playRate: null, mean: undefined });
    }
  });
});
