/** Sounds that live only in plug-ins: when these no longer load, the part is silent, and its notes are all that is left. */
import { ABSENT } from '../../inspect/figures.js';
import type { InspectedSession, InspectedTrack } from '../../model/inspect.js';
import type { Sheet } from '../model.js';

export interface Unprinted {
  readonly track: string;
  /** The first plug-in of the track that is on and no rack; null where the session names none. */
  readonly instrument: string | null;
}

/**
 * Instrument tracks of the main session that play notes, and that have no audio: neither printed nor frozen. None where stems are:
 * the parts are in them, as far as names can tell, and nobody must be sent to print them again.
 */
export function unprintedTracks({ sessions: [main], extras }: Sheet): readonly Unprinted[] {
  if (main === undefined || extras.stems.length > 0) return [];
  const { session } = main;
  return session.tracks.flatMap((track) => {
    if (track.kind !== 'instrument' || track.muted === true || !playsNotes(track) || hasAudio(track, session))
      return [];
    return [{ track: track.name, instrument: instrumentOf(track) }];
  });
}

/** A rack is no instrument: what lies in it is (Live names its own "…GroupDevice"). */
const instrumentOf = ({ plugins }: InspectedTrack): string | null =>
  plugins.find(({ bypassed, name }) => bypassed !== true && !name.endsWith('GroupDevice'))?.name ?? null;

const playsNotes = ({ clips }: InspectedTrack): boolean =>
  clips.some(({ kind, active, muted }) => kind === 'midi' && active && muted !== true);

/** Also in clips that are not heard now: a frozen track plays such ones. What nothing needs is a leftover of an earlier freeze. */
const hasAudio = ({ clips }: InspectedTrack, { media }: InspectedSession): boolean =>
  clips.some(({ kind, media: at }) => {
    const file = at === null ? undefined : media[at];
    return kind === 'audio' && file !== undefined && file.needed && !ABSENT.has(file.state);
  });
