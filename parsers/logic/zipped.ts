/** A session that is a ZIP of a bundle: its media lie in the session file itself. */
import { sessionError } from '../../lib/model/errors.js';
import type { SessionSource } from '../../lib/model/parser.js';
import { zipMembers } from '../shared/zip-entries.js';
import { INFORMATION, plistIn } from './bundle.js';
import type { Document } from './document.js';
import { isArchive, OLD_METADATA } from './old-archive.js';
import { bundleAmong } from './zipped-names.js';

const MAX_PLIST = 8 * 1024 * 1024;

export async function documentInZip(source: SessionSource, maxBytes: number): Promise<Document> {
  const members = await zipMembers(source);
  const byName = new Map(members.map((one) => [one.name, one]));
  const bundle = bundleAmong(members.map(({ name }) => name));
  if (bundle === null) throw sessionError('not-a-session', `"${source.name}" is a ZIP without a song in it`);
  const song = await byName.get(bundle.document)?.read(maxBytes);
  if (!song) throw sessionError('too-large', `the song in "${source.name}" is too large for one`);
  const folder = bundle.document.slice(0, bundle.document.lastIndexOf('/') + 1);
  const plist = async (path: string) => {
    const bytes = await byName.get(path)?.read(MAX_PLIST);
    return bytes ? plistIn(bytes) : null;
  };
  // A ZIP from macOS may name the same letters otherwise than the song does.
  const inside = new Set(members.map(({ name }) => name.normalize('NFC')));
  return {
    song,
    information: await plist(`${bundle.prefix}${INFORMATION}`),
    metadata: await plist(`${folder}${isArchive(song) ? OLD_METADATA : 'MetaData.plist'}`),
    alternative: /\/(\d{3})\/$/.exec(folder)?.[1]?.replace(/^0+(?=\d)/, '') ?? null,
    starts: null,
    picture: null,
    isEmbedded: (stored) => inside.has(`${bundle.prefix}Media/${stored}`.normalize('NFC')),
  };
}
