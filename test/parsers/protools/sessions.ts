/** Sessions made for the tests: what the real ones do not have (docs/formats/protools.md). */
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { protools } from '../../../parsers/protools/index.js';
import type { SampleSession } from '../contract.js';
import { memorySource } from '../memory-source.js';
import { midiSession } from './midi-session.js';
import { type MadeSession, ticks, writeSession } from './writer.js';

/** Two tracks in stereo and mono, with an alternate playlist, fades, a clip in ticks, plug-ins, markers and a video. */
export const SONG: MadeSession = {
  folder: ['Mac HD', 'Users', 'anna', 'Song'],
  info: 'mixed in May',
  files: [
    { path: ['Mac HD', 'Users', 'anna', 'Song', 'Audio Files', 'vox.L.wav'], frames: 96_000 },
    { path: ['Mac HD', 'Users', 'anna', 'Song', 'Audio Files', 'vox.R.wav'], frames: 96_000 },
    { path: ['Samples', 'Kits', 'kick.wav'], id: '0000002a0011223344556677' },
    { path: ['Mac HD', 'Users', 'anna', 'film.mov'], frames: 250, video: true },
  ],
  clips: [
    { name: 'vox.L', file: 0, offset: 4800, length: 48_000 },
    { name: 'vox.R', file: 1, offset: 4800, length: 48_000 },
    { name: 'kick Z\x01\x00 1', file: 2, length: 24_000 },
  ],
  tracks: [
    {
      name: 'Vox ♪',
      oldName: 'Audio 1',
      comment: 'U87, second verse doubled',
      inserts: [null, 1],
      playlists: [
        [
          [
            { clip: 0, at: 48_000 },
            { clip: 0, at: 96_000, fade: true },
          ],
          [{ clip: 1, at: 48_000 }],
        ],
        [[{ clip: 0, at: 0 }], [{ clip: 1, at: 0 }]],
      ],
    },
    { name: 'Kick', playlists: [[[{ clip: 2, at: ticks(960_000) }]]] },
    { name: 'Film', type: 8 },
  ],
  catalogue: ['Polyphonic', 'EQ3 7-Band'],
  tempo: [
    [0, 120],
    [1_920_000, 60],
  ],
  markers: [
    { name: 'Chorus', at: 480_000 },
    { name: 'Intro', at: 0 },
    { name: 'a selection', at: 100, kind: 2 },
  ],
};

/** The layout of versions before 8 knows no ticks. */
export const OLD_SONG: MadeSession = {
  ...SONG,
  old: true,
  mask: 1,
  tracks: (SONG.tracks ?? []).slice(0, 1),
};

export const readSong = (made: MadeSession): Promise<ParsedSession> => readBytes(writeSession(made));

export const readBytes = (bytes: Uint8Array, midiNotes = false): Promise<ParsedSession> =>
  protools.read(memorySource(bytes, 'Song.ptx'), { ...READ_LIMITS, midiNotes });

const KEYS = midiSession({
  chunks: [
    [
      [0, 60, 1],
      [2, 64, 4],
    ],
  ],
  clips: [{ chunk: 0, offset: 1, length: 4 }],
  placed: [
    { clip: 0, at: 0 },
    { clip: 0, at: 4 },
  ],
});

export const PROTOOLS_SESSIONS: readonly SampleSession[] = [
  { name: 'new, little-endian, mask of pages', bytes: writeSession(SONG) },
  { name: 'new, big-endian, mask of bytes', bytes: writeSession({ ...SONG, order: 'be', mask: 1, value: 3 }) },
  { name: 'old, big-endian', bytes: writeSession({ ...OLD_SONG, order: 'be' }) },
  { name: 'old, little-endian', bytes: writeSession({ ...OLD_SONG, order: 'le' }) },
  { name: 'notes', bytes: writeSession(KEYS) },
  { name: 'empty', bytes: writeSession() },
];
