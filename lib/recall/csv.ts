/** The track sheet and the media list for a spreadsheet: complete, where the page shows the first few hundred. RFC 4180, UTF-8. */
import { escapeCell } from '../text/escape.js';
import type { Sheet, SheetSession } from './model.js';
import { mediaRows } from './tables/media-rows.js';
import { trackRows } from './tables/track-rows.js';

export function tracksCsv(sheet: Sheet): string {
  const head = [
    'session',
    'number',
    'track',
    'kind',
    'input',
    'output',
    'fader dB',
    'pan',
    'state',
    'inserts',
    'sends',
    'automation',
    'comment',
    'clips',
  ];
  const rows = sheet.sessions.flatMap((one) =>
    allRows(one).map((row) => [
      one.session.path,
      row.number,
      row.name,
      row.kind,
      row.input,
      row.output,
      row.fader,
      row.pan,
      row.state,
      row.inserts,
      row.sends,
      row.automated,
      row.comment,
      row.clips,
    ]),
  );
  return csv([head, ...rows]);
}

const allRows = (one: SheetSession) => {
  const { listed, apart } = trackRows(one, Infinity);
  return [...listed, ...apart];
};

export function mediaCsv(sheet: Sheet): string {
  const head = ['session', 'file', 'state', 'length', 'sound', 'size', 'where', 'used', 'about'];
  const rows = sheet.sessions.flatMap((one) =>
    mediaRows(one).map((row) => [
      one.session.path,
      row.name,
      row.state,
      row.length,
      row.sound,
      row.size,
      row.where,
      row.used,
      row.about.join('; '),
    ]),
  );
  return csv([head, ...rows]);
}

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
