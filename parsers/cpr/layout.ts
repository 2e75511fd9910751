/** Where collected files go, so that Cubase finds them (cpr.md, sections 5 and 6). */
import type { MediaLayout } from '../../lib/model/parser.js';
import type { ParsedSession, Reference } from '../../lib/model/session.js';
import { below, isPlain, partsOf } from './place.js';

const [AUDIO, EDITS, VIDEO] = ['Audio', 'Edits', 'Video'];

export const layout: MediaLayout = { mediaFolder, folders: [AUDIO] };

/** The place below the project folder where there is one; else the folder of its kind, apart from others of its name. */
function mediaFolder(session: ParsedSession, reference: Reference): string {
  for (const folder of session.searchFolders) {
    const parts = below(folder, reference.stored);
    if (parts !== null && parts.length > 1) return parts.slice(0, -1).join('/');
  }
  const folder = partsOf(reference.stored).at(-2) ?? '';
  const own = folderOfKind(reference, folder);
  if (!sharesItsName(session, reference)) return own;
  // "Song A/Audio/kick.wav": the folder above tells more than that of its kind.
  const parts = partsOf(reference.stored).slice(0, -1);
  const telling = parts.filter((part) => ![AUDIO, EDITS, VIDEO].includes(part) && isPlain(part)).at(-1);
  return telling === undefined || telling.endsWith(':') ? own : `${own}/${telling}`;
}

export const folderOfKind = ({ kind }: Reference, storedIn: string): string =>
  kind === 'video' ? VIDEO : storedIn.toLowerCase() === EDITS.toLowerCase() ? EDITS : AUDIO;

const sharesItsName = ({ media }: ParsedSession, { name, stored }: Reference): boolean =>
  media.some((other) => other.stored !== stored && other.name.toLowerCase() === name.toLowerCase());
