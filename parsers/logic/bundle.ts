/** A bundle as seen from a document in it: `Alternatives/NNN/ProjectData`, and the saves before it (logic.md, sections 1 and 2.1). */
import type { Surroundings } from '../../lib/model/parser.js';
import { flagOf, PlistError, type PlistValue, readPlist, textOf } from '../shared/plist.js';

/** "#G\xc0\xab", the first bytes of every `ProjectData` (section 2.3). */
export const MAGIC = Buffer.from([0x23, 0x47, 0xc0, 0xab]);

export const hasMagic = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte);

/** What is kept beside the bundle when a project was saved as a folder (section 6). */
const AUDIO_FOLDER = 'Audio Files';
const ASSET_FOLDERS = [
  AUDIO_FOLDER,
  'Sampler Instruments',
  'Samples',
  'Ultrabeat Samples',
  'Impulse Responses',
  'Alchemy Samples',
  'Movie Files',
];
const FOLDER_MARK = '.musicapps-project-folder';
const MAX_PLIST = 8 * 1024 * 1024;

export type Home =
  /** `Alternatives/NNN` of a bundle. */
  | 'alternative'
  /** `Alternatives/NNN/Project File Backups/NN`. */
  | 'backup'
  /** Anywhere else: taken out of its bundle. */
  | 'loose';

export function homeOf(around: Surroundings): Home {
  const isIn = (name: string) => around.list(`../../${name}`).includes(around.folder);
  if (/^\d{3}$/.test(around.folder) && isIn('Alternatives')) return 'alternative';
  return /^\d{2,3}$/.test(around.folder) && isIn('Project File Backups') ? 'backup' : 'loose';
}

/** The bundle, relative to the folder of the document. */
export const bundleOf = (home: Home): string | null =>
  home === 'alternative' ? '../..' : home === 'backup' ? '../../../..' : null;

/** The numbers of the alternatives that have a document, lowest first. */
export const alternativesOf = (around: Surroundings): readonly string[] => {
  const others = around.list('..').filter((name) => /^\d{3}$/.test(name) && name !== around.folder);
  const whole = others.filter((name) => around.list(`../${name}`).includes('ProjectData'));
  return [around.folder, ...whole].sort();
};

/** Null where there is none; the error where it is damaged. */
export function plistBeside(around: Surroundings, path: string): PlistValue | PlistError | null {
  const bytes = around.beside(path, MAX_PLIST);
  return bytes === null ? null : plistIn(bytes);
}

export function plistIn(bytes: Uint8Array): PlistValue | PlistError {
  try {
    return readPlist(bytes);
  } catch (error) {
    if (error instanceof PlistError) return error;
    throw error;
  }
}

export const INFORMATION = 'Resources/ProjectInformation.plist';

export const isPlist = (plist: PlistValue | PlistError | null): plist is PlistValue =>
  plist !== null && !(plist instanceof PlistError);

/**
 * True where the project is a folder with the bundle in it and its assets beside it (section 1). The word of the bundle alone
 * is not enough: one that was moved away from its folder lies among things that are none of its. GarageBand has no such thing
 * (garageband.md, section 2).
 */
export function isFolderProject(around: Surroundings, bundle: string, information: PlistValue): boolean {
  const told = flagOf(information, 'HasProjectFolder');
  if (told === false || isGarageBand(information)) return false;
  const beside = around.list(`${bundle}/..`);
  if (beside.includes(FOLDER_MARK)) return true;
  if (told === true) return ASSET_FOLDERS.some((name) => beside.includes(name));
  return beside.includes(AUDIO_FOLDER) && !around.list(bundle).includes('Media');
}

/** By the program that saved it last. */
export const isGarageBand = (information: PlistValue): boolean =>
  textOf(information, 'LastSavedFrom')?.startsWith('GarageBand') === true;

/** A folder with more in it is no project folder. */
const MAX_NAMES = 1000;

/** The bundle's own name, where only one in the folder can be it: a document does not know it. */
export function bundleName(around: Surroundings, bundle: string): string | null {
  const names = around.list(`${bundle}/..`).slice(0, MAX_NAMES);
  const bundles = names.filter((name) => around.list(`${bundle}/../${name}`).includes('Alternatives'));
  return bundles.length === 1 ? (bundles[0] as string) : null;
}
