/** The sheet as a reader sees it: finished words, bounded lists. Templates only place them; escaping is theirs. */
import { figuresOf } from '../inspect/figures.js';
import { tempoAndMeter } from '../inspect/text.js';
import type { Finding } from '../model/finding.js';
import type { InspectedSession } from '../model/inspect.js';
import type { Note } from '../model/session.js';
import { showLength } from '../model/time.js';
import { count, cut, firstFew, showBytes, showRate, showTempo } from '../text/show.js';
import { type MediaRow, mediaRows } from './media-rows.js';
import type { Sheet, SheetSession } from './model.js';
import { type PluginRow, pluginRows } from './plugin-rows.js';
import { type TrackRow, trackRows } from './track-rows.js';
import { type Card, mediaBytes, todoOf, verdictOf } from './verdict.js';

/** A list that shows its first rows, and says how many more there are. */
export interface Bounded<T> {
  readonly rows: readonly T[];
  readonly more: number;
}

export interface View {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly cards: readonly Card[];
  readonly todo: readonly string[];
  readonly tracks: Bounded<TrackRow>;
  readonly tempo: Bounded<{ readonly at: string; readonly value: string }>;
  readonly markers: Bounded<{ readonly at: string; readonly name: string }>;
  readonly plugins: Bounded<PluginRow>;
  readonly media: Bounded<MediaRow>;
  /** The DAW's own picture of its window, as the address of an image in the page itself; null where there is none. */
  readonly picture: { readonly address: string; readonly caption: string } | null;
  readonly notes: readonly Note[];
  readonly papers: readonly { readonly label: string; readonly paths: string }[];
  readonly others: Bounded<OtherRow>;
  readonly findings: Bounded<Finding>;
}

export interface OtherRow {
  readonly path: string;
  readonly role: string;
  readonly about: string;
}

const MAX = {
  tracks: 300,
  points: 100,
  plugins: 200,
  media: 400,
  others: 50,
  findings: 100,
  noteText: 20_000,
} as const;

export function viewOf(sheet: Sheet): View {
  const [main] = sheet.sessions;
  const session = main?.session;
  return {
    title: sheet.title,
    subtitle: subtitleOf(sheet, main),
    facts: main === undefined ? [] : factsOf(sheet, main),
    cards: verdictOf(sheet),
    todo: todoOf(sheet),
    tracks: bounded(main === undefined ? [] : trackRows(main), MAX.tracks),
    tempo: bounded(session === undefined ? [] : tempoRows(session), MAX.points),
    markers: bounded(session === undefined ? [] : markerRows(session), MAX.points),
    plugins: bounded(session === undefined ? [] : pluginRows(session), MAX.plugins),
    media: bounded(main === undefined ? [] : mediaRows(main), MAX.media),
    picture: pictureOf(main),
    notes: notesOf(sheet, session),
    papers: papersOf(sheet),
    others: bounded(otherRows(sheet), MAX.others),
    findings: bounded([...(session?.findings ?? []), ...sheet.findings], MAX.findings),
  };
}

const bounded = <T>(all: readonly T[], most: number): Bounded<T> => ({
  rows: all.slice(0, most),
  more: Math.max(0, all.length - most),
});

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "14 March 2019": read alike on both sides of an ocean. */
export function longDate(rfc3339: string): string {
  const [year = '', month = '', day = ''] = rfc3339.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

function subtitleOf(sheet: Sheet, main: SheetSession | undefined): string {
  const by = [sheet.artist, sheet.client === null ? null : `for ${sheet.client}`];
  const saved = main && `last saved ${longDate(main.saved)} in ${main.session.application ?? main.daw}`;
  return [...by, saved ?? 'backups only'].filter((part) => part !== null && part !== '').join(' · ');
}

function factsOf(sheet: Sheet, main: SheetSession): View['facts'] {
  const { session } = main;
  const figures = figuresOf(session);
  const bits = session.bitDepth === null ? '' : ` / ${session.bitDepth} bit`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Length', session.lengthNs === null ? null : showLength(BigInt(session.lengthNs))],
    ['Tempo', tempoAndMeter(session)],
    ['Rate', session.sampleRate === null ? null : `${showRate(session.sampleRate)}${bits}`],
    ['Tracks', figures.tracks.toLocaleString('en-US')],
    ['Clips', figures.clips.toLocaleString('en-US')],
    ['Media', `${count(main.media.length, 'file')}, ${showBytes(mediaBytes(main.media))}`],
    ['Mixes found', sheet.extras.mixes.length === 0 ? 'none' : String(sheet.extras.mixes.length)],
    ['Stems', sheet.extras.stems.length === 0 ? 'none' : String(sheet.extras.stems.length)],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function tempoRows(session: InspectedSession): { at: string; value: string }[] {
  const points = [
    ...session.tempo.map((point) => ({
      ns: BigInt(point.atNs),
      value: `${showTempo(point.bpm)}${rampText(point.ramp)}`,
    })),
    ...session.meter.map((point) => ({ ns: BigInt(point.atNs), value: `${point.numerator}/${point.denominator}` })),
  ];
  points.sort((a, b) => (a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0));
  return points.map(({ ns, value }) => ({ at: showLength(ns), value }));
}

const rampText = (ramp: string): string => (ramp === 'step' ? '' : ', gliding to the next');

const markerRows = (session: InspectedSession) =>
  session.markers.map(({ name, atNs }) => ({ at: atNs === null ? '' : showLength(BigInt(atNs)), name }));

function pictureOf(main: SheetSession | undefined): View['picture'] {
  if (main === undefined || main.picture === null) return null;
  const base64 = Buffer.from(main.picture).toString('base64');
  return { address: `data:image/jpeg;base64,${base64}`, caption: `The window of ${main.daw} when it was last saved` };
}

function notesOf(sheet: Sheet, session: InspectedSession | undefined): readonly Note[] {
  const onTracks = (session?.tracks ?? []).flatMap(({ name, notes }) =>
    notes === null || notes.trim() === '' ? [] : [{ where: `on the track “${name}”`, text: notes }],
  );
  const all = [...sheet.notes, ...(session?.notes ?? []), ...onTracks];
  let left: number = MAX.noteText;
  return all.flatMap(({ where, text }) => {
    if (left <= 0) return [];
    const shown = cut(text.trim(), left);
    left -= shown.length;
    return shown === '' ? [] : [{ where, text: shown }];
  });
}

function papersOf({ extras }: Sheet): View['papers'] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Mixes', extras.mixes],
    ['Stems', extras.stems],
    ['Notes and documents', extras.notes],
    ['Photos', extras.photos],
  ];
  return lists.flatMap(([label, paths]) => (paths.length === 0 ? [] : [{ label, paths: firstFew(paths, 30, ' · ') }]));
}

function otherRows(sheet: Sheet): OtherRow[] {
  const read = sheet.sessions.slice(1).map(({ session, saved, media }) => {
    const about = [`saved ${longDate(saved)}`, count(figuresOf(session).tracks, 'track'), count(media.length, 'file')];
    return { path: session.path, role: session.role, about: about.join(', ') };
  });
  return [...read, ...sheet.kept.map((path) => ({ path, role: 'backup', about: 'kept as it is' }))];
}
