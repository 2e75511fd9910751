/** What a person should know about a session that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference } from '../../lib/model/session.js';
import type { Document } from './grammar.js';

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
