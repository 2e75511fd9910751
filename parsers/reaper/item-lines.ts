/** The lines of an item and its takes: `POSITION`, `LENGTH` …, then the lines of the first take, then `TAKE` and those of the next. */
import type { Fade, Ns } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { barText, type Document, numberOf, type Row, rowsIn, wordsOf } from './grammar.js';

export interface Take {
  name: string | null;
  gain: number | null;
  /** In seconds, as stored. */
  offset: string | undefined;
  rate: number | null;
  pitch: number | null;
  source: number | null;
  /** Stretch markers move parts of the file: then the length of the item tells nothing about the file. */
  stretched: boolean;
  selected: boolean;
  /** `TAKE NULL`: a lane without a take. */
  empty: boolean;
  readonly effects: number[];
}

export interface Item {
  startNs: Ns | null;
  /** In seconds, as stored, for what is computed with it. */
  length: string | undefined;
  lengthNs: Ns | null;
  looped: boolean | null;
  muted: boolean | null;
  allTakes: boolean;
  gain: number | null;
  fadeIn: Fade | null;
  fadeOut: Fade | null;
  text: string;
  readonly takes: Take[];
}

const newTake = (words: readonly string[]): Take => ({
  name: null,
  gain: null,
  offset: undefined,
  rate: null,
  pitch: null,
  source: null,
  stretched: false,
  selected: words.includes('SEL'),
  empty: words.includes('NULL'),
  effects: [],
});

interface LineFacts {
  readonly item?: Partial<Item>;
  readonly take?: Partial<Take>;
}

const LINES: ReadonlyMap<string, (words: readonly string[]) => LineFacts> = new Map<
  string,
  (words: readonly string[]) => LineFacts
>([
  ['POSITION', ([, start]) => ({ item: { startNs: nsOf(start) } })],
  ['LENGTH', ([, length]) => ({ item: { length, lengthNs: nsOf(length) } })],
  ['LOOP', ([, loop]) => ({ item: { looped: loop === '1' } })],
  ['MUTE', ([, mute]) => ({ item: { muted: mute === '1' } })],
  ['ALLTAKES', ([, all]) => ({ item: { allTakes: all === '1' } })],
  ['FADEIN', (words) => ({ item: { fadeIn: fadeOf(words) } })],
  ['FADEOUT', (words) => ({ item: { fadeOut: fadeOf(words) } })],
  ['NAME', ([, name = null]) => ({ take: { name } })],
  ['VOLPAN', ([, volume, , gain]) => ({ item: { gain: numberOf(volume) }, take: { gain: numberOf(gain) } })],
  ['TAKEVOLPAN', ([, , gain]) => ({ take: { gain: numberOf(gain) } })],
  ['SOFFS', ([, offset]) => ({ take: { offset } })],
  ['PLAYRATE', ([, rate, , pitch]) => ({ take: { rate: numberOf(rate), pitch: numberOf(pitch) } })],
  ['SM', () => ({ take: { stretched: true } })],
]);

export const nsOf = (seconds: string | undefined): Ns | null => (seconds === undefined ? null : nsFromSeconds(seconds));

/** `FADEIN type length …`; a length of 0 is no fade. */
function fadeOf([, shape, length = '']: readonly string[]): Fade | null {
  const lengthNs = nsFromSeconds(length);
  return lengthNs !== null && lengthNs > 0n ? { lengthNs, shape: shape ?? null } : null;
}

export function readLines(document: Document, block: number): Item {
  const item: Item = {
    startNs: null,
    length: undefined,
    lengthNs: null,
    looped: null,
    muted: null,
    allTakes: false,
    gain: null,
    fadeIn: null,
    fadeOut: null,
    text: '',
    takes: [newTake([])],
  };
  for (const row of rowsIn(document, block)) {
    const take = item.takes.at(-1) as Take;
    if (row.opens) applyBlock(document, row, item, take);
    else if (row.key === 'TAKE') item.takes.push(newTake(wordsOf(document, row.line)));
    else applyLine(document, row, item, take);
  }
  return item;
}

function applyLine(document: Document, { line, key }: Row, item: Item, take: Take): void {
  const facts = LINES.get(key)?.(wordsOf(document, line));
  Object.assign(item, facts?.item);
  Object.assign(take, facts?.take);
}

function applyBlock(document: Document, { line, key }: Row, item: Item, take: Take): void {
  if (key === 'SOURCE') take.source ??= line;
  else if (key === 'TAKEFX') take.effects.push(line);
  else if (key === 'NOTES') item.text = barText(document, line);
  // The text as it is, where no quote could hold it (reaper.md, section 2): it wins over the line.
  else if (key === 'NAME') take.name = barText(document, line);
}
