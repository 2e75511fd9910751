/** Clips as blocks of a lane: as many as a picture can show, however many the session has. */
import { ABSENT } from '../../inspect/figures.js';
import type { InspectedTrack } from '../../model/inspect.js';
import type { Clip } from '../../model/session.js';
import { depthOf } from '../folders.js';
import type { SheetMedia, SheetSession } from '../model.js';

/** `span`: not a clip, but where the tracks of a folder play. */
export type BlockLook = 'plain' | 'muted' | 'missing' | 'span';

export interface Block {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly look: BlockLook;
  /** Null where several clips stand in one block. */
  readonly label: string | null;
  /** What sounds in it; null where several clips stand in one block. */
  readonly clip: Clip | null;
}

export interface Lane {
  readonly track: InspectedTrack;
  /** How many folders hold it. */
  readonly depth: number;
  readonly blocks: readonly Block[];
  /** Tracks of a closed folder that this lane shows together; 0 for a track's own lane. */
  readonly inside: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Tracks with clips that are in no picture. */
  readonly left: number;
  /** Tracks without clips, where there are too many tracks to show such ones. */
  readonly empty: number;
}

/** Blocks in the whole picture, over all lanes: what keeps it under 3 MB together with the columns of `sound.ts`. */
const MAX_BLOCKS = 8_000;
/** More tracks than this, and those without clips are not drawn. */
const MANY = 40;
/** More than this with clips, and the folders are closed. */
const MAX_OPEN = 200;
const MAX_LANES = 300;

export function lanesOf(sheet: SheetSession): Lanes {
  const { session, media, seconds } = sheet;
  const own = session.tracks.map((track, index): Draft => {
    const blocks = blocksOf(track, sheet.clips[index] ?? [], media);
    return { track, index, blocks, inside: 0 };
  });
  const listed = own.filter(({ track }) => track.inTrackList);
  const spans = listed.map((row) => (isEmptyFolder(row) ? spanned(row, listed) : row));
  const rows = listed.length > MANY ? spans.filter(({ blocks }) => blocks.length > 0) : spans;
  const drafts = rows.length > MAX_OPEN ? closed(rows) : rows;
  const shown = drafts.slice(0, MAX_LANES);
  const most = fairShare(shown.map(({ blocks }) => blocks.length));
  return {
    lanes: shown.map(({ track, blocks, inside }) => ({
      track,
      depth: depthOf(track.parent, session.tracks),
      blocks: thinned(blocks, seconds, most),
      inside,
    })),
    left: drafts.length - shown.length,
    empty: listed.length - rows.length,
  };
}

/** Blocks that a lane may have, so that all together are not too many: those that need fewer leave the rest to the others. */
function fairShare(counts: readonly number[]): number {
  let left = MAX_BLOCKS;
  const sorted = [...counts].sort((a, b) => a - b);
  for (const [index, count] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (count > share) return Math.max(8, share);
    left -= count;
  }
  return Infinity;
}

interface Draft {
  readonly track: InspectedTrack;
  readonly index: number;
  readonly blocks: readonly Block[];
  readonly inside: number;
}

const isEmptyFolder = ({ track, blocks }: Draft): boolean => track.kind === 'folder' && blocks.length === 0;

/** A folder shows from where to where its tracks play. */
function spanned(folder: Draft, all: readonly Draft[]): Draft {
  const inside = all.filter(({ track }) => track.parent === folder.index).flatMap(({ blocks }) => blocks);
  if (inside.length === 0) return folder;
  const start = inside.reduce((least, block) => Math.min(least, block.start), Infinity);
  return { ...folder, blocks: [{ start, end: latest(inside), look: 'span', label: null, clip: null }] };
}

/** Every folder at the top as one lane with all that lies in it. */
function closed(rows: readonly Draft[]): Draft[] {
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const members = new Map<number, Draft[]>();
  for (const row of rows) {
    const top = topOf(row, byIndex);
    if (top !== row) members.set(top.index, [...(members.get(top.index) ?? []), row]);
  }
  return rows.flatMap((row) => {
    if (topOf(row, byIndex) !== row) return [];
    const inside = members.get(row.index);
    if (inside === undefined) return [row];
    const blocks = [row, ...inside]
      .flatMap((one) => one.blocks)
      .filter(({ look }) => look !== 'span')
      .map((block) => ({ ...block, clip: null, label: null }));
    return [{ ...row, blocks: blocks.sort(byStart), inside: inside.length }];
  });
}

/** Bounded: what a session says of its folders may go round in a circle. */
function topOf(row: Draft, byIndex: ReadonlyMap<number, Draft>): Draft {
  let top = row;
  for (let step = 0; step < 32; step++) {
    const above = top.track.parent === null ? undefined : byIndex.get(top.track.parent);
    if (above === undefined || above === row) return top;
    top = above;
  }
  return row;
}

const latest = (blocks: readonly Block[]): number => blocks.reduce((most, { end }) => Math.max(most, end), 0);

/** Takes that are not heard are left out: they would cover the one that is. */
function blocksOf(track: InspectedTrack, clips: readonly Clip[], media: readonly SheetMedia[]): Block[] {
  return clips
    .flatMap((whole): Block[] => {
      const clip = fromZero(whole);
      if (!clip.active || clip.startNs === null || clip.lengthNs === null) return [];
      const start = Number(clip.startNs) / 1e9;
      const end = Number(clip.startNs + clip.lengthNs) / 1e9;
      if (end <= start) return [];
      const look = lookOf(clip, track, media);
      const lost = look === 'missing' && clip.media !== null ? media[clip.media]?.name : undefined;
      return [{ start, end, look, label: lost ?? clip.name, clip }];
    })
    .sort(byStart);
}

/** The picture begins with the song: of a clip that begins before, the rest is drawn. */
function fromZero(clip: Clip): Clip {
  const { startNs, lengthNs, offsetNs, midi } = clip;
  if (startNs === null || startNs >= 0n || lengthNs === null) return clip;
  const seconds = Number(-startNs) / 1e9;
  const rate = clip.playRate ?? clip.meanRate ?? 1;
  return {
    ...clip,
    startNs: 0n,
    lengthNs: lengthNs + startNs,
    offsetNs: offsetNs === null ? null : offsetNs + BigInt(Math.round(seconds * rate * 1e9)),
    fadeIn: null,
    ...(midi && { midi: { ...midi, notes: midi.notes.map((note) => ({ ...note, at: note.at - seconds })) } }),
  };
}

const byStart = (a: Block, b: Block): number => a.start - b.start || a.end - b.end;

function lookOf(clip: Clip, track: InspectedTrack, media: readonly SheetMedia[]): BlockLook {
  const state = clip.media === null ? undefined : media[clip.media]?.state;
  if (state !== undefined && ABSENT.has(state)) return 'missing';
  return clip.muted === true || track.muted === true ? 'muted' : 'plain';
}

/** Joins neighbours of one look, over wider and wider gaps, until few enough are left. */
function thinned(blocks: readonly Block[], seconds: number, most: number): readonly Block[] {
  const looks: readonly BlockLook[] = ['span', 'plain', 'muted', 'missing'];
  return looks.flatMap((look) => {
    let these: readonly Block[] = blocks.filter((block) => block.look === look);
    for (let gap = seconds / 4000; these.length > most; gap *= 2) these = joined(these, gap);
    return these;
  });
}

function joined(blocks: readonly Block[], gap: number): Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last !== undefined && block.start - last.end <= gap)
      out[out.length - 1] = { ...last, end: Math.max(last.end, block.end), label: null, clip: null };
    else out.push(block);
  }
  return out;
}
