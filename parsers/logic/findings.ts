/** What a person should know of a song that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference, Track } from '../../lib/model/session.js';
import type { PlistError, PlistValue } from '../shared/plist.js';
import { pluginFindings } from '../shared/plugin-content.js';
import { extension } from '../shared/stored-path.js';
import { isPlist } from './bundle.js';
import type { Document } from './document.js';
import { FIRST_TAGGED_FORMAT, NEWEST_FORMAT, type Song, type Trouble } from './records.js';

const BACKUP = 'Look into "Project File Backups" of the bundle: it holds earlier saves.';

const TROUBLES: Readonly<Record<Trouble, readonly [code: string, message: string]>> = {
  cut: ['session-cut', 'The song ends in the middle. What stands before that was read.'],
  damaged: ['session-damaged', 'The song is damaged in the middle. What stands before that was read.'],
  'too-many': ['session-damaged', 'The song holds more records than any song does. The first of them were read.'],
};

export function songFindings(song: Song | null, document: Document): readonly Finding[] {
  const out: Finding[] = [];
  if (song === null) {
    out.push(
      finding('error', 'session-damaged', 'The song itself cannot be read; its lists of files can.', null, BACKUP),
    );
  } else if (song.trouble !== null) {
    const [code, message] = TROUBLES[song.trouble];
    out.push(finding('error', code, message, null, BACKUP));
  }
  if (song !== null && song.format > NEWEST_FORMAT) {
    const message = `The song was saved by a newer version (format ${song.format}) than was ever seen here; it was read like the newest known`;
    out.push(finding('warn', 'session-newer', message, null, 'Compare the sheet with the session in the DAW.'));
  }
  // A song of before 2013 has no bundle.
  return song !== null && song.format < FIRST_TAGGED_FORMAT ? out : [...out, ...plistFindings(document)];
}

const SAVE_AGAIN = 'Open it in the DAW, save it, and archive again.';

function plistFindings({ metadata, information }: Document): readonly Finding[] {
  const out: Finding[] = [];
  if (!isPlist(metadata)) {
    const message = `MetaData.plist ${stateOf(metadata)}: sample rate, instruments' samples and impulse responses are unknown`;
    out.push(finding('warn', 'session-structure', message, null, SAVE_AGAIN));
  }
  if (!isPlist(information)) {
    const message = `ProjectInformation.plist ${stateOf(information)}: which version saved the session is unknown`;
    out.push(finding('warn', 'session-structure', message, null, SAVE_AGAIN));
  }
  return out;
}

const stateOf = (plist: PlistValue | PlistError | null): string => (plist === null ? 'is missing' : 'is damaged');

/** `isListed`: the files of Logic's own plug-ins stand in the list of the bundle. */
export const contentFindings = (
  media: readonly Reference[],
  tracks: readonly Track[],
  isListed: boolean,
): readonly Finding[] => [
  ...instruments(media),
  ...pluginFindings(tracks, ({ format }) => isListed && format === 'native'),
];

/** What an instrument file names is no part of the lists before 10.5 (logic.md, section 2.2). */
function instruments(media: readonly Reference[]): readonly Finding[] {
  const names = media
    .filter(({ stored, library }) => extension(stored) === 'exs' && library !== 'factory')
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const shown = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  const message = `Sampler instruments name samples of their own (${shown}): those are collected only where the session lists them`;
  const next =
    'In the DAW: File > Project Management > Consolidate, with sampler instruments and samples; then archive again.';
  return [finding('info', 'plugin-may-need-content', message, null, next)];
}

/** What happens when it is opened (logic.md, sections 5 and 6). */
export function onOpening(application: 'Logic Pro' | 'GarageBand'): Finding {
  const message =
    `${application} takes audio of the same name from the project's own folder before the stored place, and asks for what it does not find. ` +
    'Where the time of a sound file changed, it draws its overview again and writes it into the file';
  const next =
    'Restore with tapebox, which keeps the times. Compare checksums before the session was opened, not after.';
  return finding('info', 'on-opening', message, null, next);
}
