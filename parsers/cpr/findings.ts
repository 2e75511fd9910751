/** What a person should know about a project that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference, Track } from '../../lib/model/session.js';
import { pluginFindings } from '../shared/plugin-content.js';
import { below } from './place.js';

const BACKUP = 'Look for a whole copy: the .bak files beside it are earlier states of the project.';

export interface Damage {
  readonly isCut: boolean;
  readonly isBroken: boolean;
  readonly tracksMissing: boolean;
  readonly tracksUnknown: boolean;
  readonly mixerMissing: boolean;
  readonly unreadablePaths: number;
  readonly projects: number;
}

export function damageFindings(damage: Damage): readonly Finding[] {
  const { isCut, isBroken, tracksMissing, tracksUnknown, mixerMissing, unreadablePaths, projects } = damage;
  // What is missing then follows from that.
  if (isCut) {
    const message = 'The project ends in the middle. What stands before that was read.';
    return [finding('error', 'session-cut', message, null, BACKUP)];
  }
  const findings: Finding[] = [];
  const broken = [
    ...(isBroken ? ['its parts do not fit into the file'] : []),
    ...(tracksMissing ? ['its list of tracks cannot be read to the end'] : []),
    ...(unreadablePaths > 0
      ? [
          `${unreadablePaths} ${unreadablePaths === 1 ? 'file of its pool has' : 'files of its pool have'} no readable path`,
        ]
      : []),
  ];
  if (broken.length > 0) {
    const message = `The project is damaged: ${broken.join('; ')}. What could be read was read.`;
    findings.push(finding('error', 'session-damaged', message, null, BACKUP));
  }
  const odd = [
    ...(tracksUnknown && !tracksMissing ? ['a track of an unknown kind'] : []),
    ...(mixerMissing ? ['a part of the mixer'] : []),
  ];
  if (odd.length > 0) {
    const message = `Not all of the project could be understood: ${odd.join(' and ')} may be left out.`;
    findings.push(
      finding('warn', 'session-structure', message, null, 'Open it in Cubase and compare, or use a backup.'),
    );
  }
  if (projects > 1) {
    const message = `The file holds ${projects} projects; the first was read`;
    findings.push(finding('warn', 'session-structure', message, null, 'Open it in Cubase and save them one by one.'));
  }
  return findings;
}

/** Cubase is not told new places: it looks for the files, or asks. */
export function openingFindings(program: string, media: readonly Reference[], folder: string): readonly Finding[] {
  if (media.length === 0) return [];
  const outside = media.filter(({ needed, stored }) => needed && below(folder, stored) === null).length;
  const looks = `${program} looks for each file where it lay when the project was saved, then at the same place in the project folder, and lists the others in "Resolve Missing Files".`;
  const asks =
    outside === 0
      ? 'As long as the folders beside the project stay with it, it should ask for nothing'
      : `${outside === 1 ? 'One file' : `${outside} files`} lay outside of the project folder: it may ask for ${outside === 1 ? 'it' : 'them'}`;
  const next = `If ${program} asks for the project folder, choose the one that holds the project file. In "Resolve Missing Files" choose "Folder" and then "Audio" in it; after the first file it finds the others there itself. Then save the project.`;
  return [finding('info', 'on-opening', `${looks} ${asks}`, null, next)];
}

export const contentFindings = (tracks: readonly Track[]): readonly Finding[] =>
  pluginFindings(tracks, ({ format }) => format === 'native');
