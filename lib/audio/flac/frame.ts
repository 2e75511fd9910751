/** One frame of FLAC (RFC 9639, section 9): a header, a subframe for each channel, and how the channels belong together. */
import { type Bits, bitsOf } from './bits.js';

export interface StreamInfo {
  readonly channels: number;
  readonly bits: number;
}

export interface Frame {
  /** Samples of each channel. */
  readonly frames: number;
  /** Overwritten by the next frame; longer than `frames`. A constant channel has its value first, and says so. */
  readonly channels: readonly Channel[];
  readonly bits: number;
  /** Samples that were worked out one by one. */
  readonly work: number;
  /** Behind the frame, in bytes. */
  readonly end: number;
}

export interface Channel {
  readonly samples: Float64Array;
  isConstant: boolean;
}

/** What no frame can be. */
export class NoFrame extends Error {}

const MAX_BLOCK = 65536;
export const MAX_CHANNELS = 8;
/** By their codes; 0: reserved, or as STREAMINFO says. */
const SAMPLE_BITS = [0, 8, 12, 0, 16, 20, 24, 32];
const [LEFT_SIDE, SIDE_RIGHT, MID_SIDE] = [8, 9, 10];

/** Room for the channels of one file. */
export const channelRoom = (channels: number): Channel[] =>
  Array.from({ length: channels }, () => ({ samples: new Float64Array(MAX_BLOCK), isConstant: false }));

/** Throws `NeedMore` or `NoFrame`. `bytes` must have room behind `end` (see `bitsOf`). */
export function readFrame(bytes: Uint8Array, start: number, end: number, info: StreamInfo, room: Channel[]): Frame {
  const input = bitsOf(bytes, start, end);
  if (input.unsigned(15) !== 0x7ffc) throw new NoFrame();
  input.unsigned(1);
  const sizeCode = input.unsigned(4);
  const rateCode = input.unsigned(4);
  const layout = input.unsigned(4);
  const widthCode = input.unsigned(3);
  input.unsigned(1);
  skipNumber(input);
  const frames = blockSize(input, sizeCode);
  if (rateCode === 15) throw new NoFrame();
  input.unsigned(rateCode === 12 ? 8 : rateCode > 12 ? 16 : 0);
  if (crc8(bytes, start, input.position() / 8) !== input.unsigned(8)) throw new NoFrame();
  const count = layout <= 7 ? layout + 1 : 2;
  const bits = widthCode === 0 ? info.bits : (SAMPLE_BITS[widthCode] as number);
  if (layout > MID_SIDE || count !== info.channels || bits === 0) throw new NoFrame();
  let work = 0;
  for (let n = 0; n < count; n++) {
    const isSide = n === 1 ? layout === LEFT_SIDE || layout === MID_SIDE : layout === SIDE_RIGHT;
    const channel = room[n] as Channel;
    readSubframe(input, channel, frames, bits + (isSide ? 1 : 0));
    if (!channel.isConstant) work += frames;
  }
  if (layout >= LEFT_SIDE) work += join(layout, room[0] as Channel, room[1] as Channel, frames);
  input.toByte();
  input.unsigned(16);
  return { frames, channels: room.slice(0, count), bits, work, end: input.position() / 8 };
}

/** The number of the frame or of its first sample, written as UTF-8 would be. */
function skipNumber(input: Bits): void {
  const first = input.unsigned(8);
  const more = first < 0x80 ? 0 : Math.clz32(~(first << 24)) - 1;
  if (more < 0 || more > 6 || (first >= 0x80 && more === 0)) throw new NoFrame();
  for (let n = 0; n < more; n++) input.unsigned(8);
}

function blockSize(input: Bits, code: number): number {
  if (code === 0) throw new NoFrame();
  if (code === 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code === 6) return input.unsigned(8) + 1;
  if (code === 7) return input.unsigned(16) + 1;
  return 256 << (code - 8);
}

function crc8(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let i = start; i < end; i++) {
    crc ^= bytes[i] as number;
    for (let n = 0; n < 8; n++) crc = ((crc << 1) ^ ((crc & 0x80) === 0 ? 0 : 0x07)) & 0xff;
  }
  return crc;
}

function readSubframe(input: Bits, channel: Channel, frames: number, width: number): void {
  if (input.unsigned(1) !== 0) throw new NoFrame();
  const type = input.unsigned(6);
  const wasted = input.unsigned(1) === 0 ? 0 : input.unary() + 1;
  const bits = width - wasted;
  if (bits <= 0) throw new NoFrame();
  const { samples } = channel;
  channel.isConstant = type === 0;
  if (type === 0) samples[0] = input.signed(bits);
  else if (type === 1) readPlain(input, samples, 0, frames, bits);
  else if (type >= 8 && type <= 12) predicted(input, samples, frames, bits, type - 8, false);
  else if (type >= 32) predicted(input, samples, frames, bits, type - 31, true);
  else throw new NoFrame();
  const factor = 2 ** wasted;
  const count = channel.isConstant ? 1 : frames;
  if (wasted > 0) for (let i = 0; i < count; i++) samples[i] = (samples[i] as number) * factor;
}

function readPlain(input: Bits, samples: Float64Array, from: number, to: number, bits: number): void {
  input.need((to - from) * bits);
  for (let i = from; i < to; i++) samples[i] = input.signed(bits);
}

/** What one of the five fixed predictors adds to: binomial coefficients. */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** The first samples as they are, the others by what comes before them and what that is wrong by. `isLinear`: with coefficients of its own. */
function predicted(
  input: Bits,
  samples: Float64Array,
  frames: number,
  bits: number,
  order: number,
  isLinear: boolean,
): void {
  if (order > frames) throw new NoFrame();
  readPlain(input, samples, 0, order, bits);
  let coefficients = FIXED[order] ?? [];
  let shift = 0;
  if (isLinear) {
    const precision = input.unsigned(4) + 1;
    shift = input.signed(5);
    if (precision === 16 || shift < 0) throw new NoFrame();
    coefficients = Array.from({ length: order }, () => input.signed(precision));
  }
  readResidual(input, samples, frames, order);
  predict(samples, frames, Float64Array.from(coefficients), 2 ** -shift);
}

function predict(samples: Float64Array, frames: number, coefficients: Float64Array, scale: number): void {
  const order = coefficients.length;
  for (let i = order; i < frames; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += (coefficients[k] as number) * (samples[i - 1 - k] as number);
    samples[i] = (samples[i] as number) + Math.floor(sum * scale);
  }
}

/** Partitions of one width each, as Rice codes or as they are. */
function readResidual(input: Bits, samples: Float64Array, frames: number, order: number): void {
  const method = input.unsigned(2);
  if (method > 1) throw new NoFrame();
  const partitions = 1 << input.unsigned(4);
  const size = Math.floor(frames / partitions);
  if (size * partitions !== frames || size < order) throw new NoFrame();
  const [width, asTheyAre] = method === 0 ? [4, 15] : [5, 31];
  for (let n = 0; n < partitions; n++) {
    const from = n === 0 ? order : n * size;
    const to = (n + 1) * size;
    const low = input.unsigned(width as number);
    if (low === asTheyAre) readPlain(input, samples, from, to, input.unsigned(5));
    else input.rice(samples, from, to, low);
  }
}

/** From left and difference, difference and right, or middle and difference to left and right; returns the work. */
function join(layout: number, one: Channel, other: Channel, frames: number): number {
  const isConstant = one.isConstant && other.isConstant;
  if (!isConstant) for (const channel of [one, other]) if (channel.isConstant) spread(channel, frames);
  const [a, b] = [one.samples, other.samples];
  for (let i = 0; i < (isConstant ? 1 : frames); i++) {
    const first = a[i] as number;
    const second = b[i] as number;
    if (layout === LEFT_SIDE) b[i] = first - second;
    else if (layout === SIDE_RIGHT) a[i] = first + second;
    else {
      const right = first - Math.floor(second / 2);
      a[i] = right + second;
      b[i] = right;
    }
  }
  return isConstant ? 0 : 2 * frames;
}

function spread(channel: Channel, frames: number): void {
  channel.samples.fill(channel.samples[0] as number, 0, frames);
  channel.isConstant = false;
}
