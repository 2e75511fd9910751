/**
 * What a person is told of references that are not simply there. Pure. Findings travel in the sidecar and the recall sheet, so
 * they name files, never places outside of the project (design, section 3): those stand in the media list and in record.json.
 */
import { audioFindings } from '../audio/findings.js';
import { type Finding, finding } from '../model/finding.js';
import type { LocatedReference, LocatedSession } from '../model/located.js';
import { basename, relativeTo } from '../model/paths.js';
import { showLength } from '../model/time.js';
import { count, firstFew, showRate } from '../text/show.js';
import { CERTAIN, weigh } from './evidence.js';
import { RENAMED } from './renamed.js';

export function locateFindings(located: LocatedSession, root: string): Finding[] {
  return [
    ...located.references.flatMap((reference) => referenceFindings(reference, located, root)),
    ...otherRates(located),
  ];
}

const RATES_SHOWN = 3;

/** One for a session: some have hundreds of samples of another rate, and most DAWs convert them while they play. */
function otherRates({ session: { sampleRate }, references }: LocatedSession): Finding[] {
  if (sampleRate === null) return [];
  const others = references.flatMap(({ reference: { name, needed, kind }, audio }) =>
    needed && kind === 'audio' && audio?.sampleRate && audio.sampleRate !== sampleRate
      ? [`${name} ${showRate(audio.sampleRate)}`]
      : [],
  );
  if (others.length === 0) return [];
  const what = `${count(others.length, 'file has', 'files have')} another rate than the session (${showRate(sampleRate)}): ${firstFew(others, RATES_SHOWN)}`;
  const next = 'Listen whether they play at their right pitch and speed: not every DAW converts by itself.';
  return [finding('info', 'audio-other-rate', what, null, next)];
}

/** Of a folder that the settings name, where something was looked for; its own name only, as everywhere here. */
export const searchFolderAbsent = (folder: string): Finding =>
  finding(
    'warn',
    'search-folder-absent',
    `the search folder "${basename(folder)}" is not there, so nothing was looked for in it`,
    null,
    'Mount its drive and run again, or take it out: tapebox config search.',
  );

function referenceFindings(located: LocatedReference, session: LocatedSession, root: string): Finding[] {
  const { reference, state } = located;
  const where = whereUsed(located, session);
  const severity = reference.needed && !located.lossAccepted ? 'error' : 'info';
  const tell = (code: string, what: string, next: string) => [
    finding(severity, code, `"${reference.name}" ${what}`, where, next),
  ];
  switch (state) {
    case 'missing':
      return tell(
        'media-missing',
        `is missing${nearest(located)}`,
        'Look for it with --search DIR or --map OLD=NEW, or accept the loss with --accept.',
      );
    case 'ambiguous':
      return tell(
        'media-ambiguous',
        `was found ${located.candidates.length} times, with different content`,
        'Listen to them, and name the right one with --accept.',
      );
    case 'unreadable':
      return tell(
        'media-unreadable',
        'is there, but cannot be read',
        'Check the permissions and the drive, then run again.',
      );
    case 'offline':
      return tell(
        'media-offline',
        'is on a drive that is not mounted',
        'Mount the drive, or name its new place with --map.',
      );
    case 'placeholder':
      return tell(
        'media-placeholder',
        'is only a placeholder; the sound itself is in the cloud',
        'Download it there, then run again.',
      );
    case 'refused':
      return tell(
        'media-refused',
        'is not a media file, or lies in a place that is never read',
        'If it belongs to the song, put it into the project folder.',
      );
    case 'found':
    case 'relocated':
      return takenFindings(located, where, root, severity);
    default:
      return [];
  }
}

function takenFindings(
  located: LocatedReference,
  where: string,
  root: string,
  severity: Finding['severity'],
): Finding[] {
  const { reference } = located;
  if (located.isPlaceholder) {
    return [
      finding(
        severity,
        'media-placeholder',
        `"${reference.name}" is only a pointer of Git LFS (${located.stat?.size} bytes), not the sound`,
        where,
        'Run "git lfs pull" in the project, then run again.',
      ),
    ];
  }
  // What is broken in the file itself comes first: that it also differs from the session is no news then.
  const ofFile = located.audio === null ? [] : audioFindings(reference.name, located.audio, where);
  if (ofFile.length > 0) return ofFile.map((one) => (one.severity === 'error' ? { ...one, severity } : one));
  const { contradicts } = weigh(
    { ...reference, neededNs: null },
    { path: located.path ?? '', size: located.stat?.size ?? 0, audio: located.audio, crc: located.crc },
  );
  if (contradicts.length > 0) {
    return [
      finding(
        'warn',
        'media-differs',
        `"${reference.name}" is not as the session knows it: ${contradicts.join('; ')}`,
        where,
        'Listen to it in the session before the original goes.',
      ),
    ];
  }
  if (located.by === RENAMED) return [renamedFinding(located, where)];
  if (located.state === 'found' && located.by === 'same name in the project') {
    return [
      finding(
        'info',
        'media-by-name',
        `"${reference.name}" was found by its name at ${relativeTo(root, located.path ?? '')}`,
        where,
      ),
    ];
  }
  return [];
}

function renamedFinding(located: LocatedReference, where: string): Finding {
  const severity = isCertain(located) ? 'info' : 'warn';
  const agrees = located.candidates[0]?.agrees.join(', ');
  return finding(
    severity,
    'media-renamed',
    `"${located.reference.name}" was found under another name: "${basename(located.path ?? '')}" (${agrees})`,
    where,
    isCertain(located) ? null : 'Listen to it in the session: its length tells that it is the same, and nothing else.',
  );
}

/** An id or a check sum agrees, not the length alone. */
const isCertain = ({ candidates }: LocatedReference): boolean =>
  candidates[0]?.agrees.some((what) => what.startsWith(CERTAIN.id) || what.startsWith(CERTAIN.crc)) ?? false;

/** "Lead Vox at 1:02", the first place where it is heard. */
function whereUsed({ reference }: LocatedReference, { session }: LocatedSession): string {
  const use = reference.usedBy[0];
  const track = use?.track === null || use === undefined ? undefined : session.tracks[use.track];
  if (track === undefined) return reference.name;
  const name = track.name === '' ? `track ${(use?.track ?? 0) + 1}` : track.name;
  return use?.startNs === null || use === undefined ? name : `${name} at ${showLength(use.startNs)}`;
}

function nearest({ candidates }: LocatedReference): string {
  const first = candidates[0];
  if (first === undefined) return '';
  const against = first.contradicts.length > 0 ? first.contradicts : ['nothing proves that it is the same'];
  return `; a file of that name was found, but not taken: ${against.join(', ')}`;
}
