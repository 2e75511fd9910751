/**
 * PNG to points (the PNG specification, third edition, sections 8 to 13). Our own, since pngjs gives memory of the process
 * as points where a picture ends early (docs/decisions/015). Every length is known before anything is unpacked. Pure.
 */
import { inflateSync } from 'node:zlib';
import { type PictureHead, pngChunks } from './picture-head.js';
import type { Pixels } from './scale.js';

/** Samples of a point, by colour type: grey, RGB, palette, grey with alpha, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** First column and row, and steps, of the passes of an interlaced picture (Adam7). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const WHOLE = [[0, 0, 1, 1]] as const;
/** Some encoders write a few bytes too many. */
const SPARE_BYTES = 65_536;

interface Kind {
  readonly colour: number;
  readonly depth: number;
  readonly palette: Buffer;
  readonly transparent: Buffer;
}

/** Throws for what is broken. */
export function decodePng(bytes: Buffer, { width, height, passes }: PictureHead): Pixels {
  const chunks = [...pngChunks(bytes)];
  const body = (name: string) => chunks.find((chunk) => chunk.name === name)?.body ?? Buffer.alloc(0);
  const [depth, colour] = [bytes[24] as number, bytes[25] as number];
  if (!DEPTHS[colour]?.includes(depth)) throw new Error('no such kind of PNG');
  const kind: Kind = { colour, depth, palette: body('PLTE'), transparent: body('tRNS') };
  const bits = depth * (CHANNELS[colour] as number);
  const parts = (passes === 1 ? WHOLE : PASSES)
    .map(([x, y, dx, dy]) => ({ x, y, dx, dy, w: Math.ceil((width - x) / dx), h: Math.ceil((height - y) / dy) }))
    .filter(({ w, h }) => w > 0 && h > 0)
    .map((part) => ({ ...part, rowBytes: Math.ceil((part.w * bits) / 8) }));
  const expected = parts.reduce((sum, { rowBytes, h }) => sum + (1 + rowBytes) * h, 0);
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map((chunk) => chunk.body));
  const raw = inflateSync(packed, { maxOutputLength: expected + SPARE_BYTES });
  if (raw.length < expected) throw new Error('it ends early');
  const data = new Uint8Array(width * height * 4);
  let at = 0;
  for (const { x, y, dx, dy, w, h, rowBytes } of parts) {
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let row = 0; row < h; row++) {
      const line = raw.subarray(at + 1, at + 1 + rowBytes);
      unfilter(raw[at] as number, line, above, Math.max(1, bits >> 3));
      drawLine(kind, line, w, data, ((y + row * dy) * width + x) * 4, dx * 4);
      above = line;
      at += 1 + rowBytes;
    }
  }
  return { width, height, data };
}

/** In place. `step`: bytes of a point, at least one. */
function unfilter(type: number, line: Uint8Array, above: Uint8Array, step: number): void {
  if (type > 4) throw new Error('no such filter');
  if (type === 0) return;
  for (let n = 0; n < line.length; n++) {
    const left = n < step ? 0 : (line[n - step] as number);
    const up = above[n] as number;
    const corner = n < step ? 0 : (above[n - step] as number);
    const guess = type === 1 ? left : type === 2 ? up : type === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    line[n] = (line[n] as number) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function drawLine(kind: Kind, line: Uint8Array, w: number, data: Uint8Array, from: number, step: number): void {
  const { colour, depth, palette, transparent } = kind;
  const channels = CHANNELS[colour] as number;
  const full = 2 ** depth - 1;
  /** A sample as it is stored. */
  const sample = (n: number): number => {
    if (depth === 8) return line[n] as number;
    if (depth === 16) return ((line[2 * n] as number) << 8) | (line[2 * n + 1] as number);
    const bit = n * depth;
    return ((line[bit >> 3] as number) >> (8 - depth - (bit & 7))) & full;
  };
  const byte = (value: number): number => (depth === 8 ? value : Math.round((value * 255) / full));
  const keys = Array.from({ length: transparent.length >> 1 }, (_, n) => transparent.readUInt16BE(2 * n));
  for (let point = 0, to = from; point < w; point++, to += step) {
    const first = sample(point * channels);
    if (colour === 3) {
      // A colour that the palette does not have is black, and drawn.
      for (let n = 0; n < 3; n++) data[to + n] = palette[first * 3 + n] ?? 0;
      data[to + 3] = transparent[first] ?? 255;
      continue;
    }
    const isGrey = channels < 3;
    const [second, third] = isGrey ? [first, first] : [sample(point * channels + 1), sample(point * channels + 2)];
    data[to] = byte(first);
    data[to + 1] = byte(second);
    data[to + 2] = byte(third);
    const isKey = isGrey ? keys[0] === first : keys[0] === first && keys[1] === second && keys[2] === third;
    const hasAlpha = colour === 4 || colour === 6;
    data[to + 3] = hasAlpha ? byte(sample(point * channels + channels - 1)) : isKey ? 0 : 255;
  }
}
