/** Markers, sections of the arrangement, notes of the project (logic.md, section 4.6). */
import type { Marker, Note, Ns } from '../../lib/model/session.js';
import { showLength } from '../../lib/model/time.js';
import { eventsOf, eventU32, LIST, LISTS_START, listsOf, type SongEvent } from './events.js';
import type { Song } from './records.js';
import type { Texts } from './texts.js';
import type { Timeline } from './timeline.js';

const TEXT_EVENT = 0x12;
/** Up to the next one. */
const OPEN_END = 1;
const [TEXT_SLOT, LENGTH] = [16, 28];

export function readMarkers(song: Song, texts: Texts, timeline: Timeline): readonly Marker[] {
  return textEvents(song, LIST.markers).map((event) => {
    const ticks = event.at - LISTS_START;
    const length = eventU32(event, LENGTH) ?? OPEN_END;
    const [atNs, endNs] = [timeline.nsAt(ticks), length <= OPEN_END ? null : timeline.nsAt(ticks + length)];
    // Logic shows the running number in the place of "##".
    const name = texts.at(slotOf(event))?.trim() ?? '';
    return { name, atNs, lengthNs: span(atNs, endNs), colour: null };
  });
}

const span = (start: Ns | null, end: Ns | null): Ns | null => (start === null || end === null ? null : end - start);

/** In the order of time. */
const textEvents = (song: Song, kind: number, slot?: number): readonly SongEvent[] =>
  listsOf(song, kind, slot)
    .flatMap((list) => [...eventsOf(list, [TEXT_EVENT])])
    .sort((a, b) => a.at - b.at);

const slotOf = (event: SongEvent): number => eventU32(event, TEXT_SLOT) ?? -1;

export function readNotes(song: Song, texts: Texts, timeline: Timeline): readonly Note[] {
  const sections = textEvents(song, LIST.sections, 0).map((event) => {
    const ns = timeline.nsAt(event.at - LISTS_START);
    const time = ns === null || ns < 0n ? '' : `${showLength(ns)} `;
    return `${time}${texts.at(slotOf(event))?.trim() ?? ''}`;
  });
  const notes = projectNotes(song, texts);
  return [
    ...(notes === null ? [] : [{ where: 'project', text: notes }]),
    ...(sections.length === 0 ? [] : [{ where: 'arrangement', text: sections.join('\n') }]),
  ];
}

/** Twenty were seen; among more nobody could say which are the notes. */
const MAX_UNNAMED = 100;

/** The formatted text that no marker names; texts of deleted markers are in the file too, and end in "##". */
function projectNotes(song: Song, texts: Texts): string | null {
  const named = new Set(textEvents(song, LIST.markers).map(slotOf));
  const unnamed = texts.formatted.filter((slot) => !named.has(slot));
  if (unnamed.length > MAX_UNNAMED) return null;
  const others = unnamed.map((slot) => texts.at(slot)?.trim() ?? '').filter((text) => text !== '');
  const [only] = others;
  return others.length === 1 && only !== undefined && !only.endsWith('##') ? only : null;
}
