/** From the located project to the plain data of a sheet. */
import { type Extras, extrasOf, isPhotoName } from '../inspect/extras.js';
import { inspectedSession, projectFindings } from '../inspect/inspection.js';
import type { InspectedReference, InspectedSession } from '../model/inspect.js';
import type { LocatedReference, LocatedSession } from '../model/located.js';
import { basename, isInside } from '../model/paths.js';
import { sessionName, sessionTitle, shownPath } from '../model/session-file.js';
import { rfc3339 } from '../model/time.js';
import { sortNotes } from '../notes/sort-notes.js';
import { showDb } from '../text/show.js';
import { barsOf } from './bars.js';
import {
  NO_HOUSE,
  type RecallInput,
  type RecallPlan,
  type Sheet,
  type SheetMedia,
  type SheetSession,
} from './model.js';
import { nameIfAbsolute, privateFinding, privateSession, privateTexts } from './private.js';
import { withShortTexts } from './short-texts.js';
import { secondsShown } from './song-time.js';

export function sheetOf(input: RecallInput): Sheet {
  const { located, plan } = input;
  const { root } = located.project;
  const [main] = located.sessions;
  // The plan has them all already.
  const found = plan?.findings ?? [
    ...located.sessions.flatMap(({ session }) => session.findings),
    ...projectFindings(located),
  ];
  const findings = [...found, ...(input.findings ?? [])];
  const { notes, form } = sortNotes(input.notes);
  const { unused, ...extras } = extrasOf(located);
  return withShortNames({
    title: nameIfAbsolute(
      input.title ?? main?.session.title ?? (main === undefined ? basename(root) : sessionTitle(main.file)),
    ),
    artist: nameOrNull(input.artist ?? main?.session.artist ?? null),
    client: input.client,
    packed: plan !== null,
    sessions: sheetSessions(input),
    kept: located.kept.map((file) => shownPath(root, file)),
    extras: withDocuments(extras, input.documents ?? []),
    unused,
    notes: notes.map((note) => ({ ...note, where: nameIfAbsolute(note.where) })),
    form,
    photos: input.photos ?? [],
    house: input.house ?? NO_HOUSE,
    findings: findings.map((one) => privateFinding(one, root)),
  });
}

/** What a sheet says of the sessions alone: of all that is in it the most. */
export const sheetSessions = (input: RecallInput): readonly SheetSession[] =>
  input.located.sessions.map((session) => sheetSession(session, input.located.project.root, input));

const withShortNames = (sheet: Sheet): Sheet => ({
  ...sheet,
  title: withShortTexts(sheet.title),
  artist: withShortTexts(sheet.artist),
  client: withShortTexts(sheet.client),
  kept: withShortTexts(sheet.kept),
  findings: withShortTexts(sheet.findings),
});

/** Notes may be long: the page cuts them by itself. */
const shortSession = (session: InspectedSession): InspectedSession => ({
  ...withShortTexts({ ...session, notes: [] }),
  notes: session.notes.map(({ where, text }) => ({ where: withShortTexts(where), text })),
});

const nameOrNull = (text: string | null): string | null => (text === null ? null : nameIfAbsolute(text));

/** Documents from outside lie in `Notes` beside the project folder. */
const withDocuments = (extras: Extras, names: readonly string[]): Extras => ({
  ...extras,
  notes: [...extras.notes, ...names.filter((name) => !isPhotoName(name)).map((name) => `Notes/${name}`)],
  photos: [...extras.photos, ...names.filter(isPhotoName).map((name) => `Notes/${name}`)],
});

function sheetSession(located: LocatedSession, root: string, { plan, details }: RecallInput): SheetSession {
  const { file, session } = located;
  const inspected = shortSession(privateSession(inspectedSession(located, root), root));
  const seconds = secondsShown(session);
  return {
    daw: located.parserName,
    saved: rfc3339(session.savedAt ?? located.stat.mtimeNs),
    relinked: plan?.relinked.has(file.path) ?? false,
    picture: session.picture ?? null,
    // A nested session may lie outside of the project, and is brought in by its name.
    session: isInside(root, file.path) ? inspected : { ...inspected, path: sessionName(file) },
    media: located.references.map((reference, index) =>
      sheetMedia(reference, inspected.media[index] as InspectedReference, root, plan, details),
    ),
    seconds,
    bars: barsOf(inspected, seconds),
    // Their names as they may be shown.
    clips: session.tracks.map(({ clips }, track) =>
      clips.map((clip, at) => {
        const name = inspected.tracks[track]?.clips[at]?.name ?? null;
        return clip.name === name ? clip : { ...clip, name };
      }),
    ),
    faders: session.tracks.map((track) => showDb(track.volumeDb)),
    sendLevels: session.tracks.map(({ sends }) => sends.map(({ levelDb }) => showDb(levelDb))),
    mediaBytes: bytesOf(located),
  };
}

/** Several references may name one file. */
const bytesOf = ({ references }: LocatedSession): number => {
  const sizes = new Map(references.map(({ realPath, stat }) => [realPath, stat?.size ?? 0]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
};

function sheetMedia(
  located: LocatedReference,
  shown: InspectedReference,
  root: string,
  plan: RecallPlan | null,
  details: RecallInput['details'],
): SheetMedia {
  const { path } = located;
  const inside = path !== null && isInside(root, path);
  const packedAs =
    inside || path === null ? undefined : (plan?.collected.get(located.realPath ?? '') ?? plan?.collected.get(path));
  return {
    name: shown.name,
    state: located.state,
    place: path === null ? 'nowhere' : inside ? 'inside' : packedAs === undefined ? 'outside' : 'collected',
    shown: shown.resolved ?? packedAs ?? shown.stored,
    size: located.stat?.size ?? null,
    audio: located.audio,
    details: privateTexts(details?.get(located.realPath ?? '') ?? null, root),
    check: null,
    searched: located.searched.length,
  };
}
