/** The folder that a set belongs to: the nearest one upwards that holds `Ableton Project Info` (als.md, sections 3 and 6). */
import type { Surroundings } from '../../lib/model/parser.js';

const MARK = 'Ableton Project Info';
/** Further up nobody keeps the sets of a project. */
const MAX_CLIMB = 6;

const upwards = (levels: number): string => (levels === 0 ? '.' : Array(levels).fill('..').join('/'));

/** How many folders up; null where there is none: then the set's own folder counts. */
export function climbOf(around: Surroundings): number | null {
  for (let levels = 0; levels <= MAX_CLIMB; levels++) if (around.list(upwards(levels)).includes(MARK)) return levels;
  return null;
}

/** As `Detection.base`. */
export const baseOf = (around: Surroundings): string => upwards(climbOf(around) ?? 0);

/** The folder of the set as seen from that of the project; null where its name cannot be told from below. */
export function setFolderOf(around: Surroundings): string | null {
  const levels = climbOf(around) ?? 0;
  if (levels === 0) return '.';
  if (levels === 1) return around.folder || null;
  if (levels > 2) return null;
  // Of the folder between only its content is known. Two that hold the same are no answer.
  const parents = around
    .list(upwards(2))
    .filter((name) => around.list(`${upwards(2)}/${name}/${around.folder}`).includes(around.name));
  return parents.length === 1 ? `${parents[0]}/${around.folder}` : null;
}
