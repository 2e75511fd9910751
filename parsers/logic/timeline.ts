/** Tempo, meter, and from ticks to time (logic.md, section 4.5). */

import type { MeterPoint, Ns, TempoPoint } from '../../lib/model/session.js';
import { numberOf, type PlistValue } from '../shared/plist.js';
import { lastAtMost } from '../shared/sorted.js';
import { eventsOf, eventU8, eventU32, LIST, LISTS_START, listsOf, type SongEvent } from './events.js';
import type { Song } from './records.js';

const TICKS = 960;

export interface Timeline {
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
  /** True where the tempo moves in curves, whose time is that of steps here. */
  readonly hasCurves: boolean;
  /** Ticks from bar 1; null where no tempo is known. */
  nsAt(ticks: number): Ns | null;
  /** Not a number where no tempo is known. */
  secondsAt(ticks: number): number;
}

interface Point {
  readonly ticks: number;
  readonly bpm: number;
  readonly seconds: number;
}

export function timelineOf(song: Song | null, metadata: PlistValue): Timeline {
  const told = numberOf(metadata, 'BeatsPerMinute');
  const { points, hasCurves } = tempoOf(song, told !== null && told > 0 ? told : null);
  const nsAt = (ticks: number): Ns | null => rounded(secondsAt(points, ticks));
  return {
    hasCurves,
    nsAt,
    secondsAt: (ticks) => secondsAt(points, ticks),
    tempo: points.flatMap(({ ticks, bpm }) => {
      const atNs = nsAt(ticks);
      return atNs === null ? [] : [{ atNs, atBeats: ticks / TICKS, bpm, ramp: 'step' as const }];
    }),
    meter: meterOf(song, metadata, nsAt),
  };
}

const TEMPO = 0x60;

function tempoOf(song: Song | null, told: number | null): { points: readonly Point[]; hasCurves: boolean } {
  const points: Point[] = [];
  let hasCurves = false;
  const [list] = song === null ? [] : listsOf(song, LIST.tempo, 0);
  for (const event of list === undefined ? [] : eventsOf(list, [TEMPO])) {
    const bpm = (eventU32(event, 16) ?? 0) / 10_000;
    const last = points.at(-1);
    // The first one holds from the start on, wherever it stands.
    const ticks = last === undefined ? 0 : event.at - LISTS_START;
    if (bpm <= 0 || (last !== undefined && ticks < last.ticks)) continue;
    hasCurves ||= last !== undefined && isCurved(event);
    const seconds = last === undefined ? 0 : last.seconds + passed(last, ticks);
    if (last !== undefined && ticks === last.ticks) points.pop();
    points.push({ ticks, bpm, seconds });
  }
  if (points.length === 0 && told !== null) points.push({ ticks: 0, bpm: told, seconds: 0 });
  return { points, hasCurves };
}

/** Continuations that describe a curve are marked in the byte that makes them continuations (section 4.5). */
function isCurved(event: SongEvent): boolean {
  for (let line = 16; line < event.end - event.start; line += 16)
    if ([0xb4, 0xb1].includes(eventU8(event, line + 7) ?? 0)) return true;
  return false;
}

/** Through no text: there may be a hundred thousand regions. */
const rounded = (seconds: number): Ns | null => (Math.abs(seconds) < 1e9 ? BigInt(Math.round(seconds * 1e9)) : null);

const passed = (from: Point, ticks: number): number => ((ticks - from.ticks) / TICKS) * (60 / from.bpm);

function secondsAt(points: readonly Point[], ticks: number): number {
  const at = Math.max(
    lastAtMost(points, (point) => point.ticks, ticks),
    0,
  );
  const from = points[at];
  return from === undefined ? Number.NaN : from.seconds + passed(from, ticks);
}

const METER = 0x30;

function meterOf(song: Song | null, metadata: PlistValue, nsAt: Timeline['nsAt']): readonly MeterPoint[] {
  const [list] = song === null ? [] : listsOf(song, LIST.meter, 0);
  const points: MeterPoint[] = [];
  for (const event of list === undefined ? [] : eventsOf(list, [METER])) {
    const [numerator, power] = [eventU8(event, 12) ?? 0, eventU8(event, 11) ?? 0xff];
    // The first one stands before bar 1.
    const atNs = points.length === 0 ? 0n : nsAt(event.at - LISTS_START);
    if (numerator === 0 || power > 7 || atNs === null) continue;
    points.push({ atNs, atBar: null, numerator, denominator: 2 ** power });
  }
  const told = [numberOf(metadata, 'SongSignatureNumerator'), numberOf(metadata, 'SongSignatureDenominator')] as const;
  const [numerator, denominator] = told;
  if (numerator === null || denominator === null || numerator <= 0 || denominator <= 0) return points;
  return [{ atNs: 0n, atBar: null, numerator, denominator }, ...points.slice(1)];
}
