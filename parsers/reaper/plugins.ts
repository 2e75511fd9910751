/** Effects of a chain (reaper.md, section 4, "Effects"). */
import type { PluginFormat, PluginInstance } from '../../lib/model/session.js';
import { fileNamesInState } from '../shared/file-names-in-state.js';
import { parseShownName } from '../shared/plugin-name.js';
import { shownValue } from '../shared/setting-value.js';
import { envelopeIsActive } from './envelopes.js';
import { type Document, keyOf, opensBlock, wordsOf } from './grammar.js';
import { base64Lines, parseVstState } from './vst-state.js';

export interface Chain {
  readonly plugins: readonly PluginInstance[];
  readonly hasInstrument: boolean;
  /** Names of the automated parameters. */
  readonly automated: readonly string[];
}

interface Container {
  readonly close: number;
  readonly name: string;
  readonly bypassed: boolean;
}

/** State of the walk through one chain. */
interface Walk {
  readonly plugins: PluginInstance[];
  readonly automated: string[];
  readonly containers: Container[];
  hasInstrument: boolean;
  /** From the BYPASS line that stands before an effect. */
  bypassed: boolean | null;
}

const EFFECTS: ReadonlySet<string> = new Set(['VST', 'AU', 'JS', 'DX', 'LV2', 'CLAP', 'VIDEO_EFFECT']);

/** `within` names what the chain belongs to where it is not the track itself; `off`: the chain is bypassed as a whole. */
export function readChain(document: Document, chain: number, within: string | null = null, off = false): Chain {
  const walk: Walk = { plugins: [], automated: [], containers: [], hasInstrument: false, bypassed: null };
  const close = document.close[chain] as number;
  for (let line = chain + 1; line < close; line += 1) {
    while (line > (walk.containers.at(-1)?.close ?? Infinity)) walk.containers.pop();
    const key = keyOf(document, line);
    if (!opensBlock(document, line)) readChainLine(document, line, key, walk);
    else if (key === 'CONTAINER') enterContainer(document, line, walk);
    else {
      if (EFFECTS.has(key)) addEffect(document, line, key, within, off, walk);
      else if (key === 'PARMENV') addEnvelope(document, line, walk);
      line = document.close[line] as number;
    }
  }
  return walk;
}

function readChainLine(document: Document, line: number, key: string, walk: Walk): void {
  if (key === 'BYPASS') {
    const [, bypassed, offline] = wordsOf(document, line);
    walk.bypassed = bypassed === '1' || offline === '1';
  } else if (key === 'PRESETNAME') {
    const last = walk.plugins.pop();
    if (last) walk.plugins.push({ ...last, preset: wordsOf(document, line)[1] ?? null });
  }
}

function enterContainer(document: Document, line: number, walk: Walk): void {
  const [, shown, own] = wordsOf(document, line);
  const outer = walk.containers.at(-1);
  const name = own || shown || 'Container';
  walk.containers.push({
    close: document.close[line] as number,
    name: outer ? `${outer.name} / ${name}` : name,
    bypassed: (outer?.bypassed ?? false) || walk.bypassed === true,
  });
  walk.bypassed = null;
}

function addEffect(
  document: Document,
  line: number,
  key: string,
  within: string | null,
  off: boolean,
  walk: Walk,
): void {
  const words = wordsOf(document, line);
  const container = walk.containers.at(-1);
  const bypassed = off || container?.bypassed ? true : walk.bypassed;
  const place = [within, container?.name].filter((name) => name != null).join(' / ') || null;
  const effect = describe(key, words);
  walk.hasInstrument ||= effect.instrument;
  walk.bypassed = null;
  const { name, maker, format, identifier } = effect;
  walk.plugins.push({
    name,
    maker,
    format,
    identifier,
    bypassed,
    preset: null,
    within: place,
    ...stateOf(document, line, key, maker),
  });
}

interface Described {
  readonly name: string;
  readonly maker: string | null;
  readonly format: PluginFormat;
  readonly identifier: string | null;
  readonly instrument: boolean;
}

/** Name, maker and identifier from the words of the block's first line. */
function describe(key: string, words: readonly string[]): Described {
  const [, first = '', second = '', , , fifth = ''] = words;
  if (key === 'JS') return { name: first, maker: null, format: 'JS', identifier: first || null, instrument: false };
  if (key === 'VIDEO_EFFECT')
    return { name: first, maker: null, format: 'native', identifier: null, instrument: false };
  const { name, maker, format, instrument } = parseShownName(first);
  if (key === 'AU') {
    const colon = second.indexOf(': ');
    const codes = words.slice(4, 7).map(fourCharacters).join(' ') || null;
    if (colon < 0) return { name: second || name, maker, format: 'AU', identifier: codes, instrument };
    return {
      name: second.slice(colon + 2).trim(),
      maker: second.slice(0, colon),
      format: 'AU',
      identifier: codes,
      instrument,
    };
  }
  const byBlock: PluginFormat = key === 'VST' ? (/\.vst3$/i.test(second) ? 'VST3' : 'VST2') : (key as PluginFormat);
  return { name, maker, format: format ?? byBlock, identifier: identifierOf(key, second, fifth), instrument };
}

/** VST3: the class id; VST2: the number; others: the id or URI. Old files have none, there the file's name stands for it. */
function identifierOf(key: string, file: string, id: string): string | null {
  if (key !== 'VST') return (key === 'CLAP' ? file : id || file) || null;
  const classId = /^-?\d*\{([0-9a-f]+)\}$/i.exec(id);
  const number = /^-?\d+/.exec(id);
  return classId?.[1] ?? number?.[0] ?? (file || null);
}

/** `1635083896` → `aufx`. */
function fourCharacters(word: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Number(word) >>> 0);
  const text = bytes.toString('latin1');
  return /^[\x20-\x7e]{4}$/.test(text) ? text : word;
}

type StateFacts = Pick<PluginInstance, 'state' | 'settings' | 'hints'>;

function stateOf(document: Document, line: number, key: string, maker: string | null): StateFacts {
  const none: StateFacts = { state: { bytes: 0, readable: false }, settings: [], hints: [] };
  if (key === 'JS') return { ...none, state: { bytes: 0, readable: true }, settings: slidersOf(document, line) };
  if (key === 'VIDEO_EFFECT') return { ...none, state: { bytes: 0, readable: true } };
  const lines = base64Lines(document, stateBlock(document, line, key));
  if (lines === null) return none;
  const bytes = (key === 'VST' ? parseVstState(lines)?.state : undefined) ?? Buffer.concat(lines.lines);
  // The state of REAPER's own plug-ins is read elsewhere where it names files.
  const hints = maker === 'Cockos' ? [] : fileNamesInState(bytes);
  return { ...none, state: { bytes: bytes.length, readable: false }, hints };
}

/** CLAP keeps its state in a block of its own. */
function stateBlock(document: Document, line: number, key: string): number {
  if (key !== 'CLAP') return line;
  for (let at = line + 1; at < (document.close[line] as number); at = (document.close[at] as number) + 1) {
    if (keyOf(document, at) === 'STATE' && opensBlock(document, at)) return at;
  }
  return line;
}

/** The line of slider values; '-' is one that was never set. A file slider holds a name. */
function slidersOf(document: Document, block: number): PluginInstance['settings'] {
  if ((document.close[block] as number) <= block + 1 || opensBlock(document, block + 1)) return [];
  return wordsOf(document, block + 1).flatMap((value, at) =>
    value === '-' ? [] : [{ name: `slider ${at + 1}`, value: shownValue(value), unit: null }],
  );
}

/** `<PARMENV 11:_Wet 0 2 1 "Wet / ReaComp"`: the last value, where it is there, is the name in words. */
function addEnvelope(document: Document, line: number, walk: Walk): void {
  if (!envelopeIsActive(document, line)) return;
  const [, id = '', , , , words] = wordsOf(document, line);
  const plugin = walk.plugins.at(-1)?.name ?? 'effect';
  const inWords = words?.split(' / ')[0];
  const colon = id.indexOf(':');
  const symbol = colon < 0 ? '' : id.slice(colon + 1).replace(/^_/, '');
  const named = inWords || (/^\d*$/.test(symbol) ? '' : symbol);
  walk.automated.push(`${plugin} ${named || `parameter ${Number.parseInt(id, 10) + 1 || id}`}`);
}
