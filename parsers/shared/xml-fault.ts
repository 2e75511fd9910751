/** What is wrong with a document, and where. */
export type XmlFault =
  /** Not well-formed. */
  | 'malformed'
  /** It ends before its root does. */
  | 'cut'
  | 'doctype'
  | 'encoding'
  | 'too-deep'
  /** One tag, comment or CDATA section is longer than any session needs. */
  | 'too-long';

export class XmlError extends Error {
  constructor(
    readonly fault: XmlFault,
    /** Byte offset in the document. */
    readonly offset: number,
    what: string,
  ) {
    super(`${what} at byte ${offset}`);
    this.name = 'XmlError';
  }
}

export const faultAt = (fault: XmlFault, offset: number, what: string) => new XmlError(fault, offset, what);
