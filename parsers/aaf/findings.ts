/** What a person should know about an AAF that was read. */
import { type Finding, finding } from '../../lib/model/finding.js';
import type { Reference } from '../../lib/model/session.js';

const AGAIN = 'Look for a whole copy, or export it again.';

export interface Trouble {
  readonly isCut: boolean;
  readonly isBroken: boolean;
  readonly isTooDeep: boolean;
}

export function damageFindings({ isCut, isBroken, isTooDeep }: Trouble): readonly Finding[] {
  if (isCut) {
    const message = 'The AAF is incomplete: it ends before what its tables list. What could be read was read';
    return [finding('error', 'session-cut', message, null, AGAIN)];
  }
  if (isBroken) {
    const message = 'The AAF is damaged: parts of it that others refer to are not there. What could be read was read';
    return [finding('error', 'session-damaged', message, null, AGAIN)];
  }
  if (!isTooDeep) return [];
  const message = 'Some of the AAF is nested deeper than any program does it, and was not read';
  return [
    finding('warn', 'session-structure', message, null, 'Open it in the program that is to import it, and compare.'),
  ];
}

/** No program is told the new places: each finds the files by name, or asks. */
export function openingFindings(media: readonly Reference[]): readonly Finding[] {
  const files = media.filter(({ place }) => place === 'file');
  if (files.length === 0) return [];
  const message =
    'On import, Pro Tools and DaVinci Resolve look where the files stood, then beside the AAF and below by name, or ask; Media Composer knows MXF media by their ids';
  const next = files.some(({ name }) => /\.mxf$/i.test(name))
    ? 'Keep the files beside the AAF. Put MXF media into "Avid MediaFiles/MXF/1" on a media drive for Media Composer: it finds them by their ids.'
    : 'Keep the files beside the AAF. If it asks, choose the folder of the AAF; while the old drive is mounted, it may take the originals there.';
  return [finding('info', 'on-opening', message, null, next)];
}

/** Avid's media may be named by their ids alone. */
export function unplacedFindings(count: number): readonly Finding[] {
  if (count === 0) return [];
  const what = count === 1 ? 'One file is' : `${count} files are`;
  const message = `${what} known to the AAF by id alone: no place is stored`;
  const next =
    'Export the AAF again with its media embedded or copied, or archive the "Avid MediaFiles" along with it.';
  return [finding('warn', 'references-not-read', message, null, next)];
}

export function compositionFindings(count: number, shown: string): readonly Finding[] {
  if (count < 2) return [];
  const message = `The AAF holds ${count} compositions; tracks and markers are those of "${shown}", media those of all`;
  return [finding('info', 'several-compositions', message, null, 'Choose the one that you want on import.')];
}
