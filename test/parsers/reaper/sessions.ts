/** Sessions made for the tests: what the real ones do not have (docs/formats/reaper.md). */
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { reaper } from '../../../parsers/reaper/index.js';
import type { SampleSession } from '../contract.js';
import { memorySource } from '../memory-source.js';

const HEADER = '<REAPER_PROJECT 0.1 "7.40/win64" 1732435200';

/** A project around the given lines; each argument is one line or several. */
export const project = (...lines: readonly string[]): string => [HEADER, ...lines, '>', ''].join('\r\n');

/** A block: its first line, its content, its end. */
export const block = (head: string, ...lines: readonly string[]): string =>
  [`<${head}`, ...lines.flatMap((text) => text.split('\r\n')).map((line) => `  ${line}`), '>'].join('\r\n');

export const track = (name: string, ...lines: readonly string[]): string =>
  block('TRACK {A}', `NAME ${name}`, ...lines);

export const item = (...lines: readonly string[]): string => block('ITEM', 'POSITION 1', 'LENGTH 2', ...lines);

export const wave = (path: string): string => block('SOURCE WAVE', `FILE "${path}"`);

/** MIDI that lies in the session. */
export const notes = (...lines: readonly string[]): string => block('SOURCE MIDI', 'HASDATA 1 960 QN', ...lines);

export interface VstParts {
  readonly id: number;
  readonly state: Buffer;
  /** 5.x and later: parts of their own, 96 bytes a line; else in lines of 40. */
  readonly modern?: boolean;
}

/** The base64 lines of a VST block. */
function vstLines({ id, state, modern = true }: VstParts): readonly string[] {
  const header = Buffer.alloc(28 + 8 * 3);
  header.writeUInt32LE(id, 0);
  header.writeUInt32LE(0xfeed5eee, 4);
  header.writeUInt32LE(1, 8);
  header.writeUInt32LE(2, 20);
  header.writeUInt32LE(state.length, 40);
  header.writeUInt32LE(1, 44);
  const rest = Buffer.from('\0Program 1\0\x10\0\0\0', 'latin1');
  const parts = modern ? [header, state, rest] : [Buffer.concat([header, state, rest])];
  const width = modern ? 96 : 40;
  return parts.flatMap((part) =>
    Array.from({ length: Math.ceil(part.length / width) }, (_, line) =>
      part.subarray(line * width, (line + 1) * width).toString('base64'),
    ),
  );
}

export const samplomatic = (text: string, modern = true): string =>
  block(
    'VST "VSTi: ReaSamplOmatic5000 (Cockos)" reasamplomatic.dll 0 "" 1920167789<5653> ""',
    ...vstLines({ id: 1920167789, state: Buffer.from(`${text}\0${'\x01\x80'.repeat(90)}`), modern }),
  );

export const SEVERAL_SAMPLES = 'D:\\s\\a.wav|D:\\s\\b.wav>0 YOU NEED A NEWER REASAMPLOMATIC, HIT LEAVE OFFLINE!';

export const reaverb = (path: string): string =>
  block(
    'VST "VST: ReaVerb (Cockos)" reaverb.dll 0 "" 1919252066<5653> ""',
    ...vstLines({ id: 1919252066, state: Buffer.from(`VERBGEN\0\x40\0\0\0\x01\x02${path}\0\0\0\0\0`, 'latin1') }),
  );

const EVERYWHERE = project(
  'TITLE "Song of all"',
  'AUTHOR "The makers"',
  'RECORD_PATH "Media" "D:\\Second"',
  'SAMPLERATE 48000 1 0',
  'TEMPO 120 4 4',
  block('METRONOME 6 2', 'SAMPLES "C:\\click\\hi.wav" "C:\\click\\lo.wav" "" ""'),
  block('TEMPOENVEX', 'PT 0 90 0 262147', 'PT 10 100 1'),
  'MARKER 1 5 "verse" 0 0 1 R {G}',
  'MARKER 1 6 "part" 1 33023 1 R {G}',
  'MARKER 1 8 "" 1',
  block('PROJBAY', block('DATA', wave('Media\\bay.wav'))),
  block('MASTERFXLIST', 'BYPASS 0 0 0', samplomatic('D:\\s\\master.wav')),
  track(
    '"all of it"',
    'TRACKIMGFN "C:\\pics\\icon.png"',
    block('FXCHAIN', 'BYPASS 0 0 0', samplomatic(SEVERAL_SAMPLES), 'BYPASS 0 0 0', reaverb('D:\\ir\\hall.wav')),
    block('FREEZE', 'BYPASS 0 0 0', samplomatic('D:\\s\\old.wav', false), item(wave('Media\\before.wav'))),
    item(
      'LOOP 0',
      'NAME one',
      'SOFFS 0.5',
      'PLAYRATE 2 1 0',
      wave('Media\\one.wav'),
      'TAKE SEL',
      'NAME two',
      block('SOURCE MP3', 'FILE "Media\\two.mp3" 1'),
    ),
    item(block('SOURCE SECTION', 'LENGTH 1', 'STARTPOS 3', 'MODE 2', wave('Media\\one.wav'))),
    item(block('SOURCE RPP_PROJECT', 'FILE "sub\\Sub.rpp"')),
    item(block('SOURCE MIDI', 'FILE "Media\\part.mid"')),
    item(block('SOURCE MIDI', 'HASDATA 1 960 QN', 'E 0 90 3c 60')),
    item('LOOP 1', notes('POOLEDEVTS {P}', 'E 0 90 3c 60', 'e 480 80 3c 00', 'E 480 b0 7b 00')),
    item('LOOP 1', 'SOFFS 0.25', 'PLAYRATE 2 1 0', block('SOURCE MIDIPOOL', 'POOLEDEVTS {P}')),
    item(block('SOURCE VIDEO', 'FILE "Media\\film.mp4"')),
    item(block('NOTES', '|read me'), 'RESOURCEFN "D:\\pics\\page.png"', 'IMGRESOURCEFLAGS 0'),
  ),
  block('EXTENSIONS', block('SNAPSHOT', track('copy', item(wave('never.wav'))))),
);

export const REAPER_SESSIONS: readonly SampleSession[] = [
  { name: 'every place of a file', bytes: Buffer.from(EVERYWHERE) },
  { name: 'empty project', bytes: Buffer.from(project()) },
  {
    name: 'Windows-1252',
    bytes: Buffer.from(project(track('Stra\xdfe', item(wave('Media\\Stra\xdfe.wav')))), 'latin1'),
  },
  { name: 'track template', bytes: Buffer.from(track('one', item(wave('x/y.wav')))) },
  { name: 'cut', bytes: Buffer.from(EVERYWHERE).subarray(0, 1500) },
  { name: 'text', bytes: Buffer.from('not a session'), mayRefuse: true },
  { name: 'nothing', bytes: Buffer.alloc(0), mayRefuse: true },
];

export const read = (content: Buffer | string, midiNotes = false): Promise<ParsedSession> =>
  reaper.read(memorySource(content, 'Song.rpp'), { ...READ_LIMITS, midiNotes });
