/** A picture made small and set upright. Each point of the small one is the mean of those that it covers (a box filter). Pure. */
import type { Orientation } from './exif.js';

/** RGBA, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** At most `most` points on its longer side, never larger than it was; what is transparent becomes white. */
export function scaledDown(picture: Pixels, most: number): Pixels {
  const { width, height, data } = picture;
  const factor = Math.min(1, most / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
  const out = new Uint8Array(w * h * 4).fill(255);
  const columns = Array.from({ length: w + 1 }, (_, x) => Math.floor((x * width) / w));
  for (let y = 0; y < h; y++) {
    const [top, bottom] = [Math.floor((y * height) / h), Math.max(Math.ceil(((y + 1) * height) / h), 1)];
    for (let x = 0; x < w; x++) {
      const left = columns[x] as number;
      const right = Math.max(columns[x + 1] as number, left + 1);
      let [red, green, blue] = [0, 0, 0];
      for (let row = top; row < bottom; row++) {
        for (let at = (row * width + left) * 4, end = (row * width + right) * 4; at < end; at += 4) {
          const alpha = data[at + 3] as number;
          const white = (255 - alpha) * 255;
          red += (data[at] as number) * alpha + white;
          green += (data[at + 1] as number) * alpha + white;
          blue += (data[at + 2] as number) * alpha + white;
        }
      }
      const all = (bottom - top) * (right - left) * 255;
      const to = (y * w + x) * 4;
      out[to] = Math.round(red / all);
      out[to + 1] = Math.round(green / all);
      out[to + 2] = Math.round(blue / all);
    }
  }
  return { width: w, height: h, data: out };
}

/** From where in the stored picture each point of the upright one comes; `w` and `h` are those of the stored one. */
const SOURCES: Readonly<
  Record<Orientation, (x: number, y: number, w: number, h: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - 1 - x],
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
  8: (x, y, w) => [w - 1 - y, x],
};

export function upright(picture: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return picture;
  const { width: w, height: h } = picture;
  const [width, height] = orientation >= 5 ? [h, w] : [w, h];
  const from = new Uint32Array(picture.data.slice().buffer);
  const to = new Uint32Array(width * height);
  const source = SOURCES[orientation];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = source(x, y, w, h);
      to[y * width + x] = from[sy * w + sx] as number;
    }
  }
  return { width, height, data: new Uint8Array(to.buffer) };
}
