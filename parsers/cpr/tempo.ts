/** Tempo and meter, and from ticks to time (cpr.md, section 4.4). */

import type { MeterPoint, Ns, TempoPoint } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { lastAtMost } from '../shared/sorted.js';
import { type Archive, type ArchiveObject, cursorIn } from './archive.js';

export interface TimeLine {
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
  /** False where ramps, whose exact shape is not known, or changes of meter, which no known project has, were met. */
  readonly isSure: boolean;
  /** Null where no tempo is known. */
  nsAt(position: number, unit: Unit): Ns | null;
  /** Not a number where no tempo is known. */
  secondsAt(ticks: number): number;
}

/** What the positions of a track count. */
export type Unit = 'ticks' | 'seconds';

const TICKS_PER_QUARTER = 480;
const MAX_POINTS = 1_000_000;

/** `seconds`: the time that is stored with it, which follows from the points before. */
interface Point {
  readonly ticks: number;
  readonly secondsPerQuarter: number;
  readonly seconds: number;
  readonly isRamp: boolean;
}

interface Meter {
  readonly bar: number;
  readonly numerator: number;
  readonly denominator: number;
}

export function timeLineOf(archive: Archive, tempo: ArchiveObject | null, meter: ArchiveObject | null): TimeLine {
  const points = tempo === null ? [] : readPoints(archive, tempo);
  const meters = meter === null ? [] : readMeters(archive, meter);
  const nsAt = (position: number, unit: Unit): Ns | null =>
    nsFromSeconds(unit === 'seconds' ? position : secondsAt(points, position));
  return {
    tempo: points.flatMap((point) => tempoPoint(point) ?? []),
    meter: meterPoints(meters, (ticks) => nsAt(ticks, 'ticks')),
    isSure: points.length > 0 && meters.length === 1 && !points.some(({ isRamp }) => isRamp),
    nsAt,
    secondsAt: (ticks) => secondsAt(points, ticks),
  };
}

/** One point where the fixed tempo is in force. */
function readPoints(archive: Archive, object: ArchiveObject): readonly Point[] {
  const cursor = cursorIn(archive, object);
  const points: Point[] = [];
  const count = Math.min(cursor.u32() ?? 0, MAX_POINTS);
  for (let left = count; left > 0; left--) {
    const [secondsPerQuarter, ticks, seconds, curve] = [cursor.f32(), cursor.f64(), cursor.f64(), cursor.u16()];
    if (secondsPerQuarter === null || ticks === null || seconds === null || curve === null) break;
    if (secondsPerQuarter > 0 && ticks >= (points.at(-1)?.ticks ?? -Infinity) && Number.isFinite(seconds))
      points.push({ ticks, secondsPerQuarter, seconds, isRamp: curve === 1 });
  }
  const fixed = cursor.f32();
  const isFixed = cursor.u16() === 1 && points.length === count;
  if (isFixed && fixed !== null && fixed > 0)
    return [{ ticks: 0, secondsPerQuarter: 60 / fixed, seconds: 0, isRamp: false }];
  return points;
}

/** Stored as a quotient in 32 bits: 69.9999993 is 70. */
const bpmOf = ({ secondsPerQuarter }: Point): number => Math.round(60_000 / secondsPerQuarter) / 1000;

function tempoPoint(point: Point): TempoPoint | null {
  const atNs = nsFromSeconds(point.seconds);
  if (atNs === null || !Number.isFinite(bpmOf(point))) return null;
  return {
    atNs,
    atBeats: point.ticks / TICKS_PER_QUARTER,
    bpm: bpmOf(point),
    ramp: point.isRamp ? 'linear' : 'step',
  };
}

function secondsAt(points: readonly Point[], ticks: number): number {
  const at = Math.max(
    lastAtMost(points, (point) => point.ticks, ticks),
    0,
  );
  const from = points[at];
  if (from === undefined) return Number.NaN;
  const passed = (ticks - from.ticks) / TICKS_PER_QUARTER;
  const next = points[at + 1];
  if (from.isRamp && next !== undefined && next.ticks > from.ticks && ticks > from.ticks) {
    // Between two stored times the speed is taken as changing evenly.
    const part = (ticks - from.ticks) / (next.ticks - from.ticks);
    const speed = from.secondsPerQuarter + (part * (next.secondsPerQuarter - from.secondsPerQuarter)) / 2;
    return from.seconds + passed * speed;
  }
  return from.seconds + passed * from.secondsPerQuarter;
}

/** Twelve bytes each, as far as the one that all known projects have tells. */
function readMeters(archive: Archive, object: ArchiveObject): readonly Meter[] {
  const cursor = cursorIn(archive, object);
  const meters: Meter[] = [];
  for (let left = Math.min(cursor.u32() ?? 0, MAX_POINTS); left > 0; left--) {
    const [bar, numerator, denominator] = [cursor.u32(), cursor.u16(), cursor.u16()];
    if (bar === null || numerator === null || denominator === null || !cursor.skip(4)) break;
    const isLater = bar > (meters.at(-1)?.bar ?? -1);
    if (!isLater || numerator === 0 || numerator > 99 || ![1, 2, 4, 8, 16, 32, 64].includes(denominator)) break;
    meters.push({ bar, numerator, denominator });
  }
  return meters;
}

function meterPoints(meters: readonly Meter[], nsAt: (ticks: number) => Ns | null): readonly MeterPoint[] {
  const points: MeterPoint[] = [];
  let ticks = 0;
  for (const [at, { bar, numerator, denominator }] of meters.entries()) {
    const before = meters[at - 1];
    if (before !== undefined)
      ticks += ((bar - before.bar) * before.numerator * 4 * TICKS_PER_QUARTER) / before.denominator;
    const atNs = nsAt(ticks);
    // Bars are counted from one on the screen.
    if (atNs !== null) points.push({ atNs, atBar: bar + 1, numerator, denominator });
  }
  return points;
}
