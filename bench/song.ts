/** A large song as its session alone: 100 tracks in folders, 2,000 clips of 500 files that are elsewhere, 300 plug-ins. */
import { writeFileSync } from 'node:fs';

const TRACKS = 100;
const CLIPS = 20;
const FILES = 500;
const SECONDS = 240;

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

const clip = (track: number, n: number): string => {
  const file = (track * CLIPS + n) % FILES;
  const at = (n * SECONDS) / CLIPS;
  return `    <ITEM\n      POSITION ${at}\n      LENGTH ${SECONDS / CLIPS - 0.5}\n      FADEIN 1 0.01 0 1\n      FADEOUT 1 0.2 0 1\n      NAME "take ${file}"\n      <SOURCE WAVE\n        FILE "E:\\\\Songs\\\\take ${file}.wav"\n      >\n    >\n`;
};

const effects = times(
  3,
  (n) => `      BYPASS 0 0 0\n      <JS utility/effect${n} ""\n        -3.5 12 0.5 - - -\n      >\n`,
);

const track = (n: number): string =>
  `  <TRACK\n    NAME "Track ${n + 1}"\n    PEAKCOL ${0x1000000 + ((n * 7919) % 0xffffff)}\n    VOLPAN 0.7 0.1 -1 -1 1\n    ISBUS ${n % 10 === 0 ? '1 1' : n % 10 === 9 ? '2 -1' : '0 0'}\n    MAINSEND 1 0\n    AUXRECV ${(n * 7) % TRACKS} 0 0.5 0 0 0 0 0 0 -1:U 0 -1 ''\n    <FXCHAIN\n${effects}    >\n${times(CLIPS, (at) => clip(n, at))}  >\n`;

const MARKERS = times(20, (n) => `  MARKER ${n + 1} ${n * 12} "Part ${n + 1}" 0\n`);

export const makeSong = (file: string): void =>
  writeFileSync(
    file,
    `<REAPER_PROJECT 0.1 "6.80/win64" 1552521600\n  SAMPLERATE 48000 0 0\n  TEMPO 96 4 4\n${MARKERS}${times(TRACKS, track)}>\n`,
  );
