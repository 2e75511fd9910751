/** The sheet as a reader sees it: finished words, bounded lists. Templates only place them; escaping is theirs. */
import { figuresOf } from '../inspect/figures.js';
import { tempoAndMeter } from '../inspect/text.js';
import type { Finding } from '../model/finding.js';
import type { InspectedSession } from '../model/inspect.js';
import type { Note } from '../model/session.js';
import { showLength } from '../model/time.js';
import { count, cut, firstFew, showBytes, showRate } from '../text/show.js';
import { type House, type Photo, SECTIONS, type Section, type Sheet, type SheetSession } from './model.js';
import { withShortTexts } from './short-texts.js';
import { type MediaRow, mediaRows } from './tables/media-rows.js';
import { type PluginRow, pluginRows } from './tables/plugin-rows.js';
import { type MarkerRow, markerRows, type TempoRow, tempoRows } from './tables/time-rows.js';
import { type TrackRow, trackRows } from './tables/track-rows.js';
import { unprintedTracks } from './tables/unprinted.js';
import { type Card, todoOf, verdictOf } from './verdict.js';

/** A list that shows its first rows, and says how many more there are. */
export interface Bounded<T> {
  readonly rows: readonly T[];
  readonly more: number;
}

export interface View {
  readonly title: string;
  readonly subtitle: string;
  readonly studio: string | null;
  /** The address of an image in the page itself. */
  readonly logo: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly cards: readonly Card[];
  readonly todo: readonly string[];
  /** What stands below the answer, in this order. */
  readonly sections: readonly Section[];
  readonly legend: string;
  readonly tracks: Bounded<TrackRow>;
  readonly channels: Bounded<TrackRow>;
  readonly hasAutomation: boolean;
  readonly tempo: Bounded<TempoRow>;
  readonly markers: Bounded<MarkerRow>;
  readonly hasRegions: boolean;
  readonly plugins: Bounded<PluginRow>;
  /** Tracks whose sound lives only in plug-ins, with the instrument. */
  readonly unprinted: readonly string[];
  readonly media: Bounded<MediaRow>;
  readonly unused: { readonly title: string; readonly paths: string } | null;
  /** The DAW's own picture of its window, as the address of an image in the page itself; null where there is none. */
  readonly picture: { readonly address: string; readonly caption: string } | null;
  readonly notes: readonly Note[];
  readonly form: readonly { readonly heading: string; readonly text: string | null }[];
  readonly photos: readonly Photo[];
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
  unused: 40,
  others: 50,
  findings: 100,
  noteText: 20_000,
  where: 200,
  cell: 600,
  fieldText: 5_000,
} as const;

export function viewOf(sheet: Sheet): View {
  const [main] = sheet.sessions;
  const session = main?.session;
  const { listed, apart } = main === undefined ? { listed: [], apart: [] } : trackRows(main);
  const markers = main === undefined ? [] : markerRows(main, MAX.points);
  return {
    title: sheet.title,
    subtitle: subtitleOf(sheet, main),
    studio: sheet.house.studio,
    logo: sheet.house.logo,
    facts: main === undefined ? [] : factsOf(sheet, main),
    cards: verdictOf(sheet),
    todo: todoOf(sheet),
    sections: sectionsOf(sheet.house),
    legend: LEGEND,
    tracks: bounded(listed, MAX.tracks),
    channels: bounded(apart, MAX.tracks),
    hasAutomation: [...listed, ...apart].some(({ automated }) => automated !== ''),
    tempo: bounded(main === undefined ? [] : tempoRows(main), MAX.points),
    markers: bounded(markers, MAX.points, session?.markers.length),
    hasRegions: markers.some(({ length }) => length !== ''),
    plugins: bounded(session === undefined ? [] : pluginRows(session), MAX.plugins),
    unprinted: unprintedNames(sheet),
    unused: unusedText(sheet),
    form: sheet.form.map(({ heading, text }) => ({ heading, text: text === null ? null : cut(text, MAX.fieldText) })),
    photos: sheet.photos,
    media: bounded(main === undefined ? [] : mediaRows(main, MAX.media), MAX.media, main?.media.length),
    picture: pictureOf(main),
    notes: notesOf(sheet, session),
    papers: papersOf(sheet),
    others: bounded(otherRows(sheet), MAX.others),
    findings: bounded(sheet.findings, MAX.findings),
  };
}

/**
 * `count`: how many there are, where only the first were made. Cells are short as well: forty sends with long names would fill a
 * page by themselves.
 */
const bounded = <T>(rows: readonly T[], most: number, count = rows.length): Bounded<T> => ({
  rows: withShortTexts(rows.slice(0, most), MAX.cell),
  more: Math.max(0, count - most),
});

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "14 March 2019": read alike on both sides of an ocean. */
function longDate(rfc3339: string): string {
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
    ['Media', mediaText(main)],
    ['Mixes found', sheet.extras.mixes.length === 0 ? 'none' : String(sheet.extras.mixes.length)],
    ['Stems', sheet.extras.stems.length === 0 ? 'none' : String(sheet.extras.stems.length)],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

const mediaText = ({ media, mediaBytes }: SheetSession): string =>
  `${count(media.length, 'file')}${mediaBytes > 0 ? `, ${showBytes(mediaBytes)}` : ''}`;

/** The studio's order first, then the others as the program has them. */
const sectionsOf = ({ order, hidden }: House): readonly Section[] =>
  [...new Set([...order, ...SECTIONS])].filter((section) => !hidden.has(section));

const LEGEND =
  'Hatched: missing. Pale: muted. Every track is drawn to its own loudest sound; a plain block has sound that is not drawn here.';

const unprintedNames = (sheet: Sheet): string[] =>
  unprintedTracks(sheet).map(({ track, instrument }) => (instrument === null ? track : `${track} (${instrument})`));

function unusedText({ unused }: Sheet): View['unused'] {
  if (unused.length === 0) return null;
  const bytes = unused.reduce((sum, { size }) => sum + size, 0);
  return {
    title: `${count(unused.length, 'sound file')} that no session uses, ${showBytes(bytes)}:`,
    paths: firstFew(
      unused.map(({ path }) => path),
      MAX.unused,
      ' · ',
    ),
  };
}

function pictureOf(main: SheetSession | undefined): View['picture'] {
  if (main === undefined || main.picture === null) return null;
  const base64 = Buffer.from(main.picture).toString('base64');
  return { address: `data:image/jpeg;base64,${base64}`, caption: `The window of ${main.daw} when it was last saved` };
}

function notesOf(sheet: Sheet, session: InspectedSession | undefined): readonly Note[] {
  const all = [...sheet.notes, ...(session?.notes ?? [])];
  let left: number = MAX.noteText;
  return all.flatMap(({ where, text }) => {
    if (left <= 0) return [];
    const shown = cut(text.trim(), left);
    left -= shown.length;
    return shown === '' ? [] : [{ where: cut(where, MAX.where), text: shown }];
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
