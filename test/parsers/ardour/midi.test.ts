import { expect } from 'chai';
import fc from 'fast-check';
import { notesOfFile } from '../../../parsers/ardour/midi-file.js';
import type { ArdourVersion, MadeClip, MadeFile, MadeSession } from './ardour-session.js';
import { type MadeEvent, midiFile } from './midi-file.js';
import { read } from './sessions.js';

const QUARTER = 19_200;
/** Two quarters of 60, a third of 64 behind them, as Ardour writes them. */
const EVENTS: readonly MadeEvent[] = [
  [0, 0x90, 60, 100],
  [QUARTER, 0x80, 60, 64],
  [QUARTER, 0x90, 60, 100],
  [QUARTER, 0x90, 60, 0],
  [0, 64, 90],
  [QUARTER, 64, 0],
];
const NAME = 'Keys-1.mid';
const PLACE = `interchange/Song/midifiles/${NAME}`;

const song = (version: ArdourVersion, clip: Omit<MadeClip, 'file'>, file: Partial<MadeFile> = {}): MadeSession => ({
  version,
  files: [{ name: NAME, kind: 'midi', ...file }],
  tracks: [{ name: 'Keys', kind: 'midi', clips: [{ file: 0, ...clip }] }],
});

async function played(made: MadeSession, bytes: Buffer | null = midiFile(EVENTS)): Promise<string | undefined> {
  const session = await read(made, bytes === null ? {} : { [PLACE]: bytes }, 'Song', true);
  const midi = session.tracks[0]?.clips[0]?.midi;
  return midi && [`${midi.count}:`, ...midi.notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | ');
}

const ALL = '3: | 0 0.5 60 | 1 0.5 60 | 1.5 0.5 64';

describe('Ardour: notes', () => {
  it('are told only where they are asked for', async () => {
    const session = await read(song('7002', { at: 'b1920', length: 'b7680' }), { [PLACE]: midiFile(EVENTS) });
    expect(session.tracks[0]?.clips[0]).to.not.have.property('midi');
  });

  it('from the file of the region, in samples and in music time', async () => {
    for (const version of ['3001', '3002', '6000', '7002'] as const)
      expect(await played(song(version, { at: 48_000, length: 96_000 })), version).to.equal(ALL);
    expect(await played(song('7002', { at: 'b1920', length: 'b7680' }))).to.equal(ALL);
  });

  it('of the part that the region plays', async () => {
    const part = { at: 'b1920', length: 'b4800', offset: 'b960' };
    expect(await played(song('7002', part))).to.equal('2: | 0 0.25 60 | 0.75 0.5 60');
    expect(await played(song('6000', { at: 24_000, length: 36_000, offset: 12_000 }))).to.equal('1: | 0 0.25 60');
  });

  it('not where there is no file, or none that is understood', async () => {
    const made = song('7002', { at: 0, length: 96_000 });
    expect(await played(made, null)).to.equal(undefined);
    expect(await played(made, Buffer.from('no MIDI'))).to.equal(undefined);
    expect(await played(made, midiFile(EVENTS, { format: 1, tracks: 2 }))).to.equal(undefined);
    expect(await played(made, midiFile(EVENTS, { division: 0xe728 }))).to.equal(undefined);
    expect(await played(made, Buffer.alloc(1024 * 1024 + 1))).to.equal(undefined);
  });

  it('none of a source that was never written', async () => {
    expect(await played(song('7002', { at: 0, length: 96_000 }, { flags: 'Empty' }), null)).to.equal('0:');
  });
});

describe('Ardour: MIDI files', () => {
  it('controllers, programs, system and meta events are stepped over', () => {
    const events: readonly MadeEvent[] = [
      [0, 0xff, 0x03, 4, 0x6e, 0x61, 0x6d, 0x65],
      [0, 0xb0, 7, 100],
      [0, 0xc0, 5],
      [0, 0xd0, 5],
      [0, 0xe0, 0, 64],
      [0, 0xf0, 2, 1, 0xf7],
      [100, 0x93, 72, 1],
      [100, 0x92, 72, 1],
      [100, 0x83, 72, 1],
    ];
    expect(notesOfFile(midiFile(events, { division: 100 }))).to.deep.equal([
      { at: 1, length: 2, key: 72 },
      // One without an end sounds to the end.
      { at: 2, length: 1, key: 72 },
    ]);
  });

  it('any bytes give notes or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const events = [[0, ...bytes]] as unknown as readonly MadeEvent[];
        for (const content of [bytes, midiFile(events)])
          for (const { at, length, key } of notesOfFile(content) ?? [])
            expect(at >= 0 && length >= 0 && key >= 0 && key <= 127).to.equal(true);
      }),
    );
  });
});
