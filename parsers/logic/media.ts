/** One reference per stored path: the lists of the property list first, then what only the song itself names (logic.md, sections 3 and 8). */
import type { Evidence, MediaKind, Reference } from '../../lib/model/session.js';
import { type PlistValue, textsOf } from '../shared/plist.js';
import { baseName, extension } from '../shared/stored-path.js';
import type { FileUses } from './arrangement.js';
import type { AudioFile } from './audio-files.js';
import type { Site } from './resolve.js';

export interface MediaDraft {
  readonly stored: string;
  readonly name: string;
  readonly kind: MediaKind;
  /** The asset folder of its kind: "Audio Files". */
  readonly folder: string;
  needed: boolean;
  evidence: Evidence;
  /** The song's names of it. */
  readonly slots: number[];
}

/** In the order of the page. */
const LISTS: readonly { readonly key: string; readonly kind: MediaKind; readonly folder: string }[] = [
  { key: 'AudioFiles', kind: 'audio', folder: 'Audio Files' },
  { key: 'UnusedAudioFiles', kind: 'audio', folder: 'Audio Files' },
  { key: 'VideoFiles', kind: 'video', folder: 'Movie Files' },
  { key: 'PlaybackFiles', kind: 'audio', folder: 'Audio Files' },
  { key: 'SamplerInstrumentsFiles', kind: 'sample', folder: 'Samples' },
  { key: 'QuicksamplerFiles', kind: 'sample', folder: 'Samples/Quick Sampler' },
  { key: 'AlchemyFiles', kind: 'sample', folder: 'Alchemy Samples' },
  { key: 'UltrabeatFiles', kind: 'sample', folder: 'Ultrabeat Samples' },
  { key: 'ImpulsResponsesFiles', kind: 'impulse', folder: 'Impulse Responses' },
];
const UNUSED = 'UnusedAudioFiles';
const IMPULSES = 'ImpulsResponsesFiles';

/** `used`: slots of the files that a region plays. */
export function mediaDrafts(
  metadata: PlistValue,
  files: readonly AudioFile[],
  used: ReadonlySet<number>,
): readonly MediaDraft[] {
  const byPath = new Map<string, MediaDraft>();
  for (const { key, kind, folder } of LISTS) {
    for (const stored of textsOf(metadata, key)) {
      const name = baseName(stored);
      // A bare folder of the library (section 2.2).
      if (name === '' || byPath.has(stored) || (key === IMPULSES && !name.includes('.'))) continue;
      const home = extension(name) === 'exs' ? 'Sampler Instruments' : folder;
      byPath.set(stored, { stored, name, kind, folder: home, needed: key !== UNUSED, evidence: {}, slots: [] });
    }
  }
  const byName = new Map<string, Listed[]>();
  for (const { stored, name } of byPath.values()) {
    const one = { stored, folder: nfc(stored.slice(0, Math.max(stored.lastIndexOf('/'), 0))) };
    const same = byName.get(nfc(name));
    if (same === undefined) byName.set(nfc(name), [one]);
    else if (same.length < MAX_SAME_NAME) same.push(one);
  }
  for (const file of files) addRecord(file, byName.get(nfc(file.name)) ?? [], byPath, used);
  return [...byPath.values()];
}

/** An entry of a list. */
interface Listed {
  readonly stored: string;
  readonly folder: string;
}

/** Every record of a name is held against so many entries at most. */
const MAX_SAME_NAME = 100;

const nfc = (text: string): string => text.normalize('NFC');

function addRecord(
  file: AudioFile,
  sameName: readonly Listed[],
  byPath: Map<string, MediaDraft>,
  used: ReadonlySet<number>,
): void {
  const folder = nfc(file.folder);
  const listed = sameName.find((one) => isSameFolder(folder, one.folder));
  const stored = listed?.stored ?? [file.folder, file.name].filter((part) => part !== '').join('/');
  const known = byPath.get(stored);
  const needed = used.has(file.slot);
  if (known === undefined) {
    const { name, evidence, slot } = file;
    byPath.set(stored, { stored, name, kind: 'audio', folder: 'Audio Files', needed, evidence, slots: [slot] });
    return;
  }
  // One file can have many records; the first of them is as good as any.
  if (known.slots.length === 0) known.evidence = file.evidence;
  known.needed ||= needed;
  known.slots.push(file.slot);
}

/** Up to 10.2 the folder is absolute, and names the bundle as it was called then (section 3.2). */
function isSameFolder(folder: string, listed: string): boolean {
  if (folder === listed) return true;
  if (!listed.startsWith('/')) return listed !== '' && folder.endsWith(`/${listed}`);
  return folder.startsWith('~/') && listed.endsWith(folder.slice(1));
}

const FACTORY = [
  '/Library/Audio/Apple Loops/',
  '/Library/Audio/Impulse Responses/Apple/',
  '/Library/Application Support/Logic/',
  '/Library/Application Support/GarageBand/',
];
const IN_PROGRAM = /^\/Applications\/.+\.app\//;
const USER_LOOPS = '/Library/Audio/Apple Loops/User Loops/';

/** What the installer brings (section 3.3, rule 4), and the loops that a person made. */
function libraryOf(stored: string): Reference['library'] {
  if (stored.includes(USER_LOOPS)) return 'user';
  return IN_PROGRAM.test(stored) || FACTORY.some((place) => stored.startsWith(place)) ? 'factory' : undefined;
}

/** `starts`: where relative paths start; null where the files lie in the session file itself, so that nothing can be put there. */
export function referenceOf(
  { stored, name, kind, folder, needed, evidence }: MediaDraft,
  { usedBy, neededNs }: FileUses,
  starts: Site['starts'] | null,
  isEmbedded: (stored: string) => boolean,
): Reference {
  const library = libraryOf(stored);
  const sites: readonly Site[] = starts === null ? [] : [{ starts, folder }];
  return {
    stored,
    name,
    kind,
    alternates: [],
    needed,
    ...(library !== undefined && { library }),
    place: isEmbedded(stored) ? 'embedded' : 'file',
    evidence,
    neededNs,
    usedBy,
    sites,
  };
}
