/** A "photo" of outboard: a compressor with four knobs and a meter, drawn point by point, the same each time. */
import { PNG } from 'pngjs';

const [WIDTH, HEIGHT] = [640, 200];

type Colour = readonly [number, number, number];
const PANEL: Colour = [52, 58, 64];
const EDGE: Colour = [30, 33, 37];
const KNOB: Colour = [22, 23, 25];
const RIM: Colour = [150, 152, 150];
const POINTER: Colour = [240, 232, 214];
const PAPER: Colour = [236, 224, 186];
const NEEDLE: Colour = [140, 30, 24];

/** Where the four knobs point, in turns from the left stop to the right. */
const KNOBS = [0.62, 0.35, 0.8, 0.5];

export function outboardPhoto(): Buffer {
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [red, green, blue] = colourAt(x, y);
      png.data.set([red, green, blue, 255], (y * WIDTH + x) * 4);
    }
  return PNG.sync.write(png);
}

function colourAt(x: number, y: number): Colour {
  if (x < 14 || x >= WIDTH - 14 || y < 10 || y >= HEIGHT - 10) return EDGE;
  for (const [index, turn] of KNOBS.entries()) {
    const colour = knobAt(x - (90 + index * 95), y - 100, turn);
    if (colour !== null) return colour;
  }
  return meterAt(x - 520, y - 130) ?? PANEL;
}

function knobAt(x: number, y: number, turn: number): Colour | null {
  const distance = Math.hypot(x, y);
  if (distance > 36) return null;
  if (distance > 32) return RIM;
  const angle = (0.75 + turn * 1.5) * Math.PI;
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  const beside = Math.abs(-x * Math.sin(angle) + y * Math.cos(angle));
  return along > 8 && beside < 2.5 ? POINTER : KNOB;
}

function meterAt(x: number, y: number): Colour | null {
  if (Math.abs(x) > 78 || y > 22 || y < -72) return null;
  const angle = -1.95;
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  const beside = Math.abs(-x * Math.sin(angle) + y * Math.cos(angle));
  if (along > 0 && along < 78 && beside < 1.4) return NEEDLE;
  const distance = Math.hypot(x, y);
  return distance > 60 && distance < 63 && y < -14 ? KNOB : PAPER;
}
