/** The notes of MIDI takes, as their items play them (reaper.md, section 4, "MIDI events"). */
import type { ClipNotes, MidiNote, TempoPoint } from '../../lib/model/session.js';
import { type NoteCollector, noteCollector } from '../shared/midi-notes.js';
import { keyOf as noteKeyOf, notePairs, voiceOf } from '../shared/note-pairs.js';
import { type Beats, beatsOf } from './beats.js';
import { type Document, keyOf, numberOf, opensBlock, rowsIn, wordsOf } from './grammar.js';
import type { Item, Take } from './item-lines.js';

/** Of one session; a function of its own where notes are wanted. */
export type TakeNotes = (item: Item, take: Take) => ClipNotes | undefined;

/** A `<SOURCE MIDI` with its events. */
interface Source {
  readonly notes: readonly Note[];
  readonly quarters: number;
}

/** In quarters from the beginning of the source. */
interface Note {
  readonly at: number;
  readonly length: number;
  readonly key: number;
}

export function takeNotes(document: Document, tempo: readonly TempoPoint[]): TakeNotes {
  const beats = beatsOf(tempo);
  const collector = noteCollector();
  const sources = sourcesOf(document);
  return (item, take) => {
    const source = beats === null || take.source === null ? null : sources(take.source);
    return source === null || beats === null ? undefined : played(item, take, source, beats, collector);
  };
}

/**
 * A source lies in the project from where its first tick would be; from there on it goes by quarters. Where an item loops
 * (`LOOP 1`) it starts over at its end.
 */
function played(item: Item, take: Take, source: Source, beats: Beats, collector: NoteCollector): ClipNotes | undefined {
  const [start, length] = [item.startNs, item.lengthNs].map((ns) => (ns === null ? null : Number(ns) / 1e9));
  const [rate, offset] = [take.rate ?? 1, numberOf(take.offset) ?? 0];
  if (start == null || length == null || !(rate > 0)) return undefined;
  const origin = beats.quartersAt(start - offset / rate);
  const end = beats.quartersAt(start + length);
  const loop = item.looped === true && source.quarters > 0 ? source.quarters / rate : null;
  // Of a looped one also the passes before the first count: an offset may be longer than the source.
  const first = loop === null ? 0 : Math.floor((beats.quartersAt(start) - origin) / loop);
  function* notes(): Generator<MidiNote> {
    for (let pass = first; source.notes.length > 0; pass += 1) {
      const from = origin + pass * (loop ?? 0);
      if (from >= end) return;
      for (const note of source.notes) {
        const at = beats.secondsAt(from + note.at / rate);
        const until = beats.secondsAt(from + (note.at + note.length) / rate);
        yield { at: at - (start as number), length: until - at, key: note.key };
      }
      if (loop === null) return;
    }
  }
  return collector.collect(length, notes());
}

/** By the block of a take's source; a ghost (`MIDIPOOL`) plays the events of the source that has its pool. */
function sourcesOf(document: Document): (block: number) => Source | null {
  let pools: ReadonlyMap<string, number> | null = null;
  // Only what several may play is kept.
  const shared = new Map<number, Source | null>();
  return (block) => {
    const { hasEvents, pool } = headOf(document, block);
    if (hasEvents) return readSource(document, block);
    if (pool === null) return null;
    pools ??= poolsOf(document);
    const home = pools.get(pool);
    if (home === undefined) return null;
    const known = shared.get(home);
    const source = known === undefined ? readSource(document, home) : known;
    shared.set(home, source);
    return source;
  };
}

/** The first source of each pool that has its events. */
function poolsOf(document: Document): ReadonlyMap<string, number> {
  const pools = new Map<string, number>();
  for (let line = 0; line < document.lines; line += 1) {
    if (!opensBlock(document, line) || keyOf(document, line) !== 'SOURCE') continue;
    const { hasEvents, pool } = headOf(document, line);
    if (hasEvents && pool !== null && !pools.has(pool)) pools.set(pool, line);
  }
  return pools;
}

/** Events of a MIDI source that lie in the session, and the pool that it shares them with. */
function headOf(document: Document, block: number): { readonly hasEvents: boolean; readonly pool: string | null } {
  const type = wordsOf(document, block)[1];
  if (type !== 'MIDI' && type !== 'MIDIPOOL') return { hasEvents: false, pool: null };
  let hasEvents = false;
  for (const { line, key, opens } of rowsIn(document, block)) {
    if (!opens && key === 'HASDATA') hasEvents = true;
    if (!opens && key === 'POOLEDEVTS') return { hasEvents, pool: wordsOf(document, line)[1] ?? null };
  }
  return { hasEvents, pool: null };
}

/** `HASDATA 1 ticksPerQuarter QN`, then the events; null where they are counted in something else. */
function readSource(document: Document, block: number): Source | null {
  const notes: Note[] = [];
  const pairs = notePairs();
  let [perQuarter, ticks]: [number | null, number] = [null, 0];
  const add = (voice: number, from: number): void => {
    if (perQuarter === null) return;
    notes.push({ at: from / perQuarter, length: (ticks - from) / perQuarter, key: noteKeyOf(voice) });
  };
  for (const { line, key, opens } of rowsIn(document, block)) {
    if (key === 'HASDATA') perQuarter = ticksOf(wordsOf(document, line));
    // A tempo of its own: where that leaves its notes is not proven.
    else if (key === 'IGNTEMPO' && wordsOf(document, line)[1] !== '0') return null;
    else if (opens && /^x$/i.test(key)) ticks += deltaOf(wordsOf(document, line)[1]);
    else if (!opens && /^e(m?)$/i.test(key)) {
      const [, delta, status = '', note = '', velocity = ''] = wordsOf(document, line);
      ticks += deltaOf(delta);
      const [command, number] = [Number.parseInt(status, 16), Number.parseInt(note, 16)];
      const kind = command & 0xf0;
      if (!(number >= 0 && number < 128) || (kind !== 0x90 && kind !== 0x80)) continue;
      // A muted event (`Em`) is not heard.
      if (key.length > 1) continue;
      const voice = voiceOf(command & 0xf, number);
      if (kind === 0x90 && Number.parseInt(velocity, 16) > 0) pairs.begin(voice, ticks);
      else {
        const from = pairs.end(voice);
        if (from !== null) add(voice, from);
      }
    }
  }
  if (perQuarter === null) return null;
  for (const [voice, from] of pairs.rest()) add(voice, from);
  return { notes: notes.sort((a, b) => a.at - b.at || a.key - b.key), quarters: ticks / perQuarter };
}

function ticksOf([, has, ticks, unit]: readonly string[]): number | null {
  const perQuarter = numberOf(ticks);
  return has === '1' && unit === 'QN' && perQuarter !== null && perQuarter > 0 ? perQuarter : null;
}

const deltaOf = (word: string | undefined): number => Math.max(numberOf(word) ?? 0, 0);
