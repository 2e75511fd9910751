/** What a person should know about a session that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { CoverageArea, Reference } from '../../lib/model/session.js';
import type { Document } from './blocks.js';
import { relativeParts } from './place.js';

const BACKUP = 'Look for a whole copy, or open one of the Session File Backups.';

const AREAS: Readonly<Record<CoverageArea, string>> = {
  media: 'files',
  tracks: 'tracks',
  clips: 'clips',
  plugins: 'plug-ins',
  tempo: 'tempo and meter',
  markers: 'markers',
  mixer: 'mixer',
};

export function damageFindings({ isCut, isBroken, damaged }: Document): readonly Finding[] {
  if (isCut) {
    const message = 'The session is incomplete: it ends in the middle. What stands before that was read';
    return [finding('error', 'session-cut', message, null, BACKUP)];
  }
  const areas = [...damaged].map((area) => AREAS[area]).sort();
  if (isBroken || damaged.has('media')) {
    const what = areas.length === 0 ? 'its blocks do not follow each other' : `not whole: ${areas.join(', ')}`;
    return [
      finding(
        'error',
        'session-damaged',
        `The session is damaged (${what}). What could be read was read`,
        null,
        BACKUP,
      ),
    ];
  }
  if (areas.length === 0) return [];
  const message = `Some of the session does not fit together: ${areas.join(', ')}. What could be read was read`;
  return [finding('warn', 'session-structure', message, null, 'Open it in Pro Tools and compare, or use a backup.')];
}

/** Pro Tools is not told the new places: it finds the files by folder and name, or asks. */
export function openingFinding(media: readonly Reference[], folder: string): readonly Finding[] {
  if (media.length === 0) return [];
  const outside = media.filter(({ stored }) => relativeParts(stored, folder) === null).length;
  const first = 'Pro Tools looks for the files beside the session first (Audio Files, Video Files), by name.';
  const asks =
    outside === 0
      ? 'As long as these folders stay beside the session, it asks only for files that are missing there.'
      : `${outside === 1 ? 'One file' : `${outside} files`} lay outside of the session's folder: it may ask for ${outside === 1 ? 'it' : 'them'} on opening.`;
  const drive = 'While the old drive is mounted, it may open the originals there instead';
  const next =
    outside === 0
      ? 'Before you trust a restored session, open it with the old drive unplugged.'
      : 'If it asks, choose "Automatically Find & Relink" and let it search the restored folder; the old drive unplugged.';
  return [finding('info', 'on-opening', `${first} ${asks} ${drive}`, null, next)];
}

/** How a filled slot looks before version 10 is not known: the names that the session lists are all that can be told. */
export function unreadPlugins(names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  const message = `Which tracks use these plug-ins cannot be read in a session of Pro Tools 9 or earlier: ${names.join(', ')}`;
  return [finding('info', 'plugins-not-read', message, null, 'Open it in Pro Tools and write down the inserts.')];
}
