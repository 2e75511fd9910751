/** The sounds of the samples: short sines and noises, each different, so that a wrong file is heard and seen. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import wavefile from 'wavefile';

export const RATE = 24_000;
/** 2019-03-14T18:25:00Z: the time of every file, so that making them twice gives the same. */
export const SAVED = 1_552_587_900;
export const SAMPLES = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'samples');

export type Shape = (seconds: number) => number;

export const tone =
  (hertz: number, decay: number): Shape =>
  (t) =>
    Math.sin(2 * Math.PI * hertz * t) * Math.exp(-t * decay);
export const pulse =
  (hertz: number, perSecond: number): Shape =>
  (t) =>
    tone(hertz, 18)(((t * perSecond) % 1) / perSecond);
/** Noise that is the same each time. */
export function hiss(seed: number): Shape {
  let x = seed;
  return () => {
    x = (x * 1_103_515_245 + 12_345) % 2 ** 31;
    return (x / 2 ** 30 - 1) * 0.2;
  };
}

/** A WAV of 16 bits; several shapes are its channels. Returns its bytes. */
export function sound(file: string, seconds: number, ...shapes: readonly [Shape, ...Shape[]]): Buffer {
  const channel = (shape: Shape) =>
    Int16Array.from({ length: Math.round(seconds * RATE) }, (_, i) => Math.round(shape(i / RATE) * 24_000));
  const wav = new wavefile.WaveFile();
  const [first] = shapes;
  wav.fromScratch(shapes.length, RATE, '16', shapes.length === 1 ? channel(first) : shapes.map(channel));
  const bytes = Buffer.from(wav.toBuffer());
  put(file, bytes);
  return bytes;
}

export function put(file: string, content: Uint8Array | string, savedAt: number = SAVED): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, savedAt, savedAt);
}

export function putJson(file: string, content: unknown): void {
  put(file, `${JSON.stringify(content, null, 2)}\n`);
}
