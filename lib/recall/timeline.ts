/** The song as a picture: a lane for each track, a block for each clip, bars and minutes, markers. */
import type { InspectedSession } from '../model/inspect.js';
import { showLength } from '../model/time.js';
import { escapeMarkup } from '../text/escape.js';
import { count, cut, showTempo } from '../text/show.js';
import { type Bar, barsOf } from './bars.js';
import { type Block, type Lane, type Lanes, lanesOf } from './lanes.js';
import type { SheetSession } from './model.js';

const LEFT = 170;
const WIDTH = 1020;
const TOP = 46;
const BOTTOM = 26;
const MAX_MARKERS = 200;

/** Colours for tracks that have none, by what they are. */
const KIND_COLOURS: Readonly<Record<string, string>> = {
  folder: '#8a6d3b',
  instrument: '#6b4fa0',
  midi: '#6b4fa0',
  bus: '#4a5a6a',
  return: '#4a5a6a',
};
const PLAIN_COLOUR = '#2f6f8f';

interface Frame {
  readonly lanes: Lanes;
  readonly laneHeight: number;
  readonly height: number;
  readonly x: (seconds: number) => number;
}

export interface TimelineLook {
  /** Inside the page the colours are the page's; alone the picture brings its own. */
  readonly style: string;
}

export function timelineSvg(sheet: SheetSession, look: TimelineLook = { style: '' }): string {
  const frame = frameOf(lanesOf(sheet));
  const { session } = sheet;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 ${frame.height}" role="img" aria-label="${escapeMarkup(spoken(session, frame))}">`,
    look.style === '' ? '' : `<style>${look.style}</style>`,
    '<defs><pattern id="miss" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" class="missbg"/><rect width="3" height="8" class="missfg"/></pattern></defs>',
    ...barMarks(session, frame),
    ...minuteMarks(frame),
    ...markers(session, frame),
    ...frame.lanes.lanes.flatMap((lane, index) => laneMarks(lane, index, frame)),
    moreTracks(frame),
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function frameOf(lanes: Lanes): Frame {
  const n = lanes.lanes.length;
  const laneHeight = n <= 40 ? 46 : n <= 100 ? 28 : 18;
  const height = TOP + n * laneHeight + BOTTOM + (lanes.left > 0 ? 16 : 0);
  return {
    lanes,
    laneHeight,
    height,
    x: (seconds) => LEFT + (WIDTH * Math.min(seconds, lanes.seconds)) / lanes.seconds,
  };
}

function spoken(session: InspectedSession, { lanes }: Frame): string {
  const lost = lanes.lanes.filter(({ blocks }) => blocks.some(({ look }) => look === 'missing'));
  const names = lost.slice(0, 3).map(({ track }) => track.name);
  const missing =
    lost.length === 0 ? '' : `; clips are missing on ${names.join(', ')}${lost.length > 3 ? ' and others' : ''}`;
  const length = session.lengthNs === null ? '' : `, ${showLength(BigInt(session.lengthNs))}`;
  return `Timeline: ${count(lanes.lanes.length, 'track')}${length}${missing}`;
}

/** About ten numbers and forty lines, at bars that musicians count in. */
function barMarks(session: InspectedSession, { lanes, height, x }: Frame): string[] {
  const bars = barsOf(session, lanes.seconds);
  if (bars === null || bars.length < 2) return [];
  const step = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512].find((every) => bars.length / every <= 44) ?? 1024;
  const line = (bar: Bar) => {
    const strong = (bar.number - 1) % (step * 4) === 0;
    const at = x(bar.seconds).toFixed(1);
    const text = strong ? `<text x="${(x(bar.seconds) + 3).toFixed(1)}" y="36" class="ax">${bar.number}</text>` : '';
    return `<line x1="${at}" y1="40" x2="${at}" y2="${height - BOTTOM}" class="grid${strong ? ' strong' : ''}"/>${text}`;
  };
  const [tempo] = session.tempo;
  const [meter] = session.meter;
  const label = ['bars', tempo ? showTempo(tempo.bpm) : '', meter ? `${meter.numerator}/${meter.denominator}` : ''];
  return [
    ...bars.filter((bar) => (bar.number - 1) % step === 0).map(line),
    `<text x="4" y="36" class="ax">${escapeMarkup(label.filter((part) => part !== '').join(' · '))}</text>`,
  ];
}

function minuteMarks({ lanes, height, x }: Frame): string[] {
  const step = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600].find((every) => lanes.seconds / every <= 12) ?? 7200;
  const marks = Math.min(Math.floor(lanes.seconds / step), 100);
  return Array.from({ length: marks + 1 }, (_, n) => {
    const text = showLength(BigInt(n * step) * 1_000_000_000n);
    return `<text x="${(x(n * step) + 3).toFixed(1)}" y="${height - 10}" class="ax">${text}</text>`;
  });
}

/** A name is shown where there is room before the next one; the flag always. */
function markers(session: InspectedSession, { x }: Frame): string[] {
  const placed = session.markers
    .flatMap(({ name, atNs }) => (atNs === null ? [] : [{ name, at: x(Math.max(0, Number(atNs) / 1e9)) }]))
    .sort((a, b) => a.at - b.at)
    .slice(0, MAX_MARKERS);
  return placed.map(({ name, at }, index) => {
    const room = (placed[index + 1]?.at ?? LEFT + WIDTH) - at - 12;
    return `<path d="M${at.toFixed(1)} 4 v16 l6 -4 v-12 z" class="mk"/>${label(name, room, 6.6, at + 9, 16, 'mkt')}`;
  });
}

function laneMarks(lane: Lane, index: number, frame: Frame): string[] {
  const { track, depth } = lane;
  const top = TOP + index * frame.laneHeight;
  const height = frame.laneHeight - 3;
  const colour = colourOf(track.colour, track.kind);
  const indent = depth * 10;
  const tall = height > 36;
  const name = track.muted === true ? `${track.name} (muted)` : track.name;
  return [
    `<rect x="0" y="${top}" width="164" height="${height}" rx="3" class="head"/><rect x="${indent}" y="${top}" width="5" height="${height}" fill="${colour}"/>`,
    label(name, 150 - indent, 7.6, 12 + indent, top + (tall ? 18 : height / 2 + 4), 'tn'),
    tall ? `<text x="${12 + indent}" y="${top + 33}" class="tk">${escapeMarkup(track.kind)}</text>` : '',
    `<rect x="${LEFT}" y="${top}" width="${WIDTH}" height="${height}" class="lane"/>`,
    ...lane.blocks.map((block) => blockMark(block, top + 1, height - 2, colour, frame)),
  ].filter((line) => line !== '');
}

function blockMark(block: Block, top: number, height: number, colour: string, { x }: Frame): string {
  const left = x(block.start);
  const width = Math.max(0.8, x(block.end) - left);
  const box = `x="${left.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${height}" rx="3"`;
  if (block.look === 'span')
    return `<rect x="${left.toFixed(1)}" y="${top + height / 4}" width="${width.toFixed(1)}" height="${height / 2}" rx="3" fill="${colour}" opacity=".28"/>`;
  const name = block.look === 'missing' ? missingText(block.label) : (block.label ?? '');
  const text =
    height > 12 ? label(name, width - 10, 5.2, left + 5, top + 11, block.look === 'missing' ? 'cn bad' : 'cn') : '';
  if (block.look === 'missing') return `<rect ${box} fill="url(#miss)" class="lost"/>${text}`;
  const rect = `<rect ${box} fill="${colour}" fill-opacity=".18" stroke="${colour}" stroke-opacity=".6"/>`;
  return block.look === 'muted' ? `<g opacity=".35">${rect}${text}</g>` : rect + text;
}

/** Joined blocks may have sound between them: no more is said than is so. */
const missingText = (label: string | null): string => (label === null ? 'some missing' : `missing: ${label}`);

function moreTracks({ lanes, height }: Frame): string {
  if (lanes.left === 0) return '';
  return `<text x="4" y="${height - 10}" class="ax">and ${count(lanes.left, 'more track')}: tracks.csv</text>`;
}

/** Text that fits into `room`, or none where less than four letters would. */
function label(text: string, room: number, letter: number, x: number, y: number, look: string): string {
  const letters = Math.floor(room / letter);
  if (letters < 4 || text === '') return '';
  return `<text x="${x.toFixed(1)}" y="${y}" class="${look}">${escapeMarkup(cut(text, letters))}</text>`;
}

const colourOf = (colour: string | null, kind: string): string =>
  colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : (KIND_COLOURS[kind] ?? PLAIN_COLOUR);
