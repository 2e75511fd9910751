/** `tapebox-recall-sheet/1`: all that the sheet knows, for programs. The sidecar of a package can be made from it again. */

import { finding } from '../model/finding.js';
import type { InspectedSession } from '../model/inspect.js';
import { showPath } from '../model/path-bytes.js';
import { jsonBytes } from '../text/json.js';
import { count } from '../text/show.js';
import type { Sheet } from './model.js';

/** Clips that are listed of one session. A film mix has hundreds of thousands, and they are in the session itself. */
const MAX_CLIPS = 20_000;

export function recallJson(sheet: Sheet): Buffer {
  const data = {
    schema: 'tapebox-recall-sheet/1',
    title: sheet.title,
    artist: sheet.artist,
    client: sheet.client,
    sessions: sheet.sessions.map(({ session, saved, daw, relinked, media }) => ({
      ...shortened(session),
      daw,
      saved,
      relinked,
      files: media.map(({ audio, ...one }) => ({
        ...one,
        // For a person; the bytes of a name that is no text stand beside the reference.
        name: showPath(one.name),
        shown: showPath(one.shown),
        audio: audio === null ? null : { ...audio, lengthNs: audio.lengthNs?.toString() ?? null },
        details: withoutBigints(one.details),
      })),
    })),
    unused: sheet.unused,
    kept: sheet.kept,
    extras: sheet.extras,
    notes: sheet.notes,
    form: Object.fromEntries(sheet.form.map(({ id, text }) => [id, text])),
    photos: sheet.photos.map(({ path, width, height }) => ({ path, width, height })),
    findings: [...sheet.findings, ...sheet.sessions.flatMap(({ session }) => shortenedFinding(session))],
  };
  return jsonBytes(data, 1);
}

/** Samples since midnight need more than a double holds: they are written as text, as all such numbers are. */
const withoutBigints = (value: object | null): unknown =>
  JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? one.toString() : one)));

const clipCount = (session: InspectedSession): number =>
  session.tracks.reduce((sum, { clips }) => sum + clips.length, 0);

/** Markers, points of tempo, and uses of one file. */
const MAX_POINTS = 10_000;
const MAX_USES = 500;

function shortened(whole: InspectedSession): InspectedSession {
  const session = {
    ...whole,
    tempo: whole.tempo.slice(0, MAX_POINTS),
    meter: whole.meter.slice(0, MAX_POINTS),
    markers: whole.markers.slice(0, MAX_POINTS),
    media: whole.media.map((one) =>
      one.usedBy.length > MAX_USES ? { ...one, usedBy: one.usedBy.slice(0, MAX_USES) } : one,
    ),
  };
  if (clipCount(session) <= MAX_CLIPS) return session;
  const each = Math.max(1, Math.floor(MAX_CLIPS / session.tracks.length));
  return { ...session, tracks: session.tracks.map((track) => ({ ...track, clips: track.clips.slice(0, each) })) };
}

function shortenedFinding(session: InspectedSession) {
  const listed = shortened(session);
  const parts = [
    part(clipCount(listed), clipCount(session), 'clip'),
    part(listed.markers.length, session.markers.length, 'marker'),
    part(listed.tempo.length, session.tempo.length, 'tempo'),
    part(listed.meter.length, session.meter.length, 'metre'),
    part(usesOf(listed), usesOf(session), 'use of a file', 'uses of files'),
  ].filter((text) => text !== '');
  if (parts.length === 0) return [];
  const message = `recall.json lists ${parts.join(', ')}; the session itself has them all`;
  return [finding('info', 'sheet-shortened', message, session.path)];
}

const usesOf = ({ media }: InspectedSession): number => media.reduce((sum, { usedBy }) => sum + usedBy.length, 0);

const part = (listed: number, all: number, one: string, many?: string): string =>
  listed === all ? '' : `${listed} of ${count(all, one, many)}`;
