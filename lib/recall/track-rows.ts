import { firstFew, showDb, showPan } from '../text/show.js';
import type { SheetSession } from './model.js';

export interface TrackRow {
  readonly number: string;
  readonly name: string;
  /** How deep it lies in folders. */
  readonly depth: number;
  readonly kind: string;
  readonly input: string;
  readonly output: string;
  readonly fader: string;
  readonly pan: string;
  readonly state: string;
  readonly inserts: string;
  readonly sends: string;
  readonly clips: number;
}

/** Rows of the track list first, numbered as in the DAW; then the channels that only mix. */
export function trackRows({ session, faders }: SheetSession, most = 40): TrackRow[] {
  let number = 0;
  const rows = session.tracks.map((track, index) => ({
    shown: track.inTrackList,
    row: {
      number: track.inTrackList ? String(++number) : '',
      name: track.name,
      depth: depthOf(track.parent, session.tracks),
      kind: track.kind,
      input: track.input ?? '',
      output: track.output ?? '',
      fader: faders[index] ?? '',
      pan: track.pan === null ? '' : showPan(track.pan),
      state: [track.muted === true ? 'muted' : '', track.soloed === true ? 'solo' : '']
        .filter((word) => word !== '')
        .join(', '),
      inserts: firstFew(
        track.plugins.map(({ name, bypassed }) => (bypassed === true ? `${name} (off)` : name)),
        most,
        ' · ',
      ),
      sends: firstFew(
        track.sends.map(({ to, levelDb }) => `${to} ${showDb(levelDb)}`.trim()),
        most,
        ' · ',
      ),
      clips: track.clips.length,
    },
  }));
  return [...rows.filter(({ shown }) => shown), ...rows.filter(({ shown }) => !shown)].map(({ row }) => row);
}

function depthOf(parent: number | null, tracks: readonly { readonly parent: number | null }[]): number {
  let depth = 0;
  for (let at = parent; at !== null && depth < 6; at = tracks[at]?.parent ?? null) depth++;
  return depth;
}
