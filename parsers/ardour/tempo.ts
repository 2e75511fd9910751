/** Tempo and meter of all versions, and the music time that follows from them (ardour.md, section 4, "Tempo"). */

import type { MeterPoint, TempoPoint } from '../../lib/model/session.js';
import { lastAtMost } from '../shared/sorted.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { barPoints } from './bars.js';
import { type MusicTime, nsOfSeconds } from './clock.js';
import { flagOf, numberOf, textOf } from './values.js';

/** A change of tempo: `bpm` counts notes of 1/`note`, as the DAW shows it. */
export interface TempoChange {
  readonly seconds: number;
  readonly quarters: number;
  readonly bpm: number;
  readonly note: number;
  /** Where the ramp to the next change ends; equal to `bpm` where there is none. */
  readonly endBpm: number;
}

export interface MeterChange {
  readonly seconds: number;
  readonly bar: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

export interface TempoMap {
  readonly changes: readonly TempoChange[];
  readonly meters: readonly MeterChange[];
}

export function readTempoMap(session: XmlElement, rate: number | null): TempoMap {
  const map = child(session, 'TempoMap');
  if (map === undefined) return { changes: [], meters: [] };
  const tempos = childrenNamed(child(map, 'Tempos') ?? map, 'Tempo');
  const meters = childrenNamed(child(map, 'Meters') ?? map, 'Meter');
  if (tempos.some((one) => one.attributes.has('start')) || meters.some((one) => one.attributes.has('start')))
    return barPoints(tempos, meters);
  const perSecond = superclocksOf(session);
  const changes = tempos.flatMap((one) => changeOf(one, rate, perSecond) ?? []).sort((a, b) => a.seconds - b.seconds);
  return {
    changes,
    meters: meters.flatMap((one) => meterOf(one, rate, perSecond) ?? []).sort((a, b) => a.seconds - b.seconds),
  };
}

/** 7 and later say how many there are in a second. */
export const superclocksOf = (session: XmlElement): number =>
  numberOf(child(session, 'TempoMap'), 'superclocks-per-second') || 282_240_000;

export const notePerMinute = (element: XmlElement): number | null =>
  positive(numberOf(element, 'npm') ?? numberOf(element, 'beats-per-minute'));

export const noteOf = (element: XmlElement): number =>
  positive(numberOf(element, 'note-value') ?? numberOf(element, 'note-type')) ?? 4;

/** 2.x calls it beats-per-bar. */
export const perBar = (element: XmlElement): number | null =>
  positive(numberOf(element, 'divisions-per-bar') ?? numberOf(element, 'beats-per-bar'));

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

function changeOf(element: XmlElement, rate: number | null, perSecond: number): TempoChange | null {
  const [bpm, seconds] = [notePerMinute(element), secondsOf(element, rate, perSecond)];
  if (bpm === null || seconds === null || flagOf(element, 'active') === false) return null;
  const end = positive(numberOf(element, 'enpm') ?? numberOf(element, 'end-beats-per-minute')) ?? bpm;
  return { seconds, quarters: quartersOf(element), bpm, note: noteOf(element), endBpm: end };
}

function meterOf(element: XmlElement, rate: number | null, perSecond: number): MeterChange | null {
  const [numerator, seconds] = [perBar(element), secondsOf(element, rate, perSecond)];
  if (numerator === null || seconds === null) return null;
  const bar = Number.parseInt(textOf(element, 'bbt') ?? '', 10);
  return { seconds, bar: Number.isInteger(bar) ? bar : null, numerator, denominator: noteOf(element) };
}

/** 7 and later: `sclock`; 5 and 6: `frame`. */
function secondsOf(element: XmlElement, rate: number | null, perSecond: number): number | null {
  const clocks = numberOf(element, 'sclock');
  if (clocks !== null) return clocks / perSecond;
  const frame = numberOf(element, 'frame');
  if (frame === null) return null;
  return frame === 0 ? 0 : rate === null ? null : frame / rate;
}

/** 7 and later: `quarters="8:960"`, with 1,920 ticks; 5 and 6: `pulse`, in whole notes. */
function quartersOf(element: XmlElement): number {
  const match = /^(-?\d{1,12})(?::(\d{1,6}))?$/.exec(textOf(element, 'quarters') ?? '');
  if (match !== null) return Number(match[1]) + Number(match[2] ?? 0) / 1920;
  return (numberOf(element, 'pulse') ?? 0) * 4;
}

export function tempoPoints(map: TempoMap): readonly TempoPoint[] {
  return map.changes.flatMap(({ seconds, quarters, bpm, endBpm }) => {
    const atNs = nsOfSeconds(seconds);
    if (atNs === null) return [];
    return [{ atNs, atBeats: quarters, bpm: rounded(bpm), ramp: rounded(endBpm) === rounded(bpm) ? 'step' : 'linear' }];
  });
}

export function meterPoints(map: TempoMap): readonly MeterPoint[] {
  return map.meters.flatMap(({ seconds, bar, numerator, denominator }) => {
    const atNs = nsOfSeconds(seconds);
    return atNs === null ? [] : [{ atNs, atBar: bar, numerator, denominator }];
  });
}

/** 105.99999971206539 means 106. */
const rounded = (bpm: number): number => Math.round(bpm * 1e4) / 1e4;

/** Within a ramp the tempo grows evenly over the quarters, in 6 and in 7. Without a tempo: 120, as a new session has. */
export function musicTimeOf({ changes }: TempoMap): MusicTime {
  const points = changes.length > 0 ? changes : [{ seconds: 0, quarters: 0, bpm: 120, note: 4, endBpm: 120 }];
  const segments = points.map((point, index) => {
    const next = points[index + 1];
    const perSecond = (point.bpm * 4) / point.note / 60;
    const end = (point.endBpm * 4) / point.note / 60;
    const slope =
      next !== undefined && next.quarters > point.quarters ? (end - perSecond) / (next.quarters - point.quarters) : 0;
    return { ...point, perSecond, slope: Math.abs(slope) < 1e-9 ? 0 : slope };
  });
  type Segment = (typeof segments)[number];
  const segmentAt = (key: 'seconds' | 'quarters', value: number): Segment => {
    return segments[
      Math.max(
        lastAtMost(segments, (segment) => segment[key], value),
        0,
      )
    ] as Segment;
  };
  return {
    secondsAt(quarters) {
      const { seconds, quarters: from, perSecond, slope } = segmentAt('quarters', quarters);
      const way = quarters - from;
      return seconds + (slope === 0 ? way / perSecond : Math.log1p((slope * way) / perSecond) / slope);
    },
    quartersAt(at) {
      const { seconds, quarters, perSecond, slope } = segmentAt('seconds', at);
      const way = at - seconds;
      return quarters + (slope === 0 ? way * perSecond : (perSecond * Math.expm1(slope * way)) / slope);
    },
  };
}
