/** Which references must be re-linked: those that the DAW's own rules would not find at their place in the package. Pure. */
import type { LocatedSession } from '../model/located.js';
import type { Change, SessionParser } from '../model/parser.js';
import { relativeSlash } from '../model/paths.js';

/** A root that no real path has, so that nothing of this machine decides. */
const NOWHERE = '/\u0001package';

/**
 * `base`: the folder of the session in the package, `placeOf`: where each file lies, `exists`: what the package holds; all
 * relative to the root.
 */
export function changesFor(
  located: LocatedSession,
  parser: SessionParser,
  base: string,
  packaged: readonly (string | null)[],
  exists: (path: string) => boolean,
): Change[] {
  const context = {
    session: located.session,
    baseFolder: base === '' ? NOWHERE : `${NOWHERE}/${base}`,
    projectRoot: NOWHERE,
    named: () => [],
  };
  return located.references.flatMap(({ reference }, index) => {
    const place = packaged[index] ?? null;
    if (place === null) return [];
    const first = parser
      .resolve(reference, context)
      .find((candidate) => exists(candidate.path.slice(NOWHERE.length + 1)));
    if (first?.path === `${NOWHERE}/${place}`) return [];
    return [{ reference, target: relativeSlash(base, place) }];
  });
}
