/** Tempo, meter, and where on the time line a stored position lies (protools.md, sections 2.3 and 4.5). */

import type { MeterPoint, Ns, TempoPoint } from '../../lib/model/session.js';
import { lastAtMost } from '../shared/sorted.js';
import { cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';

export interface Timeline {
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
  /** Null where the session does not store what would be needed (a rate, a tempo). */
  nsAt(position: Position): Ns | null;
  readonly nsOfFrames: (frames: number) => Ns | null;
}

export interface Position {
  readonly value: number;
  readonly unit: 'samples' | 'ticks';
}

export const TICKS_PER_BEAT = 960_000;
/** Tick 0. */
const ZERO = 0xe8d4a51000;
/** No session is 54 days long, so what lies behind is ticks; older layouts have no mark for them. */
const FIRST_TICK = 9e11;
export const IN_TICKS = 0x40;
const NS = 1e9;

/** The u64 at a place of the document, which must lie within it: the top byte is the time base. */
export function positionAt({ bytes, view, order }: Document, at: number): Position {
  const little = order === 'le';
  const base = bytes[little ? at + 7 : at] as number;
  const [low, high] = little
    ? [view.getUint32(at, true), view.getUint16(at + 4, true)]
    : [view.getUint32(at + 4, false), view.getUint16(at + 2, false)];
  const value = high * 2 ** 32 + low;
  return (base & IN_TICKS) !== 0 || value >= FIRST_TICK
    ? { value: value - ZERO, unit: 'ticks' }
    : { value, unit: 'samples' };
}

interface Event {
  readonly ticks: number;
  readonly ns: number;
  readonly bpm: number;
  readonly nsPerTick: number;
}

export function readTimeline(document: Document, sampleRate: number | null): Timeline {
  const events = readEvents(document);
  const nsAtTick = (ticks: number): number | null => {
    const event = lastBefore(events, ticks) ?? events[0];
    return event === undefined ? null : event.ns + (ticks - event.ticks) * event.nsPerTick;
  };
  const nsOfFrames = (frames: number) => (sampleRate === null ? null : rounded((frames * NS) / sampleRate));
  return {
    tempo: events.map(({ ticks, ns, bpm }) => ({
      atNs: rounded(ns) ?? 0n,
      atBeats: ticks / TICKS_PER_BEAT,
      bpm,
      ramp: 'step',
    })),
    meter: readMeter(document, nsAtTick),
    nsAt: ({ value, unit }) => (unit === 'samples' ? nsOfFrames(value) : rounded(nsAtTick(value))),
    nsOfFrames,
  };
}

const rounded = (ns: number | null): Ns | null => (ns === null || !Number.isFinite(ns) ? null : BigInt(Math.round(ns)));

const TEMPO = { size: 61, position: 34, bpm: 44, beat: 52 };

/** `Tempo`, u16, u32, u32 number, then 61 bytes each. */
function readEvents(document: Document): readonly Event[] {
  const events: Event[] = [];
  for (const at of records(document, CONTENT.tempo, TEMPO.size)) {
    const little = document.order === 'le';
    const ticks = positionAt(document, at + TEMPO.position).value;
    const bpm = document.view.getFloat64(at + TEMPO.bpm, little);
    const beat = positionAt(document, at + TEMPO.beat).value;
    if (!(bpm > 0 && bpm < 10_000 && beat > 0)) {
      document.damaged.add('tempo');
      continue;
    }
    const before = events.at(-1);
    const ns = before === undefined ? 0 : before.ns + (ticks - before.ticks) * before.nsPerTick;
    events.push({ ticks, ns, bpm, nsPerTick: (60 * NS) / (bpm * beat) });
  }
  return events;
}

const METER = { size: 36, bar: 8, numerator: 12, denominator: 16 };

/** `Meter`, u16, u32, u32 number, then 36 bytes each. None is 4/4 throughout. */
function readMeter(document: Document, nsAtTick: (ticks: number) => number | null): readonly MeterPoint[] {
  const points: MeterPoint[] = [];
  const { view, order } = document;
  const little = order === 'le';
  for (const at of records(document, CONTENT.meter, METER.size)) {
    const atNs = rounded(nsAtTick(positionAt(document, at).value));
    const [numerator, denominator] = [
      view.getUint32(at + METER.numerator, little),
      view.getUint32(at + METER.denominator, little),
    ];
    if (numerator === 0 || denominator === 0) document.damaged.add('tempo');
    else if (atNs !== null) points.push({ atNs, atBar: view.getInt32(at + METER.bar, little), numerator, denominator });
  }
  if (points.length > 0 || topOf(document, CONTENT.meter) === null) return points;
  return [{ atNs: 0n, atBar: 1, numerator: 4, denominator: 4 }];
}

/** Where the records of such a list begin, of those that lie within it. */
function records(document: Document, content: number, size: number): readonly number[] {
  const block = topOf(document, content);
  if (block === null) return [];
  const cursor = cursorIn(document, block, block.body + 11);
  const count = cursor.u32() ?? 0;
  const there = Math.min(count, Math.floor(cursor.left / size), 1 << 16);
  if (there !== count) document.damaged.add('tempo');
  return Array.from({ length: there }, (_, index) => cursor.at + index * size);
}

/** The last event at or before a tick; they are sorted. */
const lastBefore = (events: readonly Event[], ticks: number): Event | undefined =>
  events[lastAtMost(events, (event) => event.ticks, ticks)];
