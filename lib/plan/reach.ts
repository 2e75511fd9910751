/** Would the DAW find a file at its place in the package, by itself or after re-linking? By text alone: nothing of this machine decides. Pure. */
import type { Candidate, ResolveContext, SessionParser } from '../model/parser.js';
import { relativeSlash } from '../model/paths.js';
import type { ParsedSession, Reference } from '../model/session.js';

/** A root that no real path has. */
const NOWHERE = '/\u0001package';

/** Where the DAW would look in the package, relative to its root; what lies outside of it is left out. `base`: of the session. */
export function placesInPackage(
  parser: SessionParser,
  session: ParsedSession,
  reference: Reference,
  base: string,
): readonly string[] {
  const context: ResolveContext = {
    session,
    baseFolder: base === '' ? NOWHERE : `${NOWHERE}/${base}`,
    projectRoot: NOWHERE,
    named: () => [],
  };
  const isInPackage = ({ path, isHint }: Candidate) => isHint !== true && path.startsWith(`${NOWHERE}/`);
  return parser
    .resolve(reference, context)
    .filter(isInPackage)
    .map(({ path }) => path.slice(NOWHERE.length + 1));
}

/** True where the session itself can be made to say that place. */
export const canRelink = (parser: SessionParser, reference: Reference, base: string, place: string): boolean =>
  parser.relink === 'bytes' &&
  reference.sites.length > 0 &&
  parser.canStore?.(relativeSlash(base, place), reference) !== false;

/** True where a file at that place will be found. */
export const canReach = (
  parser: SessionParser,
  session: ParsedSession,
  reference: Reference,
  base: string,
  place: string,
): boolean =>
  canRelink(parser, reference, base, place) || placesInPackage(parser, session, reference, base).includes(place);
