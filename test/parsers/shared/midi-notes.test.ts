import { expect } from 'chai';
import type { MidiNote } from '../../../lib/model/session.js';
import { noteCollector } from '../../../parsers/shared/midi-notes.js';

const row = (count: number): readonly MidiNote[] =>
  Array.from({ length: count }, (_, at) => ({ at, length: 0.5, key: at % 128 }));

describe('The collector of notes', () => {
  it('keeps what sounds within the clip, cut at its bounds, by its beginning', () => {
    const notes = [
      { at: 3, length: 5, key: 4 },
      { at: -2, length: 2, key: 1 },
      { at: -1, length: 2, key: 2 },
      { at: 0, length: 0, key: 3 },
      { at: 4, length: 1, key: 5 },
    ];
    expect(noteCollector().collect(4, notes)).to.deep.equal({
      count: 3,
      notes: [
        { at: 0, length: 1, key: 2 },
        { at: 0, length: 0, key: 3 },
        { at: 3, length: 1, key: 4 },
      ],
    });
  });

  it('drops what is no note', () => {
    const notes = [Number.NaN, Number.POSITIVE_INFINITY].map((at) => ({ at, length: 1, key: 60 }));
    const keys = [-1, 128, Number.NaN].map((key) => ({ at: 0, length: 1, key }));
    expect(noteCollector().collect(4, [...notes, ...keys])).to.deep.equal({ count: 0, notes: [] });
  });

  it('thins a clip evenly: every second one, every fourth', () => {
    for (const [count, step] of [
      [256, 1],
      [257, 2],
      [512, 2],
      [513, 4],
      [10_000, 64],
    ] as const) {
      const told = noteCollector().collect(count, row(count));
      expect(told?.count).to.equal(count);
      expect(told?.notes.map(({ at }) => at)).to.deep.equal(
        Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step),
      );
    }
  });

  it('thins all clips alike where a session has too many', () => {
    const collector = noteCollector({ perClip: 8, perSession: 10, looked: 1000 });
    const told = [8, 4, 2].map((count) => collector.collect(count, row(count))?.notes);
    expect(told.map((notes) => notes?.map(({ at }) => at))).to.deep.equal([
      [0, 2, 4, 6],
      [0, 2],
      [0, 1],
    ]);
    const single = noteCollector({ perClip: 8, perSession: 2, looked: 1000 });
    const clips = [1, 1, 1, 1].map((count) => single.collect(count, row(count)));
    expect(clips.map((clip) => [clip?.count, clip?.notes.length])).to.deep.equal([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  it('gives up where there is no end of them', () => {
    const collector = noteCollector({ perClip: 8, perSession: 10, looked: 5 });
    expect(collector.collect(3, row(3))?.count).to.equal(3);
    expect(collector.collect(3, row(3))).to.equal(undefined);
    expect(collector.collect(1, row(1))).to.equal(undefined);
    expect(noteCollector().collect(Number.NaN, row(1))).to.equal(undefined);
  });
});
