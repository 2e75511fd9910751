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

/** Two at a time: the order of bytes decides which comes first, and neither minds. */
function integers16(little: boolean): Scan {
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let low = range[0] as number;
    let high = range[1] as number;
    let i = from;
    for (; i + 4 <= to; i += 4) {
      const two = view.getInt32(i, little);
      const one = two << 16;
      const other = two & ~0xffff;
      if (one < low) low = one;
      if (one > high) high = one;
      if (other < low) low = other;
      if (other > high) high = other;
    }
    if (i < to) {
      const last = view.getInt16(i, little) << 16;
      low = Math.min(low, last);
      high = Math.max(high, last);
    }
    range[0] = low;
    range[1] = high;
  };
}

/** Four at a time, from three words: twice as fast as byte by byte. Read backwards, big-endian words hold the same. */
function integers24(little: boolean): Scan {
  const [first, last] = little ? [0, 8] : [8, 0];
  const [lowest, highest] = little ? [0, 2] : [2, 0];
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let low = range[0] as number;
    let high = range[1] as number;
    let i = from;
    for (; i + 12 <= to; i += 12) {
      const a = view.getInt32(i + first, little);
      const b = view.getInt32(i + 4, little);
      const c = view.getInt32(i + last, little);
      const second = ((a >>> 16) & 0xff00) | (b << 16);
      const third = ((b >>> 8) & 0xffff00) | (c << 24);
      low = Math.min(low, a << 8, second, third, c & ~0xff);
      high = Math.max(high, a << 8, second, third, c & ~0xff);
    }
    for (; i < to; i += 3) {
      const value =
        ((bytes[i + lowest] as number) << 8) |
        ((bytes[i + 1] as number) << 16) |
        ((bytes[i + highest] as number) << 24);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    range[0] = low;
    range[1] = high;
  };
}

function integers32(little: boolean): Scan {
  return (bytes, from, to, range) => {
    const view = viewOf(bytes);
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i += 4) {
      const value = view.getInt32(i, little);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    range[0] = low;
    range[1] = high;
  };
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
