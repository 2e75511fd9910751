/** What a person should know about a session that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference, Track } from '../../lib/model/session.js';
import type { Document } from './grammar.js';
import { shownName } from './tracks.js';

/** Plug-ins that play files of their own, whose state is opaque. */
const SAMPLERS =
  /^(kontakt|sforzando|reaktor|battery|maschine|absynth|halion|groove agent|falcon|uvi|sampletank|engine 2|play\b|opus\b|omnisphere|keyscape|trilian|stylus|addictive drums|superior drummer|ezdrummer|ezkeys|bfd|steven slate drums|ssd|decent ?sampler|sitala|tx16wx|serato sample|spitfire|labs\b|mt-powerdrumkit|drum pro|trash|altiverb|space designer)/i;

const CHECK = 'Render this track to audio before the plug-in is gone, and keep its library.';

export function structureFindings(document: Document, strayRows: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  if (document.unclosed > 0) {
    const message = `The session is incomplete: it ends inside of ${blocks(document.unclosed)}. What stands before that was read.`;
    findings.push(
      finding(
        'error',
        'session-cut',
        message,
        null,
        'Look for a whole copy: the .rpp-bak beside it, or its Backups folder.',
      ),
    );
  }
  if (document.stray > 0 || strayRows) {
    const message = 'The session is damaged: its blocks do not fit together. What could be read was read.';
    findings.push(
      finding('warn', 'session-structure', message, null, 'Open it in REAPER and compare the tracks, or use a backup.'),
    );
  }
  return findings;
}

const blocks = (count: number): string => (count === 1 ? 'one block' : `${count} blocks`);

/** What lies in the opaque state of third-party plug-ins cannot be collected. */
export function pluginFindings(tracks: readonly Track[]): readonly Finding[] {
  return tracks.flatMap((track, index) =>
    track.plugins
      .filter(({ name, maker, hints }) => maker !== 'Cockos' && (hints.length > 0 || SAMPLERS.test(name)))
      .map(({ name, hints }) => {
        const where = shownName(track.name, index);
        const names =
          hints.length > 0 ? `: its settings name ${hints.slice(0, 3).join(', ')}${hints.length > 3 ? ' …' : ''}` : '';
        const message = `${name} on the track ${where} may need files of its own${names}`;
        return finding('info', 'plugin-may-need-content', message, where, CHECK);
      }),
  );
}

/** ReaVerb's state can be read and not written: a moved impulse must be chosen by hand. */
export const impulseFindings = (media: readonly Reference[]): readonly Finding[] =>
  media
    .filter(({ sites, usedBy }) => sites.length < usedBy.length)
    .map(({ name }) => {
      const message = `ReaVerb uses the impulse ${name}. Where that file has moved, REAPER asks for it`;
      return finding(
        'info',
        'needs-relink-by-hand',
        message,
        name,
        'In ReaVerb, click the file name and choose the file in the project folder.',
      );
    });
