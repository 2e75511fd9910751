/** From what was gathered to the session model: beats become times, and drafts find their places in the lists. */
import type { Finding } from '../../lib/model/finding.js';
import type { Coverage, Marker, ParsedSession, Platform, Reference, Use } from '../../lib/model/session.js';
import { latest } from '../shared/latest.js';
import type { LocatorDraft, SetDraft, TrackDraft } from './drafts.js';
import { findingsOf } from './findings.js';
import type { MediaDraft, UseDraft } from './media.js';
import { notesOf } from './notes.js';
import { type TimeLine, timeLineOf } from './tempo.js';
import { endOf, tracksOf } from './track-model.js';

export function modelOf(set: SetDraft, platform: Platform | null, damage: readonly Finding[]): ParsedSession {
  const line = timeLineOf(set.master);
  const drafts = trackDrafts(set);
  const tracks = tracksOf(drafts, set, line);
  const arranged = drafts.flatMap(({ clips }) => clips.filter(({ place }) => place === 'arrangement'));
  const media = readMedia(set, drafts, line);
  return {
    format: 'als',
    version: /^Ableton Live (\S+)/.exec(set.creator ?? '')?.[1] ?? null,
    application: set.creator || null,
    platform,
    savedAt: null,
    title: null,
    artist: null,
    coverage: coverageOf(set, line, damage.length > 0),
    sampleRate: null,
    bitDepth: null,
    tempo: line.tempo,
    meter: line.meter,
    lengthNs: latest(arranged.map((clip) => endOf(clip, line))),
    media,
    searchFolders: [],
    tracks,
    markers: markersOf(set.locators, line),
    notes: notesOf(set, drafts),
    findings: [...damage, ...findingsOf(set, tracks)],
  };
}

/** The list of the screen, then the master, then the pre-hear channel where there is something on it. */
const trackDrafts = ({ tracks, master, preHear }: SetDraft): readonly TrackDraft[] => [
  ...tracks,
  ...(master === null ? [] : [master]),
  ...(preHear === null || preHear.devices.length === 0 ? [] : [preHear]),
];

function coverageOf(set: SetDraft, line: TimeLine, isDamaged: boolean): ParsedSession['coverage'] {
  const whole: Coverage = set.creator === null ? 'none' : isDamaged ? 'partial' : 'full';
  return {
    media: whole,
    tracks: whole,
    clips: whole,
    plugins: whole,
    tempo: whole === 'full' && !line.isWhole ? 'partial' : whole,
    markers: whole,
    mixer: whole,
  };
}

function readMedia({ media }: SetDraft, drafts: readonly TrackDraft[], line: TimeLine): readonly Reference[] {
  const places = new Map(drafts.map((draft, index) => [draft, index]));
  return media.drafts.map(
    (draft): Reference => ({
      stored: draft.stored,
      name: draft.name,
      kind: draft.kind,
      alternates: draft.alternates,
      needed: isNeeded(draft),
      ...(draft.library && { library: draft.library }),
      place: 'file',
      evidence: draft.evidence,
      neededNs: null,
      usedBy: draft.uses.map((use) => useOf(use, places.get(use.track) ?? null, line)),
      sites: draft.sites,
    }),
  );
}

/** What a track played while it was frozen may be left over: Live does not play it (als.md, section 4, "Frozen"). */
const isNeeded = ({ uses }: MediaDraft): boolean =>
  uses.some(({ clip, track }) => clip?.place !== 'freeze' || track.frozen);

function useOf({ clip, what }: UseDraft, track: number | null, line: TimeLine): Use {
  if (clip === null || clip.place !== 'arrangement') return { track, what, startNs: null, lengthNs: null };
  const [startNs, endNs] = [line.nsAt(clip.startBeats), endOf(clip, line)];
  return { track, what, startNs, lengthNs: startNs === null || endNs === null ? null : endNs - startNs };
}

/** The file has them in the order in which they were made. */
function markersOf(locators: readonly LocatorDraft[], line: TimeLine): readonly Marker[] {
  return [...locators]
    .sort((a, b) => (a.beats ?? 0) - (b.beats ?? 0))
    .map(({ name, beats }) => ({ name, atNs: line.nsAt(beats), lengthNs: null, colour: null }));
}
