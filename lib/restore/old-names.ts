/** Which name each restored file and folder gets: its old one where this file system can hold it, else the one in the package. */
import { errnoOf } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import { showPath } from '../model/path-bytes.js';
import { folderOf, foldersAbove, join, joinSlash, nameOf } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull } from '../ports/files.js';
import { type Named, packagePlace, restoredPlace } from './places.js';

export interface OldNames {
  placeOf(entry: Named): string;
  /** Where a link goes whose folder once had this place. */
  placeOfLink(place: string): string;
  readonly findings: readonly Finding[];
}

/** `folder`: an empty one, in which names are tried out. `entries`: files and folders; `links`: the places of links. */
export function oldNames(
  fs: FileSystem,
  folder: string,
  entries: readonly Named[],
  links: readonly string[],
): OldNames {
  const names = namesByPlace(entries);
  const all = new Set(
    entries.map(({ path }) => packagePlace(path)).flatMap((place) => [...foldersAbove(place), place]),
  );
  const byOldPlace = new Map([...all].map((place) => [renamed(place, names), place]));
  const packaged = (link: string) => joinSlash(byOldPlace.get(folderOf(link)) ?? folderOf(link), nameOf(link));
  const given = new Map([...names].filter(([, name]) => canHold(fs, folder, name)));
  if (given.size > 0) keepTwins([...all, ...links.map(packaged)], given, keyOn(fs, folder));
  return {
    placeOf: ({ path }) => renamed(packagePlace(path), given),
    placeOfLink: (link) => renamed(packaged(link), given),
    findings: [...names].flatMap(([place, name]) => (given.has(place) ? [] : [keptSafe(name, place)])),
  };
}

/** The old names, by the place in the package of what had them. */
function namesByPlace(entries: readonly Named[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const place = packagePlace(entry.path);
    const old = restoredPlace(entry).split('/');
    const steps = [...foldersAbove(place), place];
    // A record that puts a file deeper or higher is none of ours: its names are not heeded.
    if (old.length !== steps.length) continue;
    steps.forEach((step, depth) => {
      if (old[depth] !== nameOf(step)) names.set(step, old[depth] as string);
    });
  }
  return names;
}

const renamed = (place: string, names: ReadonlyMap<string, string>): string =>
  [...foldersAbove(place), place].map((step) => names.get(step) ?? nameOf(step)).join('/');

/**
 * Takes out of `given` the names that are one with another here. The names in the package differ everywhere; but one that stays
 * may be the old name of something else, so it goes on until nothing is left to take.
 */
function keepTwins(places: readonly string[], given: Map<string, string>, key: (name: string) => string): void {
  for (let before = -1; before !== given.size; ) {
    before = given.size;
    const seen = new Map<string, string>();
    for (const place of places) {
      const here = `${folderOf(place)}/${key(given.get(place) ?? nameOf(place))}`;
      const other = seen.get(here);
      if (other === undefined || other === place) seen.set(here, place);
      else if (!given.delete(place)) given.delete(other);
    }
  }
}

/** What makes two names one on this file system; tried out with names that differ by case and by normal form. */
function keyOn(fs: FileSystem, folder: string): (name: string) => string {
  const isThere = (name: string) => lookOrNull(fs, join(folder, name)) !== null;
  const path = join(folder, 'tapebox \u00c4');
  fs.close(fs.open(path, 'create'));
  const sameCase = isThere('TAPEBOX \u00c4');
  const sameForm = isThere('tapebox A\u0308');
  fs.remove(path);
  if (sameCase) return collisionKey;
  return sameForm ? (name) => name.normalize('NFC') : (name) => name;
}

function canHold(fs: FileSystem, folder: string, name: string): boolean {
  const path = join(folder, name);
  try {
    fs.close(fs.open(path, 'create'));
    fs.remove(path);
    return true;
  } catch (error) {
    if (['EINVAL', 'EILSEQ', 'ENAMETOOLONG', 'ENOENT', 'EEXIST'].includes(errnoOf(error) ?? '')) return false;
    throw error;
  }
}

const keptSafe = (name: string, place: string): Finding =>
  finding(
    'info',
    'name-kept-safe',
    `"${showPath(name)}" cannot have its old name here; it is "${showPath(nameOf(place))}"`,
    place,
  );
