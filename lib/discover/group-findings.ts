/** What a person is told of how a folder falls into projects. Pure. */
import { isLitter } from '../check/litter.js';
import { type Finding, finding } from '../model/finding.js';
import type { Tree, TreeEntry } from '../model/located.js';
import { basename } from '../model/paths.js';
import { count, showBytes } from '../text/show.js';
import type { Discovered } from './discover.js';

/** `rivals`: how many other projects lie in the folder. */
export function groupFindings(found: Discovered, tree: Tree, whole: boolean, rivals: number): Finding[] {
  const out: Finding[] = [];
  if (!tree.whole) {
    out.push(
      finding(
        'warn',
        'search-cut-short',
        `"${basename(tree.root)}" holds too much to be one project; only its first ${tree.entries.length} entries were looked at`,
        null,
        'Move the session into a folder of its own.',
      ),
    );
  }
  if (!whole && found.sharedPlace) {
    out.push(
      finding(
        'info',
        'shared-place',
        `"${basename(tree.root)}" holds more than this project: only its session, what that names and what carries its name are taken`,
        null,
        'Give --whole-folder to take everything.',
      ),
    );
  } else if (!whole && rivals > 0) {
    out.push(
      finding(
        'info',
        'several-projects',
        `"${basename(tree.root)}" holds ${rivals + 1} projects that share nothing; files that no session names are left out`,
        null,
        'Give --whole-folder to take everything along.',
      ),
    );
  }
  return out;
}

/** An album whose songs lie in folders of their own: what lies above them goes along with none. Of a home that is no surprise. */
export function notInAProject({ tree, sharedPlace }: Discovered, files: readonly TreeEntry[]): Finding[] {
  const outside = files.filter(({ path }) => !isLitter(path, [], () => false));
  if (outside.length === 0) return [];
  const [belong, are] = outside.length === 1 ? ['belongs', 'is'] : ['belong', 'are'];
  const bytes = outside.reduce((sum, { size }) => sum + size, 0);
  return [
    finding(
      sharedPlace ? 'info' : 'warn',
      'not-in-a-project',
      `${count(outside.length, 'file')} (${showBytes(bytes)}) in "${basename(tree.root)}" ${belong} to none of its projects and ${are} not archived`,
      null,
      'Move what is worth keeping into the folder of a song, then archive that folder.',
    ),
  ];
}
