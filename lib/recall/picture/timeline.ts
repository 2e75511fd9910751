/** The song as a picture: a lane for each track, a block for each clip with what sounds in it, bars and minutes, markers. */
import type { InspectedSession } from '../../model/inspect.js';
import { showLength } from '../../model/time.js';
import { escapeMarkup } from '../../text/escape.js';
import { count } from '../../text/show.js';
import type { SheetSession } from '../model.js';
import type { Waves } from '../waves.js';
import { ALL, COLUMN_WIDTHS, type Frame, LEFT, laneHeightFor, lanesOnPage, WIDTH } from './frame.js';
import { laneMarks, type Pen } from './lane-marks.js';
import { type Lane, lanesOf } from './lanes.js';
import { type Rulers, rulersOf } from './rulers.js';

/** Columns of outlines in the whole picture: some eight letters each. */
const MAX_COLUMNS = 150_000;
/** Ticks of notes in the whole picture: some fifteen letters each. */
const MAX_NOTES = 40_000;
const FOOT = 24;

/** The whole picture in one piece, with a style of its own: a file that stands alone. */
export function timelineSvg(sheet: SheetSession, waves: Waves, style: string): string {
  const { pages, rulers, pen } = drawingOf(sheet, waves, Infinity);
  return pages.map((page) => svgOf(page, rulers, pen, `<style>${style}</style>${HATCHING}`)).join('\n');
}

/** The same in pages that fit on paper, for the sheet, whose style they take. One of them has the hatching for all. */
export function timelinePages(sheet: SheetSession, waves: Waves): readonly string[] {
  const { pages, rulers, pen } = drawingOf(sheet, waves, 1);
  return pages.map((page, index) => svgOf(page, rulers, pen, index === 0 ? HATCHING : ''));
}

const HATCHING =
  '<defs><pattern id="miss" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" class="missbg"/><rect width="3" height="8" class="missfg"/></pattern></defs>';

interface Page {
  readonly lanes: readonly Lane[];
  readonly frame: Frame;
  readonly spoken: string;
  /** Which tracks are in no picture: told on the last page; empty where all are. */
  readonly left: string;
}

interface Drawing {
  readonly pages: readonly Page[];
  readonly rulers: Rulers;
  readonly pen: Pen;
}

/** `most`: sheets of paper's worth of lanes below one ruler. */
function drawingOf(sheet: SheetSession, waves: Waves, most: number): Drawing {
  const { session, bars, seconds } = sheet;
  const { lanes, left, empty } = lanesOf(sheet);
  const untold = [
    left > 0 ? count(left, 'more track') : '',
    empty > 0 ? `${count(empty, 'track')} without clips` : '',
  ].filter((part) => part !== '');
  const rulers = rulersOf(session, bars, seconds);
  const laneHeight = laneHeightFor(lanes.length);
  const onPage = Math.max(1, Math.min(lanes.length, lanesOnPage(laneHeight) * most));
  const pages = Array.from({ length: Math.max(1, Math.ceil(lanes.length / onPage)) }, (_, n): Page => {
    const these = lanes.slice(n * onPage, (n + 1) * onPage);
    return {
      lanes: these,
      frame: frameOf(these.length, laneHeight, seconds, rulers.height),
      spoken: spokenText(session, these, lanes.length, n * onPage),
      left: (n + 1) * onPage >= lanes.length && untold.length > 0 ? `and ${untold.join(', ')}: track sheet` : '',
    };
  });
  return { pages, rulers, pen: penFor(lanes, waves, seconds) };
}

function frameOf(lanes: number, laneHeight: number, seconds: number, top: number): Frame {
  const bottom = top + lanes * laneHeight;
  return {
    top,
    laneHeight,
    bottom,
    height: bottom + FOOT,
    x: (at) => LEFT + (WIDTH * Math.min(at, seconds)) / seconds,
  };
}

/** As fine as the whole picture can afford. */
function penFor(lanes: readonly Lane[], waves: Waves, seconds: number): Pen {
  const clips = lanes.flatMap(({ blocks }) => blocks.flatMap(({ clip }) => (clip === null ? [] : [clip])));
  const drawn = clips.filter(({ media }) => media !== null && waves(media) !== null);
  const units = drawn.reduce((sum, { lengthNs }) => sum + (Number(lengthNs ?? 0n) / 1e9 / seconds) * WIDTH, 0);
  const notes = clips.reduce((sum, { midi }) => sum + (midi?.notes.length ?? 0), 0);
  return {
    waves,
    column: COLUMN_WIDTHS.find((width) => units / width <= MAX_COLUMNS) ?? 0,
    hasNotes: notes <= MAX_NOTES,
  };
}

function svgOf({ lanes, frame, spoken, left }: Page, rulers: Rulers, pen: Pen, head: string): string {
  const height = frame.height + (left === '' ? 0 : 16);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ALL} ${height}" role="img" aria-label="${escapeMarkup(spoken)}">`,
    head,
    ...rulers.draw(frame),
    ...lanes.map((lane, index) => laneMarks(lane, index, frame, pen)),
    left === '' ? '' : `<text x="4" y="${height - 6}" class="ax">${left}</text>`,
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function spokenText(session: InspectedSession, lanes: readonly Lane[], all: number, at: number): string {
  const lost = lanes.filter(({ blocks }) => blocks.some(({ look }) => look === 'missing'));
  const names = lost.slice(0, 3).map(({ track }) => track.name);
  const missing =
    lost.length === 0 ? '' : `; clips are missing on ${names.join(', ')}${lost.length > 3 ? ' and others' : ''}`;
  const length = session.lengthNs === null ? '' : `, ${showLength(BigInt(session.lengthNs))}`;
  const part = lanes.length === all ? count(all, 'track') : `tracks ${at + 1} to ${at + lanes.length} of ${all}`;
  return `Timeline: ${part}${length}${missing}`;
}
