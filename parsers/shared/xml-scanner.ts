/**
 * Session XML, bytes in, spans out: a scanner for documents that are too big for a tree and must be edited in place.
 * It knows what session files hold (elements, attributes, text, CDATA, comments, processing instructions, the five
 * entities and character references) and refuses what they never hold and what is dangerous (DOCTYPE, other encodings).
 * Offsets are those of the whole document, in bytes. Its answers are held against a real parser in the tests.
 */

import {
  APOSTROPHE,
  BANG,
  EQUALS,
  endOfTag,
  GREATER,
  isBlankRun,
  isName,
  isSpace,
  LESS,
  nameTable,
  QUESTION,
  QUOTE,
  SHORT_RUN,
  SLASH,
  SPACE,
  startsWith,
  utf8,
  wholeUntil,
} from './xml-bytes.js';
import { XML_LIMITS, type XmlHandler, type XmlLimits, type XmlSpan } from './xml-events.js';
import { faultAt, type XmlFault } from './xml-fault.js';
import { decodeAttribute, decodeText, lineEnds } from './xml-text.js';

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

const TOO_DEEP = 'more nested elements than any session has';

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
