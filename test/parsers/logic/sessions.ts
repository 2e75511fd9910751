/** The sessions that the contract of readers is held against. */

import type { SampleSession } from '../contract.js';
import { storedZip } from '../recognised/stored-zip.js';
import { around, xmlPlist } from './bundle.js';
import {
  audioEvent,
  audioFile,
  audioRegion,
  channel,
  list,
  type MadeRecord,
  meterEvent,
  midiEvent,
  noteEvent,
  object,
  plugin,
  row,
  rtf,
  send,
  separator,
  sequence,
  songOf,
  tempoEvent,
  text,
  textEvent,
} from './song.js';

/** Bar 1 of regions, and of everything else. */
export const [REGIONS, LISTS] = [34_560, 38_400];

/** Two tracks and a stack, files found, missing and unused, markers, notes. */
export const SONG: readonly MadeRecord[] = [
  sequence(4, 'Song'),
  sequence(40, 'Chords', 960 * 4),
  row(0, 100, 1),
  row(1, 101, 1, { text: 8, depth: 1 }),
  row(2, 0, 7, { depth: 1 }),
  row(3, 102, 0x0001fd01),
  row(4, 103, 3),
  separator(8),
  object(100, 'Sum 1', 3),
  object(101, 'Audio 1', 0),
  object(102, 'Grand Piano', 1),
  object(103, 'Stereo Out', 2),
  channel(0, 'Audio 1', { fader: 90, pan: 0, mute: true }),
  channel(1, 'Inst 1', { fader: 0, pan: 127, solo: true }),
  channel(2, 'Output 1-2', { fader: 127 }),
  channel(3, 'Aux 1'),
  channel(4, 'Inst 2'),
  channel(5, 'Input 1'),
  channel(6, 'Input 2'),
  channel(7, 'Input 1-2'),
  channel(9, 'Bus 1'),
  plugin(0, { name: 'Channel EQ', preset: 'Rock Kick.pst', bypassed: true }),
  plugin(0, { name: 'ValhallaVin', slot: 1, codes: ['oDin', 'aufx', 'vee3'], state: Buffer.from('<plist></plist>') }),
  plugin(1, { name: 'Arp', kind: 2, slot: 0 }),
  plugin(1, { name: 'Sampler     ', slot: 0, state: Buffer.from('\0Steinway.exs\0') }),
  plugin(4, { name: 'Klopfgeist' }),
  send(0, 0, 90, 2),
  audioFile(4, { name: 'vox.wav', size: 576_044, frames: 96_000, id: Buffer.alloc(16, 0xab) }),
  audioFile(8, { name: 'vox.wav', folder: '/Users/a/Old Name.logicx/Media/Audio Files' }),
  audioFile(12, { name: 'loop.caf', folder: '/Library/Audio/Apple Loops/Apple', size: 99, code: 'COMP' }),
  audioFile(16, { name: 'gone.aif', folder: '~/Desktop' }),
  audioRegion(4, 0, 'vox.1', 24_000, 48_000),
  list(0x17, 4, midiEvent(REGIONS, 3, 102, 40), audioEvent(REGIONS + 960 * 4, 1, 101, 4, 0)),
  list(0x17, 12, audioEvent(REGIONS, 0, 0, 12, 0)),
  list(0x17, 40, noteEvent(LISTS, 60, 480), noteEvent(LISTS + 960, 64, 960, 0x9f)),
  list(0x01, 0, meterEvent(0, 6, 3), meterEvent(LISTS + 960 * 12, 4, 2)),
  list(0x03, 0, tempoEvent(LISTS, 120), tempoEvent(LISTS + 960 * 8, 60)),
  list(0x16, 4, textEvent(LISTS + 960 * 4, 12, 960), textEvent(LISTS, 16)),
  list(0x05, 0, textEvent(LISTS, 20)),
  text(8, 'Lead Vox'),
  text(12, rtf('Chorus'), 0x13),
  text(16, rtf("Intro \\f1\\'b4\\'f3\\f0 \\uc0\\u9835 "), 0x13),
  text(20, 'Verse', 0x14),
  text(24, rtf('Mix: less bass\\\n\nMaster at -1 dB'), 0x13),
  text(28, rtf('Marker ##').slice(0, -1), 0x13),
];

export const METADATA = {
  SampleRate: 48_000,
  SongSignatureNumerator: 6,
  SongSignatureDenominator: 8,
  AudioFiles: ['Audio Files/vox.wav', '/Library/Audio/Apple Loops/Apple/loop.caf'],
  UnusedAudioFiles: ['Audio Files/old take.wav'],
  SamplerInstrumentsFiles: ['Sampler Instruments/Mine.exs', 'Samples/c3.wav'],
  ImpulsResponsesFiles: ['/Library/Audio/Impulse Responses/Apple', '/Users/a/Halls/Hall.SDIR'],
};

export const BUNDLED = { files: around({ metadata: METADATA }), folder: '000' };

const BAND = around({
  information: { LastSavedFrom: 'GarageBand 10.4.6 (5408)' },
  files: { '../../projectData': Buffer.from('x') },
});

export const LOGIC_SESSIONS: readonly SampleSession[] = [
  { name: 'a whole song', bytes: songOf(SONG), ...BUNDLED },
  { name: 'a song without its bundle', bytes: songOf(SONG) },
  { name: 'an old song', bytes: songOf(SONG, 1710), ...BUNDLED },
  { name: 'an empty song', bytes: songOf([sequence(4, '')]), ...BUNDLED },
  {
    name: 'a zipped bundle',
    bytes: storedZip({
      'Song.logicx/Alternatives/000/ProjectData': songOf(SONG),
      'Song.logicx/Media/Audio Files/vox.wav': 'RIFF',
      '__MACOSX/Song.logicx/._Alternatives': 'x',
    }),
    mayRefuse: true,
  },
];

/** A song of GarageBand '08 in its archive: no records, but marks of audio files. */
export function oldSong(files: readonly (readonly [name: string, folder: string])[]): Buffer {
  const marks = files.map(([name, folder]) => {
    const out = Buffer.alloc(600, 0x2e);
    out.write('LFUA', 4, 'latin1');
    out.write(`${name}\0`, 14, 'latin1');
    out.fill(0, 138, 142);
    out.write(`Macintosh HD\0${folder}\0`, 142, 'latin1');
    return out;
  });
  const song = Buffer.concat([Buffer.from('2347c0ab8f05', 'hex'), Buffer.alloc(40), ...marks]);
  return xmlPlist({
    $archiver: 'NSKeyedArchiver',
    $objects: ['$null', { DfLogicModelLogicSong: { CF$UID: 2 } }, { 'NS.data': song }],
    $top: { Version: 30_000 },
  });
}

export const GARAGEBAND_SESSIONS: readonly SampleSession[] = [
  { name: 'a band', bytes: songOf(SONG, 2502), files: BAND, folder: '000' },
  { name: "a band of '08", bytes: oldSong([['Sax#01.aif', 'Users:a:Music:Song.band:Media:']]) },
];
