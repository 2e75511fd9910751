/** The measures of the picture, and text that fits into it. Units are those of its view box, about a pixel each. */
import { PICTURE_WIDTH } from '../../model/peaks.js';
import { escapeMarkup } from '../../text/escape.js';
import { cut } from '../../text/show.js';

/** Room for the names of tracks. */
export const LEFT = 170;
export const WIDTH = PICTURE_WIDTH;
export const RIGHT = LEFT + WIDTH;
export const ALL = 1200;

/** Units from one column of an outline to the next: as fine as the whole picture can afford. */
export const COLUMN_WIDTHS = [1.5, 2, 3, 5, 10] as const;
/** An outline of fewer columns is no outline. */
export const LEAST_COLUMNS = 2;

/** Whether the sound of a clip can be drawn, by the part of the song that it lasts. */
export const isDrawn = (part: number): boolean => part * WIDTH >= LEAST_COLUMNS * COLUMN_WIDTHS[0];

/** One page of the picture: some of its lanes under a ruler of their own. */
export interface Frame {
  /** Where the first lane begins: below regions, markers, tempo and bars. */
  readonly top: number;
  readonly laneHeight: number;
  /** Where the last lane ends. */
  readonly bottom: number;
  readonly height: number;
  x(seconds: number): number;
}

/** Taller where there are few: a page of the picture fits on one page of paper. */
export const laneHeightFor = (lanes: number): number => (lanes <= 32 ? 46 : lanes <= 96 ? 28 : 18);
/** Lanes that stand below one ruler; on paper they are one page in landscape. */
export const lanesOnPage = (laneHeight: number): number => Math.floor(640 / laneHeight);

export const short = (value: number): string => String(Math.round(value * 10) / 10);

/** Text that fits into `room`, or none where less than four letters would. `letter`: how wide one is. */
export function label(text: string, room: number, letter: number, x: number, y: number, look: string): string {
  const letters = Math.floor(room / letter);
  if (letters < 4 || text === '') return '';
  return `<text x="${short(x)}" y="${short(y)}" class="${look}">${escapeMarkup(cut(text, letters))}</text>`;
}
