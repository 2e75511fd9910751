/**
 * The lowest and highest sample of a stretch of bytes. Hot path: a loop for each width, measured (`npm run bench -- peaks`).
 * Integers of every width are compared as if they were 32 bits wide, so that one factor brings all of them to -1..1.
 */
import type { SampleFormat } from '../../model/peaks.js';
import { A_LAW, MU_LAW, SIGNED, UNSIGNED } from './bytes-as-samples.js';

/** Lowest and highest so far. Integers stay integers: as doubles they took a fifth longer. */
export type Range = Int32Array | Float64Array;

/** Widens `range` by the samples in `bytes` from `from` to `to`, whole ones. */
export type Scan = (bytes: Uint8Array, from: number, to: number, range: Range) => void;

export interface Samples {
  readonly width: number;
  /** The lowest above everything, the highest below: what `range` is before the first sample. */
  readonly none: Range;
  /** From what `scan` compares to -1..1. */
  readonly factor: number;
  readonly scan: Scan;
}

const INTEGER = { none: Int32Array.of(2 ** 31 - 1, -(2 ** 31)), factor: 2 ** -31 };
const FLOAT = { none: Float64Array.of(Infinity, -Infinity), factor: 1 };

export function samplesOf(format: SampleFormat, byteOrder: 'little' | 'big'): Samples {
  const little = byteOrder === 'little';
  switch (format) {
    case 'u8':
      return { width: 1, ...INTEGER, scan: byTable(UNSIGNED) };
    case 's8':
      return { width: 1, ...INTEGER, scan: byTable(SIGNED) };
    case 'ulaw':
      return { width: 1, ...INTEGER, scan: byTable(MU_LAW) };
    case 'alaw':
      return { width: 1, ...INTEGER, scan: byTable(A_LAW) };
    case 's16':
      return { width: 2, ...INTEGER, scan: integers16(little) };
    case 's24':
      return { width: 3, ...INTEGER, scan: integers24(little) };
    case 's32':
      return { width: 4, ...INTEGER, scan: integers32(little) };
    case 'f32':
      return { width: 4, ...FLOAT, scan: floats32(little) };
    case 'f64':
      return { width: 8, ...FLOAT, scan: floats64(little) };
  }
}

const byTable =
  (table: Int32Array): Scan =>
  (bytes, from, to, range) => {
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i++) {
      const value = table[bytes[i] as number] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    range[0] = low;
    range[1] = high;
  };

/**
 * Two at a time: the order of bytes decides which comes first, and neither minds. Here and below: most samples lie within the range
 * so far, which one unsigned comparison tells, and words that lie across the machine's own are read half as fast, so the first
 * samples are taken alone until the next word begins.
 */
function integers16(little: boolean): Scan {
  const alone: Scan = (bytes, from, to, range) => {
    const view = viewOf(bytes);
    for (let i = from; i < to; i += 2) widen(range, view.getInt16(i, little) << 16);
  };
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let i = Math.min(to, from + 4 - ((bytes.byteOffset + from) & 2));
    alone(bytes, from, i, range);
    let low = range[0] as number;
    let high = range[1] as number;
    let span = (high - low) >>> 0;
    for (; i + 4 <= to; i += 4) {
      const two = view.getInt32(i, little);
      const one = two << 16;
      const other = two & ~0xffff;
      if ((one - low) >>> 0 <= span && (other - low) >>> 0 <= span) continue;
      low = Math.min(low, one, other);
      high = Math.max(high, one, other);
      span = (high - low) >>> 0;
    }
    range[0] = low;
    range[1] = high;
    alone(bytes, i, to, range);
  };
}

/** Four at a time, from three words. Read backwards, big-endian words hold the same. */
function integers24(little: boolean): Scan {
  const [first, last] = little ? [0, 8] : [8, 0];
  const [lowest, highest] = little ? [0, 2] : [2, 0];
  const alone: Scan = (bytes, from, to, range) => {
    for (let i = from; i < to; i += 3) {
      const [low, middle, high] = [bytes[i + lowest] as number, bytes[i + 1] as number, bytes[i + highest] as number];
      widen(range, (low << 8) | (middle << 16) | (high << 24));
    }
  };
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    // Three bytes further, the next word is one byte nearer.
    let i = Math.min(to, from + 3 * ((bytes.byteOffset + from) & 3 || 4));
    alone(bytes, from, i, range);
    let low = range[0] as number;
    let high = range[1] as number;
    let span = (high - low) >>> 0;
    for (; i + 12 <= to; i += 12) {
      const a = view.getInt32(i + first, little);
      const b = view.getInt32(i + 4, little);
      const c = view.getInt32(i + last, little);
      const one = a << 8;
      const two = ((a >>> 16) & 0xff00) | (b << 16);
      const three = ((b >>> 8) & 0xffff00) | (c << 24);
      const four = c & ~0xff;
      if (
        (one - low) >>> 0 <= span &&
        (two - low) >>> 0 <= span &&
        (three - low) >>> 0 <= span &&
        (four - low) >>> 0 <= span
      )
        continue;
      low = Math.min(low, one, two, three, four);
      high = Math.max(high, one, two, three, four);
      span = (high - low) >>> 0;
    }
    range[0] = low;
    range[1] = high;
    alone(bytes, i, to, range);
  };
}

function integers32(little: boolean): Scan {
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    if (from < to) widen(range, view.getInt32(from, little));
    let low = range[0] as number;
    let high = range[1] as number;
    let span = (high - low) >>> 0;
    for (let i = from + 4; i < to; i += 4) {
      const value = view.getInt32(i, little);
      if ((value - low) >>> 0 <= span) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
      span = (high - low) >>> 0;
    }
    range[0] = low;
    range[1] = high;
  };
}

function widen(range: Range, value: number): void {
  if (value < (range[0] as number)) range[0] = value;
  if (value > (range[1] as number)) range[1] = value;
}

/** What is not a number is neither lower nor higher than anything. */
function floats32(little: boolean): Scan {
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i += 4) {
      const value = view.getFloat32(i, little);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    range[0] = low;
    range[1] = high;
  };
}

function floats64(little: boolean): Scan {
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i += 8) {
      const value = view.getFloat64(i, little);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    range[0] = low;
    range[1] = high;
  };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
