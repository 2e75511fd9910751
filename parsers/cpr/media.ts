/** One reference per stored path, with all its uses (cpr.md, sections 3 and 4.5). */

import type { Evidence, Ns, Reference, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import { kindByExtension } from '../shared/media-kind.js';
import { lastAtMost } from '../shared/sorted.js';
import { type Archive, objectsOf } from './archive.js';
import { readEvent, type TimedEvent } from './events.js';
import type { Pool, PoolFile } from './pool.js';
import { isDocument, pathOf, type StoredFile } from './stored-file.js';
import type { TimeLine } from './tempo.js';
import { samplesNs } from './track-model.js';
import type { TrackDraft } from './tracks.js';

/** An event with the track on which, or in a part or a version of which, it lies. */
interface Played {
  readonly event: TimedEvent;
  readonly track: number | null;
  /** False for one inside of a part or of another version: its place in time is not known. */
  readonly isPlaced: boolean;
}

const MAX_EVENTS = 200_000;

/** Every audio event: those of the list of tracks, and those inside of parts and of other versions of a track. */
export function playedEvents(archive: Archive, tracks: readonly TrackDraft[]): readonly Played[] {
  const placed = tracks.flatMap(({ events }, track) =>
    events.filter(isAudio).map((event) => ({ event, track, isPlaced: true })),
  );
  const known = new Set(placed.map(({ event }) => event.id));
  const others = objectsOf(archive, 'MAudioEvent', MAX_EVENTS, ({ id }) => !known.has(id)).flatMap((object) => {
    const event = readEvent(archive, object);
    if (event === null || !isAudio(event)) return [];
    return [{ event, track: trackAround(tracks, object.start), isPlaced: false }];
  });
  return [...placed, ...others];
}

const isAudio = ({ content }: TimedEvent): boolean => content.type === 'PAudioClip';

/** Tracks stand in the order in which they begin, those of a folder inside of it. */
function trackAround(tracks: readonly TrackDraft[], at: number): number | null {
  let found: number | null = lastAtMost(tracks, (track) => track.start, at);
  while (found !== null && found >= 0 && (tracks[found] as TrackDraft).end <= at)
    found = (tracks[found] as TrackDraft).parent;
  return found === null || found < 0 ? null : found;
}

interface Draft {
  readonly stored: string;
  readonly name: string;
  readonly kind: 'audio' | 'video';
  readonly evidence: Evidence;
  isNeeded: boolean;
  readonly uses: Use[];
  readonly needs: (Ns | null)[];
}

export interface Media {
  readonly references: readonly Reference[];
  mediaOf(file: PoolFile): number | null;
}

/** `allNeeded`: where the tracks could not be read to the end, nobody knows what is not used. */
export function readMedia(
  pool: Pool,
  films: readonly StoredFile[],
  played: readonly Played[],
  line: TimeLine,
  tracks: readonly TrackDraft[],
  allNeeded: boolean,
): Media {
  const drafts = new Map<string, Draft>();
  const add = (file: StoredFile, kind: Draft['kind'], evidence: Evidence, isNeeded: boolean): void => {
    const stored = pathOf(file);
    if (!drafts.has(stored))
      drafts.set(stored, { stored, name: file.name, kind, evidence, isNeeded, uses: [], needs: [] });
  };
  for (const { file, evidence } of pool.files) add(file, 'audio', evidence, allNeeded);
  for (const film of films) add(film, 'video', {}, true);
  for (const { event, track, isPlaced } of played) {
    const { played: own, all } = pool.filesOf(event.content);
    for (const { stored } of all) {
      const draft = drafts.get(stored);
      if (draft) draft.isNeeded = true;
    }
    const draft = own === null ? undefined : drafts.get(own.stored);
    if (own === null || draft === undefined) continue;
    const unit = track === null ? null : (tracks[track] as TrackDraft).unit;
    const startNs = isPlaced && unit !== null ? line.nsAt(event.start, unit) : null;
    draft.uses.push({ track, what: event.name || own.file.name, startNs, lengthNs: samplesNs(event.length, own) });
    draft.needs.push(neededOf(event, own));
  }
  const places = new Map([...drafts.keys()].map((stored, at) => [stored, at]));
  return {
    references: [...drafts.values()].map((draft) => referenceOf(draft, !pool.isWhole())),
    mediaOf: ({ stored }) => places.get(stored) ?? null,
  };
}

/** What reaches behind the end of the file is stretched, and says nothing. */
function neededOf({ offset, length }: TimedEvent, file: PoolFile): Ns | null {
  const end = offset + length;
  return offset >= 0 && length >= 0 && end <= (file.evidence.frames ?? 0) ? samplesNs(end, file) : null;
}

const referenceOf = (
  { stored, name, kind, evidence, isNeeded, uses, needs }: Draft,
  mayBeNeeded: boolean,
): Reference => ({
  stored,
  name,
  kind,
  alternates: [],
  needed: isNeeded || mayBeNeeded,
  place: 'file',
  evidence,
  neededNs: latest(needs),
  usedBy: uses,
  sites: [],
});

/** Films are not in the pool of audio; that they stand in a path of their own is believed. */
export const filmsAmong = (files: readonly StoredFile[]): readonly StoredFile[] =>
  files.filter((file) => !file.isFolder && !isDocument(file) && kindByExtension(file.name) === 'video');
