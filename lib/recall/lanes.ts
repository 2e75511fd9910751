/** Clips as blocks of a lane: as many as a picture can show, however many the session has. */
import { ABSENT } from '../inspect/figures.js';
import type { InspectedClip, InspectedTrack } from '../model/inspect.js';
import type { SheetMedia, SheetSession } from './model.js';

/** `span`: not a clip, but where the tracks of a folder play. */
export type BlockLook = 'plain' | 'muted' | 'missing' | 'span';

export interface Block {
  readonly start: number;
  readonly end: number;
  readonly look: BlockLook;
  /** Null where several clips stand in one block. */
  readonly label: string | null;
}

export interface Lane {
  readonly track: InspectedTrack;
  /** How many folders hold it. */
  readonly depth: number;
  readonly blocks: readonly Block[];
}

/** Blocks in the whole picture, over all lanes. */
const MAX_BLOCKS = 12_000;
export const MAX_LANES = 300;

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly left: number;
  /** Seconds that the picture spans. */
  readonly seconds: number;
}

export function lanesOf({ session, media }: SheetSession): Lanes {
  const indexed = session.tracks.map((track, index) => ({ track, index })).filter(({ track }) => track.inTrackList);
  const shown = indexed.slice(0, MAX_LANES);
  const most = Math.max(8, Math.floor(MAX_BLOCKS / Math.max(1, shown.length)));
  const own = shown.map(({ track, index }) => ({ track, index, blocks: blocksOf(track, media) }));
  const all = own.map((lane) =>
    lane.track.kind === 'folder' && lane.blocks.length === 0 ? withSpan(lane, own) : lane,
  );
  const ends = all.flatMap(({ blocks }) => blocks.reduce((latest, { end }) => Math.max(latest, end), 0));
  const seconds = Math.max(
    Number(session.lengthNs ?? 0) / 1e9,
    ends.reduce((a, b) => Math.max(a, b), 0),
    1,
  );
  return {
    lanes: all.map(({ track, blocks }) => ({
      track,
      depth: depthOf(track, session.tracks),
      blocks: thinned(blocks, seconds, most),
    })),
    left: indexed.length - shown.length,
    seconds,
  };
}

/** A folder shows from where to where its tracks play. */
function withSpan<T extends { readonly index: number; readonly blocks: readonly Block[] }>(
  folder: T,
  all: readonly { readonly track: InspectedTrack; readonly blocks: readonly Block[] }[],
): T {
  const inside = all.filter(({ track }) => track.parent === folder.index).flatMap(({ blocks }) => blocks);
  if (inside.length === 0) return folder;
  const start = inside.reduce((least, block) => Math.min(least, block.start), Infinity);
  const end = inside.reduce((most, block) => Math.max(most, block.end), 0);
  return { ...folder, blocks: [{ start, end, look: 'span', label: null }] };
}

function depthOf(track: InspectedTrack, tracks: readonly InspectedTrack[]): number {
  let depth = 0;
  for (let at = track.parent; at !== null && depth < 4; at = tracks[at]?.parent ?? null) depth++;
  return depth;
}

/** Takes that are not heard are left out: they would cover the one that is. */
function blocksOf(track: InspectedTrack, media: readonly SheetMedia[]): Block[] {
  return track.clips
    .flatMap((clip): Block[] => {
      if (!clip.active || clip.startNs === null || clip.lengthNs === null) return [];
      const start = Math.max(0, Number(clip.startNs) / 1e9);
      const end = (Number(clip.startNs) + Number(clip.lengthNs)) / 1e9;
      if (end <= start) return [];
      const look = lookOf(clip, track, media);
      const lost = look === 'missing' && clip.media !== null ? media[clip.media]?.name : undefined;
      return [{ start, end, look, label: lost ?? clip.name }];
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function lookOf(clip: InspectedClip, track: InspectedTrack, media: readonly SheetMedia[]): BlockLook {
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
      out[out.length - 1] = { ...last, end: Math.max(last.end, block.end), label: null };
    else out.push(block);
  }
  return out;
}
