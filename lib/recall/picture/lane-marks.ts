/** One track of the picture: its name, and its clips with what sounds in them. */
import type { Peaks } from '../../model/peaks.js';
import type { Clip } from '../../model/session.js';
import { colourOf } from '../colours.js';
import type { Waves } from '../waves.js';
import { type Frame, LEFT, label, short, WIDTH } from './frame.js';
import type { Block, Lane } from './lanes.js';
import { type Box, gainOf, loudest, outline, ticks } from './sound.js';

/** How much may be drawn of one lane. */
export interface Pen {
  readonly waves: Waves;
  /** Units from one column of an outline to the next; 0: none is drawn. */
  readonly column: number;
  readonly hasNotes: boolean;
}

export function laneMarks(lane: Lane, index: number, frame: Frame, pen: Pen): string {
  const { track, depth } = lane;
  const top = frame.top + index * frame.laneHeight;
  const height = frame.laneHeight - 3;
  const colour = colourOf(track.colour, track.kind);
  const indent = depth * 10;
  const tall = height > 36;
  const name = track.muted === true ? `${track.name} (muted)` : track.name;
  const kind = lane.inside > 0 ? `${track.kind}, ${lane.inside} tracks` : track.kind;
  const boost = boostOf(lane, pen.waves);
  return [
    `<g><rect y="${top}" width="164" height="${height}" rx="3" class="head"/><rect x="${indent}" y="${top}" width="5" height="${height}" fill="${colour}"/>`,
    label(name, 150 - indent, 7.8, 12 + indent, top + (tall ? 18 : height / 2 + 4), 'tn'),
    tall ? label(kind, 150 - indent, 5, 12 + indent, top + 33, 'tk') : '',
    `<rect x="${LEFT}" y="${top}" width="${WIDTH}" height="${height}" class="lane"/></g>`,
    `<g fill="${colour}" stroke="${colour}">`,
    ...lane.blocks.map((block) => blockMark(block, boxOf(block, top + 1, height - 2, frame), pen, boost)),
    '</g>',
  ]
    .filter((line) => line !== '')
    .join('');
}

const boxOf = ({ start, end }: Block, top: number, height: number, { x }: Frame): Box => {
  const left = x(start);
  return { left, top, width: Math.max(0.8, x(end) - left), height };
};

/** Quiet recordings are drawn taller, all of a track alike: eight times at most, so that noise stays small. */
const MOST_BOOST = 8;
const HEADROOM = 0.95;

function boostOf({ blocks }: Lane, waves: Waves): number {
  const loud = blocks.reduce((most, { clip }) => {
    const peaks = peaksOf(clip, waves);
    return clip === null || peaks === null ? most : Math.max(most, loudest(clip, peaks));
  }, 0);
  return loud > 0 ? Math.min(MOST_BOOST, HEADROOM / loud) : 1;
}

const peaksOf = (clip: Clip | null, waves: Waves): Peaks | null =>
  clip === null || clip.media === null ? null : (waves(clip.media)?.peaks ?? null);

/** Below this width "missing: …" would name nothing: the hatching says it. */
const MISSING_ROOM = 90;
/** Below this height there is no room for a name and sound. */
const LOW = 12;

function blockMark(block: Block, box: Box, pen: Pen, boost: number): string {
  const { look } = block;
  const place = `x="${short(box.left)}" width="${short(box.width)}"`;
  if (look === 'span')
    return `<rect ${place} y="${box.top + box.height / 4}" height="${box.height / 2}" rx="3" class="sp"/>`;
  const rect = (more: string) => `<rect ${place} y="${box.top}" height="${box.height}" rx="3" class="${more}"/>`;
  const name = look === 'missing' ? missingText(block.label) : (block.label ?? '');
  const words = `cn${look === 'missing' ? ' bad' : look === 'muted' ? ' off' : ''}`;
  const room = look === 'missing' && box.width < MISSING_ROOM ? 0 : box.width - 10;
  const text =
    box.height > LOW ? label(name, room, look === 'missing' ? 6.2 : 5.2, box.left + 5, box.top + 11, words) : '';
  if (look === 'missing') return rect('miss') + text;
  const drawn = rect('bl') + soundMark(block, box, pen, boost) + fadeMarks(block, box);
  return (look === 'muted' ? `<g class="mu">${drawn}</g>` : drawn) + text;
}

function soundMark({ clip }: Block, box: Box, { waves, column, hasNotes }: Pen, boost: number): string {
  if (clip === null) return '';
  // Below its name where there is room for both.
  const inner = box.height > 24 ? { ...box, top: box.top + 12, height: box.height - 14 } : box;
  const peaks = peaksOf(clip, waves);
  if (peaks !== null && column > 0) {
    const drawn = outline(clip, peaks, inner, column, boost * gainOf(clip));
    return drawn === null ? '' : `<path ${drawn} class="wv"/>`;
  }
  const drawn = hasNotes ? ticks(clip, inner) : null;
  return drawn === null ? '' : `<path d="${drawn}" class="nt"/>`;
}

/** A fade takes its corner off the block. */
function fadeMarks({ clip, start, end }: Block, box: Box): string {
  if (clip === null) return '';
  const perSecond = box.width / (end - start);
  const long = (fade: Clip['fadeIn']) => Math.min(box.width, (Number(fade?.lengthNs ?? 0n) / 1e9) * perSecond);
  const [into, out] = [long(clip.fadeIn), long(clip.fadeOut)];
  const [right, height] = [short(box.left + box.width), short(box.height)];
  const corners = [
    into >= 1.5 ? `M${short(box.left)} ${box.top}h${short(into)}L${short(box.left)} ${box.top + Number(height)}z` : '',
    out >= 1.5 ? `M${right} ${box.top}h${short(-out)}L${right} ${box.top + Number(height)}z` : '',
  ].join('');
  return corners === '' ? '' : `<path d="${corners}" class="fd"/>`;
}

/** Joined blocks may have sound between them: no more is said than is so. */
const missingText = (name: string | null): string => (name === null ? 'some missing' : `missing: ${name}`);
