/**
 * The notes of MIDI clips (protools.md, section 4.3, "MIDI"): chunks of notes, of which a clip plays a part. Clips name their chunk by its
 * rank, at their very end.
 */
import type { Clip, ClipNotes, MidiNote } from '../../lib/model/session.js';
import { type NoteCollector, noteCollector } from '../shared/midi-notes.js';
import { cursorIn, type Document, topOf } from './blocks.js';
import type { ListedClip } from './clips.js';
import { CONTENT } from './content.js';
import type { Placement } from './playlists.js';
import { IN_TICKS, type Timeline } from './timeline.js';

/** Of one placement of a MIDI clip of the list. */
export type PlacedNotes = (listed: ListedClip, placement: Placement, clip: Clip) => ClipNotes | undefined;

/** The records of a chunk: where they begin, and how many. */
interface Chunk {
  readonly at: number;
  readonly count: number;
}

export function placedNotes(document: Document, timeline: Timeline): PlacedNotes {
  const collector: NoteCollector = noteCollector();
  const chunks = chunksOf(document);
  return ({ offset, lengthUnit, chunk: rank }, { position }, { startNs, lengthNs }) => {
    const chunk = rank === null ? undefined : chunks[rank];
    if (chunk === undefined || offset === null || startNs === null || lengthNs === null) return undefined;
    // A clip that is counted in one unit and placed in the other was not seen.
    if (position.unit !== lengthUnit) return undefined;
    const start = Number(startNs) / 1e9;
    const secondsAt = (value: number): number => {
      const ns = timeline.nsAt({ value: position.value + value - offset, unit: lengthUnit });
      return ns === null ? Number.NaN : Number(ns) / 1e9 - start;
    };
    function* notes(): Generator<MidiNote> {
      for (const { at, length, key, unit } of notesIn(document, chunk as Chunk)) {
        const from = unit === lengthUnit ? secondsAt(at) : Number.NaN;
        yield { at: from, length: secondsAt(at + length) - from, key };
      }
    }
    return collector.collect(Number(lengthNs) / 1e9, notes());
  };
}

const [CHUNK, LIST] = ['MdChun', 'MdNLB'];
const NOTE = { size: 35, key: 8, length: 9 };
/** More than any session has. */
const MOST_CHUNKS = 1 << 17;

/** `u32 number`, each: `MdChun`, u16, u32 length, inside of it `MdNLB`, u16, u32 length, u32 number of notes, the notes, other tables. */
function chunksOf(document: Document): readonly Chunk[] {
  const block = topOf(document, CONTENT.midiNotes);
  if (block === null) return [];
  const cursor = cursorIn(document, block);
  const count = Math.min(cursor.u32() ?? 0, MOST_CHUNKS);
  const chunks: Chunk[] = [];
  while (chunks.length < count) {
    const tag = textOf(cursor.take(CHUNK.length));
    cursor.skip(2);
    const chunk = cursor.sub(cursor.u32() ?? -1);
    if (tag !== CHUNK || chunk === null || textOf(chunk.take(LIST.length)) !== LIST || !chunk.skip(6)) break;
    const notes = chunk.u32() ?? 0;
    chunks.push({ at: chunk.at, count: Math.min(notes, Math.floor(chunk.left / NOTE.size)) });
  }
  return chunks;
}

const textOf = (bytes: Uint8Array | null): string => (bytes === null ? '' : Buffer.from(bytes).toString('latin1'));

interface StoredNote {
  readonly at: number;
  readonly length: number;
  readonly key: number;
  readonly unit: 'ticks' | 'samples';
}

/** `u64 position, u8 key, u64 duration, velocities …`; positions are as the offset of a clip is, whatever stands for their zero. */
function* notesIn({ bytes, view, order }: Document, { at: first, count }: Chunk): Generator<StoredNote> {
  const little = order === 'le';
  const number = (at: number): number => {
    const [low, high] = little
      ? [view.getUint32(at, true), view.getUint16(at + 4, true)]
      : [view.getUint32(at + 4, false), view.getUint16(at + 2, false)];
    return high * 2 ** 32 + low;
  };
  for (let at = first; at < first + count * NOTE.size; at += NOTE.size) {
    const base = bytes[little ? at + 7 : at] as number;
    yield {
      at: number(at),
      length: number(at + NOTE.length),
      key: bytes[at + NOTE.key] as number,
      unit: (base & IN_TICKS) === 0 ? 'samples' : 'ticks',
    };
  }
}
