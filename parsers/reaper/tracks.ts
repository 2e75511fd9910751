/** Tracks, folders, sends and the master (reaper.md, section 4). */
import type { Note, Ns, Send, Track, TrackKind } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { latest } from '../shared/latest.js';
import { colourOf } from './colour.js';
import { automatedBy } from './envelopes.js';
import { barText, type Document, numberOf, type Row, rowsIn, wordsOf } from './grammar.js';
import { type ItemFacts, readItem, type TakeUse } from './items.js';
import { type Chain, readChain } from './plugins.js';
import { hardwareOutput, inputOf, outputOf, type Receive, receiveOf } from './routing.js';

export interface TrackFacts {
  readonly tracks: readonly Track[];
  readonly uses: readonly TakeUse[];
  readonly notes: readonly Note[];
  readonly lengthNs: Ns | null;
}

/** One TRACK block, before sends and folders are known. */
interface TrackDraft {
  readonly name: string;
  readonly isFolder: boolean;
  /** Folders that the track opens (1) or closes (-n). */
  readonly folderDelta: number;
  readonly toParent: boolean;
  readonly outputs: readonly string[];
  readonly receives: readonly Receive[];
  readonly items: readonly ItemFacts[];
  readonly hasInstrument: boolean;
  readonly track: Omit<Track, 'kind' | 'parent' | 'output' | 'sends'>;
}

/** The single-valued lines of a block, the last one of each. */
type Lines = ReadonlyMap<string, readonly string[]>;

export function readTracks(
  document: Document,
  blocks: readonly number[],
  mediaOf: (source: number) => number | null,
): TrackFacts {
  const drafts = blocks.map((block, index) => readTrack(document, block, index, mediaOf));
  const parents = parentsOf(drafts);
  const sends = sendsOf(drafts);
  const items = drafts.flatMap((draft) => draft.items);
  return {
    tracks: drafts.map((draft, index) => {
      const parent = parents[index] ?? null;
      const parentName = parent === null ? 'Master' : nameOf(drafts, parent);
      return {
        ...draft.track,
        kind: kindOf(draft),
        parent,
        output: outputOf(draft.toParent ? parentName : null, draft.outputs),
        sends: sends[index] ?? [],
      };
    }),
    uses: items.flatMap((item) => item.uses),
    notes: items.flatMap((item) => item.notes),
    lengthNs: latest(items.map(({ endNs }) => endNs)),
  };
}

/** As REAPER shows a track without a name: by its number. */
export const shownName = (name: string, index: number): string => name || `Track ${index + 1}`;

const nameOf = (drafts: readonly TrackDraft[], index: number): string => shownName(drafts[index]?.name ?? '', index);

function readTrack(
  document: Document,
  block: number,
  index: number,
  mediaOf: (source: number) => number | null,
): TrackDraft {
  const rows = [...rowsIn(document, block)];
  const lines = singleLines(document, rows);
  const name = nameFrom(document, rows, lines);
  const blocksOf = (key: string) => rows.filter((row) => row.opens && row.key === key).map(({ line }) => line);
  const off = lines.get('FX')?.[1] === '0';
  const chains = [
    ...blocksOf('FXCHAIN').map((chain) => readChain(document, chain, null, off)),
    ...blocksOf('FXCHAIN_REC').map((chain) => readChain(document, chain, 'input')),
    // What a frozen track had before: silent now, wanted again when it is unfrozen.
    ...blocksOf('FREEZE').flatMap((freeze) => frozenChains(document, freeze)),
  ];
  const here = { index, name: shownName(name, index) };
  const items = blocksOf('ITEM').map((item) => readItem(document, item, here, mediaOf));
  const every = (key: string) =>
    rows.filter((row) => !row.opens && row.key === key).map(({ line }) => wordsOf(document, line));
  const [folderKind, delta] = [numberOf(lines.get('ISBUS')?.[1]), numberOf(lines.get('ISBUS')?.[2])];
  return {
    name,
    isFolder: folderKind === 1,
    folderDelta: Math.trunc(delta ?? 0),
    toParent: lines.get('MAINSEND')?.[1] !== '0',
    outputs: every('HWOUT').flatMap(hardwareOutput),
    receives: every('AUXRECV').flatMap(receiveOf),
    items,
    hasInstrument: chains.some((chain) => chain.hasInstrument),
    track: {
      name,
      inTrackList: true,
      colour: colourOf(lines.get('PEAKCOL')?.[1]),
      volumeDb: decibels(numberOf(lines.get('VOLPAN')?.[1])),
      pan: numberOf(lines.get('VOLPAN')?.[2]),
      ...muteAndSolo(lines.get('MUTESOLO')),
      input: inputOf(lines.get('REC')),
      ...effectsOf(document, rows, chains),
      plugins: [...chains.flatMap((chain) => chain.plugins), ...items.flatMap((item) => item.plugins)],
      clips: items.flatMap((item) => item.clips),
      notes: null,
    },
  };
}

function singleLines(document: Document, rows: readonly Row[]): Lines {
  return new Map(rows.filter((row) => !row.opens).map(({ line, key }) => [key, wordsOf(document, line)]));
}

/** The NAME block holds the text as it is, where no quote could hold it (reaper.md, section 2). */
function nameFrom(document: Document, rows: readonly Row[], lines: Lines): string {
  const block = rows.find((row) => row.opens && row.key === 'NAME');
  return block ? barText(document, block.line) : (lines.get('NAME')?.[1] ?? '');
}

function frozenChains(document: Document, freeze: number): readonly Chain[] {
  const chains = [...rowsIn(document, freeze)].filter((row) => row.opens && row.key === 'FXCHAIN');
  return [freeze, ...chains.map(({ line }) => line)].map((chain) => ({
    ...readChain(document, chain, 'frozen', true),
    hasInstrument: false,
    automated: [],
  }));
}

function muteAndSolo(words: readonly string[] | undefined): Pick<Track, 'muted' | 'soloed'> {
  const [mute, solo] = [numberOf(words?.[1]), numberOf(words?.[2])];
  return { muted: mute === null ? null : mute !== 0, soloed: solo === null ? null : solo !== 0 };
}

function effectsOf(
  document: Document,
  rows: readonly Row[],
  chains: readonly Chain[],
): Pick<Track, 'plugins' | 'automated'> {
  const envelopes = rows.flatMap((row) => automatedBy(document, row) ?? []);
  const automated = [...envelopes, ...chains.flatMap((chain) => chain.automated)];
  return { plugins: chains.flatMap((chain) => chain.plugins), automated: [...new Set(automated)] };
}

/** `ISBUS 1 1` opens a folder after its own track; `ISBUS 2 -n` closes n of them. */
function parentsOf(drafts: readonly TrackDraft[]): readonly (number | null)[] {
  const open: number[] = [];
  return drafts.map(({ folderDelta }, index) => {
    const parent = open.at(-1) ?? null;
    if (folderDelta > 0) open.push(index);
    else if (folderDelta < 0) open.length = Math.max(open.length + folderDelta, 0);
    return parent;
  });
}

/** A session stores sends where they arrive; people look for them where they leave. */
function sendsOf(drafts: readonly TrackDraft[]): readonly (readonly Send[])[] {
  const sends: Send[][] = drafts.map(() => []);
  drafts.forEach(({ receives }, index) => {
    for (const { from, ...send } of receives) sends[from]?.push({ to: nameOf(drafts, index), ...send });
  });
  return sends;
}

function kindOf({ isFolder, hasInstrument, items, receives }: TrackDraft): TrackKind {
  if (isFolder) return 'folder';
  if (hasInstrument) return 'instrument';
  const clips = items.flatMap((item) => item.clips);
  if (clips.length > 0) return clips.every(({ kind }) => kind === 'midi') ? 'midi' : 'audio';
  return receives.length > 0 ? 'bus' : 'audio';
}

/** The master is not a TRACK: its values are lines of the project. */
export function readMaster(document: Document, rows: readonly Row[]): Track {
  const lines = singleLines(document, rows);
  const bits = numberOf(lines.get('MASTERMUTESOLO')?.[1]);
  const off = lines.get('MASTER_FX')?.[1] === '0';
  const chains = rows
    .filter((row) => row.opens && row.key === 'MASTERFXLIST')
    .map(({ line }) => readChain(document, line, null, off));
  const outputs = rows
    .filter((row) => !row.opens && row.key === 'MASTERHWOUT')
    .flatMap(({ line }) => hardwareOutput(wordsOf(document, line)));
  return {
    name: 'Master',
    kind: 'master',
    inTrackList: false,
    parent: null,
    colour: colourOf(lines.get('MASTERPEAKCOL')?.[1]),
    volumeDb: decibels(numberOf(lines.get('MASTER_VOLUME')?.[1])),
    pan: numberOf(lines.get('MASTER_VOLUME')?.[2]),
    muted: bits === null ? null : (bits & 1) === 1,
    soloed: bits === null ? null : (bits & 2) === 2,
    input: null,
    output: outputOf(null, outputs),
    sends: [],
    clips: [],
    notes: null,
    ...effectsOf(document, rows, chains),
  };
}
