/** What a scan of session XML tells whoever listens, and within which bounds (`xml-scanner.ts`). */

export interface XmlHandler {
  /**
   * A start tag. `tag` is good during the call only. With 'skip' nothing of its content is reported, and of its form only so much is
   * looked at as finds its end.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most handlers have nothing to say.
  open(tag: XmlTag): 'skip' | void;
  /** An end tag, or the end of an empty element; `start` is where its `</` begins, `end` is one past its `>`. */
  close(name: string, start: number, end: number): void;
  /** Character data; a long one comes in several pieces, never cut inside an entity or a character. Good during the call only. */
  text?(text: XmlText): void;
}

export interface XmlTag {
  readonly name: string;
  /** 1 for the root. */
  readonly depth: number;
  readonly start: number;
  /** One past the `>`. */
  readonly end: number;
  readonly selfClosing: boolean;
  /** The value with entities undone, null where there is none. */
  attribute(name: string): string | null;
  /** Where the value stands, without its quotes. */
  span(name: string): XmlSpan | null;
  /** All of them, in the order of the document. */
  attributes(): readonly (readonly [name: string, value: string])[];
}

export interface XmlSpan {
  readonly start: number;
  readonly end: number;
  readonly quote: '"' | "'";
}

export interface XmlText {
  /** Where it begins in the document. */
  readonly start: number;
  readonly length: number;
  /** True where it is only blanks and line ends. */
  readonly isBlank: boolean;
  /** The text with entities undone and line ends as LF. */
  string(): string;
  /** The bytes as they stand. */
  bytes(): Uint8Array;
}

export interface XmlLimits {
  readonly maxDepth: number;
  /** Of one tag, comment, instruction or CDATA section, in bytes. */
  readonly maxToken: number;
}

export const XML_LIMITS: XmlLimits = { maxDepth: 1000, maxToken: 16 * 1024 * 1024 };
