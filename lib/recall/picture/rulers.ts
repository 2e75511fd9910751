/** What stands around the lanes: regions and markers, tempo and metre, bars above, minutes below. */
import type { InspectedSession } from '../../model/inspect.js';
import { showLength } from '../../model/time.js';
import { escapeMarkup } from '../../text/escape.js';
import { showTempo } from '../../text/show.js';
import type { Bar } from '../bars.js';
import { type TempoChange, tempoChanges } from '../tempo-changes.js';
import { ALL, type Frame, LEFT, label, RIGHT, short } from './frame.js';

const MAX_MARKERS = 200;
const MAX_CHANGES = 60;
/** More than any song has; a session may claim a million. */
const MOST_LOOKED_AT = 20_000;
const ROW = 20;

export interface Rulers {
  readonly height: number;
  draw(frame: Frame): readonly string[];
}

/** The rows that this song needs, from the top: regions, markers, changes of tempo and metre, bars. */
export function rulersOf(session: InspectedSession, bars: readonly Bar[] | null, seconds: number): Rulers {
  const places = session.markers
    .slice(0, MOST_LOOKED_AT)
    .flatMap(({ name, atNs, lengthNs }) =>
      atNs === null ? [] : [{ name, at: Number(atNs) / 1e9, length: lengthNs === null ? 0 : Number(lengthNs) / 1e9 }],
    );
  const sorted = places.filter(({ at }) => at <= seconds).sort((a, b) => a.at - b.at);
  const regions = sorted.filter(({ length }) => length > 0);
  const flags = sorted.filter(({ length }) => length <= 0);
  const changes = changesOf(session);
  const rows: ((y: number, frame: Frame) => readonly string[])[] = [];
  if (regions.length > 0) rows.push((y, frame) => regionMarks(regions, y, frame));
  if (flags.length > 0) rows.push((y, frame) => flagMarks(flags, y, frame));
  if (changes.length > 0) rows.push((y, frame) => changeMarks(changes, y, frame));
  rows.push((y, frame) => [...barMarks(bars, y, frame), barLabel(session, y)]);
  return {
    height: rows.length * ROW + 6,
    draw: (frame) => [...rows.flatMap((row, index) => row(4 + index * ROW, frame)), ...minuteMarks(frame, seconds)],
  };
}

interface Place {
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

function regionMarks(regions: readonly Place[], y: number, { x }: Frame): string[] {
  return regions.slice(0, MAX_MARKERS).map(({ name, at, length }) => {
    const left = x(at);
    const width = Math.max(1, x(at + length) - left);
    const band = `<rect x="${short(left)}" y="${y}" width="${short(width)}" height="16" rx="3" class="rg"/>`;
    return band + label(name, width - 6, 6.6, left + 4, y + 12, 'mkt');
  });
}

/** A name is shown where there is room before the next one; the flag always. */
function flagMarks(flags: readonly Place[], y: number, { x }: Frame): string[] {
  const placed = flags.slice(0, MAX_MARKERS).map(({ name, at }) => ({ name, at: x(Math.max(0, at)) }));
  return placed.map(({ name, at }, index) => {
    const room = (placed[index + 1]?.at ?? ALL) - at - 12;
    return `<path d="M${short(at)} ${y}v16l6-4v-12z" class="mk"/>${label(name, room, 6.6, at + 9, y + 12, 'mkt')}`;
  });
}

/** Only what changes: a steady tempo stands beside the bars. */
const changesOf = (session: InspectedSession): readonly TempoChange[] =>
  session.tempo.length < 2 && session.meter.length < 2 ? [] : tempoChanges(session);

function changeMarks(changes: readonly TempoChange[], y: number, { x }: Frame): string[] {
  const placed = changes.slice(0, 2000).map(({ atNs, text, glides }) => ({
    at: x(Math.max(0, Number(atNs) / 1e9)),
    text: glides ? `${text} ↗` : text,
  }));
  const apart = placed.filter(({ at }, index) => index === 0 || at - (placed[index - 1]?.at ?? 0) > 2);
  return apart.slice(0, MAX_CHANGES).map(({ at, text }, index) => {
    const room = (apart[index + 1]?.at ?? ALL) - at - 4;
    const tick = `<path d="M${short(at)} ${y + 3}v10" class="grid strong"/>`;
    return tick + label(text, room, 5.6, at + 3, y + 12, 'ax');
  });
}

/** About ten numbers and forty lines, at bars that musicians count in. */
function barMarks(bars: readonly Bar[] | null, y: number, { x, top, bottom }: Frame): string[] {
  if (bars === null || bars.length < 2) return [];
  const step = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512].find((every) => bars.length / every <= 44) ?? 1024;
  const shown = bars.filter((bar) => (bar.number - 1) % step === 0);
  const isStrong = (bar: Bar) => (bar.number - 1) % (step * 4) === 0 || shown.length <= 12;
  const lines = (strong: boolean) =>
    shown
      .filter((bar) => isStrong(bar) === strong)
      .map(({ seconds }) => `M${short(x(seconds))} ${top - 6}V${bottom}`)
      .join('');
  const numbers = shown.filter(isStrong).map(({ number, seconds }) => {
    return `<text x="${short(x(seconds) + 3)}" y="${y + 12}" class="ax">${number}</text>`;
  });
  return [path(lines(false), 'grid'), path(lines(true), 'grid strong'), ...numbers];
}

const path = (d: string, look: string): string => (d === '' ? '' : `<path d="${d}" class="${look}"/>`);

function barLabel({ tempo, meter }: InspectedSession, y: number): string {
  const [first] = tempo;
  const [signature] = meter;
  const words = [
    'bars',
    first ? showTempo(first.bpm) : '',
    signature ? `${signature.numerator}/${signature.denominator}` : '',
  ];
  const text = words.filter((word) => word !== '').join(' · ');
  return first === undefined ? '' : `<text x="4" y="${y + 12}" class="ax">${escapeMarkup(text)}</text>`;
}

function minuteMarks({ x, bottom }: Frame, seconds: number): string[] {
  const step = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600].find((every) => seconds / every <= 12) ?? 7200;
  const marks = Math.min(Math.floor(seconds / step), 100);
  return Array.from({ length: marks + 1 }, (_, n) => {
    const text = showLength(BigInt(n * step) * 1_000_000_000n);
    const at = x(n * step);
    const place = at + 40 > RIGHT ? `x="${short(at - 3)}" text-anchor="end"` : `x="${short(at + 3)}"`;
    return `<path d="M${short(at)} ${bottom}v8" class="grid strong"/><text ${place} y="${bottom + 16}" class="ax">${text}</text>`;
  }).concat(`<text x="${LEFT - 8}" y="${bottom + 16}" text-anchor="end" class="ax">minutes</text>`);
}
