/** Tempo, metre and markers as rows: in time, and in bars where these can be told. */
import type { InspectedSession } from '../../model/inspect.js';
import { showLength } from '../../model/time.js';
import { showTempo } from '../../text/show.js';
import type { SheetSession } from '../model.js';
import { barAt } from '../picture/bars.js';

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

/** What a person sees change: of several tempos at one moment (how an envelope steps) only the last is heard. */
export function tempoChanges({ tempo, meter }: InspectedSession): readonly TempoChange[] {
  const changes = new Map<string, { tempo?: string; meter?: string; glides?: boolean }>();
  const at = (atNs: string) => changes.get(atNs) ?? {};
  for (const { atNs, bpm, ramp } of tempo)
    changes.set(atNs, { ...at(atNs), tempo: showTempo(bpm), glides: ramp !== 'step' });
  for (const { atNs, numerator, denominator } of meter)
    changes.set(atNs, { ...at(atNs), meter: `${numerator}/${denominator}` });
  return [...changes]
    .map(([atNs, { tempo, meter, glides }]) => ({
      atNs,
      text: [tempo, meter].filter((part) => part !== undefined).join(' '),
      glides: glides === true,
    }))
    .sort((a, b) => Number(BigInt(a.atNs) - BigInt(b.atNs)));
}

export interface TempoChange {
  readonly atNs: string;
  readonly text: string;
  /** It moves on to the next. */
  readonly glides: boolean;
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
