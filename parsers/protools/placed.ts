/** What lies on the playlists of the tracks: clips, and which files they use. */

import type { Clip, Ns, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { withNotes } from '../shared/midi-notes.js';
import { toldClip } from '../shared/untold.js';
import type { Block, Document } from './blocks.js';
import type { ClipLists, ListedClip } from './clips.js';
import type { MediaFiles } from './media.js';
import type { PlacedNotes } from './midi.js';
import { type Lanes, type Placement, type Playlist, placementsOn } from './playlists.js';
import type { Timeline } from './timeline.js';
import type { TrackDetails } from './track-details.js';

export interface Stage {
  readonly document: Document;
  readonly timeline: Timeline;
  readonly media: MediaFiles;
  readonly clips: ClipLists;
  readonly playlists: readonly Playlist[];
  readonly lanes: Lanes;
  /** Null where no notes are wanted. */
  readonly notesOf: PlacedNotes | null;
}

export interface Placed {
  /** Of one track, the active playlist first. */
  clipsOf(details: TrackDetails, track: number): readonly Clip[];
  /** By the place of the file; known when all tracks were asked. */
  readonly uses: ReadonlyMap<number, readonly Use[]>;
}

/** A clip of the lists with its times, which all its placements share. */
interface Known {
  readonly name: string;
  readonly media: number | null;
  readonly offsetNs: Ns | null;
  readonly lengthNs: Ns | null;
  readonly ticks: number | null;
}

/** On all lanes together: more than any session has. */
const MOST_PLACED = 1 << 20;

export function placedOn(stage: Stage): Placed {
  const { document, media, clips, playlists, lanes } = stage;
  const know = (clip: ListedClip): Known => knownOf(clip, stage);
  const [audio, groups, midi] = [clips.audio.map(know), clips.groups.map(know), clips.midi.map(know)];
  const uses = new Map<number, Use[]>();
  // No lane and no playlist belongs to two tracks: a broken file may say so again and again.
  const [takenLanes, takenPlaylists] = [new Set<unknown>(), new Set<unknown>()];
  const takeOnce = <T>(taken: Set<unknown>, one: T | undefined): T | null => {
    if (one === undefined || taken.has(one)) {
      document.damaged.add('clips');
      return null;
    }
    taken.add(one);
    return one;
  };

  let left = MOST_PLACED;
  const placementsOf = (lane: Block): readonly Placement[] => {
    const placements = placementsOn(document, lane, left);
    left -= placements.length;
    return placements;
  };

  const clipOf = (placement: Placement, known: Known | undefined, kind: Clip['kind'], take: number): Clip => {
    if (known === undefined) document.damaged.add('clips');
    const startNs = stage.timeline.nsAt(placement.position);
    return toldClip({
      name: known?.name ?? null,
      kind,
      startNs,
      lengthNs: known === undefined ? null : lengthOf(known, placement, startNs, stage.timeline),
      offsetNs: known?.offsetNs ?? null,
      media: known?.media ?? null,
      active: take === 0,
      take,
    });
  };
  const use = ({ media: file, name, startNs, lengthNs }: Clip, track: number): void => {
    if (file === null) return;
    const one = { track, what: name ?? '', startNs, lengthNs };
    const known = uses.get(file);
    if (known) known.push(one);
    else uses.set(file, [one]);
  };
  const audioClip = (placement: Placement, take: number): Clip =>
    placement.isGroup
      ? clipOf(placement, groups[placement.clip], 'other', take)
      : clipOf(placement, audio[placement.clip], 'audio', take);

  const midiClip = (placement: Placement, take: number): Clip => {
    const clip = clipOf(placement, midi[placement.clip], 'midi', take);
    const listed = clips.midi[placement.clip];
    return listed === undefined ? clip : withNotes(clip, stage.notesOf?.(listed, placement, clip));
  };

  /** One lane per channel with the same clips: the first one tells them, the others only which files they use. */
  const onPlaylist = (playlist: Playlist, track: number, take: number): Clip[] =>
    playlist.lanes.flatMap((rank, channel) => {
      const lane = takeOnce(takenLanes, lanes.audio[rank]);
      const placed = lane === null ? [] : placementsOf(lane).map((one) => audioClip(one, take));
      for (const clip of placed) use(clip, track);
      return channel === 0 ? placed : [];
    });

  return {
    uses,
    clipsOf(details, track) {
      const first = details.hasActivePlaylist ? 0 : 1;
      return details.playlists.flatMap((rank, at) => {
        if (details.kind === 'audio') {
          const playlist = takeOnce(takenPlaylists, playlists[rank]);
          return playlist === null ? [] : onPlaylist(playlist, track, first + at);
        }
        const lane = takeOnce(takenLanes, lanes.midi[rank]);
        if (lane === null) return [];
        return placementsOf(lane).map((one) => midiClip(one, first + at));
      });
    },
  };

  function knownOf({ name, offset, length, lengthUnit, file }: ListedClip, { timeline }: Stage): Known {
    const inTicks = lengthUnit === 'ticks';
    return {
      name,
      media: file === null ? null : (media.audio[file] ?? null),
      offsetNs: offset === null || inTicks ? null : timeline.nsOfFrames(offset),
      lengthNs: length === null || inTicks ? null : timeline.nsOfFrames(length),
      ticks: inTicks ? length : null,
    };
  }
}

function lengthOf(
  { lengthNs, ticks }: Known,
  { position }: Placement,
  startNs: Ns | null,
  timeline: Timeline,
): Ns | null {
  if (ticks === null || position.unit !== 'ticks' || startNs === null) return lengthNs;
  const endNs = timeline.nsAt({ value: position.value + ticks, unit: 'ticks' });
  return endNs === null ? null : endNs - startNs;
}

/** The end of the last clip that is heard. */
export const endOf = (clips: readonly Clip[]): Ns | null =>
  latest(
    clips.map(({ active, startNs, lengthNs }) => (active && startNs !== null ? startNs + (lengthNs ?? 0n) : null)),
  );
