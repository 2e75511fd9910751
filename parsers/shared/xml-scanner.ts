/**
 * Session XML, bytes in, spans out: a scanner for documents that are too big for a tree and must be edited in place.
 * It knows what session files hold (elements, attributes, text, CDATA, comments, processing instructions, the five
 * entities and character references) and refuses what they never hold and what is dangerous (DOCTYPE, other encodings).
 * Offsets are those of the whole document, in bytes. Its answers are held against a real parser in the tests.
 */
import { decodePath } from '../../lib/model/path-bytes.js';

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

const faultAt = (fault: XmlFault, offset: number, what: string) => new XmlError(fault, offset, what);

export interface XmlHandler {
  /**
   * A start tag. `tag` is good during the call only. With 'skip' nothing of its content is reported, and of its form only so much is
   * looked at as finds its end, which is several times faster.
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

export interface XmlScanner {
  write(piece: Uint8Array): void;
  /** Throws where the document is not whole. */
  end(): void;
}

/** Feeds a document that comes in pieces. Throws `XmlError`; what was reported before stands. */
export async function scanXml(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: XmlHandler,
  limits: XmlLimits = XML_LIMITS,
): Promise<void> {
  const scanner = xmlScanner(handler, limits);
  for await (const piece of pieces) scanner.write(piece);
  scanner.end();
}

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [LESS, GREATER, SLASH, EQUALS, QUOTE, APOSTROPHE] = [0x3c, 0x3e, 0x2f, 0x3d, 0x22, 0x27];
const [BANG, QUESTION, AMPERSAND, SEMICOLON] = [0x21, 0x3f, 0x26, 0x3b];
const TOO_DEEP = 'more nested elements than any session has';
/** The longest reference is "&#x10FFFF;"; leading zeros may make it longer. */
const MAX_REFERENCE = 32;
/** Runs shorter than this are cheaper to walk than to hand to `indexOf`. */
const SHORT_RUN = 48;
/** A power of two. */
const KNOWN_VALUES = 4096;

const isSpace = (byte: number): boolean => byte === SPACE || byte === LF || byte === TAB || byte === CR;

export function xmlScanner(handler: XmlHandler, limits: XmlLimits = XML_LIMITS): XmlScanner {
  const names = nameTable();
  const values: string[] = [];
  const open: string[] = [];
  const onText = handler.text?.bind(handler);
  let buffer: Buffer = Buffer.alloc(0);
  /** Offset in the document of the first byte of `buffer`. */
  let base = 0;
  let seenRoot = false;
  /** Inside of a skipped element: how many elements are open, itself counted. */
  let skipping = 0;
  let isFirst = true;

  // Of the present tag; the places are those in `buffer`.
  let attributeCount = 0;
  const attributeNames: string[] = [];
  const attributeStarts: number[] = [];
  const attributeEnds: number[] = [];
  const find = (name: string): number => {
    for (let i = 0; i < attributeCount; i++) if (attributeNames[i] === name) return i;
    return -1;
  };
  const valueAt = (index: number): string =>
    decodeAttribute(buffer, attributeStarts[index] as number, attributeEnds[index] as number, base, values);
  const tag = {
    name: '',
    depth: 0,
    start: 0,
    end: 0,
    selfClosing: false,
    attribute(name: string) {
      const index = find(name);
      return index < 0 ? null : valueAt(index);
    },
    span(name: string): XmlSpan | null {
      const index = find(name);
      if (index < 0) return null;
      const start = attributeStarts[index] as number;
      const quote = buffer[start - 1] === QUOTE ? '"' : "'";
      return { start: base + start, end: base + (attributeEnds[index] as number), quote };
    },
    attributes: () => attributeNames.slice(0, attributeCount).map((name, index) => [name, valueAt(index)] as const),
  };

  // Of the present text.
  let textFrom = 0;
  let textTo = 0;
  let isCdata = false;
  const text = {
    start: 0,
    length: 0,
    isBlank: false,
    string: () => (isCdata ? lineEnds(utf8(buffer, textFrom, textTo)) : decodeText(buffer, textFrom, textTo, base)),
    bytes: () => buffer.subarray(textFrom, textTo),
  };

  const fail = (fault: XmlFault, at: number, what: string): never => {
    throw faultAt(fault, base + at, what);
  };

  function giveText(from: number, to: number, isBlank: boolean, cdata: boolean): void {
    if (to === from) return;
    if (open.length === 0) {
      if (isBlank && !cdata) return;
      fail('malformed', from, 'text outside of the root element');
    }
    if (onText === undefined || skipping > 0) return;
    textFrom = from;
    textTo = to;
    isCdata = cdata;
    text.start = base + from;
    text.length = to - from;
    text.isBlank = isBlank;
    onText(text);
  }

  /** The end of the tag that begins at `at`, or -1 where the buffer does not hold all of it. */
  function readTag(at: number): number {
    // A local name for what is looked at byte by byte: half of the time of a scan.
    const bytes = buffer;
    const size = bytes.length;
    let i = at + 1;
    let hash = 0;
    let byte = 0;
    for (; i < size; i++) {
      byte = bytes[i] as number;
      if (byte <= SPACE || byte === GREATER || byte === SLASH) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (i >= size) return -1;
    if (i === at + 1) fail('malformed', at, 'a tag without a name');
    const name = names(bytes, at + 1, i, hash);
    attributeCount = 0;
    for (;;) {
      const gap = i;
      while (i < size && isSpace(bytes[i] as number)) i++;
      if (i >= size) return -1;
      byte = bytes[i] as number;
      if (byte === GREATER) {
        opened(name, at, i + 1, false);
        return i + 1;
      }
      if (byte === SLASH) {
        if (i + 1 >= size) return -1;
        if (bytes[i + 1] !== GREATER) fail('malformed', i, 'a "/" inside a tag');
        opened(name, at, i + 2, true);
        return i + 2;
      }
      if (i === gap) fail('malformed', i, 'no blank before an attribute');
      const attributeFrom = i;
      hash = 0;
      for (; i < size; i++) {
        byte = bytes[i] as number;
        if (byte === EQUALS || byte <= SPACE) break;
        if (byte === LESS || byte === GREATER || byte === QUOTE || byte === APOSTROPHE || byte === SLASH)
          fail('malformed', i, 'an attribute without a value');
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      const attributeTo = i;
      while (i < size && isSpace(bytes[i] as number)) i++;
      if (i >= size) return -1;
      if (bytes[i] !== EQUALS || attributeTo === attributeFrom) fail('malformed', i, 'an attribute without a value');
      i++;
      while (i < size && isSpace(bytes[i] as number)) i++;
      if (i >= size) return -1;
      const quote = bytes[i] as number;
      if (quote !== QUOTE && quote !== APOSTROPHE) fail('malformed', i, 'a value without quotes');
      const from = ++i;
      for (; i < size; i++) {
        byte = bytes[i] as number;
        if (byte === quote) break;
        if (byte === LESS) fail('malformed', i, 'a "<" inside a value');
      }
      if (i >= size) return -1;
      attributeNames[attributeCount] = names(bytes, attributeFrom, attributeTo, hash);
      attributeStarts[attributeCount] = from;
      attributeEnds[attributeCount] = i;
      attributeCount++;
      i++;
    }
  }

  /** Goes through skipped content; returns where it stopped: at the end tag of the skipped element, or where the buffer is not whole. */
  function skipContent(at: number): number {
    const bytes = buffer;
    const size = bytes.length;
    for (let i = at; ; ) {
      while (i < size && bytes[i] !== LESS) i++;
      const next = bytes[i + 1];
      if (i >= size || next === undefined) return i;
      if (next === SLASH) {
        const end = bytes.indexOf(GREATER, i);
        if (end < 0) return i;
        skipping--;
        if (skipping === 0) return i;
        i = end + 1;
      } else if (next === BANG || next === QUESTION) {
        const end = readMarkup(i);
        if (end < 0) return i;
        i = end;
      } else {
        const end = endOfTag(bytes, i);
        if (end < 0) return i;
        if (bytes[end - 1] !== SLASH) skipping++;
        if (open.length + skipping > limits.maxDepth) fail('too-deep', i, TOO_DEEP);
        i = end + 1;
      }
    }
  }

  function opened(name: string, from: number, to: number, selfClosing: boolean): void {
    if (open.length === 0) {
      if (seenRoot) fail('malformed', from, 'a second root element');
      seenRoot = true;
    }
    if (open.length >= limits.maxDepth) fail('too-deep', from, TOO_DEEP);
    tag.name = name;
    tag.depth = open.length + 1;
    tag.start = base + from;
    tag.end = base + to;
    tag.selfClosing = selfClosing;
    const isSkipped = handler.open(tag) === 'skip';
    if (selfClosing) handler.close(name, base + to, base + to);
    else {
      open.push(name);
      if (isSkipped) skipping = 1;
    }
  }

  function readEndTag(at: number): number {
    const expected = open[open.length - 1];
    const likely = at + 2 + (expected?.length ?? 0);
    const end = buffer[likely] === GREATER ? likely : buffer.indexOf(GREATER, at + 2);
    if (end < 0) return -1;
    let to = end;
    while (to > at + 2 && isSpace(buffer[to - 1] as number)) to--;
    if (expected === undefined || !isName(buffer, at + 2, to, expected))
      fail(
        'malformed',
        at,
        `an end tag that closes nothing${expected === undefined ? '' : ` (<${expected}> is open)`}`,
      );
    open.length--;
    handler.close(expected as string, base + at, base + end + 1);
    return end + 1;
  }

  /** Comments, CDATA, instructions, and the declaration; -1 where the buffer does not hold all of it. */
  function readMarkup(at: number): number {
    if (buffer[at + 1] === QUESTION) {
      const end = buffer.indexOf('?>', at + 2, 'latin1');
      if (end < 0) return -1;
      checkEncoding(at, end);
      return end + 2;
    }
    if (startsWith(buffer, at, '<!--')) {
      const end = buffer.indexOf('-->', at + 4, 'latin1');
      return end < 0 ? -1 : end + 3;
    }
    if (startsWith(buffer, at, '<![CDATA[')) {
      const end = buffer.indexOf(']]>', at + 9, 'latin1');
      if (end < 0) return -1;
      giveText(at + 9, end, false, true);
      return end + 3;
    }
    // "<!" may still become one of the two.
    if (buffer.length - at < 9) return -1;
    return fail('doctype', at, 'a document type or an entity, which no session has');
  }

  function checkEncoding(at: number, end: number): void {
    if (!startsWith(buffer, at, '<?xml') || seenRoot) return;
    const declared = /\sencoding\s*=\s*["']([^"']*)["']/.exec(buffer.toString('latin1', at, end))?.[1];
    if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared))
      fail('encoding', at, `the encoding "${declared}", which no session has`);
  }

  /** Text from `at` to the next '<' or as far as it can be given; returns where it stopped. */
  function readText(at: number, isLast: boolean): number {
    const bytes = buffer;
    const size = bytes.length;
    const stop = Math.min(size, at + SHORT_RUN);
    let i = at;
    while (i < stop && isSpace(bytes[i] as number)) i++;
    const isBlank = i < size && bytes[i] === LESS;
    while (i < stop && bytes[i] !== LESS) i++;
    if (i === stop && stop < size && !isBlank) {
      const less = bytes.indexOf(LESS, stop);
      i = less < 0 ? size : less;
    }
    const to = i === size && !isLast ? wholeUntil(bytes, at, size) : i;
    giveText(at, to, isBlank || isBlankRun(bytes, at, to), false);
    return to;
  }

  function scan(isLast: boolean): void {
    let at = isFirst ? afterByteOrderMark() : 0;
    while (at < buffer.length) {
      if (skipping > 0) {
        at = skipContent(at);
        if (skipping > 0) break;
        continue;
      }
      if (buffer[at] !== LESS) {
        const to = readText(at, isLast);
        if (to === at) break;
        at = to;
        continue;
      }
      const next = buffer[at + 1];
      if (next === undefined) break;
      const end = next === SLASH ? readEndTag(at) : next === BANG || next === QUESTION ? readMarkup(at) : readTag(at);
      if (end < 0) break;
      at = end;
    }
    base += at;
    buffer = buffer.subarray(at);
    if (buffer.length > limits.maxToken) fail('too-long', 0, 'a longer tag or section than any session has');
  }

  /** Skips a byte order mark of UTF-8, and refuses those of other encodings. */
  function afterByteOrderMark(): number {
    isFirst = false;
    if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 3;
    if ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff))
      fail('encoding', 0, 'UTF-16, which no session has');
    return 0;
  }

  return {
    write(piece) {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      buffer = buffer.length === 0 ? bytes : Buffer.concat([buffer, bytes]);
      if (!isFirst || buffer.length >= 3) scan(false);
      // What is kept must not hold on to the whole piece, nor change with a buffer that is used again.
      buffer = Buffer.from(buffer);
    },
    end() {
      scan(true);
      if (buffer.length > 0) fail('cut', 0, 'the document ends inside a tag');
      const innermost = open[open.length - 1];
      if (innermost !== undefined) fail('cut', 0, `the document ends inside <${innermost}>`);
      if (!seenRoot) fail('cut', 0, 'the document has no root element');
    },
  };
}

/** One string for each name, found by its bytes; a document with more names than any session gets new strings. */
function nameTable() {
  const SLOTS = 8192;
  const table: (string | undefined)[] = new Array(SLOTS);
  let used = 0;
  return (bytes: Buffer, from: number, to: number, hash: number): string => {
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (;;) {
      const name = table[slot];
      if (name === undefined) break;
      if (isName(bytes, from, to, name)) return name;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const name = utf8(bytes, from, to);
    if (used < SLOTS / 2) {
      table[slot] = name;
      used++;
    }
    return name;
  };
}

/** Names are ASCII in every session; others are compared as text. */
function isName(bytes: Buffer, from: number, to: number, name: string): boolean {
  if (to - from !== name.length) return isOtherName(bytes, from, to, name);
  for (let i = 0; i < name.length; i++) {
    if (bytes[from + i] !== name.charCodeAt(i)) return isOtherName(bytes, from, to, name);
  }
  return true;
}

const isOtherName = (bytes: Buffer, from: number, to: number, name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII.
  !/^[\x00-\x7f]*$/.test(name) && utf8(bytes, from, to) === name;

/** The '>' of the tag that begins at `at`, one inside of a value not counted; -1 where it is not there. */
function endOfTag(bytes: Buffer, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === GREATER) return i;
    if (byte === QUOTE || byte === APOSTROPHE) {
      do i++;
      while (i < bytes.length && bytes[i] !== byte);
    }
  }
  return -1;
}

function startsWith(bytes: Buffer, at: number, what: string): boolean {
  if (at + what.length > bytes.length) return false;
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what.charCodeAt(i)) return false;
  return true;
}

/** How much of an unfinished text can be given: not a part of a reference, of a character, of a line end. */
function wholeUntil(bytes: Buffer, from: number, to: number): number {
  let end = to;
  if (bytes[end - 1] === CR) end--;
  const ampersand = bytes.lastIndexOf(AMPERSAND, end - 1);
  if (ampersand >= from && end - ampersand < MAX_REFERENCE) {
    const semicolon = bytes.indexOf(SEMICOLON, ampersand);
    if (semicolon < 0 || semicolon >= end) return ampersand;
  }
  for (let back = 1; back <= 3 && end - back >= from; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? end - back : end;
    }
  }
  return end;
}

function isBlankRun(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isSpace(bytes[i] as number)) return false;
  return true;
}

const utf8 = (bytes: Buffer, from: number, to: number): string => decodePath(bytes.subarray(from, to));
const lineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

function decodeText(bytes: Buffer, from: number, to: number, base: number): string {
  return references(lineEnds(utf8(bytes, from, to)), base + from);
}

/** In a value a line end or a TAB that stands as itself is a blank; one that is written as a reference is kept (XML 1.0, 3.3.3). */
function decodeAttribute(bytes: Buffer, from: number, to: number, base: number, known: string[]): string {
  // Most values are short, plain and the same few: what was made last of the same hash is looked at first.
  let isPlain = to - from < SHORT_RUN;
  let hash = 0;
  for (let i = from; isPlain && i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < SPACE || byte > 0x7e || byte === AMPERSAND) isPlain = false;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  if (isPlain) {
    const slot = (hash ^ (hash >>> 12)) & (KNOWN_VALUES - 1);
    const likely = known[slot];
    if (likely !== undefined && isName(bytes, from, to, likely)) return likely;
    const value = bytes.toString('latin1', from, to);
    known[slot] = value;
    return value;
  }
  const text = utf8(bytes, from, to);
  return references(/[\t\r\n]/.test(text) ? text.replace(/\r\n|[\t\r\n]/g, ' ') : text, base + from);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function references(text: string, offset: number): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,32});?/g, (whole: string, name: string) => {
    const known = whole.endsWith(';') ? (ENTITIES[name] ?? character(name)) : null;
    if (known === null) throw faultAt('malformed', offset, `the unknown entity "${whole.slice(0, 40)}"`);
    return known;
  });
}

function character(name: string): string | null {
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (digits === null) return null;
  const code = digits[1] === undefined ? Number.parseInt(digits[2] as string, 10) : Number.parseInt(digits[1], 16);
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0;
  return isCharacter ? String.fromCodePoint(code) : null;
}
