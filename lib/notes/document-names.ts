/** The names that documents from outside get in `Notes/`. Pure. */
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import type { Stat } from '../ports/file-system.js';

export interface GivenDocument {
  /** Absolute, links followed. */
  readonly path: string;
  /** As the user calls it: of the link, where one was named. */
  readonly name: string;
  readonly stat: Stat;
}

/** With the name that it has in `Notes/`. */
export interface NamedDocument extends GivenDocument {
  readonly packedAs: string;
}

/** Safe on three platforms, and none like another or like one that is `taken`. */
export function nameDocuments(
  documents: readonly GivenDocument[],
  takenNames: readonly string[],
): readonly NamedDocument[] {
  const taken = new Set(takenNames.map(collisionKey));
  return documents.map((document) => {
    const packedAs = freeName(safeName(document.name), (key) => taken.has(key));
    taken.add(collisionKey(packedAs));
    return { ...document, packedAs };
  });
}
