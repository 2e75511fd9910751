/** Tempo, meter, markers and regions (reaper.md, section 4). */
import type { Marker, MeterPoint, Ns, TempoPoint } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { colourOf } from './colour.js';
import { type Document, numberOf, rowsIn, wordsOf } from './grammar.js';

export interface TempoMap {
  readonly tempo: readonly TempoPoint[];
  readonly meter: readonly MeterPoint[];
}

/** `TEMPO bpm numerator denominator`, overruled by a point of the map at 0 s, which is often another one. */
export function readTempo(document: Document, tempoLine: readonly string[] | null, map: number | null): TempoMap {
  const points = map === null ? [] : readPoints(document, map);
  const tempo = points.map(({ point }) => point);
  const meter = points.flatMap((each) => (each.meter ? [each.meter] : []));
  const [, bpm, numerator, denominator] = tempoLine ?? [];
  const first: TempoPoint | null = tempoAt0(numberOf(bpm));
  if (first && !tempo.some(({ atNs }) => atNs <= 0n)) tempo.unshift(first);
  const [n, d] = [numberOf(numerator), numberOf(denominator)];
  if (n && d && !meter.some(({ atNs }) => atNs <= 0n)) {
    meter.unshift({ atNs: 0n, atBar: null, numerator: n, denominator: d });
  }
  return { tempo, meter };
}

const tempoAt0 = (bpm: number | null): TempoPoint | null =>
  bpm !== null && bpm > 0 ? { atNs: 0n, atBeats: 0, bpm, ramp: 'step' } : null;

/** `PT seconds bpm shape [meter …]`; shape 1 = jump, 0 = ramp; meter = numerator + 65536 · denominator, 0 = as before. */
function readPoints(document: Document, map: number) {
  const points: { readonly point: TempoPoint; readonly meter: MeterPoint | null }[] = [];
  for (const { line, key, opens } of rowsIn(document, map)) {
    if (key !== 'PT' || opens) continue;
    const [, seconds = '', bpm, shape, meter] = wordsOf(document, line);
    const [atNs, value, packed] = [nsFromSeconds(seconds), numberOf(bpm), numberOf(meter) ?? 0];
    if (atNs === null || value === null || value <= 0) continue;
    points.push({
      point: { atNs, atBeats: atNs === 0n ? 0 : null, bpm: value, ramp: shape === '0' ? 'linear' : 'step' },
      meter: meterOf(atNs, packed),
    });
  }
  return points;
}

function meterOf(atNs: Ns, packed: number): MeterPoint | null {
  const [numerator, denominator] = [packed % 65_536, Math.floor(packed / 65_536)];
  const isMeter = Number.isInteger(packed) && numerator > 0 && denominator > 0;
  return isMeter ? { atNs, atBar: null, numerator, denominator } : null;
}

interface Draft {
  readonly name: string;
  readonly atNs: Ns | null;
  lengthNs: Ns | null;
  readonly colour: string | null;
}

/**
 * `MARKER number seconds name flags colour …`. A region (flag 1) is two lines with one number, its start and its end;
 * markers and regions are counted apart. Sorted by time, in file order where times are equal.
 */
export function readMarkers(lines: readonly (readonly string[])[]): readonly Marker[] {
  const markers: Draft[] = [];
  const openRegions = new Map<string, Draft>();
  for (const [, number = '', seconds = '', name = '', flags, colour] of lines) {
    const atNs = nsFromSeconds(seconds);
    const isRegion = ((numberOf(flags) ?? 0) & 1) === 1;
    const open = isRegion ? openRegions.get(number) : undefined;
    if (open) {
      openRegions.delete(number);
      if (atNs !== null && open.atNs !== null && atNs >= open.atNs) open.lengthNs = atNs - open.atNs;
      continue;
    }
    const marker: Draft = { name, atNs, lengthNs: null, colour: colourOf(colour) };
    markers.push(marker);
    if (isRegion) openRegions.set(number, marker);
  }
  return markers.sort((a, b) => Number((a.atNs ?? 0n) - (b.atNs ?? 0n)));
}
