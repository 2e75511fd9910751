/**
 * The notes of MIDI parts. The facts page does not have them: this was found on 62 parts of Cubase 8 and 13 with 6,124 notes, of which
 * it uses up every byte, and a part that it does not use up (one was seen) has no notes here:
 *   name, three u32, u32 number of events, u8 number of classes that are declared here, those classes, then the events:
 *   u8 status, f64 start in ticks from the beginning of the part, u8, two u8 of data, u16, letters; of a note also f64 length,
 *   16 bytes, u8 release velocity.
 */
import type { Clip, ClipNotes, MidiNote } from '../../lib/model/session.js';
import { noteCollector } from '../shared/midi-notes.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject } from './archive.js';
import type { TimedEvent } from './events.js';
import { readLetters } from './letters.js';
import type { TimeLine } from './tempo.js';
import { skipText } from './text.js';

export type PartNotes = (event: TimedEvent, clip: Clip) => ClipNotes | undefined;

/** In ticks from the beginning of the part. */
interface PartNote {
  readonly at: number;
  readonly length: number;
  readonly key: number;
}

/** Of all parts together: they are kept, since events may share them. */
const MAX_NOTES = 1_000_000;

export function partNotes(archive: Archive, line: TimeLine): PartNotes {
  const collector = noteCollector();
  const known = new Map<number, readonly PartNote[] | null>();
  let left = MAX_NOTES;
  const notesOf = (part: ArchiveObject): readonly PartNote[] | null => {
    const before = known.get(part.id);
    if (before !== undefined) return before;
    const notes = readPart(archive, part, left);
    left -= notes?.length ?? 0;
    known.set(part.id, notes);
    return notes;
  };
  return ({ content, start, offset }, { lengthNs }) => {
    // Which way an offset moves them was not seen.
    const isKnown = content.type === 'MMidiPart' && offset === 0;
    const notes = isKnown && lengthNs !== null ? notesOf(content) : null;
    if (notes === null) return undefined;
    const begin = line.secondsAt(start);
    function* played(): Generator<MidiNote> {
      for (const { at, length, key } of notes as readonly PartNote[]) {
        const from = line.secondsAt(start + at);
        yield { at: from - begin, length: line.secondsAt(start + at + length) - from, key };
      }
    }
    return collector.collect(Number(lengthNs) / 1e9, played());
  };
}

const [NOTE, FIRST_OTHER, LAST_OTHER] = [0x90, 0xa0, 0xe0];

/** Null where the part is not used up exactly, or has more notes than are left. */
function readPart(archive: Archive, part: ArchiveObject, most: number): readonly PartNote[] | null {
  const cursor = cursorIn(archive, part);
  if (!skipText(cursor) || !cursor.skip(12)) return null;
  const [count, classes] = [cursor.u32(), cursor.u8()];
  if (count === null || classes === null) return null;
  for (let one = 0; one < classes; one += 1) if (nextObject(archive, cursor) === null) return null;
  const notes: PartNote[] = [];
  for (let one = 0; one < count; one += 1) {
    const [status, at] = [cursor.u8(), cursor.f64()];
    cursor.skip(1);
    const key = cursor.u8();
    if (status === null || at === null || key === null || !cursor.skip(3) || readLetters(archive, cursor) === null)
      return null;
    const kind = status & 0xf0;
    if (kind === NOTE) {
      const length = cursor.f64();
      if (length === null || !cursor.skip(17) || notes.length === most) return null;
      notes.push({ at, length, key });
    } else if (kind < FIRST_OTHER || kind > LAST_OTHER) return null;
  }
  return cursor.left === 0 ? notes : null;
}
