/** Tempo, metre and markers as rows: in time, and in bars where these can be told. */
import type { InspectedSession } from '../../model/inspect.js';
import { showLength } from '../../model/time.js';
import { showTempo } from '../../text/show.js';
import type { SheetSession } from '../model.js';
import { barAt } from '../picture/bars.js';

export interface TimeRow {
  readonly at: string;
  /** Empty where it is not known. */
  readonly bar: string;
}

export interface TempoRow extends TimeRow {
  readonly value: string;
}

export interface MarkerRow extends TimeRow {
  readonly name: string;
  /** Of a region. */
  readonly length: string;
}

export function tempoRows(sheet: SheetSession): TempoRow[] {
  const { tempo, meter } = sheet.session;
  const points = [
    ...tempo.map(({ atNs, bpm, ramp }) => ({ atNs, value: `${showTempo(bpm)}${rampText(ramp)}` })),
    ...meter.map(({ atNs, numerator, denominator }) => ({ atNs, value: `${numerator}/${denominator}` })),
  ];
  const order = (a: { atNs: string }, b: { atNs: string }) => Number(BigInt(a.atNs) - BigInt(b.atNs));
  return points.sort(order).map(({ atNs, value }) => ({ ...timeOf(atNs, sheet), value }));
}

const rampText = (ramp: InspectedSession['tempo'][number]['ramp']): string =>
  ramp === 'step' ? '' : ', gliding to the next';

export const markerRows = (sheet: SheetSession): MarkerRow[] =>
  sheet.session.markers.map(({ name, atNs, lengthNs }) => ({
    ...(atNs === null ? { at: '', bar: '' } : timeOf(atNs, sheet)),
    name,
    length: lengthNs === null || lengthNs === '0' ? '' : showLength(BigInt(lengthNs)),
  }));

const timeOf = (atNs: string, { bars }: SheetSession): TimeRow => ({
  at: showLength(BigInt(atNs)),
  bar: String(barAt(bars, Number(atNs) / 1e9) ?? ''),
});
