/** Positions and durations in Ardour's three units, as nanoseconds (ardour.md, section 4, "Positions"). */
import type { Ns } from '../../lib/model/session.js';

const SECOND = 1_000_000_000n;
/** 7 and later: audio time is counted in these per second, unless the session says another number. */
const SUPERCLOCKS = 282_240_000n;
/** 7 and later: music time is counted in these per quarter. */
const TICKS = 1920;

export interface Clock {
  /** `123` samples, `a123` superclocks, `b123` ticks. Null for anything else. */
  at(text: string | null): Ns | null;
  /** Position and length of a region: attributes `position` and `length`, or `length="L@P"` (7 and later). */
  span(position: string | null, length: string | null): Span;
  /** The offset of a region in its source; music time is counted at the region's place. */
  offset(text: string | null, position: string | null, length: string | null): Ns | null;
  /** Frames at the session's rate; null where it has none, or in music time. */
  frames(length: string | null): number | null;
}

export interface Span {
  readonly startNs: Ns | null;
  readonly lengthNs: Ns | null;
}

/** Where music time stands in time: both ways, in quarters and seconds. */
export interface MusicTime {
  secondsAt(quarters: number): number;
  quartersAt(seconds: number): number;
}

interface Reading {
  readonly domain: 'samples' | 'audio' | 'music';
  readonly count: bigint;
}

export function clockOf(rate: number | null, superclocks: bigint | null, music: MusicTime): Clock {
  const perSecond = superclocks ?? SUPERCLOCKS;
  const samplesPerSecond = rate === null ? null : BigInt(Math.round(rate));

  const nsOf = ({ domain, count }: Reading): Ns | null => {
    if (domain === 'audio') return divide(count * SECOND, perSecond);
    if (domain === 'music') return nsOfSeconds(music.secondsAt(Number(count) / TICKS));
    return samplesPerSecond === null ? null : divide(count * SECOND, samplesPerSecond);
  };
  const at = (text: string | null): Ns | null => {
    const reading = readingOf(text);
    return reading === null ? null : nsOf(reading);
  };
  const split = (position: string | null, length: string | null): readonly [Reading | null, Reading | null] => {
    const [own, behind] = (length ?? '').split('@');
    return [readingOf(behind ?? position), readingOf(own ?? null)];
  };
  const quartersOf = (reading: Reading): number | null => {
    if (reading.domain === 'music') return Number(reading.count) / TICKS;
    const ns = nsOf(reading);
    return ns === null ? null : music.quartersAt(Number(ns) / 1e9);
  };
  /** From `from`, which lies `count` ticks away, in time. */
  const musicFrom = (from: Reading, count: bigint): Ns | null => {
    const quarters = quartersOf(from);
    if (quarters === null) return null;
    return nsOfSeconds(music.secondsAt(quarters + Number(count) / TICKS) - music.secondsAt(quarters));
  };

  return {
    at,
    span(position, length) {
      const [start, long] = split(position, length);
      const startNs = start === null ? null : nsOf(start);
      if (long === null) return { startNs, lengthNs: null };
      if (long.domain !== 'music') return { startNs, lengthNs: nsOf(long) };
      return { startNs, lengthNs: start === null ? nsOf(long) : musicFrom(start, long.count) };
    },
    offset(text, position, length) {
      const offset = readingOf(text);
      if (offset === null) return null;
      const [start] = split(position, length);
      if (offset.domain !== 'music' || start === null) return nsOf(offset);
      const back = musicFrom(start, -offset.count);
      return back === null ? null : -back;
    },
    frames(length) {
      const [, long] = split(null, length);
      if (long === null || long.domain === 'music') return null;
      if (long.domain === 'samples') return Number(long.count);
      return samplesPerSecond === null ? null : Number(divide(long.count * samplesPerSecond, perSecond));
    },
  };
}

function readingOf(text: string | null): Reading | null {
  const match = /^([ab]?)(-?\d{1,18})$/.exec(text?.trim() ?? '');
  if (match === null) return null;
  return {
    domain: match[1] === 'a' ? 'audio' : match[1] === 'b' ? 'music' : 'samples',
    count: BigInt(match[2] as string),
  };
}

/** To the nearest. */
function divide(value: bigint, by: bigint): bigint {
  const half = by / 2n;
  return value >= 0n ? (value + half) / by : -((-value + half) / by);
}

export function nsOfSeconds(seconds: number): Ns | null {
  return Number.isFinite(seconds) && Math.abs(seconds) < 1e9 ? BigInt(Math.round(seconds * 1e9)) : null;
}
