/** `inspect` for a person at a terminal: 80 columns, one idea a line, what to do next at the end. */

import type { Finding } from '../model/finding.js';
import type { InspectedSession } from '../model/inspect.js';
import type { AudioFacts, LocatedProject, LocatedReference, LocatedSession, SessionFile } from '../model/located.js';
import { basename, dirname, isInside } from '../model/paths.js';
import type { Evidence } from '../model/session.js';
import { sessionName, sessionTitle } from '../model/session-file.js';
import { dayOf, showLength } from '../model/time.js';
import { harmless } from '../text/harmless.js';
import { count, cut, firstFew, showBytes, showChannels, showRate, showTempo } from '../text/show.js';
import { extrasOf } from './extras.js';
import { ABSENT, figuresOf, heardOf, isFile, saidByMedia } from './figures.js';
import { inspectedSession, projectFindings } from './inspection.js';

export type Style = 'strong' | 'dim' | 'bad' | 'warn' | 'ok';
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

const WIDTH = 80;
const LABEL = 12;
const MISSING_SHOWN = 6;

/** `given`: the path as typed, for the command that comes next. */
export function describeProject(located: LocatedProject, given: string, paint: Paint = plain): string {
  const main = located.sessions[0];
  if (main === undefined) return describeUnread(located, paint);
  const session = inspectedSession(main, located.project.root);
  const lines = [
    headline(main, session, paint),
    ...wrapped('  ', contents(session)),
    '',
    ...mediaLines(main, session, located.project.root, paint),
    ...extraLines(located, main, paint),
    ...otherSessions(located),
    ...findingLines(located, session, paint),
    '',
    ...nextLines(main, given),
  ];
  return `${lines.join('\n')}\n`;
}

/** Nothing of it was read: backups are left alone, a broken session could not be. */
function describeUnread(located: LocatedProject, paint: Paint): string {
  const names = (files: readonly SessionFile[]) =>
    firstFew(
      files.map((file) => harmless(sessionName(file))),
      3,
    );
  const unread = located.kept.filter((file) => !isBackup(file));
  const what = unread.length > 0 ? `cannot be read: ${names(unread)}` : `only backups: ${names(located.kept)}`;
  const head = `${paint('strong', harmless(basename(located.project.root)))}   ${what}`;
  return `${[head, ...weightyLines(projectFindings(located), paint)].join('\n')}\n`;
}

function headline(main: LocatedSession, session: InspectedSession, paint: Paint): string {
  const name = harmless(session.title ?? sessionTitle(main.file));
  const facts = [
    harmless(session.application ?? main.parserName),
    `saved ${dayOf(main.session.savedAt ?? main.stat.mtimeNs)}`,
    main.session.lengthNs === null ? null : showLength(main.session.lengthNs),
    tempoAndMeter(session),
    session.sampleRate === null ? null : showRate(session.sampleRate),
  ].filter((fact) => fact !== null);
  const [first = '', ...rest] = wrapped('  ', facts.map(together).join(' · '), WIDTH - 3 - Math.min(name.length, 40));
  return [`${paint('strong', name)}   ${first.trimStart()}`, ...rest].join('\n');
}

export function tempoAndMeter(session: InspectedSession): string | null {
  const [tempo] = session.tempo;
  const [meter] = session.meter;
  if (tempo === undefined) return null;
  const changes = session.tempo.length > 1 ? ' (changes)' : '';
  const signature = meter === undefined ? '' : ` ${meter.numerator}/${meter.denominator}`;
  return `${showTempo(tempo.bpm)}${signature}${changes}`;
}

function contents(session: InspectedSession): string {
  const figures = figuresOf(session);
  const opaque = figures.opaquePlugins > 0 ? ` (${opaqueText(figures.opaquePlugins)})` : '';
  const kinds = figures.pluginKinds > 0 ? ` of ${count(figures.pluginKinds, 'kind')}` : '';
  return [
    count(figures.tracks, 'track'),
    count(figures.clips, 'clip'),
    `${count(figures.plugins, 'plug-in')}${kinds}${opaque}`,
  ].join(', ');
}

const opaqueText = (n: number): string =>
  n === 1 ? '1 keeps settings that only it can read' : `${n} keep settings that only they can read`;

function mediaLines(main: LocatedSession, session: InspectedSession, root: string, paint: Paint): string[] {
  const files = main.references.filter(isFile);
  const here = files.filter(({ state }) => state === 'found' || state === 'relocated');
  const lines = [row('media', count(files.length, 'file'), showBytes(distinctBytes(here)))];
  if (here.length > 0) lines.push(...number('found', here.length, whereFound(here, root)));
  const library = files.filter(({ state }) => state === 'library');
  if (library.length > 0) lines.push(...number('library', library.length, 'factory content, stays with the DAW'));
  for (const state of ABSENT) lines.push(...absentLines(main, session, state, paint));
  return lines.map((one) => one.replaceAll('\u00a0', ' '));
}

function absentLines(main: LocatedSession, session: InspectedSession, state: string, paint: Paint): string[] {
  const absent = main.references.flatMap((reference, index) =>
    reference.state === state ? [{ reference, index }] : [],
  );
  const lines = absent.slice(0, MISSING_SHOWN).flatMap(({ reference, index }, n) => {
    const inspected = session.media[index];
    const heard = inspected === undefined ? null : heardOf(inspected, session);
    const length = heard === null || heard.seconds === null ? null : heardLength(heard.seconds);
    const on =
      heard === null
        ? ''
        : firstFew(
            heard.tracks.map((name) => together(`"${harmless(name)}"`)),
            2,
          );
    const about = [
      soundOf(reference.reference.evidence, reference.audio),
      reference.reference.needed ? '' : 'not used by anything that plays',
      length === null ? '' : `${together(`heard ${length}`)}${on === '' ? '' : ` on ${on}`}`,
    ].filter((part) => part !== '');
    const text = `${together(harmless(reference.reference.name))}  ${about.join(', ')}`;
    const [first = '', ...rest] = wrapped(' '.repeat(2 + LABEL + 9), text);
    const label = n === 0 ? `${`  ${state}`.padEnd(LABEL)}${String(absent.length).padEnd(9)}` : ' '.repeat(LABEL + 9);
    const style = reference.reference.needed ? 'bad' : 'dim';
    return [`  ${paint(style, label)}${first.trimStart()}`, ...rest, lastAt(reference)].filter((line) => line !== '');
  });
  const more = absent.length - MISSING_SHOWN;
  return more > 0 ? [...lines, `${' '.repeat(2 + LABEL + 9)}and ${more} more: tapebox inspect --json`] : lines;
}

const heardLength = (seconds: number): string =>
  seconds < 1 ? 'under a second' : showLength(BigInt(Math.round(seconds * 1e9)));

function lastAt({ reference }: LocatedReference): string {
  const folder = reference.stored.replace(/[\\/][^\\/]*$/, '');
  return folder === reference.stored || folder === '' ? '' : `${' '.repeat(2 + LABEL + 9)}last at ${harmless(folder)}`;
}

/** "mono 24 bit 48 kHz", from the file's header, else from what the session remembers. */
export function soundOf(evidence: Evidence, audio: AudioFacts | null): string {
  const channels = audio?.channels ?? evidence.channels;
  const bits = audio?.bitDepth ?? evidence.bitDepth;
  const rate = audio?.sampleRate ?? evidence.sampleRate;
  return [channels ? showChannels(channels) : null, bits ? `${bits} bit` : null, rate ? showRate(rate) : null]
    .filter((part) => part !== null)
    .join(' ');
}

function whereFound(here: readonly LocatedReference[], root: string): string {
  const outside = here.filter(({ path }) => path !== null && !isInside(root, path));
  if (outside.length === 0) return 'all in the project';
  const folders = new Map<string, number>();
  for (const { path } of outside) {
    const folder = harmless(dirname(path as string));
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const places = [...folders].sort((a, b) => b[1] - a[1]).map(([folder, n]) => together(`${folder} (${n})`));
  return `${here.length - outside.length} in the project, ${outside.length} outside: ${firstFew(places, 3)}`;
}

function extraLines(located: LocatedProject, main: LocatedSession, paint: Paint): string[] {
  const extras = extrasOf(located);
  const shown = (paths: readonly string[]) => firstFew(paths.map(harmless).map(together), 3);
  const inSession = main.session.notes.length > 0 ? [`in the session (${count(lineCount(main), 'line')})`] : [];
  const notes = [...inSession, ...extras.notes.map(harmless)].map(together);
  const none = (label: string, advice: string) => paint('warn', number(label, 'none', advice, '').join('\n'));
  return [
    ...(extras.mixes.length > 0
      ? number('mixes', extras.mixes.length, shown(extras.mixes), '')
      : [none('mixes', 'put the final mix into a folder "Mixes"')]),
    ...(extras.stems.length > 0
      ? number('stems', extras.stems.length, shown(extras.stems), '')
      : [none('stems', 'print them while the plug-ins still load')]),
    ...(notes.length > 0
      ? number('notes', 'yes', firstFew(notes, 3), '')
      : [none('notes', 'write a few lines into notes.md')]),
    ...(extras.photos.length > 0 ? number('photos', extras.photos.length, shown(extras.photos), '') : []),
  ];
}

const lineCount = (main: LocatedSession): number =>
  main.session.notes.reduce((sum, note) => sum + note.text.split('\n').filter((line) => line.trim() !== '').length, 0);

function otherSessions(located: LocatedProject): string[] {
  const named = (file: SessionFile) => `${file.role} ${harmless(sessionName(file))}`;
  const others = located.sessions.slice(1).map(({ file }) => named(file));
  const backups = located.kept.filter(isBackup);
  const unread = located.kept.filter((file) => !isBackup(file)).map((file) => `unread ${named(file)}`);
  const all = [...others, ...unread, ...(backups.length > 0 ? [count(backups.length, 'backup')] : [])];
  return all.length === 0 ? [] : number('also', '', firstFew(all.map(together), 4), '');
}

const isBackup = ({ role }: SessionFile): boolean => role === 'backup' || role === 'autosave';

function findingLines(located: LocatedProject, session: InspectedSession, paint: Paint): string[] {
  const said = saidByMedia(session);
  const all = [...session.findings, ...projectFindings(located)];
  return weightyLines(
    all.filter(({ code }) => !said.has(code)),
    paint,
  );
}

function weightyLines(findings: readonly Finding[], paint: Paint): string[] {
  const lines = findings
    .filter(({ severity }) => severity !== 'info')
    .slice(0, MISSING_SHOWN)
    .flatMap(({ severity, message, next }) => [
      ...hanging('  · ', paint(severity === 'error' ? 'bad' : 'warn', harmless(message))),
      ...(next === null ? [] : wrapped('    ', harmless(next))),
    ]);
  return lines.length === 0 ? [] : ['', ...lines];
}

function nextLines(main: LocatedSession, given: string): string[] {
  const quoted = /^[\w./-]+$/.test(given) ? given : JSON.stringify(harmless(given));
  const lost = main.references.some(({ reference, state }) => reference.needed && ABSENT.has(state));
  const archive = `Next: tapebox archive ${quoted} --to SHELF`;
  return lost ? [archive, '      or look for what is missing first: --search DIR, --map OLD=NEW'] : [archive];
}

function distinctBytes(references: readonly LocatedReference[]): number {
  const sizes = new Map(references.map(({ path, realPath, stat }) => [realPath ?? path, stat?.size ?? 0]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

const row = (label: string, what: string, rest: string): string =>
  `  ${label.padEnd(LABEL - 2)} ${what}  ${rest}`.trimEnd();

/** A label, a figure, and text that may go on below itself. */
function number(label: string, figure: number | string, text: string, indent = '  '): string[] {
  const head = `  ${`${indent}${label}`.padEnd(LABEL)}${String(figure).padEnd(9)}`;
  return hanging(head, text);
}

function hanging(head: string, text: string): string[] {
  const [first = '', ...rest] = wrapped(' '.repeat(head.length), text);
  return [`${head}${first.trimStart()}`, ...rest];
}

/** A phrase that is not broken at the end of a line. */
const together = (text: string): string => text.replaceAll(' ', '\u00a0');

/** Words in lines of at most 80 columns; a single longer word (a path) stands alone. */
function wrapped(indent: string, text: string, firstWidth = WIDTH - indent.length): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const width = lines.length === 0 ? firstWidth : WIDTH - indent.length;
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push((indent + line).trimEnd());
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(indent + cut(line, 400));
  return lines.map((one) => one.replaceAll('\u00a0', ' '));
}
