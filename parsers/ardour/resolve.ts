/** Where Ardour would look for a file, in its order (ardour.md, section 3.2). */
import { posix, win32 } from 'node:path';
import type { Candidate, ResolveContext } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { type PathStyle, pathStyle } from '../shared/stored-path.js';
import { type Place, placesOf } from './places.js';
import type { Site } from './sites.js';

export function resolve(reference: Reference, context: ResolveContext): readonly Candidate[] {
  const here = machineOf(context);
  const [site] = reference.sites as readonly Site[];
  const candidates = (site === undefined ? statePlaces(reference) : placesOf(site)).flatMap(
    (place) => candidateOf(place, reference, context, here) ?? [],
  );
  const seen = new Set<string>();
  return candidates.filter(({ path }) => !seen.has(path) && seen.add(path) !== undefined);
}

/** What the state of a plug-in names has no site: it lies in the state's folder, or where its absolute path says. */
const statePlaces = ({ stored, alternates }: Reference): readonly Place[] =>
  alternates.length > 0 ? alternates.map((path) => ({ path, in: 'session' })) : [{ path: stored, in: 'as stored' }];

interface Machine {
  readonly style: PathStyle;
  readonly path: typeof posix;
}

/** The base folder is a path of this machine, so its style tells which absolute paths can be tried here. */
const machineOf = (context: ResolveContext): Machine =>
  pathStyle(context.baseFolder) === 'windows' ? { style: 'windows', path: win32 } : { style: 'posix', path: posix };

const RULES: Readonly<Record<Place['in'], string>> = {
  session: 'session folder',
  'search path': 'search path',
  'as stored': 'absolute',
  copy: 'copy in the session folder',
};

function candidateOf(place: Place, reference: Reference, context: ResolveContext, here: Machine): Candidate | null {
  const style = pathStyle(place.path);
  if (style !== 'relative' && style !== here.style) return null;
  const path = style === 'relative' ? here.path.join(context.baseFolder, place.path) : here.path.normalize(place.path);
  // Only where it lies now: in the package the session must be made to name it, since Ardour 5.4 and later look at the origin.
  if (place.in === 'copy' && !context.named(reference.name).includes(path)) return null;
  return { path, rule: RULES[place.in] };
}
