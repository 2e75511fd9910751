/** Automation of a track: which of its envelopes do something. */
import { type Document, type Row, rowsIn, wordsOf } from './grammar.js';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['VOLENV', 'Volume (pre-FX)'],
  ['VOLENV2', 'Volume'],
  ['VOLENV3', 'Trim volume'],
  ['PANENV', 'Pan (pre-FX)'],
  ['PANENV2', 'Pan'],
  ['WIDTHENV', 'Width (pre-FX)'],
  ['WIDTHENV2', 'Width'],
  ['MUTEENV', 'Mute'],
  ['AUXVOLENV', 'Send volume'],
  ['AUXPANENV', 'Send pan'],
  ['AUXMUTEENV', 'Send mute'],
  ['HWVOLENV', 'Output volume'],
  ['HWPANENV', 'Output pan'],
  ['HWMUTEENV', 'Output mute'],
  ['MASTERVOLENV', 'Volume (pre-FX)'],
  ['MASTERVOLENV2', 'Volume'],
  ['MASTERVOLENV3', 'Trim volume'],
  ['MASTERPANENV', 'Pan (pre-FX)'],
  ['MASTERPANENV2', 'Pan'],
  ['MASTERWIDTHENV', 'Width (pre-FX)'],
  ['MASTERWIDTHENV2', 'Width'],
  ['MASTERPLAYSPEEDENV', 'Play rate'],
]);

/** The name of an envelope block that is switched on and has points; null for any other row. */
export function automatedBy(document: Document, row: Row): string | null {
  const name = row.opens ? NAMES.get(row.key) : undefined;
  return name !== undefined && envelopeIsActive(document, row.line) ? name : null;
}

/** `ACT 0 …` switches an envelope off; one without points moves nothing. */
export function envelopeIsActive(document: Document, block: number): boolean {
  let points = false;
  for (const { line, key } of rowsIn(document, block)) {
    if (key === 'ACT' && wordsOf(document, line)[1] === '0') return false;
    if (key === 'PT') points = true;
  }
  return points;
}
