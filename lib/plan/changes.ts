/** Which references must be re-linked: those that the DAW's own rules would not find at their place in the package. Pure. */
import type { LocatedSession } from '../model/located.js';
import type { Change, SessionParser } from '../model/parser.js';
import { relativeSlash } from '../model/paths.js';
import { placesInPackage } from './reach.js';

/**
 * `base`: the folder of the session in the package, `packaged`: where each file lies, `exists`: what the package holds; all
 * relative to the root.
 */
export function changesFor(
  located: LocatedSession,
  parser: SessionParser,
  base: string,
  packaged: readonly (string | null)[],
  exists: (path: string) => boolean,
): Change[] {
  return located.references.flatMap(({ reference }, index) => {
    const place = packaged[index] ?? null;
    if (place === null) return [];
    const first = placesInPackage(parser, located.session, reference, base).find(exists);
    return first === place ? [] : [{ reference, target: relativeSlash(base, place) }];
  });
}
