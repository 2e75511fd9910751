/** Sessions of 50 MB of the studio formats, made by the encoders of the tests. */
import { writeFileSync } from 'node:fs';
import * as aaf from '../test/parsers/aaf/songs.js';
import { channelOf, inserts, plugin, projectOf, slot } from '../test/parsers/cpr/writer.js';
import * as logic from '../test/parsers/logic/song.js';
import { writeSession } from '../test/parsers/protools/writer.js';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const protools = (): Buffer =>
  writeSession({
    folder: ['Mac HD', 'Song'],
    files: times(2000, (n) => ({ path: ['Mac HD', 'Song', 'Audio Files', `take ${n}.wav`], frames: 480_000 })),
    clips: times(80_000, (n) => ({ name: `take ${n % 2000}-${n}`, file: n % 2000, offset: n, length: 48_000 })),
    tracks: times(200, (track) => ({
      name: `Audio ${track + 1}`,
      playlists: [[times(400, (n) => ({ clip: track * 400 + n, at: n * 48_000 }))]],
    })),
    // Automation and the like, of which nothing is read.
    blocks: (code) => times(450, (n) => code.block(0x7f01, Buffer.alloc(100_000, n))),
  });

const GUID = '565354736D706C73616D706C65720000';
const STATE = 'state'.repeat(6200);

const cubase = (): Buffer =>
  projectOf({
    folder: ['D:\\Songs\\', 'Song'],
    files: times(1500, (n) => ({ name: `take ${n}.wav`, folder: 'D:\\Songs\\Song\\Audio\\', frames: 480_000 })),
    tracks: times(200, (track) => ({
      name: `Audio ${track + 1}`,
      channel: channelOf(
        `Audio ${track + 1}`,
        1,
        10 + track,
        5,
        inserts(...times(8, () => slot(plugin('Synth', GUID, STATE)))),
      ),
      clips: times(60, (n) => ({ file: (track * 60 + n) % 1500, start: n * 960, length: 960 })),
    })),
  });

const logicSong = (): Buffer =>
  logic.songOf([
    logic.sequence(4, 'Song'),
    ...times(200, (n) => logic.row(n, 100 + n, 1)),
    logic.separator(8),
    ...times(200, (n) => logic.object(100 + n, `Audio ${n + 1}`, n)),
    ...times(200, (n) => logic.channel(n, `Audio ${n + 1}`)),
    ...times(8000, (n) => logic.plugin(n % 200, { name: 'Channel EQ', slot: n % 15, state: Buffer.alloc(5000, n) })),
    ...times(2000, (n) => logic.audioFile(4 * n + 4, { name: `take ${n}.wav`, frames: 480_000 })),
    ...times(40_000, (n) => logic.audioRegion(4 * (n % 2000) + 4, Math.floor(n / 2000), `take ${n}`, 0, 48_000)),
    logic.list(
      0x17,
      4,
      ...times(40_000, (n) =>
        logic.audioEvent(34_560 + n * 96, n % 200, 100 + (n % 200), 4 * (n % 2000) + 4, Math.floor(n / 2000)),
      ),
    ),
  ]);

const exchange = (): Buffer =>
  aaf.aafOf(
    [
      ...times(400, (n) =>
        aaf.fileMob(1000 + n, `take ${n}`, {
          sound: { rate: 48_000, channels: 1, bits: 24 },
          rate: 48_000,
          length: 40_000,
        }),
      ),
      ...times(400, (n) => aaf.master(3000 + n, `take ${n}`, 1000 + n)),
      aaf.composition(
        1,
        'Reel 1',
        times(48, (track) =>
          aaf.slot(
            track + 1,
            aaf.sequence(times(200, (n) => aaf.clip({ mob: 3000 + ((track * 200 + n) % 400), length: 2000 }))),
            `A${track + 1}`,
          ),
        ),
      ),
    ],
    times(400, (n) => aaf.essence(1000 + n, Buffer.alloc(120_000, n))),
  );

export const STUDIO = {
  'Pro Tools': { file: 'Song.ptx', make: protools },
  Cubase: { file: 'Song.cpr', make: cubase },
  Logic: { file: 'ProjectData', make: logicSong },
  AAF: { file: 'Song.aaf', make: exchange },
} as const;

export function makeStudioSession(name: keyof typeof STUDIO, path: string): void {
  writeFileSync(path, STUDIO[name].make());
}
