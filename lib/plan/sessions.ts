/** Where each session lies in the package, and which of its references are re-linked there. Pure. */
import { PROJECT } from '../model/layout.js';
import type { LocatedSession } from '../model/located.js';
import type { Change, SessionParser } from '../model/parser.js';
import { joinSlash } from '../model/paths.js';
import { changesFor } from './changes.js';
import type { PlannedSession } from './model.js';
import type { Packing } from './packing.js';
import { canRelink } from './reach.js';

export function planSessions(
  sessions: readonly LocatedSession[],
  parsers: ReadonlyMap<string, SessionParser>,
  packing: Packing,
): PlannedSession[] {
  const { kept, names, places } = packing;
  const inPackage = new Set([
    ...kept.flatMap((entry) => (entry.kind === 'file' ? (names.inPackage(entry.path) ?? []) : [])),
    ...places.collected.map((file) => file.path),
  ]);
  return sessions.flatMap((session) => {
    const parser = parsers.get(session.file.format) as SessionParser;
    return planSession(session, parser, packing, (path) => inPackage.has(path)) ?? [];
  });
}

/** Null for a session that is not in the package. */
function planSession(
  session: LocatedSession,
  parser: SessionParser,
  { rootName, places }: Packing,
  exists: (path: string) => boolean,
): PlannedSession | null {
  const place = places.sessions.get(session.file.path);
  if (place === undefined) return null;
  const home = `${PROJECT}${rootName}`;
  const packaged = session.references.map((reference) => places.placeOf(reference));
  const wanted = changesFor(session, parser, place.base, packaged, exists);
  const isStorable = ({ target, reference }: Change) =>
    canRelink(parser, reference, place.base, joinSlash(place.base, target));
  const changes = wanted.filter(isStorable);
  const byHand = wanted.filter((change) => !isStorable(change));
  return {
    located: session,
    path: `${home}/${place.path}`,
    base: joinSlash(home, place.base),
    changes,
    byHand,
    // What a person must re-link, the session does not find by itself.
    packaged: session.references.map(({ reference }, index) => {
      const path = packaged[index] ?? null;
      const isByHand = byHand.some((change) => change.reference === reference);
      return path === null || isByHand ? null : `${home}/${path}`;
    }),
  };
}
