/** "Tin Roof Rain", a Live 11 project: media inside, beside it, renamed and missing, with the devices and settings of a small song. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { crc16 } from '../lib/locate/head-crc.js';
import {
  clip,
  element,
  envelope,
  type FileOptions,
  liveSet,
  loop,
  parameter,
  sampleRef,
  track,
  value,
  warped,
} from '../test/parsers/als/live-set.js';
import { hiss, pulse, put, putJson, RATE, SAMPLES, sound, tone } from './sounds.js';

const project = path.join(SAMPLES, 'live', 'Tin Roof Rain Project');
const outside = path.join(SAMPLES, 'live', 'elsewhere');
const OLD_HOME = '/Users/mara/Music/Ableton/Tin Roof Rain Project';

/** As Live stores it: size, and the CRC of the beginning. */
const evidenceOf = (bytes: Buffer) => ({ size: bytes.length, crc: crc16(bytes.subarray(0, 16_384)) });

function files() {
  const inside = (relative: string, bytes: Buffer): FileOptions => ({
    relative,
    absolute: `${OLD_HOME}/${relative}`,
    ...evidenceOf(bytes),
  });
  const at = (...parts: readonly string[]) => path.join(project, 'Samples', ...parts);
  const voice = sound(at('Recorded', '1-Voice 0001 [2019-03-14 182500].wav'), 6, tone(392, 0.4));
  const rain = sound(at('Imported', 'rain & wind.wav'), 8, hiss(11), hiss(12));
  const clap = sound(at('Imported', 'clap (old name unknown).wav'), 0.5, pulse(900, 2));
  const keys = sound(path.join(outside, 'Dusty Keys.wav'), 4, tone(262, 0.6));
  put(at('Imported', 'rain & wind.wav.asd'), 'made again by Live, unless its warp markers were saved\n');
  return {
    voice: inside('Samples/Recorded/1-Voice 0001 [2019-03-14 182500].wav', voice),
    rain: inside('Samples/Imported/rain & wind.wav', rain),
    clap: inside('Samples/Imported/clap one.wav', clap),
    keys: {
      relative: '../elsewhere/Dusty Keys.wav',
      type: 1,
      absolute: `/Volumes/Sketches/Dusty Keys.wav`,
      ...evidenceOf(keys),
    },
    bass: { absolute: '/Volumes/Sketches/bass idea 3.wav', size: 705_644, crc: 4711 },
  };
}

const gain = (db: number): number => 10 ** (db / 20);

const mixer = (db: number, pan: number, send: number | null = null) => [
  parameter('Volume', gain(db)),
  parameter('Pan', pan),
  parameter('Speaker', true),
  ...(send === null
    ? []
    : [element('Sends', element('TrackSendHolder Id="0"', parameter('Send', gain(send)), value('Active', true)))]),
];

const eq = element(
  'Eq8 Id="0"',
  parameter('On', true),
  ...[120, 2400].map((hertz, band) =>
    element(
      `Bands.${band}`,
      element('ParameterA', parameter('Freq', hertz), parameter('Gain', band === 0 ? -4.5 : 2), parameter('Q', 0.7)),
    ),
  ),
);
const reverb = element('Reverb Id="0"', parameter('On', true), parameter('DecayTime', 2400), parameter('DryWet', 1));
const simpler = (file: FileOptions) =>
  element(
    'OriginalSimpler Id="0"',
    parameter('On', true),
    element(
      'Player',
      element(
        'MultiSampleMap',
        element(
          'SampleParts',
          element('MultiSamplePart Id="0"', value('Name', 'clap'), sampleRef(file, RATE / 2, RATE)),
        ),
      ),
    ),
  );

/** At the tempo of the song, from the beginning of its file. */
const played = (beats: number): readonly string[] => [
  loop(false, 0, beats),
  ...warped([0, 0], [(60 / 84) * beats, beats]),
];

/** On two and four, with a soft one before. */
const CLAPS = {
  39: [
    [1, 0.25],
    [3, 0.25],
  ],
  42: [
    [0.5, 0.25],
    [2.5, 0.25],
    [3.5, 0.25],
  ],
} as const;

function set(of: ReturnType<typeof files>): string {
  const audio = (name: string, from: number, to: number, file: FileOptions, seconds: number) =>
    clip({ name, from, to, file, frames: seconds * RATE, rate: RATE, more: played(to - from) });
  const tempo = element('Tempo', value('Manual', 84), '<AutomationTarget Id="900" />');
  return liveSet({
    tracks: [
      track({ tag: 'GroupTrack', id: 1, name: 'Room', mixer: mixer(0, 0) }),
      track({
        id: 2,
        group: 1,
        name: 'Rain',
        mixer: mixer(-9, 0, -12),
        devices: [eq],
        arrangement: [audio('rain', 0, 11, of.rain, 8), audio('rain', 24, 35, of.rain, 8)],
      }),
      track({
        id: 3,
        name: 'Voice',
        notes: 'the old ribbon, one metre, no filter',
        mixer: mixer(-1.5, 0, -6),
        arrangement: [audio('verse', 8, 16, of.voice, 6)],
      }),
      track({ id: 4, name: 'Keys', mixer: mixer(-6, -0.35), arrangement: [audio('keys', 4, 9, of.keys, 4)] }),
      track({ id: 5, name: 'Bass', mixer: mixer(-4, 0), session: [audio('idea 3', 0, 8, of.bass, 7.35)] }),
      track({
        tag: 'MidiTrack',
        id: 6,
        name: 'Claps',
        devices: [simpler(of.clap)],
        arrangement: [clip({ name: 'off beat', from: 16, to: 24, notes: CLAPS, more: [loop(true, 0, 4)] })],
      }),
      track({ tag: 'ReturnTrack', id: 7, name: 'A-Tin Room', mixer: mixer(0, 0), devices: [reverb] }),
    ],
    master: track({
      tag: 'MasterTrack',
      name: 'Master',
      mixer: [tempo, parameter('TimeSignature', 201), ...mixer(-0.5, 0)],
      envelopes: [envelope(900, [-63_072_000, 84], [24, 84], [24, 88])],
    }),
    more: [
      element(
        'Locators',
        element(
          'Locators',
          element('Locator Id="0"', value('Time', 0), value('Name', 'Rain')),
          element(
            'Locator Id="1"',
            value('Time', 8),
            value('Name', 'Verse'),
            value('Annotation', 'voice comes in late'),
          ),
          element('Locator Id="2"', value('Time', 24), value('Name', 'Lift')),
        ),
      ),
      element('Scenes', element('Scene Id="0"', value('Name', 'Sketch'), value('Annotation', ''))),
      value('Annotation', 'Tin Roof Rain. Recorded in one evening; the rain is real.'),
    ],
  });
}

export function makeLive(): void {
  const of = files();
  put(path.join(project, 'Tin Roof Rain.als'), gzipSync(set(of)));
  put(
    path.join(project, 'Backup', 'Tin Roof Rain [2019-03-14 181200].als'),
    gzipSync(
      liveSet({
        tracks: [
          track({
            id: 2,
            name: 'Rain',
            arrangement: [clip({ name: 'rain', file: of.rain, frames: 8 * RATE, rate: RATE })],
          }),
        ],
      }),
    ),
  );
  put(path.join(project, 'Ableton Project Info', 'Project8_1.cfg'), Buffer.from('ab1e567800000000', 'hex'));
  putJson(path.join(project, 'tapebox.json'), { title: 'Tin Roof Rain', artist: 'Mara Quist' });
}
