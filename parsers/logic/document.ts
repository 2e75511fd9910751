/** What is read of one session: the song and the two property lists beside it, from a bundle or from a ZIP of one. */
import type { SessionSource } from '../../lib/model/parser.js';
import type { PlistError, PlistValue } from '../shared/plist.js';
import { bundleName, bundleOf, homeOf, INFORMATION, isFolderProject, isPlist, plistBeside } from './bundle.js';
import { isArchive, OLD_METADATA } from './old-archive.js';
import { BUNDLE_STARTS, type Site } from './resolve.js';

export interface Document {
  readonly song: Uint8Array;
  readonly information: PlistValue | PlistError | null;
  readonly metadata: PlistValue | PlistError | null;
  /** The number of the alternative: "0". Null outside of a bundle. */
  readonly alternative: string | null;
  /** Where relative paths start; null in a ZIP. */
  readonly starts: Site['starts'] | null;
  /** The DAW's picture of its window, a JPEG (logic.md, section 2.1). */
  readonly picture: Uint8Array | null;
  /** True for a file of the project that lies in the session file itself. */
  isEmbedded(stored: string): boolean;
}

export function documentInBundle(source: SessionSource, maxBytes: number): Document {
  const song = source.all(maxBytes);
  const home = homeOf(source);
  // Of a backup it lies further up than a reader sees.
  const information = home === 'alternative' ? plistBeside(source, `../../${INFORMATION}`) : null;
  return {
    song,
    information,
    metadata: plistBeside(source, isArchive(song) ? OLD_METADATA : 'MetaData.plist'),
    alternative: home === 'alternative' ? String(Number(source.folder)) : null,
    starts: startsOf(source, bundleOf(home), isPlist(information) ? information : null),
    picture: pictureBeside(source),
    isEmbedded: () => false,
  };
}

/** 60 KB to 2.4 MB were seen. */
const MAX_PICTURE = 4 * 1024 * 1024;

function pictureBeside(source: SessionSource): Uint8Array | null {
  const bytes = source.beside('WindowImage.jpg', MAX_PICTURE);
  return bytes !== null && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? bytes : null;
}

function startsOf(source: SessionSource, bundle: string | null, information: PlistValue): Site['starts'] {
  if (bundle === null || !isFolderProject(source, bundle, information)) return BUNDLE_STARTS;
  const name = bundleName(source, bundle);
  return name === null ? ['.'] : ['.', `${name}/Media`];
}
