/** What sounds inside of a block: the outline of its sound, or its notes, drawn into a box of so many columns. */

import type { Peaks } from '../../model/peaks.js';
import type { Clip } from '../../model/session.js';
import { LEAST_COLUMNS, short } from './frame.js';

/** The box of a block, in units of the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Half a unit of height is one step: finer is not seen, and costs letters. */
const STEPS = 2;

/**
 * An outline as the `d` of a filled path with its `transform`; null where the clip's place in its file is not known. `column`:
 * units that one step to the right stands for. `gain` makes it as tall as its track allows.
 */
export function outline(clip: Clip, peaks: Peaks, box: Box, column: number, gain: number): string | null {
  const seconds = Number(clip.lengthNs ?? 0n) / 1e9;
  const columns = Math.floor(box.width / column);
  const source = placeInFile(clip, peaks);
  if (columns < LEAST_COLUMNS || source === null) return null;
  const middle = (box.height / 2) * STEPS;
  const top: number[] = [];
  const bottom: number[] = [];
  for (let at = 0; at <= columns; at++) {
    const [low, high] = source((seconds * at) / columns, seconds / columns);
    top.push(Math.round(middle - clamped(high * gain) * middle));
    bottom.push(Math.max(Math.round(middle - clamped(low * gain) * middle), (top[at] as number) + 1));
  }
  const scale = `translate(${short(box.left)} ${short(box.top)})scale(${short(box.width / columns)} ${1 / STEPS})`;
  return `transform="${scale}" d="M0 ${top[0]}${run(top, 1)}v${(bottom.at(-1) as number) - (top.at(-1) as number)}${run([...bottom].reverse(), -1)}z"`;
}

/** Steps of one column each, as short as a path can say them: "l1-2 1 0". */
function run(heights: readonly number[], step: 1 | -1): string {
  let text = 'l';
  for (let at = 1; at < heights.length; at++) {
    const change = (heights[at] as number) - (heights[at - 1] as number);
    text += `${at > 1 && step > 0 ? ' ' : ''}${step}${change < 0 ? '' : ' '}${change}`;
  }
  return text;
}

/** Lowest and highest sample of a stretch of the clip, both in seconds of it; null where the session does not tell its place in the file. */
function placeInFile(clip: Clip, peaks: Peaks): ((from: number, length: number) => readonly [number, number]) | null {
  if (clip.offsetNs === null) return null;
  const offset = Number(clip.offsetNs) / 1e9;
  const rate = clip.playRate ?? clip.meanRate ?? 1;
  const whole = (peaks.lows.length * peaks.framesPerPeak) / peaks.sampleRate;
  const around = loopIn(clip, whole);
  return (from, length) => {
    const start = around(offset + from * rate);
    return between(peaks, clip.reversed === true ? whole - start - length * rate : start, length * rate);
  };
}

/** Back to the beginning of the loop, as often as the clip goes round; the file is the loop where no other is known. */
function loopIn({ looped, loop }: Clip, whole: number): (seconds: number) => number {
  const start = Number(loop?.startNs ?? 0n) / 1e9;
  const length = loop === undefined ? whole : Number(loop.lengthNs) / 1e9;
  if (looped !== true || !(length > 0)) return (seconds) => seconds;
  return (seconds) => (seconds < start + length ? seconds : start + ((seconds - start) % length));
}

/** Silence before the file's beginning and behind its end. */
function between(peaks: Peaks, from: number, length: number): readonly [number, number] {
  const perSecond = peaks.sampleRate / peaks.framesPerPeak;
  const first = Math.max(0, Math.floor(from * perSecond));
  const last = Math.min(peaks.lows.length, Math.max(first + 1, Math.ceil((from + length) * perSecond)));
  let low = Infinity;
  let high = -Infinity;
  for (let at = first; at < last; at++) {
    low = Math.min(low, peaks.lows[at] as number);
    high = Math.max(high, peaks.highs[at] as number);
  }
  return low > high ? [0, 0] : [low, high];
}

const clamped = (value: number): number => Math.max(-1, Math.min(1, value));

/** The loudest sample that the clip plays, with its own gain: 0 where nothing is known. */
export function loudest(clip: Clip, peaks: Peaks): number {
  const [low, high] = placeInFile(clip, peaks)?.(0, Number(clip.lengthNs ?? 0n) / 1e9) ?? [0, 0];
  return Math.max(-low, high) * gainOf(clip);
}

export const gainOf = ({ gainDb }: Clip): number => (gainDb === null ? 1 : 10 ** (gainDb / 20));

/** An octave at least: a single note stands in the middle, and a drum part keeps its shape. */
const LEAST_KEYS = 12;

/** The notes of a MIDI clip as ticks: the `d` of a stroked path; null where there are none. */
export function ticks(clip: Clip, box: Box): string | null {
  const notes = clip.midi?.notes ?? [];
  const seconds = Number(clip.lengthNs ?? 0n) / 1e9;
  if (notes.length === 0 || seconds <= 0) return null;
  const keys = notes.map(({ key }) => key);
  const lowest = keys.reduce((a, b) => Math.min(a, b), 127);
  const highest = keys.reduce((a, b) => Math.max(a, b), 0);
  const range = Math.max(LEAST_KEYS, highest - lowest + 2);
  const base = (lowest + highest - range) / 2;
  const perSecond = box.width / seconds;
  return notes
    .map(({ at, length, key }) => {
      if (at + length <= 0) return '';
      const x = Math.max(0, at) * perSecond;
      const width = Math.max(0.8, Math.min((length + Math.min(0, at)) * perSecond, box.width - x));
      const y = box.height * (1 - (key - base) / range);
      return x >= box.width ? '' : `M${short(box.left + x)} ${short(box.top + y)}h${short(width)}`;
    })
    .join('');
}
