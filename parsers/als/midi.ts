/**
 * The notes of MIDI clips on the time line (als.md, section 4, "Clips"), in beats while the set flows by. They stand by key, and
 * the key behind its notes; the bounds of the clip and of its loop stand before them.
 */
import type { ClipNotes, MidiNote } from '../../lib/model/session.js';
import { type NoteCollector, toMicroseconds } from '../shared/midi-notes.js';
import type { ClipDraft } from './drafts.js';
import { childrenOf, numberIn, numberOf, type Place } from './places.js';
import type { TimeLine } from './tempo.js';

/** More than any clip has; they are held only while their clip is open. */
const MAX_NOTES = 500_000;

export const midiPlace = (clip: ClipDraft, collector: NoteCollector): Place =>
  notesPlace((notes) => (clip.midi = played(clip, notes, collector)));

/** `KeyTracks/KeyTrack`: `Notes/MidiNoteEvent`, then `MidiKey`. */
function notesPlace(done: (notes: readonly MidiNote[]) => void): Place {
  const all: MidiNote[] = [];
  const keyTrack = (): Place => {
    const times: number[] = [];
    let key: number | null = null;
    const events = childrenOf({
      MidiNoteEvent(tag) {
        const [at, length] = [numberIn(tag.attribute('Time')), numberIn(tag.attribute('Duration'))];
        // A note that is switched off is not heard.
        if (at === null || length === null || tag.attribute('IsEnabled') === 'false') return null;
        if (all.length + times.length / 2 <= MAX_NOTES) times.push(at, length);
        return null;
      },
    });
    const inside = childrenOf({
      Notes: () => events,
      MidiKey(tag) {
        key = numberOf(tag);
      },
    });
    return {
      ...inside,
      close() {
        if (key === null || !Number.isInteger(key)) return;
        for (let at = 0; at < times.length; at += 2)
          all.push({ at: times[at] as number, length: times[at + 1] as number, key });
      },
    };
  };
  return {
    ...childrenOf({ KeyTracks: () => childrenOf({ KeyTrack: keyTrack }) }),
    close: () => done(all),
  };
}

/** A clip that loops starts over at the end of its loop, where every note ends; one that does not plays straight on. */
function played(
  { startBeats, endBeats, loop }: ClipDraft,
  notes: readonly MidiNote[],
  collector: NoteCollector,
): ClipNotes | undefined {
  if (startBeats === null || endBeats === null || loop.on === null || notes.length > MAX_NOTES) return undefined;
  const sorted = [...notes].sort((a, b) => a.at - b.at || a.key - b.key);
  const [length, begin] = [endBeats - startBeats, loop.start + loop.from];
  const loopEnd = loop.on && loop.end !== null && loop.end > loop.start && loop.end > begin ? loop.end : null;
  const end = loopEnd ?? Number.POSITIVE_INFINITY;
  const before = sorted.filter(({ at }) => at < end);
  // One that began before sounds on only where the clip begins.
  const again = before.filter(({ at }) => at >= loop.start);
  function* passes(): Generator<MidiNote> {
    const pass = (note: MidiNote, at: number): MidiNote => ({
      at,
      length: Math.min(note.length, end - note.at),
      key: note.key,
    });
    for (const note of before) yield pass(note, note.at - begin);
    if (loopEnd === null || again.length === 0) return;
    for (let at = loopEnd - begin; at < length; at += loopEnd - loop.start)
      for (const note of again) yield pass(note, at + note.at - loop.start);
  }
  return collector.collect(length, passes());
}

/** From beats to seconds; undefined where no tempo is known. */
export function inSeconds({ midi, startBeats }: ClipDraft, line: TimeLine): ClipNotes | undefined {
  const start = line.secondsAt(startBeats);
  if (midi === undefined || start === null || startBeats === null) return undefined;
  const at = (beats: number): number => (line.secondsAt(startBeats + beats) ?? start) - start;
  const notes = midi.notes.map((note) => {
    const from = at(note.at);
    return { at: toMicroseconds(from), length: toMicroseconds(at(note.at + note.length) - from), key: note.key };
  });
  return { count: midi.count, notes };
}
