/** Items and their takes (reaper.md, section 4, "Item"). */
import type { Clip, Fade, Note, Ns, PluginInstance, Use } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { decibels } from '../shared/decibels.js';
import { barText, type Document, numberOf, type Row, rowsIn, wordsOf } from './grammar.js';
import { readChain } from './plugins.js';
import { furthestPoint, readSource, type Source } from './sources.js';

/** How a take uses the file of its source. */
export interface TakeUse extends Use {
  /** The SOURCE block of the take. */
  readonly source: number;
  readonly neededNs: Ns | null;
}

export interface ItemFacts {
  readonly clips: readonly Clip[];
  readonly uses: readonly TakeUse[];
  readonly plugins: readonly PluginInstance[];
  readonly notes: readonly Note[];
  readonly endNs: Ns | null;
}

interface Take {
  name: string | null;
  gain: number | null;
  offset: string | null;
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

interface Item {
  start: string | null;
  length: string | null;
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
  offset: null,
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
  ['POSITION', ([, start = null]) => ({ item: { start } })],
  ['LENGTH', ([, length = null]) => ({ item: { length } })],
  ['LOOP', ([, loop]) => ({ item: { looped: loop === '1' } })],
  ['MUTE', ([, mute]) => ({ item: { muted: mute === '1' } })],
  ['ALLTAKES', ([, all]) => ({ item: { allTakes: all === '1' } })],
  ['FADEIN', (words) => ({ item: { fadeIn: fadeOf(words) } })],
  ['FADEOUT', (words) => ({ item: { fadeOut: fadeOf(words) } })],
  ['NAME', ([, name = null]) => ({ take: { name } })],
  ['VOLPAN', ([, volume, , gain]) => ({ item: { gain: numberOf(volume) }, take: { gain: numberOf(gain) } })],
  ['TAKEVOLPAN', ([, , gain]) => ({ take: { gain: numberOf(gain) } })],
  ['SOFFS', ([, offset = null]) => ({ take: { offset } })],
  ['PLAYRATE', ([, rate, , pitch]) => ({ take: { rate: numberOf(rate), pitch: numberOf(pitch) } })],
  ['SM', () => ({ take: { stretched: true } })],
]);

/** `FADEIN type length …`; a length of 0 is no fade. */
function fadeOf([, shape, length = '']: readonly string[]): Fade | null {
  const lengthNs = nsFromSeconds(length);
  return lengthNs !== null && lengthNs > 0n ? { lengthNs, shape: shape ?? null } : null;
}

export function readItem(
  document: Document,
  block: number,
  track: { readonly index: number; readonly name: string },
  mediaOf: (source: number) => number | null,
): ItemFacts {
  const item = collect(document, block);
  const [startNs, lengthNs] = [ns(item.start), ns(item.length)];
  const active = activeTake(item.takes);
  const takes = item.takes.map((take, at) => ({
    take,
    at,
    source: take.source === null ? null : readSource(document, take.source),
  }));
  const label = item.takes[active]?.name || (item.text ? 'text item' : 'empty item');
  return {
    // An item is heard as one clip, also when it has no take; a lane without a take is none.
    clips: takes
      .filter(({ take, at }) => at === active || !take.empty)
      .map(({ take, at, source }) => ({
        ...clipOf(item, take, source),
        startNs,
        lengthNs,
        media: take.source === null ? null : mediaOf(take.source),
        active: at === active || (item.allTakes && take.source !== null),
        take: item.takes.length > 1 ? at + 1 : null,
      })),
    uses: takes.flatMap(({ take, source }) =>
      take.source === null || source === null
        ? []
        : [
            {
              track: track.index,
              what: take.name || 'item',
              startNs,
              lengthNs,
              source: take.source,
              neededNs: neededBy(item, take, source),
            },
          ],
    ),
    plugins: item.takes.flatMap((take) =>
      take.effects.flatMap((chain) => readChain(document, chain, `take ${take.name || label}`).plugins),
    ),
    notes: item.text === '' ? [] : [{ where: `${track.name}: ${label}`, text: item.text }],
    endNs: startNs === null || lengthNs === null ? null : startNs + lengthNs,
  };
}

const ns = (seconds: string | null): Ns | null => (seconds === null ? null : nsFromSeconds(seconds));

function collect(document: Document, block: number): Item {
  const item: Item = {
    start: null,
    length: null,
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

/** The first one, where none is marked. */
const activeTake = (takes: readonly Take[]): number =>
  Math.max(
    takes.findIndex((take) => take.selected),
    0,
  );

function clipOf(
  item: Item,
  take: Take,
  source: Source | null,
): Omit<Clip, 'startNs' | 'lengthNs' | 'media' | 'active' | 'take'> {
  return {
    name: take.name,
    kind: source?.kind ?? 'other',
    offsetNs: ns(take.offset),
    muted: item.muted,
    gainDb: item.gain === null && take.gain === null ? null : decibels((item.gain ?? 1) * (take.gain ?? 1)),
    fadeIn: item.fadeIn,
    fadeOut: item.fadeOut,
    playRate: take.rate,
    pitchSemitones: take.pitch,
    reversed: source?.reversed ?? null,
    looped: item.looped,
    lane: null,
  };
}

/**
 * A looped source starts over, stretched parts lie elsewhere, and of several takes the item is as long as the longest: then
 * only where the take begins is sure.
 */
function neededBy(item: Item, take: Take, source: Source): Ns | null {
  const offset = numberOf(take.offset ?? undefined) ?? 0;
  const bounded = item.looped === false && !take.stretched && item.takes.length === 1;
  const length = (numberOf(item.length ?? undefined) ?? 0) * (take.rate ?? 1);
  return furthestPoint(source, bounded ? offset + Math.max(length, 0) : offset);
}
