/** Sessions for the contract: every version, with the odd cases of media (ardour.md, section 7). */
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { ardour } from '../../../parsers/ardour/index.js';
import type { SampleSession } from '../contract.js';
import { memorySource } from '../memory-source.js';
import {
  type ArdourVersion,
  ardourSession,
  type MadeFile,
  type MadeSession,
  type MadeTrack,
} from './ardour-session.js';
import { midiFile } from './midi-file.js';

export type Around = Readonly<Record<string, Uint8Array>>;

/** Reads a session that lies in a folder `Song`, with what lies around it. */
export const read = (
  made: MadeSession | string,
  around: Around = {},
  folder = 'Song',
  midiNotes = false,
): Promise<ParsedSession> =>
  ardour.read(memorySource(typeof made === 'string' ? made : ardourSession(made), 'Song.ardour', around, folder), {
    ...READ_LIMITS,
    midiNotes,
  });

export const VERSIONS: readonly ArdourVersion[] = ['2.0.0', '3001', '3002', '6000', '7002'];

const FILES: readonly MadeFile[] = [
  { name: 'take%L.wav', frames: 96_000 },
  { name: 'take%R.wav', frames: 96_000 },
  { name: 'loop & "bass".wav', origin: '/home/me/loops/loop & "bass".wav', channels: 2, frames: 48_000 },
  { name: 'sitar-L.wav', origin: '/home/me/sitar.wav', frames: 48_000 },
  { name: '/mnt/old/absolute.wav', frames: 48_000 },
  { name: 'kept.flac', origin: 'kept.wav', frames: 48_000 },
];
const MIDI: readonly MadeFile[] = [
  { name: 'recorder:Synth-1.mid', kind: 'midi' },
  { name: 'never.mid', kind: 'midi', flags: 'Writable,CanRename,Removable,RemovableIfEmpty,Empty' },
];

/** A song of two tracks and a master. */
export const songOf = (version: ArdourVersion): MadeSession => ({
  version,
  files: version === '2.0.0' ? FILES.map(({ origin: _, ...file }) => file) : [...FILES, ...MIDI],
  options: { 'audio-search-path': '/home/me/loops', 'midi-search-path': '/home/me/midi' },
  tracks: [
    { name: version === '2.0.0' ? 'master' : 'Master', kind: 'master', order: 9 },
    {
      name: 'Voice <1>',
      gain: 0.5,
      pan: 0.25,
      clips: [
        { file: 0, at: 48_000, length: 24_000, offset: 12_000 },
        { file: 2, at: 0, length: 48_000 },
      ],
    },
    { name: 'Drums', order: 0, muted: true, clips: [{ file: 5, at: 96_000, length: 48_000 }] },
  ],
});

const KEYS: MadeTrack = {
  name: 'Keys',
  kind: 'midi',
  order: 3,
  clips: [
    { file: 6, at: 0, length: 96_000 },
    { file: 7, at: 96_000, length: 96_000 },
  ],
};

/** 2.x has no MIDI. */
const withKeys = (song: MadeSession): MadeSession =>
  song.version === '2.0.0' ? song : { ...song, tracks: [...(song.tracks ?? []), KEYS] };

export const ARDOUR_SESSIONS: readonly SampleSession[] = [
  ...VERSIONS.map((version) => ({
    name: `made ${version}.ardour`,
    bytes: Buffer.from(ardourSession(withKeys(songOf(version)))),
    files: {
      'interchange/Song/midifiles/recorder:Synth-1.mid': midiFile([
        [0, 0x90, 60, 100],
        [19_200, 0x80, 60, 0],
      ]),
    },
  })),
  { name: 'empty.ardour', bytes: Buffer.from(ardourSession()) },
  { name: 'no session.ardour', bytes: Buffer.from('<Session version="1"/>'), mayRefuse: true },
];
