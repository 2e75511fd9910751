/** From the pipeline's values to the public `tapebox-inspect/1`: bigint becomes text, paths become relative, silence becomes null. */
import { countsAsThere, exitCodeOf } from '../model/complete.js';
import { type Finding, finding } from '../model/finding.js';
import type {
  CandidateReport,
  InspectedReference,
  InspectedSession,
  InspectedTrack,
  Inspection,
} from '../model/inspect.js';
import type { LocatedProject, LocatedReference, LocatedSession, SessionFile } from '../model/located.js';
import { bytesField } from '../model/path-bytes.js';
import { isInside, relativeTo } from '../model/paths.js';
import type { Clip, CoverageArea, ParsedSession, Track } from '../model/session.js';
import { shownPath } from '../model/session-file.js';
import { extrasFindings, extrasOf } from './extras.js';

/** `named`: the session on the command line, absolute; it stands alone, except that a bundle brings its alternatives. */
export function inspectionOf(located: LocatedProject, named: string | null): Inspection {
  const { root } = located.project;
  const read = located.sessions.map((session) => [session.file, inspectedSession(session, root)] as const);
  const kept = located.kept.map((file) => [file, unreadSession(file, root)] as const);
  const all = [...read, ...kept];
  const alone = named === root ? [] : all.filter(([file]) => file.path === named);
  return {
    projectRoot: root,
    sessions: (alone.length > 0 ? alone : all).map(([, session]) => session),
    findings: projectFindings(located),
  };
}

/** 3 where a person must look at something. */
export const inspectionExitCode = ({ sessions, findings }: Inspection): 0 | 3 =>
  exitCodeOf(
    sessions.every((session) => session.media.every((media) => countsAsThere(media.needed, media.state))),
    [...findings, ...sessions.flatMap((session) => session.findings)],
  );

/** What is said of the project as a whole; each finding once, whichever step said it. */
export function projectFindings(located: LocatedProject): readonly Finding[] {
  const all = [
    ...located.project.findings,
    ...located.findings,
    ...extrasFindings(extrasOf(located), located),
    ...openingFinding(located.sessions[0]),
  ];
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

function openingFinding(main: LocatedSession | undefined): Finding[] {
  if (main === undefined || main.opening === null || main.references.length === 0) return [];
  if (main.session.findings.some(({ code }) => code === 'on-opening')) return [];
  return [finding('info', 'on-opening', main.opening, null)];
}

export function inspectedSession(located: LocatedSession, root: string): InspectedSession {
  const { session, file } = located;
  return {
    format: session.format,
    version: session.version,
    application: session.application,
    path: shownPath(root, file),
    role: file.role,
    title: session.title,
    coverage: session.coverage,
    relink: located.relink,
    sampleRate: session.sampleRate,
    bitDepth: session.bitDepth,
    tempo: session.tempo.map((point) => ({ ...point, atNs: String(point.atNs) })),
    meter: session.meter.map((point) => ({ ...point, atNs: String(point.atNs) })),
    lengthNs: decimal(session.lengthNs),
    media: located.references.map((reference) => inspectedReference(reference, root)),
    tracks: session.tracks.map(inspectedTrack),
    markers: markersOf(session),
    notes: session.notes,
    findings: session.findings,
  };
}

const NOT_COVERED: Readonly<Record<CoverageArea, 'none'>> = {
  media: 'none',
  tracks: 'none',
  clips: 'none',
  plugins: 'none',
  tempo: 'none',
  markers: 'none',
  mixer: 'none',
};

/** A backup or autosave, or a session that cannot be read: it is listed, and nothing is claimed about it. */
function unreadSession(file: SessionFile, root: string): InspectedSession {
  const path = shownPath(root, file);
  const isBackup = file.role === 'autosave' || file.role === 'backup';
  const what = `${/^a/.test(file.role) ? 'An' : 'A'} ${file.role}${isBackup ? '' : ' that cannot be read'}`;
  return {
    format: file.format,
    version: null,
    application: null,
    path,
    role: file.role,
    title: null,
    coverage: NOT_COVERED,
    relink: 'unknown',
    sampleRate: null,
    bitDepth: null,
    tempo: [],
    meter: [],
    lengthNs: null,
    media: [],
    tracks: [],
    markers: [],
    notes: [],
    findings: [finding('info', 'not-read', `${what}, kept as it is`, path)],
  };
}

export function inspectedReference(located: LocatedReference, root: string): InspectedReference {
  const { reference } = located;
  const resolved = located.path === null ? null : fromRoot(root, located.path);
  return {
    stored: reference.stored,
    ...bytesField('storedBytes', reference.stored),
    name: reference.name,
    ...bytesField('nameBytes', reference.name),
    kind: reference.kind,
    alternates: reference.alternates,
    needed: reference.needed,
    state: located.state,
    resolved,
    ...bytesField('resolvedBytes', resolved),
    resolvedBy: located.by,
    evidence: reference.evidence,
    ...candidatesField(located.candidates),
    usedBy: reference.usedBy.map((use) => ({
      track: use.track,
      what: use.what,
      startNs: decimal(use.startNs),
      lengthNs: decimal(use.lengthNs),
    })),
  };
}

/** Field by field: what the search knows besides is no part of the answer. */
const candidatesField = (candidates: readonly CandidateReport[]) =>
  candidates.length === 0
    ? {}
    : {
        candidates: candidates.map(({ path, agrees, contradicts, unknown }) => ({
          path,
          agrees,
          contradicts,
          unknown,
        })),
      };

function inspectedTrack(track: Track): InspectedTrack {
  return {
    ...track,
    volumeDb: decibels(track.volumeDb),
    sends: track.sends.map((send) => ({ ...send, levelDb: decibels(send.levelDb) })),
    clips: track.clips.map(inspectedClip),
  };
}

/** Field by field: the model knows more of a clip than this face of it shows. */
function inspectedClip(clip: Clip): InspectedTrack['clips'][number] {
  return {
    name: clip.name,
    kind: clip.kind,
    startNs: decimal(clip.startNs),
    lengthNs: decimal(clip.lengthNs),
    offsetNs: decimal(clip.offsetNs),
    media: clip.media,
    muted: clip.muted,
    gainDb: decibels(clip.gainDb),
    fadeInNs: decimal(clip.fadeIn?.lengthNs ?? null),
    fadeOutNs: decimal(clip.fadeOut?.lengthNs ?? null),
    active: clip.active,
  };
}

const markersOf = (session: ParsedSession) =>
  session.markers.map((marker) => ({ ...marker, atNs: decimal(marker.atNs), lengthNs: decimal(marker.lengthNs) }));

const decimal = (ns: bigint | null): string | null => (ns === null ? null : ns.toString());
const decibels = (db: number | null): number | null => (db === null || !Number.isFinite(db) ? null : db);
const fromRoot = (root: string, path: string): string => (isInside(root, path) ? relativeTo(root, path) : path);
