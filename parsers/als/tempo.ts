/** Tempo and meter, and from beats to time (als.md, section 4, "Tempo" and "Meter"). */

import type { MeterPoint, Ns, TempoPoint } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { lastAtMost } from '../shared/sorted.js';
import { type Envelopes, eventsOf, numberAtStart, type Parameter } from './automation.js';
import type { TrackDraft } from './drafts.js';

export interface TimeLine {
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
  /** False where points were left out, or where curves between them are read as straight lines. */
  readonly isWhole: boolean;
  /** Null where no tempo is known. */
  nsAt(beats: number | null): Ns | null;
  secondsAt(beats: number | null): number | null;
}

/** A point and the seconds that have passed until there. */
interface Point {
  readonly beats: number;
  readonly bpm: number;
  readonly seconds: number;
}

export function timeLineOf(master: TrackDraft | null): TimeLine {
  if (master === null) return { tempo: [], meter: [], isWhole: false, nsAt: () => null, secondsAt: () => null };
  const { mixer, envelopes } = master;
  const events = eventsOf(mixer.tempo, envelopes);
  const points = withSeconds(valuesOf(mixer.tempo, envelopes).filter(({ value }) => value > 0));
  const at = (beats: number | null): number | null =>
    beats === null || points.length === 0 ? null : secondsAt(points, beats);
  const nsAt = (beats: number | null): Ns | null => nsFromSeconds(at(beats) ?? Number.NaN);
  return {
    tempo: points.flatMap((point, at) => tempoPoint(point, points[at + 1]) ?? []),
    meter: valuesOf(mixer.meter, envelopes).flatMap(({ beats, value }) => meterPoint(nsAt(beats), value) ?? []),
    isWhole: points.length > 0 && events?.isCut !== true && events?.hasCurves !== true,
    nsAt,
    secondsAt: at,
  };
}

interface Value {
  readonly beats: number;
  readonly value: number;
}

/** From beat 0 on: the last event that lies before holds there, and `Manual` where there is none (als.md, section 4). */
function valuesOf(parameter: Parameter, envelopes: Envelopes): Value[] {
  const numbers = eventsOf(parameter, envelopes)?.numbers ?? [];
  const values: Value[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2)
    values.push({ beats: numbers[at] as number, value: numbers[at + 1] as number });
  values.sort((a, b) => a.beats - b.beats);
  const first = values.findLastIndex(({ beats }) => beats <= 0);
  const start = values[first]?.value ?? numberAtStart(parameter) ?? values[0]?.value;
  return start === undefined ? [] : [{ beats: 0, value: start }, ...values.slice(first + 1)];
}

function withSeconds(values: readonly Value[]): Point[] {
  const points: Point[] = [];
  for (const { beats, value } of values) {
    const last = points.at(-1);
    const seconds = last === undefined ? 0 : last.seconds + secondsBetween(last, { beats, bpm: value }, beats);
    points.push({ beats, bpm: value, seconds });
  }
  return points;
}

/** The tempo moves in a straight line over the beats, so the time is the integral of 60 / tempo: a logarithm. */
function secondsBetween(from: Omit<Point, 'seconds'>, to: Omit<Point, 'seconds'> | undefined, beats: number): number {
  const passed = beats - from.beats;
  const slope = to === undefined || to.beats === from.beats ? 0 : (to.bpm - from.bpm) / (to.beats - from.beats);
  const steady = (passed * 60) / from.bpm;
  const grown = (slope * passed) / from.bpm;
  // So little that the quotient would lose its digits.
  return Math.abs(grown) < 1e-12 ? steady : (steady * Math.log1p(grown)) / grown;
}

function secondsAt(points: readonly Point[], beats: number): number {
  const at = Math.max(
    lastAtMost(points, (point) => point.beats, beats),
    0,
  );
  const from = points[at];
  if (from === undefined) return Number.NaN;
  return from.seconds + secondsBetween(from, beats < 0 ? undefined : points[at + 1], beats);
}

function tempoPoint({ beats, bpm, seconds }: Point, next: Point | undefined): TempoPoint | null {
  const atNs = nsFromSeconds(seconds);
  const isRamp = next !== undefined && next.bpm !== bpm && next.beats > beats;
  return atNs === null ? null : { atNs, atBeats: beats, bpm, ramp: isRamp ? 'linear' : 'step' };
}

/** 201 is 4/4: numerator - 1 plus 99 times the power of the denominator (als.md, section 4, "Meter"). */
export function meterOf(value: number): { readonly numerator: number; readonly denominator: number } | null {
  if (!Number.isInteger(value) || value < 0 || value >= 99 * 8) return null;
  return { numerator: (value % 99) + 1, denominator: 2 ** Math.floor(value / 99) };
}

function meterPoint(atNs: Ns | null, value: number): MeterPoint | null {
  const meter = meterOf(value);
  return atNs === null || meter === null ? null : { atNs, atBar: null, ...meter };
}
