import { expect } from 'chai';
import type { ClipNotes } from '../../../lib/model/session.js';
import { block, notes, project, read, track } from './sessions.js';

/** The notes of the items of one track, each `at length key`. */
async function played(...lines: readonly string[]): Promise<readonly (string | undefined)[]> {
  const session = await read(project(...lines), true);
  return session.tracks.flatMap(({ clips }) => clips.map(({ midi }) => midi && shown(midi)));
}

const shown = ({ count, notes }: ClipNotes): string =>
  [`${count}:`, ...notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | ');

const item = (...lines: readonly string[]): string => track('one', block('ITEM', 'POSITION 2', 'LENGTH 2', ...lines));

const BAR = ['E 0 90 3c 60', 'E 480 80 3c 00', 'E 480 90 40 60', 'E 480 90 40 00', 'E 480 b0 7b 00'];

describe('REAPER: notes', () => {
  it('are told only where they are asked for', async () => {
    const session = await read(project('TEMPO 120 4 4', item(notes(...BAR))));
    expect(session.tracks[0]?.clips[0]).to.not.have.property('midi');
  });

  it('from on to off, by the tempo', async () => {
    expect(await played('TEMPO 120 4 4', item(notes(...BAR)))).to.deep.equal(['2: | 0 0.25 60 | 0.5 0.25 64']);
    expect(await played('TEMPO 60 4 4', item(notes(...BAR)))).to.deep.equal(['2: | 0 0.5 60 | 1 0.5 64']);
  });

  it('again where the item loops, once where it does not', async () => {
    const twice = '4: | 0 0.25 60 | 0.5 0.25 64 | 1 0.25 60 | 1.5 0.25 64';
    expect(await played('TEMPO 120 4 4', item('LOOP 1', notes(...BAR)))).to.deep.equal([twice]);
    expect(await played('TEMPO 120 4 4', item('LOOP 0', notes(...BAR)))).to.deep.equal([
      '2: | 0 0.25 60 | 0.5 0.25 64',
    ]);
  });

  it('by offset and play rate, cut at the bounds of the item', async () => {
    const offset = await played('TEMPO 120 4 4', item('LOOP 0', 'SOFFS 0.125', notes(...BAR)));
    expect(offset).to.deep.equal(['2: | 0 0.125 60 | 0.375 0.25 64']);
    const fast = await played('TEMPO 120 4 4', item('LOOP 0', 'SOFFS 0.5', 'PLAYRATE 2 1 0', notes(...BAR)));
    expect(fast).to.deep.equal(['1: | 0 0.125 64']);
    const looped = await played('TEMPO 120 4 4', item('LOOP 1', 'SOFFS 1.75', notes(...BAR)));
    expect(looped).to.deep.equal(['4: | 0.25 0.25 60 | 0.75 0.25 64 | 1.25 0.25 60 | 1.75 0.25 64']);
  });

  it('along the tempo map, jumps and ramps', async () => {
    const jump = block('TEMPOENVEX', 'PT 0 120 1', 'PT 2.5 60 1');
    expect(await played('TEMPO 90 4 4', jump, item(notes(...BAR)))).to.deep.equal(['2: | 0 0.25 60 | 0.5 0.5 64']);
    const ramp = block('TEMPOENVEX', 'PT 0 120 1', 'PT 2 60 0', 'PT 4 120 1');
    // One quarter at s seconds behind the point: s + s² / 4 = 1.
    const second = Math.round((Math.sqrt(8) - 2) * 1e6) / 1e6;
    const [text] = await played('TEMPO 90 4 4', ramp, item(notes(...BAR)));
    expect(text).to.match(new RegExp(`\\| ${second} 0\\.\\d+ 64$`));
  });

  it('of a pool by its ghosts too', async () => {
    const ghost = block('SOURCE MIDIPOOL', 'POOLEDEVTS {G}');
    const home = notes('POOLEDEVTS {G}', ...BAR);
    expect(await played('TEMPO 120 4 4', item('LOOP 0', ghost), item('LOOP 0', home))).to.deep.equal([
      '2: | 0 0.25 60 | 0.5 0.25 64',
      '2: | 0 0.25 60 | 0.5 0.25 64',
    ]);
    expect(await played('TEMPO 120 4 4', item(block('SOURCE MIDIPOOL', 'POOLEDEVTS {none}')))).to.deep.equal([
      undefined,
    ]);
  });

  it('muted events are silent, selected ones are not; one without an end sounds to the end', async () => {
    const lines = ['Em 0 90 3c 60', 'e 0 90 3e 60', '<X 240 0', '  /wNh', '>', 'E 720 b0 7b 00'];
    expect(await played('TEMPO 120 4 4', item('LOOP 0', notes(...lines)))).to.deep.equal(['1: | 0 0.5 62']);
  });

  it('not where their time is not proven: no tempo, a tempo of its own, a file', async () => {
    const own = notes(...BAR, 'IGNTEMPO 1 90 4 4');
    expect(await played(item(notes(...BAR)))).to.deep.equal([undefined]);
    expect(await played('TEMPO 120 4 4', item(own))).to.deep.equal([undefined]);
    expect(await played('TEMPO 120 4 4', item(block('SOURCE MIDI', 'FILE "a.mid"')))).to.deep.equal([undefined]);
  });

  it('a loop of nothing in a long item is given up', async () => {
    const short = notes('E 0 90 3c 60', 'E 1 b0 7b 00');
    const long = track('one', block('ITEM', 'POSITION 0', 'LENGTH 100000', 'LOOP 1', short));
    expect(await played('TEMPO 120 4 4', long)).to.deep.equal([undefined]);
  });
});
