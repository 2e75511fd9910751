/** Where a reference stands in the document, and where Ardour would look for it: what reading hands to resolving and re-linking. */
import type { XmlSpan } from '../shared/xml-scanner.js';

export interface Site {
  /** The `name` of a Source, the `Filename` of a video. */
  readonly name: XmlSpan;
  /** Null where the session stores none, as 2.x: none is added then. */
  readonly origin: XmlSpan | null;
  /** The first folder in which Ardour looks; relative to the session folder. */
  readonly home: string;
  readonly places: readonly Place[];
  readonly search: SearchPaths;
}

/** In Ardour's order. */
export interface Place {
  readonly path: string;
  /** `copy`: in the session folder, where the stored origin hides it from Ardour 5.4 and later. */
  readonly in: 'session' | 'search path' | 'as stored' | 'copy';
}

/** What is emptied when nothing depends on it any more; one for the whole session. */
export interface SearchPaths {
  readonly audio: XmlSpan | null;
  readonly midi: XmlSpan | null;
  /** Of the further session folders: an option, or the element `Path` as a whole. */
  readonly raid: XmlSpan | null;
  readonly path: { readonly start: number; readonly end: number } | null;
}
