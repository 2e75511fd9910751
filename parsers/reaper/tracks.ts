/** Tracks, folders, sends and the master (reaper.md, section 4). */
import type { Note, Ns, Send, Track, TrackKind } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { latest } from '../shared/latest.js';
import { colourOf } from './colour.js';
import { type Content, contentOf } from './content.js';
import { automatedBy } from './envelopes.js';
import { barText, type Document, numberOf, rowsIn } from './grammar.js';
import { type ItemFacts, readItem, type Setting, type TakeUse } from './items.js';
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

export function readTracks(document: Document, blocks: readonly number[], setting: Setting): TrackFacts {
  const drafts = blocks.map((block, index) => readTrack(document, block, index, setting));
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

const nameOf = (drafts: readonly TrackDraft[], index: number): string =>
  shownName(drafts[index]?.track.name ?? '', index);

function readTrack(document: Document, block: number, index: number, setting: Setting): TrackDraft {
  const content = contentOf(document, rowsIn(document, block));
  const name = nameFrom(document, content);
  const chains = chainsOf(document, content);
  const here = { index, name: shownName(name, index) };
  const items = content.blocks('ITEM').map((item) => readItem(document, item, here, setting));
  return {
    ...folderOf(content),
    toParent: content.line('MAINSEND')?.[1] !== '0',
    outputs: content.lines('HWOUT').flatMap(hardwareOutput),
    receives: content.lines('AUXRECV').flatMap(receiveOf),
    items,
    hasInstrument: chains.some((chain) => chain.hasInstrument),
    track: {
      name,
      inTrackList: true,
      colour: colourOf(content.line('PEAKCOL')?.[1]),
      volumeDb: decibels(numberOf(content.line('VOLPAN')?.[1])),
      pan: numberOf(content.line('VOLPAN')?.[2]),
      ...muteAndSolo(content),
      input: inputOf(content.line('REC')),
      automated: automatedIn(document, content, chains),
      plugins: [...chains.flatMap((chain) => chain.plugins), ...items.flatMap((item) => item.plugins)],
      clips: items.flatMap((item) => item.clips),
      notes: null,
    },
  };
}

/** The NAME block holds the text as it is, where no quote could hold it (reaper.md, section 2). */
function nameFrom(document: Document, content: Content): string {
  const [block] = content.blocks('NAME');
  return block === undefined ? (content.line('NAME')?.[1] ?? '') : barText(document, block);
}

function chainsOf(document: Document, content: Content): readonly Chain[] {
  const off = content.line('FX')?.[1] === '0';
  return [
    ...content.blocks('FXCHAIN').map((chain) => readChain(document, chain, null, off)),
    ...content.blocks('FXCHAIN_REC').map((chain) => readChain(document, chain, 'input')),
    ...content.blocks('FREEZE').flatMap((freeze) => frozenChains(document, freeze)),
  ];
}

/** What a frozen track had before: silent now, wanted again when it is unfrozen. */
function frozenChains(document: Document, freeze: number): readonly Chain[] {
  const inner = contentOf(document, rowsIn(document, freeze)).blocks('FXCHAIN');
  return [freeze, ...inner].map((chain) => ({
    plugins: readChain(document, chain, 'frozen', true).plugins,
    hasInstrument: false,
    automated: [],
  }));
}

function folderOf(content: Content): Pick<TrackDraft, 'isFolder' | 'folderDelta'> {
  const [, kind, delta] = content.line('ISBUS') ?? [];
  return { isFolder: kind === '1', folderDelta: Math.trunc(numberOf(delta) ?? 0) };
}

function muteAndSolo(content: Content): Pick<Track, 'muted' | 'soloed'> {
  const [, mute, solo] = (content.line('MUTESOLO') ?? []).map(numberOf);
  return { muted: mute == null ? null : mute !== 0, soloed: solo == null ? null : solo !== 0 };
}

function automatedIn(document: Document, content: Content, chains: readonly Chain[]): readonly string[] {
  const envelopes = content.rows.flatMap((row) => automatedBy(document, row) ?? []);
  return [...new Set([...envelopes, ...chains.flatMap((chain) => chain.automated)])];
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
export function readMaster(document: Document, project: Content): Track {
  const bits = numberOf(project.line('MASTERMUTESOLO')?.[1]);
  const off = project.line('MASTER_FX')?.[1] === '0';
  const chains = project.blocks('MASTERFXLIST').map((chain) => readChain(document, chain, null, off));
  return {
    name: 'Master',
    kind: 'master',
    inTrackList: false,
    parent: null,
    colour: colourOf(project.line('MASTERPEAKCOL')?.[1]),
    volumeDb: decibels(numberOf(project.line('MASTER_VOLUME')?.[1])),
    pan: numberOf(project.line('MASTER_VOLUME')?.[2]),
    muted: bits === null ? null : (bits & 1) === 1,
    soloed: bits === null ? null : (bits & 2) === 2,
    input: null,
    output: outputOf(null, project.lines('MASTERHWOUT').flatMap(hardwareOutput)),
    sends: [],
    plugins: chains.flatMap((chain) => chain.plugins),
    clips: [],
    notes: null,
    automated: automatedIn(document, project, chains),
  };
}
