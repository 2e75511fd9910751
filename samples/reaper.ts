/** "Glass Harbour", a REAPER project: media inside and outside, a missing file, names that are not easy. */
import path from 'node:path';
import { outboardPhoto } from './photo.js';
import { hiss, pulse, put, putJson, RATE, SAMPLES, SAVED, sound, tone } from './sounds.js';

const project = path.join(SAMPLES, 'reaper', 'Glass Harbour');
const outside = path.join(SAMPLES, 'reaper', 'elsewhere');

interface Item {
  readonly at: number;
  readonly length: number;
  readonly file: string;
  readonly name?: string;
  /** Seconds. */
  readonly fadeIn?: number;
  readonly fadeOut?: number;
}

/** Notes as [quarter, length in quarters, key] from the beginning of the item. */
interface Part {
  readonly at: number;
  readonly length: number;
  readonly name: string;
  readonly notes: readonly (readonly [number, number, number])[];
}

const item = ({ at, length, file, name, fadeIn = 0, fadeOut = 0 }: Item): string =>
  `    <ITEM\r\n      POSITION ${at}\r\n      LENGTH ${length}\r\n      LOOP 0\r\n      FADEIN 1 ${fadeIn} 0 1 0 0\r\n      FADEOUT 1 ${fadeOut} 0 1 0 0\r\n      MUTE 0\r\n      NAME "${name ?? file.replace(/^.*[\\/]/, '')}"\r\n      VOLPAN 1 0 1 -1\r\n      SOFFS 0\r\n      PLAYRATE 1 1 0 -1 0 0.0025\r\n      <SOURCE WAVE\r\n        FILE "${file}"\r\n      >\r\n    >\r\n`;

const TICKS = 960;

/** Note on, note off, each so many ticks after the one before; the last event is the end of the item. */
function part({ at, length, name, notes }: Part): string {
  const events = notes
    .flatMap(([start, long, key]) => [
      { tick: Math.round(start * TICKS), status: '90', key, velocity: '50' },
      { tick: Math.round((start + long) * TICKS), status: '80', key, velocity: '00' },
    ])
    .sort((a, b) => a.tick - b.tick || a.status.localeCompare(b.status));
  const end = { tick: Math.round((length * 96 * TICKS) / 60), status: 'b0', key: 0x7b, velocity: '00' };
  let last = 0;
  const lines = [...events, end].map(({ tick, status, key, velocity }) => {
    const line = `        E ${tick - last} ${status} ${key.toString(16).padStart(2, '0')} ${velocity}\r\n`;
    last = tick;
    return line;
  });
  return `    <ITEM\r\n      POSITION ${at}\r\n      LENGTH ${length}\r\n      LOOP 0\r\n      MUTE 0\r\n      NAME "${name}"\r\n      <SOURCE MIDI\r\n        HASDATA 1 ${TICKS} QN\r\n${lines.join('')}      >\r\n    >\r\n`;
}

interface Channel {
  readonly name: string;
  readonly colour: number;
  readonly volume: number;
  readonly pan: number;
  readonly bus?: string;
  readonly effects?: string;
  readonly muted?: boolean;
  /** Tracks that send to it: their index and gain. */
  readonly receives?: readonly (readonly [number, number])[];
  readonly items: readonly Item[];
  readonly parts?: readonly Part[];
}

/** After the fader. */
const receive = ([from, gain]: readonly [number, number]): string =>
  `    AUXRECV ${from} 0 ${gain} 0 0 0 0 0 0 -1:U 0 -1 ''\r\n`;

const track = ({ name, colour, volume, pan, bus, effects, muted, receives = [], items, parts = [] }: Channel): string =>
  `  <TRACK\r\n    NAME "${name}"\r\n    PEAKCOL ${0x1000000 + colour}\r\n    VOLPAN ${volume} ${pan} -1 -1 1\r\n    MUTESOLO ${muted ? 1 : 0} 0 0\r\n    ISBUS ${bus ?? '0 0'}\r\n    MAINSEND 1 0\r\n${receives.map(receive).join('')}${effects ?? ''}${items.map(item).join('')}${parts.map(part).join('')}  >\r\n`;

const gate = `    <FXCHAIN\r\n      BYPASS 0 0 0\r\n      <JS utility/volume ""\r\n        -3.500000 - - -\r\n      >\r\n      FLOATPOS 0 0 0 0\r\n      WAK 0 0\r\n    >\r\n`;

const chain = (name: string, body: string): string =>
  `    <FXCHAIN\r\n      BYPASS 0 0 0\r\n      <${name}\r\n        ${body}\r\n      >\r\n      FLOATPOS 0 0 0 0\r\n      WAK 0 0\r\n    >\r\n`;

/** State that only the plug-in can read. */
const STATE = Buffer.from('tine 0.62, pickup 0.31: of a plug-in that nobody has any more').toString('base64');
const piano = chain('VST "VSTi: Tine Machine (Harbour Audio)" tinemachine.dll 0 "" 1952674157', STATE);
const plate = chain('JS reverb/plate ""', '2.400000 0.350000 80.000000');

const CHORDS = [
  [52, 59, 64, 67],
  [48, 55, 60, 64],
  [43, 50, 59, 62],
  [50, 57, 62, 66],
] as const;

/** Four chords, broken in eighths. */
const VERSE = CHORDS.flatMap((keys, bar) =>
  keys.flatMap((key, n) => [
    [bar * 2 + n / 4, 0.4, key],
    [bar * 2 + 1 + n / 4, 0.4, key + 12],
  ]),
) as readonly (readonly [number, number, number])[];

/** Media inside, outside, two outside files of one name, a name with `%`, names beyond ASCII, and one file that nobody has. */
const CHANNELS: readonly Channel[] = [
  { name: 'Drums', colour: 0x2f6b8f, volume: 0.9, pan: 0, bus: '1 1', items: [] },
  {
    name: 'Kick',
    colour: 0x3a5fb5,
    volume: 0.8,
    pan: 0,
    effects: gate,
    items: [{ at: 0, length: 8, file: 'Audio\\kick.wav' }],
  },
  {
    name: 'Snare',
    colour: 0x3a5fb5,
    volume: 0.7,
    pan: 0.1,
    bus: '2 -1',
    items: [{ at: 2, length: 6, file: 'Audio\\snare 100%.wav' }],
  },
  {
    name: 'Bass',
    colour: 0x8f6b2f,
    volume: 0.75,
    pan: 0,
    items: [{ at: 0, length: 8, file: '../elsewhere/one/take 1.wav' }],
  },
  {
    name: 'Gesänge',
    colour: 0x7d3aa8,
    volume: 1,
    pan: 0,
    items: [
      { at: 4, length: 4, file: 'Audio\\Gesänge 日本.wav', fadeIn: 0.3, fadeOut: 0.6 },
      { at: 8, length: 4, file: '../elsewhere/two/take 1.wav' },
    ],
  },
  {
    name: 'Ac Gtr (double)',
    colour: 0x3f8a2a,
    volume: 0.4,
    pan: -0.6,
    items: [{ at: 6, length: 6, file: 'E:\\Sessions\\takes\\acgtr_R_new.wav' }],
  },
  {
    name: 'El Piano',
    colour: 0x9f4f6b,
    volume: 0.6,
    pan: 0.2,
    effects: piano,
    items: [],
    parts: [
      { at: 4, length: 5, name: 'verse', notes: VERSE },
      { at: 9, length: 3, name: 'chorus', notes: VERSE.filter(([start]) => start < 4.5) },
    ],
  },
  {
    name: 'Vox Double',
    colour: 0x6a3aa8,
    volume: 0.5,
    pan: -0.3,
    muted: true,
    items: [{ at: 8, length: 4, file: 'Audio\\Gesänge 日本.wav', fadeOut: 1 }],
  },
  {
    name: 'Plate',
    colour: 0x736a66,
    volume: 0.9,
    pan: 0,
    effects: plate,
    receives: [
      [2, 0.4],
      [4, 0.28],
      [6, 0.2],
    ],
    items: [],
  },
];

function session(): string {
  const head = `<REAPER_PROJECT 0.1 "6.80/win64" ${SAVED}\r\n  <NOTES 0 2\r\n    |Glass Harbour, mix 7\r\n    |vocal through the old preamp, 2 dB at 10 kHz\r\n  >\r\n  TITLE "Glass Harbour"\r\n  AUTHOR "Anna Larsen"\r\n  TEMPO 96 4 4\r\n  SAMPLERATE ${RATE} 1 0\r\n  RECORD_PATH "Audio" ""\r\n  MASTER_VOLUME 0.95 0 -1 -1 1\r\n  MARKER 1 0 "Intro" 0 0 1\r\n  MARKER 2 4 "Verse 1" 0 0 1\r\n  MARKER 3 8 "Chorus 1" 0 0 1\r\n  MARKER 1 4 "for the trailer" 1 0 1 R\r\n  MARKER 1 10 "" 1 0 1 R\r\n`;
  return `${head}${CHANNELS.map(track).join('')}>\r\n`;
}

export function makeReaper(): void {
  sound(path.join(project, 'Audio', 'kick.wav'), 8, pulse(60, 2));
  sound(path.join(project, 'Audio', 'snare 100%.wav'), 6, pulse(190, 1));
  sound(path.join(project, 'Audio', 'Gesänge 日本.wav'), 4, tone(440, 0.3));
  sound(path.join(project, 'Audio', 'unused take.wav'), 1, hiss(3));
  sound(path.join(outside, 'one', 'take 1.wav'), 8, tone(82.4, 0.1));
  sound(path.join(outside, 'two', 'take 1.wav'), 4, tone(659.3, 0.5));
  put(path.join(project, 'Glass Harbour.rpp'), session());
  put(path.join(project, 'Photos', 'compressor on the vocal.png'), outboardPhoto());
  put(path.join(project, 'Audio', 'kick.wav.reapeaks'), 'RPKN made again by REAPER\n');
  put(
    path.join(project, 'notes.md'),
    '# Glass Harbour: notes\n\nRoom mics stay as they are.\n\n## Microphones\n\nVocal: U 47, a hand away. Kick: D 112.\n\n## Preamps\n\nVocal through the old one, 40 dB, filter off.\n\n## Client wishes\n\nA brighter chorus; the bridge 1 dB down.\n',
  );
  putJson(path.join(project, 'tapebox.json'), {
    title: 'Glass Harbour',
    artist: 'Anna Larsen',
    client: 'Harbour Records',
  });
}
