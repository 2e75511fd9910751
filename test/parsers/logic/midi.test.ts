import { expect } from 'chai';
import type { Clip } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { logic } from '../../../parsers/logic/index.js';
import { memorySource } from '../memory-source.js';
import { LISTS, REGIONS } from './sessions.js';
import { audioEvent, list, midiEvent, noteEvent, object, row, sequence, songOf, tempoEvent } from './song.js';

const BAR = 960 * 4;

interface Made {
  readonly events: readonly Buffer[];
  readonly length?: number;
  readonly tempo?: readonly Buffer[];
}

async function clipOf({ events, length = BAR, tempo = [tempoEvent(LISTS, 120)] }: Made): Promise<Clip | undefined> {
  const song = songOf([
    sequence(4, 'Song'),
    length === 0 ? sequence(40, 'Odd') : sequence(40, 'Odd', length),
    row(0, 100),
    object(100, 'Keys', 0),
    list(0x17, 4, midiEvent(REGIONS + BAR, 0, 100, 40)),
    list(0x17, 40, ...events),
    list(0x03, 0, ...tempo),
  ]);
  const session = await logic.read(memorySource(song, 'ProjectData'), { ...READ_LIMITS, midiNotes: true });
  return session.tracks[0]?.clips[0];
}

const played = async (made: Made): Promise<string | undefined> => {
  const midi = (await clipOf(made))?.midi;
  return midi && [`${midi.count}:`, ...midi.notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | ');
};

const EVENTS = [noteEvent(LISTS, 60, 480), noteEvent(LISTS + 960, 64, 960, 0x9f), noteEvent(LISTS + 2880, 67, 1920)];

describe('Logic Pro: notes', () => {
  it('from the beginning of their region to its end', async () => {
    expect(await played({ events: EVENTS })).to.equal('3: | 0 0.25 60 | 0.5 0.5 64 | 1.5 0.5 67');
    expect(await played({ events: EVENTS, length: 960 })).to.equal('1: | 0 0.25 60');
    // One that lies before the region is cut with it.
    expect(await played({ events: [noteEvent(LISTS - 480, 60, 960)] })).to.equal('1: | 0 0.25 60');
  });

  it('the region has the length of its sequence', async () => {
    const clip = await clipOf({ events: EVENTS });
    expect([clip?.startNs, clip?.lengthNs]).to.deep.equal([2_000_000_000n, 2_000_000_000n]);
  });

  it('along the tempo', async () => {
    const tempo = [tempoEvent(LISTS, 120), tempoEvent(LISTS + BAR + 960, 60)];
    expect(await played({ events: EVENTS, tempo })).to.equal('3: | 0 0.25 60 | 0.5 1 64 | 2.5 1 67');
  });

  it('not where they cannot be known: no length, folders, notes that are marked', async () => {
    expect(await played({ events: EVENTS, length: 0 })).to.equal(undefined);
    expect(await played({ events: [...EVENTS, audioEvent(REGIONS, 0, 0, 12, 0)] })).to.equal(undefined);
    expect(await played({ events: [...EVENTS, noteEvent(LISTS, 60, 480, 0x4090)] })).to.equal(undefined);
    expect(await played({ events: [] })).to.equal('0:');
  });
});
