/** Where the bars of a song stand in time, for the ruler. Null where the tempo cannot be told exactly. */
import type { InspectedSession } from '../model/inspect.js';

export interface Bar {
  readonly number: number;
  readonly seconds: number;
}

const MAX_BARS = 20_000;
const MAX_POINTS = 2_000;

export function barsOf(session: InspectedSession, seconds: number): readonly Bar[] | null {
  const tempo = session.tempo.map((point) => ({ ...point, at: Number(point.atNs) / 1e9 }));
  const meter = session.meter.map((point) => ({ ...point, at: Number(point.atNs) / 1e9 }));
  const sane =
    tempo.every(({ bpm, ramp }) => bpm > 0 && ramp !== 'curve') && meter.every(({ denominator }) => denominator > 0);
  if (tempo.length === 0 || tempo.length > MAX_POINTS || meter.length > MAX_POINTS || !sane) return null;
  tempo.sort(byTime);
  meter.sort(byTime);
  const bars: Bar[] = [];
  const clock = quarterClock(tempo);
  let at = 0;
  let next = 0;
  while (at <= seconds && bars.length < MAX_BARS) {
    bars.push({ number: bars.length + 1, seconds: at });
    while (next < meter.length && (meter[next] as Timed).at <= at + 1e-9) next++;
    const now = meter[next - 1] ?? meter[0];
    const quarters = now === undefined ? 4 : (now.numerator * 4) / now.denominator;
    if (!(quarters > 0)) return null;
    // A new metre begins a bar, also where the one before is not full.
    at = Math.min(clock(at, quarters), next > 0 ? (meter[next]?.at ?? Infinity) : Infinity);
  }
  return bars;
}

interface Timed {
  readonly at: number;
}

interface Point extends Timed {
  readonly bpm: number;
  readonly ramp: string;
}

const byTime = (a: Timed, b: Timed): number => a.at - b.at;

/** From a moment, so many quarters on; asked for later and later moments, it walks the tempo once. */
function quarterClock(tempo: readonly Point[]): (start: number, quarters: number) => number {
  let index = 0;
  return (start, quarters) => {
    let at = start;
    let left = quarters;
    for (;;) {
      while (index + 1 < tempo.length && (tempo[index + 1] as Point).at <= at + 1e-9) index++;
      const from = tempo[index] as Point;
      // Before its first point the first tempo holds.
      const next = from.at > at + 1e-9 ? from : tempo[index + 1];
      const bpm = bpmAt(from, next, at);
      if (next === undefined) return at + (left * 60) / bpm;
      // In a glide the tempo is a line over time, and the quarters are the area below it.
      const slope = from.ramp === 'linear' ? (next.bpm - bpm) / (next.at - at) : 0;
      const until = ((next.at - at) * (2 * bpm + slope * (next.at - at))) / 120;
      if (until > left + 1e-9) return at + timeFor(left, bpm, slope);
      left -= until;
      at = next.at;
    }
  };
}

function timeFor(quarters: number, bpm: number, slope: number): number {
  if (Math.abs(slope) < 1e-9) return (quarters * 60) / bpm;
  return (Math.sqrt(bpm * bpm + 120 * slope * quarters) - bpm) / slope;
}

function bpmAt(from: Point, next: Point | undefined, at: number): number {
  if (from.ramp !== 'linear' || next === undefined || at <= from.at) return from.bpm;
  return from.bpm + ((next.bpm - from.bpm) * (at - from.at)) / (next.at - from.at);
}

/** The bar in which a moment lies, for "from bar 61". */
export function barAt(bars: readonly Bar[] | null, seconds: number): number | null {
  if (bars === null) return null;
  let [from, until] = [0, bars.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((bars[middle] as Bar).seconds <= seconds + 1e-6) from = middle + 1;
    else until = middle;
  }
  // Behind a list that was cut nobody counted.
  return from === MAX_BARS ? null : (bars[from - 1]?.number ?? null);
}
