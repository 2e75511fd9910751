/** Where Logic looks for a file, in its order (logic.md, sections 3.3 and 5). */
import { posix, win32 } from 'node:path';
import type { Candidate, MediaLayout, ResolveContext } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { pathStyle } from '../shared/stored-path.js';

/** What of the bundle decides where a path leads. */
export interface Site {
  /** The asset folder of its kind: "Audio Files". */
  readonly folder: string;
  /** Where relative paths start, seen from the base folder: first the one that holds for this project, then the other one. */
  readonly starts: readonly string[];
}

export const BUNDLE_STARTS: readonly string[] = ['Media', '..'];

export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const style = pathStyle(context.baseFolder) === 'windows' ? 'windows' : 'posix';
  const path = style === 'windows' ? win32 : posix;
  const site = siteOf(reference);
  const { stored, name } = reference;
  const below = (start: string, rest: string): string => path.join(context.baseFolder, start, rest);
  const inProject = site.starts.slice(0, 1).map((start) => ({
    path: below(start, `${site.folder}/${name}`),
    rule: 'name in the project',
    byName: true,
  }));
  // GarageBand before 10 stores paths of the old Mac, which lead nowhere.
  if (stored.includes(':') && !stored.includes('/')) return inProject;
  const candidates: Candidate[] =
    pathStyle(stored) === 'relative' && !stored.startsWith('~/')
      ? [...site.starts.map((start) => ({ path: below(start, stored), rule: 'project-relative' })), ...inProject]
      : [
          ...inProject,
          ...afterMedia(stored).flatMap((rest) =>
            site.starts.map((start) => ({ path: below(start, rest), rule: 'in the renamed project' })),
          ),
          ...(pathStyle(stored) === style ? [{ path: path.normalize(stored), rule: 'absolute' }] : []),
        ];
  const seen = new Set<string>();
  return candidates.filter((one) => !seen.has(one.path) && seen.add(one.path) !== undefined);
}

const siteOf = ({ sites }: Reference): Site => (sites as readonly Site[])[0] ?? { folder: '', starts: [] };

/** The bundle may have been called otherwise when the path was written. */
function afterMedia(stored: string): readonly string[] {
  const rest = /\.(?:logicx|band)\/Media\/(.+)$/i.exec(stored)?.[1];
  return rest === undefined ? [] : [rest];
}

export const layout: MediaLayout = {
  mediaFolder: (_session, reference) => {
    const { starts, folder } = siteOf(reference);
    return [starts[0] ?? '', folder].filter((part) => part !== '' && part !== '.').join('/');
  },
  folders: [],
};
