/**
 * The lowest and highest sample of a stretch of bytes. Hot path: a loop for each width, measured (`npm run bench -- peaks`).
 * Integers of every width are compared as if they were 32 bits wide, so that one factor brings all of them to -1..1.
 */
import type { SampleFormat } from '../../model/peaks.js';
import { A_LAW, MU_LAW, SIGNED, UNSIGNED } from './bytes-as-samples.js';

/** Widens `range` (lowest, highest) by the samples in `bytes` from `from` to `to`, whole ones. */
export type Scan = (bytes: Uint8Array, from: number, to: number, range: Float64Array) => void;

export interface Samples {
  readonly width: number;
  /** From what `scan` compares to -1..1. */
  readonly factor: number;
  readonly scan: Scan;
}

const INTEGER = 2 ** -31;

export function samplesOf(format: SampleFormat, byteOrder: 'little' | 'big'): Samples {
  const little = byteOrder === 'little';
  switch (format) {
    case 'u8':
      return { width: 1, factor: INTEGER, scan: byTable(UNSIGNED) };
    case 's8':
      return { width: 1, factor: INTEGER, scan: byTable(SIGNED) };
    case 'ulaw':
      return { width: 1, factor: INTEGER, scan: byTable(MU_LAW) };
    case 'alaw':
      return { width: 1, factor: INTEGER, scan: byTable(A_LAW) };
    case 's16':
      return { width: 2, factor: INTEGER, scan: integers16(little) };
    case 's24':
      return { width: 3, factor: INTEGER, scan: integers24(little) };
    case 's32':
      return { width: 4, factor: INTEGER, scan: integers32(little) };
    case 'f32':
      return { width: 4, factor: 1, scan: floats32(little) };
    case 'f64':
      return { width: 8, factor: 1, scan: floats64(little) };
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

function integers16(little: boolean): Scan {
  const [lowest, highest] = little ? [0, 1] : [1, 0];
  return (bytes, from, to, range) => {
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i += 2) {
      const value = ((bytes[i + lowest] as number) << 16) | ((bytes[i + highest] as number) << 24);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    range[0] = low;
    range[1] = high;
  };
}

function integers24(little: boolean): Scan {
  const [lowest, highest] = little ? [0, 2] : [2, 0];
  return (bytes, from, to, range) => {
    let low = range[0] as number;
    let high = range[1] as number;
    for (let i = from; i < to; i += 3) {
      const value =
        ((bytes[i + lowest] as number) << 8) |
        ((bytes[i + 1] as number) << 16) |
        ((bytes[i + highest] as number) << 24);
      if (value < low) low = value;
      if (value > high) high = value;
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
