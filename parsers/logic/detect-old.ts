/** GarageBand before 10 and GarageBand for iOS: a keyed archive `projectData` in the top of the bundle (garageband.md, sections 1 and 3). */
import type { Detection, Probe, Surroundings } from '../../lib/model/parser.js';
import { ARCHIVE_MARK, isArchive } from './old-archive.js';

export function detectOldSong(probe: Probe): Detection | null {
  if (!isArchive(probe.head) || !saysArchive(probe) || isConstant(probe)) return null;
  return { role: 'session', base: '.', ownFolder: true, bundle: '.' };
}

/** XML says it in its first lines. A binary list says it anywhere, so that what lies around must speak for it too. */
function saysArchive(probe: Probe): boolean {
  if (Buffer.from(probe.head).includes(ARCHIVE_MARK)) return true;
  const around = probe.list('.');
  return (
    probe.name === 'projectData' && ['Media', 'Output', 'Contents', 'Thumbs'].some((name) => around.includes(name))
  );
}

/** The empty song that GarageBand 10 puts into every bundle, and the mixes for iOS inside of one (garageband.md, sections 1 and 2). */
const isConstant = (around: Surroundings): boolean =>
  around.list('Alternatives').some((name) => around.list(`Alternatives/${name}`).includes('ProjectData')) ||
  around.list('../..').includes('ProjectData');
