import { expect } from 'chai';
import { type ClipOptions, clip, envelope, liveSet, loop, parameter, track } from './live-set.js';
import { read } from './sets.js';

/** The notes of one clip, each `at length key`, at 120 BPM or along a tempo. */
async function played(
  options: ClipOptions,
  place: 'arrangement' | 'session' | 'takes' | 'freeze' = 'arrangement',
  tempo: readonly (readonly [number, number])[] = [],
): Promise<string | undefined> {
  const master = track({
    tag: 'MasterTrack',
    envelopes: tempo.length === 0 ? [] : [envelope(5, ...tempo)],
    mixer: [parameter('Tempo', 120, 'new', 5)],
  });
  const set = liveSet({ master, tracks: [track({ tag: 'MidiTrack', [place]: [clip(options)] })] });
  const midi = (await read(set, {}, true)).tracks[0]?.clips[0]?.midi;
  return midi && [`${midi.count}:`, ...midi.notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | ');
}

const notes: ClipOptions['notes'] = {
  60: [
    [0, 1],
    [2, 1],
  ],
  64: [[3, 2]],
};

describe('Live: notes', () => {
  it('are told only where they are asked for', async () => {
    const set = liveSet({ tracks: [track({ tag: 'MidiTrack', arrangement: [clip({ notes })] })] });
    expect((await read(set)).tracks[0]?.clips[0]).to.not.have.property('midi');
  });

  it('by time, whatever their key; those that are switched off are silent', async () => {
    const more = [loop(false, 0, 4)];
    expect(await played({ from: 8, to: 12, more, notes })).to.equal('3: | 0 0.5 60 | 1 0.5 60 | 1.5 0.5 64');
  });

  it('from where the clip begins in its content', async () => {
    const more = [loop(false, 2.5, 6.5)];
    expect(await played({ from: 8, to: 12, more, notes })).to.equal('2: | 0 0.25 60 | 0.25 1 64');
  });

  it('again and again in a loop, where they end with it', async () => {
    const more = [loop(true, 0, 4)];
    expect(await played({ from: 0, to: 6, more, notes })).to.equal('4: | 0 0.5 60 | 1 0.5 60 | 1.5 0.5 64 | 2 0.5 60');
    const within = [loop(true, 2, 4, 1)];
    expect(await played({ from: 0, to: 4, more: within, notes })).to.equal(
      '4: | 0 0.5 64 | 0.5 0.5 60 | 1 0.5 64 | 1.5 0.5 60',
    );
  });

  it('along the tempo of the song', async () => {
    const more = [loop(false, 0, 4)];
    const tempo = [
      [-63072000, 120],
      [10, 120],
      [10, 60],
    ] as const;
    expect(await played({ from: 8, to: 12, more, notes }, 'arrangement', tempo)).to.equal(
      '3: | 0 0.5 60 | 1 1 60 | 2 1 64',
    );
  });

  it('of take lanes too, and of nothing that has no place in time', async () => {
    const more = [loop(false, 0, 4)];
    expect(await played({ more, notes }, 'takes')).to.equal('3: | 0 0.5 60 | 1 0.5 60 | 1.5 0.5 64');
    expect(await played({ more, notes }, 'session')).to.equal(undefined);
    expect(await played({ more, notes }, 'freeze')).to.equal(undefined);
  });

  it('a loop of next to nothing ends, with notes in it and without', async () => {
    const tiny = [loop(true, 0, 1e-9)];
    expect(await played({ to: 1e6, more: tiny, notes })).to.equal(undefined);
    const empty = [loop(true, 1, 1 + 1e-9)];
    expect(await played({ to: 1e6, more: empty, notes })).to.equal('0:');
  });
});
