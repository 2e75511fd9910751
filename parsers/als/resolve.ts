/** Where Live looks for a file, in its order (als.md, sections 3 and 5). */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { pathStyle } from '../shared/stored-path.js';
import type { Site } from './media.js';

const [FROM_SET, FROM_PROJECT] = [1, 3];

export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const style = pathStyle(context.baseFolder) === 'windows' ? 'windows' : 'posix';
  const path = style === 'windows' ? win32 : posix;
  const sites = differing(reference.sites as readonly Site[]);
  const absolute = (stored: string | null, rule: string, isHint: boolean): Candidate[] =>
    stored === null || pathStyle(stored) !== style
      ? []
      : [{ path: path.normalize(stored), rule, ...(isHint && { isHint }) }];
  const candidates = [
    ...sites.flatMap((site) => byRelativePath(site, context.baseFolder, path)),
    ...sites.flatMap(({ way }) => absolute(way.absolute, 'absolute', false)),
    ...sites.flatMap(({ way }) => absolute(way.hint, 'search hint', true)),
  ];
  // The first rule that leads to a place is the one that counts.
  const byPath = new Map<string, Candidate>();
  for (const one of candidates) if (!byPath.has(one.path)) byPath.set(one.path, one);
  return [...byPath.values()];
}

/** Hundreds of zones share one way to their file. */
function differing(sites: readonly Site[]): readonly Site[] {
  const byWay = new Map(sites.map((site) => [site.way, site]));
  return [...byWay.values()];
}

/** The paths of packs and libraries start from places that only that Live knows (als.md, section 3, "RelativePathType"). */
function byRelativePath({ way, setFolder }: Site, base: string, path: typeof posix): Candidate[] {
  const { type, relative } = way;
  if (relative === null) return [];
  const fromProject: Candidate = { path: path.join(base, relative), rule: 'project-relative' };
  const besideSet: Candidate[] =
    setFolder === null ? [] : [{ path: path.join(base, setFolder, relative), rule: 'relative to the set' }];
  if (type === FROM_PROJECT) return [fromProject, ...besideSet];
  return type === FROM_SET ? besideSet : [];
}
