/** Is it a document of Logic Pro or GarageBand, and which one of its bundle (logic.md, section 1; garageband.md, section 1)? */
import type { Detection, Probe } from '../../lib/model/parser.js';
import { numberOf, type PlistValue, textOf } from '../shared/plist.js';
import {
  alternativesOf,
  bundleOf,
  hasMagic,
  homeOf,
  INFORMATION,
  isFolderProject,
  isGarageBand,
  isPlist,
  plistBeside,
} from './bundle.js';
import { detectOldSong } from './detect-old.js';
import { zippedBundle } from './zipped-names.js';

export type AppleFormat = 'logic' | 'garageband';

export const detectLogic = (probe: Probe): Detection | null => detect(probe, 'logic');
export const detectGarageBand = (probe: Probe): Detection | null => detect(probe, 'garageband') ?? detectOldSong(probe);

function detect(probe: Probe, format: AppleFormat): Detection | null {
  if (hasMagic(probe.head)) return detectDocument(probe, format);
  return zippedBundle(probe)?.format === format ? { role: 'session', base: '.' } : null;
}

function detectDocument(probe: Probe, format: AppleFormat): Detection | null {
  const home = homeOf(probe);
  const read = home === 'alternative' ? plistBeside(probe, `../../${INFORMATION}`) : null;
  const information = isPlist(read) ? read : null;
  if (formatOf(probe, information, bundleOf(home)) !== format) return null;
  if (home === 'loose') return { role: 'session', base: '.' };
  const bundle = bundleOf(home) as string;
  const isFolder = isFolderProject(probe, bundle, information);
  const base = isFolder ? `${bundle}/..` : bundle;
  if (home === 'backup') return { role: 'backup', base, ownFolder: true };
  return { role: roleOf(probe, information), base, ownFolder: true, bundle };
}

/** By the program that saved it; where that is unknown by the empty song that GarageBand puts beside, else by the names around. */
function formatOf(probe: Probe, information: PlistValue, bundle: string | null): AppleFormat {
  if (textOf(information, 'LastSavedFrom') !== null) return isGarageBand(information) ? 'garageband' : 'logic';
  if (bundle === null) return 'logic';
  if (probe.list(bundle).includes('projectData')) return 'garageband';
  const beside = probe.list(`${bundle}/..`);
  const isBand = (name: string) => /\.band$/i.test(name);
  return beside.some(isBand) && !beside.some((name) => /\.logicx$/i.test(name)) ? 'garageband' : 'logic';
}

/** The one that opens first: as told, else the lowest number. */
function roleOf(probe: Probe, information: PlistValue): 'session' | 'alternative' {
  const all = alternativesOf(probe);
  const told = numberOf(information, 'ActiveVariant');
  const active = told === null ? undefined : all.find((name) => Number(name) === told);
  return (active ?? all[0]) === probe.folder ? 'session' : 'alternative';
}

/** Made again, or better not restored: undo steps, frozen tracks, overviews, what a crash left (logic.md, section 6). */
export const regenerable = (path: string): boolean =>
  /(^|\/)(?:Undo Data\.nosync|Freeze Files\.nosync)\/./.test(path) ||
  /(^|\/)Alternatives\/\d{3}\/(?:Autosave|Previews)\/./.test(path) ||
  /(^|\/)Media\/.+\.ovw$/.test(path) ||
  /(^|\/)Audio Files\/.+\.ovw$/.test(path);

/** All of a bundle, the mark of a project folder. */
export const owns = (path: string): boolean =>
  /(^|\/)Alternatives\/\d{3}\//.test(path) ||
  /(^|\/)Resources\/ProjectInformation\.plist$/.test(path) ||
  /(^|\/)\.musicapps-project-folder$/.test(path) ||
  /\.ovw$/.test(path);
