import { expect } from 'chai';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { cpr } from '../../../parsers/cpr/index.js';
import { memorySource } from '../memory-source.js';
import { type ClipSpec, projectOf } from './writer.js';

/** The notes of the parts of one track, each `at length key`, at 120 BPM. */
async function played(clips: readonly ClipSpec[], linear = false, midiNotes = true) {
  const bytes = projectOf({ tracks: [{ name: 'Keys', type: 'MMidiTrackEvent', clips, linear }] });
  const session = await cpr.read(memorySource(bytes, 'Song.cpr'), { ...READ_LIMITS, midiNotes });
  return session.tracks.flatMap((track) =>
    track.clips.map(
      ({ midi }) =>
        midi && [`${midi.count}:`, ...midi.notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | '),
    ),
  );
}

const VERSE: ClipSpec = {
  start: 960,
  length: 1920,
  notes: [
    [0, 60, 480],
    [480, 64, 240],
    [1440, 67, 960],
    [1920, 72, 480],
  ],
};

describe('Cubase: notes', () => {
  it('are told only where they are asked for', async () => {
    expect(await played([VERSE], false, false)).to.deep.equal([undefined]);
  });

  it('of every part, up to its end', async () => {
    const whole = '3: | 0 0.5 60 | 0.5 0.25 64 | 1.5 0.5 67';
    expect(await played([VERSE, { ...VERSE, start: 9600 }])).to.deep.equal([whole, whole]);
    expect(await played([{ ...VERSE, length: 480 }])).to.deep.equal(['1: | 0 0.5 60']);
    expect(await played([{ ...VERSE, notes: [] }])).to.deep.equal(['0:']);
  });

  it('not where they are not proven: an offset, linear time, a part that is not used up', async () => {
    expect(await played([{ ...VERSE, offset: 240 }])).to.deep.equal([undefined]);
    expect(await played([VERSE], true)).to.deep.equal([undefined]);
    expect(await played([{ ...VERSE, more: Buffer.alloc(1) }])).to.deep.equal([undefined]);
    const { notes: _, ...bare } = VERSE;
    expect(await played([bare])).to.deep.equal([undefined]);
  });
});
