/** The notes of MIDI regions: events of the sequence that a region plays (logic.md, section 4.2). */
import type { Clip, ClipNotes, MidiNote } from '../../lib/model/session.js';
import { noteCollector } from '../shared/midi-notes.js';
import type { Region } from './clips.js';
import { eventsOf, eventU8, eventU32, LIST, LISTS_START, listsOf, type SongEvent } from './events.js';
import type { Song, SongRecord } from './records.js';
import type { Timeline } from './timeline.js';

export type RegionNotes = (region: Region, clip: Clip) => ClipNotes | undefined;

/** One for each MIDI channel. */
const NOTES = Array.from({ length: 16 }, (_, channel) => 0x90 + channel);
/** Notes with a mark: selected or muted, it is not known which. A count would be a guess where there are some. */
const MARKED = NOTES.map((type) => type | 0x4000);
/** Regions: a folder, or a folder of takes, which has no notes of its own. */
const REGIONS = [0x20, 0x24];
const NOT_NOTES = [...REGIONS, ...MARKED];

export function regionNotes(song: Song, timeline: Timeline): RegionNotes {
  const collector = noteCollector();
  const sequences = new Map(listsOf(song, LIST.tracks).map((list) => [list.slot, list]));
  return ({ sequence, ticks }, { lengthNs }) => {
    const list = sequence === null ? undefined : sequences.get(sequence);
    if (list === undefined || lengthNs === null || holds(list, NOT_NOTES)) return undefined;
    const start = timeline.secondsAt(ticks);
    function* notes(): Generator<MidiNote> {
      for (const event of eventsOf(list as SongRecord, NOTES)) yield noteOf(event, ticks, start, timeline);
    }
    return collector.collect(Number(lengthNs) / 1e9, notes());
  };
}

const holds = (list: SongRecord, types: readonly number[]): boolean => eventsOf(list, types).next().done !== true;

/** Position +4, the beginning of the region being that of all lists; pitch +12, length in ticks +28. */
function noteOf(event: SongEvent, region: number, start: number, { secondsAt }: Timeline): MidiNote {
  const from = region + event.at - LISTS_START;
  const seconds = secondsAt(from);
  const length = eventU32(event, 28) ?? Number.NaN;
  return { at: seconds - start, length: secondsAt(from + length) - seconds, key: eventU8(event, 12) ?? -1 };
}
