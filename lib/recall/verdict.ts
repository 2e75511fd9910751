/** The answer at the top of a sheet, in four cards, and the list of what to do. */
import { figuresOf, heardOf, isAbsent, isFile, saidByMedia } from '../inspect/figures.js';
import { soundOf } from '../inspect/text.js';
import type { InspectedReference } from '../model/inspect.js';
import { showLength } from '../model/time.js';
import { count, firstFew, showBytes } from '../text/show.js';
import type { Sheet, SheetSession } from './model.js';
import { placeOf } from './song-time.js';
import { unprintedTracks } from './tables/unprinted.js';

export interface Card {
  readonly look: 'bad' | 'warn' | 'ok';
  readonly title: string;
  readonly text: string;
}

export function verdictOf(sheet: Sheet): readonly Card[] {
  const [main] = sheet.sessions;
  if (main === undefined) return [];
  return [mediaCard(sheet, main), outsideCard(sheet, main), pluginCard(sheet, main), openingCard(sheet, main)];
}

function mediaCard(sheet: Sheet, main: SheetSession): Card {
  const { session } = main;
  const absent = session.media.filter(isAbsent);
  const [first] = absent;
  if (first !== undefined)
    return { look: 'bad', title: absentTitle(absent), text: heardText(first, main, absent.length > 1) };
  const doubtful = doubtCard(sheet);
  if (doubtful !== null) return doubtful;
  if (session.coverage.media !== 'full')
    return {
      look: 'warn',
      title: 'Media not fully known',
      text: `${main.daw} sessions of this kind are read in part: there may be more files`,
    };
  const files = session.media.filter(isFile).length;
  if (files === 0)
    return { look: 'ok', title: 'No media files', text: 'nothing outside of the session itself is played' };
  return {
    look: 'ok',
    title: 'Nothing is missing',
    text: `${count(files, 'file')}, ${showBytes(main.mediaBytes)}`,
  };
}

/** A file of the right name is in its place, and yet it may not be the sound. */
function doubtCard({ findings }: Sheet): Card | null {
  const standIns = findings.filter(({ code }) => code === 'media-placeholder').length;
  if (standIns > 0) {
    const title = `${count(standIns, 'file is', 'files are')} only a stand-in`;
    return { look: 'bad', title, text: 'a pointer to a sound that is elsewhere: see what to do' };
  }
  const differing = findings.filter(({ code }) => code === 'media-differs').length;
  if (differing === 0) return null;
  const title = `${count(differing, 'file differs', 'files differ')}`;
  return { look: 'warn', title, text: 'from what the session remembers: listen before you trust it' };
}

function absentTitle(absent: readonly InspectedReference[]): string {
  const states = new Set(absent.map(({ state }) => state));
  const word = states.size === 1 ? [...states][0] : 'not at hand';
  return `${count(absent.length, 'file')} ${word}`;
}

/** "heard for 62 s on “Ac Gtr (double)”, from bar 61". */
function heardText(reference: InspectedReference, main: SheetSession, first = false): string {
  const heard = heardOf(reference, main.session);
  if (heard.isSilent) return `${first ? `${reference.name}: ` : ''}only in what is muted or not chosen`;
  const from = heard.firstNs === null ? '' : `, from ${placeOf(heard.firstNs, main)}`;
  const on =
    heard.tracks.length === 0
      ? ''
      : ` on ${firstFew(
          heard.tracks.map((name) => `“${name}”`),
          2,
        )}`;
  if (heard.seconds === null && on === '')
    return first ? `the first is ${reference.name}` : 'where it plays is not known';
  const length = heard.seconds === null ? 'used' : `heard for ${showSeconds(heard.seconds)}`;
  return `${first ? `${reference.name}: ` : ''}${length}${on}${from}`;
}

const showSeconds = (seconds: number): string =>
  seconds < 1
    ? 'under a second'
    : seconds < 120
      ? `${Math.round(seconds)} s`
      : showLength(BigInt(Math.round(seconds * 1e9)));

function outsideCard(sheet: Sheet, main: SheetSession): Card {
  const collected = main.media.filter(({ place }) => place === 'collected').length;
  const outside = main.media.filter(({ place, state }) => place === 'outside' && state !== 'library').length;
  if (outside > 0)
    return {
      look: 'warn',
      title: `${count(outside, 'file lies', 'files lie')} outside`,
      text: sheet.packed ? 'and stayed there: see the media table' : 'of the project: an archive brings them along',
    };
  if (collected > 0)
    return { look: 'warn', title: `${collected} brought from outside`, text: 'now inside the project' };
  const here = main.media.filter(({ place }) => place === 'inside').length;
  if (here === 0 && main.session.media.some(isAbsent))
    return { look: 'warn', title: 'Nothing to collect', text: 'none of its files is here' };
  return { look: 'ok', title: 'All in one place', text: 'every file that is here lies in the project' };
}

const hasSettings = ({ session }: SheetSession): boolean =>
  session.tracks.some(({ plugins }) => plugins.some(({ settings }) => settings.length > 0));

function pluginCard(sheet: Sheet, main: SheetSession): Card {
  const { plugins, opaquePlugins } = figuresOf(main.session);
  if (main.session.coverage.plugins === 'none')
    return { look: 'warn', title: 'Plug-ins not known', text: `they are not read from ${main.daw} sessions` };
  if (plugins === 0 && main.session.coverage.plugins !== 'full')
    return { look: 'warn', title: 'Plug-ins not fully known', text: 'none was found, and not all could be read' };
  if (plugins === 0) return { look: 'ok', title: 'No plug-ins', text: 'nothing else is needed to open it' };
  const silent = unprintedTracks(sheet).length;
  if (silent > 0)
    return {
      look: 'warn',
      title: `${count(silent, 'part lives', 'parts live')} in plug-ins only`,
      text: `no audio on ${silent === 1 ? 'its track' : 'their tracks'}; ${count(plugins, 'plug-in')}${opaquePlugins > 0 ? `, ${opaquePlugins} not readable` : ''}`,
    };
  if (opaquePlugins > 0)
    return {
      look: 'warn',
      title: `${count(plugins, 'plug-in')}, ${opaquePlugins} not readable`,
      text: 'settings are kept in the session, but only the plug-in can read them',
    };
  return {
    look: 'ok',
    title: count(plugins, 'plug-in'),
    text: hasSettings(main) ? 'with settings that can be read here' : 'without settings of which only they know',
  };
}

function openingCard(sheet: Sheet, main: SheetSession): Card {
  const absent = main.session.media.filter(isAbsent).length;
  const byHand = sheet.findings.some(({ code }) => code === 'needs-relink-by-hand');
  if (byHand)
    return { look: 'warn', title: 'Asks when opening', text: 'some files must be shown to it by hand: see what to do' };
  const rest = absent > 0 ? `; it asks for ${count(absent, 'file')}` : '';
  if (main.relinked)
    return {
      look: absent > 0 ? 'warn' : 'ok',
      title: absent > 0 ? 'Opens, and asks' : 'Opens without questions',
      text: `paths were re-linked; the untouched session is in Original${rest}`,
    };
  return absent > 0
    ? {
        look: 'warn',
        title: 'Opens, and asks',
        text: `for ${count(absent, 'file')} that ${absent === 1 ? 'is' : 'are'} not here`,
      }
    : { look: 'ok', title: 'Opens as it is', text: 'the session was left untouched' };
}

const MAX_TODO = 12;
const MAX_LOST = 6;

export function todoOf(sheet: Sheet): readonly string[] {
  const rank = { error: 0, warn: 1, info: 2 } as const;
  const [main] = sheet.sessions;
  const listed = main === undefined ? new Set() : saidByMedia(main.session);
  const printed = new Set(unprintedTracks(sheet).map(({ track }) => track));
  const said = [...sheet.findings]
    .filter(({ next, code }) => next !== null && !listed.has(code))
    .filter(({ code, where }) => code !== 'plugin-may-need-content' || !printed.has(where ?? ''))
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .map(({ message, next }) => `${sentence(message)} ${next}`);
  const all = [...new Set([...searches(main), ...printing(sheet), ...said])];
  const more = all.length - MAX_TODO;
  return more > 0 ? [...all.slice(0, MAX_TODO), `And ${count(more, 'more point')}: see recall.json.`] : all;
}

/** The first few one by one, so that the findings behind them are seen too. */
function searches(main: SheetSession | undefined): string[] {
  if (main === undefined) return [];
  const absent = main.session.media.flatMap((reference, index) => (isAbsent(reference) ? [{ reference, index }] : []));
  const first = absent.slice(0, MAX_LOST).map(({ reference, index }) => lookFor(reference, main, index));
  const more = absent.length - MAX_LOST;
  return more > 0 ? [...first, `Then ${count(more, 'more file')}: see media.csv, or the media table below.`] : first;
}

function lookFor(reference: InspectedReference, main: SheetSession, index: number): string {
  const media = main.media[index];
  const sound = soundOf(reference.evidence, media?.audio ?? null);
  const places =
    media !== undefined && media.searched > 0
      ? `; nothing that fits was found in ${count(media.searched, 'place')}`
      : '';
  const about = sound === '' ? '' : ` (${sound})`;
  if (reference.state === 'ambiguous')
    return `Choose: several files fit ${reference.name}${about}, and none is certain.`;
  if (reference.state === 'offline') return `Connect the drive that holds ${reference.name}${about}.`;
  if (reference.state === 'placeholder') return `Download ${reference.name}${about}: only its stand-in is here.`;
  const heard = reference.usedBy.length === 0 ? '' : `: ${heardText(reference, main)}`;
  return `Look for ${reference.name}${about}${heard}${places}.`;
}

const MAX_PRINTED = 8;

/** Nobody can load these in eight years: while they still load, they can be printed. */
function printing(sheet: Sheet): string[] {
  const tracks = unprintedTracks(sheet);
  if (tracks.length === 0) return [];
  const named = tracks.map(({ track, instrument }) => `“${track}”${instrument === null ? '' : ` (${instrument})`}`);
  const where = tracks.length === 1 ? 'its track' : 'their tracks';
  return [`Print ${firstFew(named, MAX_PRINTED)} while the plug-ins still load: there is no audio on ${where}.`];
}

const sentence = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);
