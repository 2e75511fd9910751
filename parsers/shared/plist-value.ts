/** What a property list holds. A UID, the reference of a keyed archive, is a dictionary with the key `CF$UID`, as in XML. Dates are their seconds since 2001. */
export type PlistValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly PlistValue[]
  | ReadonlyMap<string, PlistValue>;

export class PlistError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'PlistError';
  }
}

/** No list that anybody saved is nested deeper; recursion ends here. */
export const MAX_DEPTH = 100;
/** Values of one list; a song with 10,000 samples has 10,000. */
export const MAX_VALUES = 1_000_000;
