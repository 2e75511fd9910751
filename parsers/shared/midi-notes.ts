/** Notes of MIDI clips, bounded: what is handed on is a picture of them, however many there are. */
import type { Clip, ClipNotes, MidiNote } from '../../lib/model/session.js';

export interface NoteCollector {
  /**
   * Those of `notes` that sound within a clip of `seconds`, cut at its bounds; their times are from its beginning. Undefined once
   * the session has had more of them than any song has.
   */
  collect(seconds: number, notes: Iterable<MidiNote>): ClipNotes | undefined;
}

export interface NoteLimits {
  readonly perClip: number;
  readonly perSession: number;
  /** Notes that are looked at: a short loop in a long clip has millions. */
  readonly looked: number;
}

export const NOTE_LIMITS: NoteLimits = { perClip: 256, perSession: 100_000, looked: 2_000_000 };

export function noteCollector(limits: NoteLimits = NOTE_LIMITS): NoteCollector {
  /** The lists that were handed on. While the session is read they may be thinned again, all alike. */
  const lists: MidiNote[][] = [];
  let [held, looked, isFull] = [0, 0, false];

  /** The notes up to the end of the budget, null behind it. */
  const gather = (seconds: number, notes: Iterable<MidiNote>) => {
    const kept: MidiNote[] = [];
    let [count, stride] = [0, 1];
    for (const note of notes) {
      looked += 1;
      if (looked > limits.looked) return null;
      const inside = within(note, seconds);
      if (inside === null) continue;
      if (count % stride === 0) {
        if (kept.length === limits.perClip) {
          thin(kept);
          stride *= 2;
        }
        // After a thinning this one may be one of those that are left out.
        if (count % stride === 0) kept.push(inside);
      }
      count += 1;
    }
    return { count, kept };
  };

  /** Until they fit, or every clip is down to one note. */
  const thinSession = (): void => {
    while (held > limits.perSession && !isFull) {
      isFull = true;
      held = 0;
      for (const list of lists) {
        if (list.length > 1) thin(list);
        if (list.length > 1) isFull = false;
        held += list.length;
      }
    }
  };

  return {
    collect(seconds, notes) {
      if (!Number.isFinite(seconds) || looked > limits.looked) return undefined;
      const gathered = gather(seconds, notes);
      if (gathered === null) return undefined;
      const { count, kept } = gathered;
      kept.sort((a, b) => a.at - b.at || a.key - b.key);
      // Where no clip can be thinned any more, later ones have their count only.
      if (isFull) return { count, notes: [] };
      lists.push(kept);
      held += kept.length;
      thinSession();
      return { count, notes: kept };
    },
  };
}

/** Every second one goes, in place: the first stays. */
function thin(notes: MidiNote[]): void {
  const half = Math.ceil(notes.length / 2);
  for (let at = 1; at < half; at += 1) notes[at] = notes[at * 2] as MidiNote;
  notes.length = half;
}

function within({ at, length, key }: MidiNote, seconds: number): MidiNote | null {
  if (!Number.isFinite(at) || !Number.isFinite(length) || !(key >= 0 && key <= 127)) return null;
  const [start, end] = [Math.max(at, 0), Math.min(at + Math.max(length, 0), seconds)];
  if (at >= seconds || (at < 0 && end <= 0)) return null;
  return { at: toMicroseconds(start), length: toMicroseconds(Math.max(end - start, 0)), key };
}

export const withNotes = (clip: Clip, midi: ClipNotes | undefined): Clip =>
  midi === undefined ? clip : { ...clip, midi };

/** Finer than any picture, and no digits that only the way of computing made. */
export const toMicroseconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;
