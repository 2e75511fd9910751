/** Where REAPER would look for a stored path, in its order (reaper.md, section 3, "How a stored path is resolved"). */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { baseName, type PathStyle, pathStyle } from '../shared/stored-path.js';

export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const here = machineOf(context);
  const candidates = [
    ...placesOf(reference.stored, context, here),
    ...context.session.searchFolders.flatMap((folder) => inRecordPath(folder, reference, context, here)),
    ...sameName(reference, context),
  ];
  return candidates.filter(({ path }, at) => candidates.findIndex((other) => other.path === path) === at);
}

interface Machine {
  readonly style: PathStyle;
  readonly path: typeof posix;
}

/** The base folder is a path of this machine, so its style tells which absolute paths can be tried here. */
const machineOf = (context: ResolveContext): Machine =>
  pathStyle(context.baseFolder) === 'windows' ? { style: 'windows', path: win32 } : { style: 'posix', path: posix };

function placesOf(stored: string, context: ResolveContext, here: Machine): readonly Candidate[] {
  const style = pathStyle(stored);
  if (style === here.style) return [{ path: here.path.normalize(stored), rule: 'absolute' }];
  if (style !== 'relative') return [];
  return spellings(stored, context, here).map((path) => ({
    path: here.path.join(context.baseFolder, path),
    rule: 'project-relative',
  }));
}

/** Windows separates with '\'; elsewhere '\' may be part of a name, so such a name is tried as it stands first. */
function spellings(stored: string, context: ResolveContext, here: Machine): readonly string[] {
  const split = stored.replaceAll('\\', '/');
  if (split === stored || here.style === 'windows' || context.session.platform === 'windows') return [split];
  return [stored, split];
}

function inRecordPath(
  folder: string,
  reference: Reference,
  context: ResolveContext,
  here: Machine,
): readonly Candidate[] {
  const style = pathStyle(folder);
  if (style !== 'relative' && style !== here.style) return [];
  const base = style === 'relative' ? here.path.join(context.baseFolder, folder.replaceAll('\\', '/')) : folder;
  return [{ path: here.path.join(base, baseName(reference.stored)), rule: 'record path' }];
}

/** Two of one name are no answer. */
function sameName(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const [only, ...others] = context.named(reference.name);
  return only === undefined || others.length > 0
    ? []
    : [{ path: only, rule: 'same name in the project', byName: true }];
}
