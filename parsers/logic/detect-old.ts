/** GarageBand before 10 and GarageBand for iOS: a keyed archive `projectData` in the top of the bundle (garageband.md, sections 1 and 3). */
import type { Detection, Probe, Surroundings } from '../../lib/model/parser.js';
import { isArchive } from './old-archive.js';

export function detectOldSong(probe: Probe): Detection | null {
  if (!isArchive(probe.head) || !isSong(probe) || isConstant(probe)) return null;
  return { role: 'session', base: '.', ownFolder: true, bundle: '.' };
}

/** Every program of macOS writes keyed archives: classes of the song in the first bytes tell, else its name and what lies around it. */
function isSong(probe: Probe): boolean {
  const head = Buffer.from(probe.head).toString('latin1');
  if (head.includes('DfLogicModel') || head.includes('DfDocument')) return true;
  const around = probe.list('.');
  const isBundle = ['Media', 'Output', 'Contents', 'Thumbs'].some((name) => around.includes(name));
  return probe.name === 'projectData' && (isBundle || head.includes('$archiver'));
}

/** The empty song that GarageBand 10 puts into every bundle, and the mixes for iOS inside of one (garageband.md, sections 1 and 2). */
const isConstant = (around: Surroundings): boolean =>
  around.list('Alternatives').some((name) => around.list(`Alternatives/${name}`).includes('ProjectData')) ||
  around.list('../..').includes('ProjectData');
