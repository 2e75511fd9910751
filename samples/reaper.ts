/** "Glass Harbour", a REAPER project: media inside and outside, a missing file, names that are not easy. */
import path from 'node:path';
import { hiss, pulse, put, putJson, RATE, SAMPLES, SAVED, sound, tone } from './sounds.js';

const project = path.join(SAMPLES, 'reaper', 'Glass Harbour');
const outside = path.join(SAMPLES, 'reaper', 'elsewhere');

interface Item {
  readonly at: number;
  readonly length: number;
  readonly file: string;
  readonly name?: string;
}

const item = ({ at, length, file, name }: Item): string =>
  `    <ITEM\r\n      POSITION ${at}\r\n      LENGTH ${length}\r\n      LOOP 0\r\n      MUTE 0\r\n      NAME "${name ?? file.replace(/^.*[\\/]/, '')}"\r\n      VOLPAN 1 0 1 -1\r\n      SOFFS 0\r\n      PLAYRATE 1 1 0 -1 0 0.0025\r\n      <SOURCE WAVE\r\n        FILE "${file}"\r\n      >\r\n    >\r\n`;

interface Channel {
  readonly name: string;
  readonly colour: number;
  readonly volume: number;
  readonly pan: number;
  readonly bus?: string;
  readonly effects?: string;
  readonly items: readonly Item[];
}

const track = ({ name, colour, volume, pan, bus, effects, items }: Channel): string =>
  `  <TRACK\r\n    NAME "${name}"\r\n    PEAKCOL ${0x1000000 + colour}\r\n    VOLPAN ${volume} ${pan} -1 -1 1\r\n    MUTESOLO 0 0 0\r\n    ISBUS ${bus ?? '0 0'}\r\n    MAINSEND 1 0\r\n${effects ?? ''}${items.map(item).join('')}  >\r\n`;

const gate = `    <FXCHAIN\r\n      BYPASS 0 0 0\r\n      <JS utility/volume ""\r\n        -3.500000 - - -\r\n      >\r\n      FLOATPOS 0 0 0 0\r\n      WAK 0 0\r\n    >\r\n`;

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
      { at: 4, length: 4, file: 'Audio\\Gesänge 日本.wav' },
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
];

function session(): string {
  const head = `<REAPER_PROJECT 0.1 "6.80/win64" ${SAVED}\r\n  <NOTES 0 2\r\n    |Glass Harbour, mix 7\r\n    |vocal through the old preamp, 2 dB at 10 kHz\r\n  >\r\n  TITLE "Glass Harbour"\r\n  AUTHOR "Anna Larsen"\r\n  TEMPO 96 4 4\r\n  SAMPLERATE ${RATE} 1 0\r\n  RECORD_PATH "Audio" ""\r\n  MASTER_VOLUME 0.95 0 -1 -1 1\r\n  MARKER 1 0 "Intro" 0 0 1\r\n  MARKER 2 4 "Verse 1" 0 0 1\r\n  MARKER 3 8 "Chorus 1" 0 0 1\r\n`;
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
  put(path.join(project, 'Audio', 'kick.wav.reapeaks'), 'RPKN made again by REAPER\n');
  put(
    path.join(project, 'notes.md'),
    '# Glass Harbour\n\nVocal: U 47 into the old preamp. Client wants a brighter chorus.\n',
  );
  putJson(path.join(project, 'tapebox.json'), {
    title: 'Glass Harbour',
    artist: 'Anna Larsen',
    client: 'Harbour Records',
  });
}
