/** Tempo, metre and markers as rows: in time, and in bars where these can be told. */
import { showLength } from '../../model/time.js';
import { barAt } from '../bars.js';
import type { SheetSession } from '../model.js';
import { tempoChanges } from '../tempo-changes.js';

interface TimeRow {
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

export const tempoRows = (sheet: SheetSession): TempoRow[] =>
  tempoChanges(sheet.session).map(({ atNs, text, glides }) => ({
    ...timeOf(atNs, sheet),
    value: glides ? `${text}, gliding to the next` : text,
  }));

/** The first `most` of them. */
export const markerRows = (sheet: SheetSession, most: number): MarkerRow[] =>
  sheet.session.markers.slice(0, most).map(({ name, atNs, lengthNs }) => ({
    ...(atNs === null ? { at: '', bar: '' } : timeOf(atNs, sheet)),
    name,
    length: lengthNs === null || lengthNs === '0' ? '' : showLength(BigInt(lengthNs)),
  }));

const timeOf = (atNs: string, { bars }: SheetSession): TimeRow => ({
  at: showLength(BigInt(atNs)),
  bar: String(barAt(bars, Number(atNs) / 1e9) ?? ''),
});
