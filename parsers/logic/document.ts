/** What is read of one session: the song and the two property lists beside it, from a bundle or from a ZIP of one. */
import type { SessionSource } from '../../lib/model/parser.js';
import { entryOf, type PlistError, type PlistValue } from '../shared/plist.js';
import { bundleName, homeOf, INFORMATION, isFolderProject, isPlist, plistBeside } from './bundle.js';
import { isArchive, OLD_METADATA } from './old-archive.js';
import { BUNDLE_STARTS, type Site } from './resolve.js';

export interface Document {
  readonly song: Uint8Array;
  readonly information: PlistValue | PlistError | null;
  readonly metadata: PlistValue | PlistError | null;
  /** The number of the alternative: "0". Null outside of a bundle. */
  readonly alternative: string | null;
  readonly starts: Site['starts'];
  /** True for a file of the project that lies in the session file itself. */
  isEmbedded(stored: string): boolean;
}

export function documentInBundle(source: SessionSource, maxBytes: number): Document {
  const song = source.all(maxBytes);
  const home = homeOf(source);
  const information = home === 'alternative' ? plistBeside(source, `../../${INFORMATION}`) : null;
  return {
    song,
    information,
    metadata: plistBeside(source, isArchive(song) ? OLD_METADATA : 'MetaData.plist'),
    alternative: home === 'alternative' ? String(Number(source.folder)) : null,
    starts: home === 'alternative' ? startsOf(source, isPlist(information) ? information : null) : BUNDLE_STARTS,
    isEmbedded: () => false,
  };
}

function startsOf(source: SessionSource, information: PlistValue): Site['starts'] {
  const told = entryOf(information, 'HasProjectFolder');
  if (!isFolderProject(source, typeof told === 'boolean' ? told : null)) return BUNDLE_STARTS;
  const name = bundleName(source);
  return name === null ? ['.'] : ['.', `${name}/Media`];
}
