/** The routing as a small diagram, from left to right as sound flows. */
import { escapeMarkup } from '../../text/escape.js';
import { count, cut, firstFew } from '../../text/show.js';
import { colourOf } from '../colours.js';
import { short } from './frame.js';
import type { Routing, RoutingBox } from './routing.js';

const BOX = 150;
const GAP = 70;
const LINE = 14;
const PADDING = 8;
const APART = 10;
const MAX_NAMES = 5;
const LETTERS = 20;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export function routingSvg({ boxes, arrows }: Routing): string {
  const most = boxes.reduce((level, box) => Math.max(level, box.level), 0);
  const placed = placedBoxes(boxes, most);
  const width = (most + 1) * BOX + most * GAP;
  const height = placed.reduce((lowest, { y, height }) => Math.max(lowest, y + height), 0) + 2;
  const lines = arrows.map(({ from, to, kind }) => {
    const [a, b] = [placed[from] as Placed, placed[to] as Placed];
    const [x, y] = [a.x + BOX, a.y + a.height / 2];
    const [toX, toY] = [b.x, b.y + b.height / 2];
    const bend = Math.max(20, (toX - x) / 2);
    const curve = `M${short(x)} ${short(y)}C${short(x + bend)} ${short(y)} ${short(toX - bend)} ${short(toY)} ${short(toX)} ${short(toY)}`;
    return `<path d="${curve}" class="arrow${kind === 'send' ? ' send' : ''}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${short(height)}" style="width:${width}px" role="img" aria-label="${escapeMarkup(spoken(boxes, arrows.length))}">`,
    ...lines,
    ...boxes.map((box, index) => boxMark(box, placed[index] as Placed)),
    '</svg>',
  ].join('\n');
}

function placedBoxes(boxes: readonly RoutingBox[], most: number): readonly Placed[] {
  const lowest = new Map<number, number>();
  return boxes.map(({ names, level }) => {
    const lines = linesOf(names);
    const y = lowest.get(level) ?? 1;
    const height = lines.length * LINE + PADDING * 2;
    lowest.set(level, y + height + APART);
    return { x: (most - level) * (BOX + GAP), y, height, lines };
  });
}

function linesOf(names: readonly string[]): readonly string[] {
  const few = names.slice(0, MAX_NAMES).map((name) => cut(name, LETTERS));
  return names.length > MAX_NAMES ? [...few, `and ${names.length - MAX_NAMES} more`] : few;
}

function boxMark({ track }: RoutingBox, { x, y, height, lines }: Placed): string {
  const stripe =
    track === null
      ? ''
      : `<rect x="${x}" y="${y}" width="5" height="${height}" fill="${colourOf(track.colour, track.kind)}"/>`;
  const texts = lines.map(
    (text, index) =>
      `<text x="${x + 12}" y="${y + PADDING + 11 + index * LINE}" class="tn">${escapeMarkup(text)}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${BOX}" height="${height}" rx="3" class="box"/>${stripe}${texts.join('')}`;
}

const spoken = (boxes: readonly RoutingBox[], arrows: number): string =>
  `Routing: ${count(boxes.length, 'box', 'boxes')}, ${count(arrows, 'connection')}; into ${firstFew(
    boxes.filter(({ level }) => level === 0).flatMap(({ names }) => names),
    3,
  )}. The track sheet has the same as text.`;
