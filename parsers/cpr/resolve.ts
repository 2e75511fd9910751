/** Where Cubase looks for a file after a move, in its order (cpr.md, sections 3 and 5). */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { pathStyle } from '../shared/stored-path.js';
import { below, isPlain } from './place.js';

const [BELOW, BY_NAME] = ['project-relative', 'same name in the project'];
const FOLDERS = ['Audio', 'Edits', 'Video'];

/** `searchFolders`: the project folder as it was stored, then that of the document. A name alone is taken only where the content does not speak against it: many files of many songs are called the same. */
export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const { session, baseFolder } = context;
  const style = pathStyle(baseFolder) === 'windows' ? 'windows' : 'posix';
  const path = style === 'windows' ? win32 : posix;
  const { stored, name } = reference;
  const byName = (folders: readonly string[]): readonly Candidate[] =>
    (isPlain(name) ? folders : []).map((folder) => ({
      path: path.join(baseFolder, folder, name),
      rule: BY_NAME,
      byName: true,
    }));
  const candidates: Candidate[] = [
    ...session.searchFolders.flatMap((folder) => {
      const parts = below(folder, stored);
      return parts === null ? [] : [{ path: path.join(baseFolder, ...parts), rule: BELOW }];
    }),
    ...byName(FOLDERS),
    ...(pathStyle(stored) === style ? [{ path: path.normalize(stored), rule: 'absolute' }] : []),
    ...byName(['.']),
    ...context.named(name).map((one) => ({ path: one, rule: BY_NAME, byName: true })),
  ];
  // The first rule that leads to a place is the one that counts.
  const byPath = new Map<string, Candidate>();
  for (const one of candidates) if (!byPath.has(one.path)) byPath.set(one.path, one);
  return [...byPath.values()];
}
