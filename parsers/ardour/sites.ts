/** Where a reference stands in the document, and where Ardour would look for it: what reading hands to resolving and re-linking. */
import type { XmlSpan } from '../shared/xml-events.js';

export interface Site {
  /** The `name` of a Source, the `Filename` of a video. */
  readonly name: XmlSpan;
  /** Null where the session stores none, as 2.x: none is added then. */
  readonly origin: XmlSpan | null;
  readonly stored: { readonly name: string; readonly origin: string };
  /** Where Ardour looks, in its order; the first is relative to the session folder. One list for all files of a kind. */
  readonly folders: readonly string[];
  /** True: saved by an Ardour that looks at absolute origins only. */
  readonly isNew: boolean;
  readonly search: SearchPaths;
}

/** What is emptied when nothing depends on it any more; one for the whole session. */
export interface SearchPaths {
  readonly audio: XmlSpan | null;
  readonly midi: XmlSpan | null;
  /** Of the further session folders: an option, or the element `Path` as a whole. */
  readonly raid: XmlSpan | null;
  readonly path: { readonly start: number; readonly end: number } | null;
}

/** Where collected files go. */
export const homeOf = ({ folders }: Site): string => folders[0] as string;
