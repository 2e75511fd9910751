/** Regions put on their tracks and held against their files. */
import type { Clip, Ns, Use } from '../../lib/model/session.js';
import { withNotes } from '../shared/midi-notes.js';
import type { AudioFile } from './audio-files.js';
import { clipOf, regionsOf } from './clips.js';
import type { MediaDraft } from './media.js';
import type { RegionNotes } from './midi.js';
import type { Song } from './records.js';
import type { Timeline } from './timeline.js';
import type { TrackList } from './tracks.js';

/** What plays a file, and how far into it. */
export interface FileUses {
  readonly usedBy: readonly Use[];
  readonly neededNs: Ns | null;
}

export const UNUSED: FileUses = { usedBy: [], neededNs: null };

export interface Arrangement {
  /** By the place of the track. */
  readonly clips: ReadonlyMap<number, readonly Clip[]>;
  /** By the place of the reference. */
  readonly uses: ReadonlyMap<number, FileUses>;
}

export function arrangementOf(
  song: Song,
  drafts: readonly MediaDraft[],
  files: readonly AudioFile[],
  list: TrackList,
  { nsAt }: Timeline,
  notesOf: RegionNotes | null,
): Arrangement {
  const placeOf = new Map(drafts.flatMap(({ slots }, place) => slots.map((slot) => [slot, place] as const)));
  const rateOf = new Map(files.map(({ slot, evidence }) => [slot, evidence.sampleRate ?? 0]));
  const framesNs = (file: number, frames: number): Ns | null => {
    const rate = rateOf.get(file) ?? 0;
    return rate > 0 ? (BigInt(frames) * 1_000_000_000n) / BigInt(rate) : null;
  };
  const setting = { nsAt, framesNs, mediaOf: (file: number) => placeOf.get(file) ?? null };
  const clips = new Map<number, Clip[]>();
  const uses = new Map<number, { usedBy: Use[]; neededNs: Ns | null }>();
  for (const region of regionsOf(song)) {
    const told = clipOf(region, setting);
    const clip = withNotes(told, notesOf?.(region, told));
    const track = list.trackOf(region.row, region.object);
    if (track !== null) {
      const known = clips.get(track);
      if (known === undefined) clips.set(track, [clip]);
      else known.push(clip);
    }
    if (clip.media !== null) addUse(uses, clip.media, clip, track);
  }
  return { clips, uses };
}

function addUse(
  uses: Map<number, { usedBy: Use[]; neededNs: Ns | null }>,
  media: number,
  { name, startNs, offsetNs, lengthNs }: Clip,
  track: number | null,
): void {
  const of = uses.get(media) ?? { usedBy: [], neededNs: null };
  uses.set(media, of);
  of.usedBy.push({ track, what: name ?? 'region', startNs, lengthNs });
  const end = (offsetNs ?? 0n) + (lengthNs ?? 0n);
  if (end > (of.neededNs ?? 0n)) of.neededNs = end;
}
