/**
 * REAPER's text grammar over bytes (reaper.md, section 2): lines, blocks, tokens, each as a span of the document, so that an
 * edit replaces exactly what it means. Blocks are kept in flat tables and not as a tree of objects: a broken file may open
 * a block on every line, and the memory must stay within a few times the file.
 */
import { isUtf8 } from 'node:buffer';
import { sessionError } from '../../lib/model/errors.js';
import { decodeText, type TextEncoding } from '../shared/text-encoding.js';

export interface Document {
  readonly bytes: Uint8Array;
  readonly encoding: TextEncoding;
  readonly lines: number;
  /** Per line: its first byte after the indentation, and the byte after its last one, line end excluded. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Per line: the line that closes the block opened here (`lines` where none does); for any other line itself. */
  readonly close: Uint32Array;
  /** Blocks still open at the end: the file was cut. */
  readonly unclosed: number;
  /** Closers without a block, and blocks nested deeper than any session: the file was damaged. */
  readonly stray: number;
}

/** A line inside of a block: a nested block, or `KEY value value…`, or raw content. */
export interface Row {
  readonly line: number;
  readonly key: string;
  readonly opens: boolean;
}

/** A value: the span without its quotes. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** The quote character, 0 for none. */
  readonly quote: number;
  readonly closed: boolean;
}

const [LF, CR, BLANK, TAB, OPEN, CLOSE] = [0x0a, 0x0d, 0x20, 0x09, 0x3c, 0x3e];
const QUOTES = [0x22, 0x27, 0x60];
/** Real sessions stay at 6 or less; deeper than this, openers are taken for plain lines. */
const MAX_DEPTH = 1024;
/** Over a hundred times the biggest session seen; what has more is no session. */
const MAX_LINES = 1 << 24;

/** There a path is the bytes that the disk has, whatever they are: one odd name must not spoil all others. */
const isFromLinux = (bytes: Uint8Array): boolean =>
  /<REAPER_PROJECT [^\r\n]*\/linux/i.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));

export function parseDocument(bytes: Uint8Array): Document {
  const encoding = isUtf8(bytes) || isFromLinux(bytes) ? 'utf-8' : 'windows-1252';
  const lines = countLines(bytes);
  const [start, end] = [new Uint32Array(lines), new Uint32Array(lines)];
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let line = 0; line < lines; line += 1) {
    const feed = bytes.indexOf(LF, at);
    const next = feed < 0 ? bytes.length : feed;
    let [first, last] = [at, next];
    while (first < last && isBlank(bytes[first])) first += 1;
    while (last > first && bytes[last - 1] === CR) last -= 1;
    start[line] = first;
    end[line] = last;
    at = next + 1;
  }
  return { bytes, encoding, lines, start, end, ...matchBlocks(bytes, start, end) };
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  if (lines > MAX_LINES) throw sessionError('too-large', 'The session has more lines than any session can have');
  return lines;
}

/** Pairs openers with closers on an explicit stack. */
function matchBlocks(bytes: Uint8Array, start: Uint32Array, end: Uint32Array) {
  const close = new Uint32Array(start.length);
  const open: number[] = [];
  let [stray, tooDeep] = [0, 0];
  for (let line = 0; line < start.length; line += 1) {
    close[line] = line;
    const [first, last] = [start[line] as number, end[line] as number];
    if (first === last) continue;
    if (bytes[first] === OPEN) {
      if (open.length < MAX_DEPTH) open.push(line);
      else tooDeep += 1;
    } else if (bytes[first] === CLOSE && isBlankUpTo(bytes, first + 1, last)) {
      if (tooDeep > 0) {
        tooDeep -= 1;
        stray += 1;
      } else {
        const opener = open.pop();
        if (opener === undefined) stray += 1;
        else close[opener] = line;
      }
    }
  }
  for (const opener of open) close[opener] = start.length;
  return { close, unclosed: open.length + tooDeep, stray };
}

const isBlank = (byte: number | undefined): boolean => byte === BLANK || byte === TAB;

function isBlankUpTo(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isBlank(bytes[at])) return false;
  return true;
}

export const opensBlock = (document: Document, line: number): boolean => (document.close[line] as number) > line;

/** The first word of a line, without the `<` of a block. */
export function keyOf(document: Document, line: number): string {
  const { bytes } = document;
  const from = (document.start[line] as number) + (opensBlock(document, line) ? 1 : 0);
  const limit = Math.min(document.end[line] as number, from + 64);
  let to = from;
  while (to < limit && !isBlank(bytes[to])) to += 1;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

/** The rows of the lines [from, to), without blank ones: the content of a nested block is stepped over. */
export function* rowsBetween(document: Document, from: number, to: number): Generator<Row> {
  for (let line = from; line < to; line += 1) {
    if (document.start[line] === document.end[line]) continue;
    const close = document.close[line] as number;
    yield { line, key: keyOf(document, line), opens: close > line };
    line = close;
  }
}

/** The direct content of a block, without its closer. */
export const rowsIn = (document: Document, block: number): Generator<Row> =>
  rowsBetween(document, block + 1, document.close[block] as number);

/** All words of a line, the key included. */
export function tokensOf(document: Document, line: number): readonly Token[] {
  const { bytes } = document;
  const end = document.end[line] as number;
  const tokens: Token[] = [];
  let at = (document.start[line] as number) + (opensBlock(document, line) ? 1 : 0);
  while (at < end) {
    if (isBlank(bytes[at])) {
      at += 1;
      continue;
    }
    const token = tokenAt(bytes, at, end);
    tokens.push(token);
    at = token.closed ? token.end + 1 : token.end;
  }
  return tokens;
}

/** A quote counts only as the first character and runs to the next same one: there is no escape character. */
function tokenAt(bytes: Uint8Array, at: number, lineEnd: number): Token {
  const quote = bytes[at] as number;
  if (QUOTES.includes(quote)) {
    let end = at + 1;
    while (end < lineEnd && bytes[end] !== quote) end += 1;
    return { start: at + 1, end, quote, closed: end < lineEnd };
  }
  let end = at;
  while (end < lineEnd && !isBlank(bytes[end])) end += 1;
  return { start: at, end, quote: 0, closed: false };
}

export const textOf = (document: Document, token: Token): string =>
  decodeText(document.bytes.subarray(token.start, token.end), document.encoding);

/** The words of a line as text: `[key, value, value…]`. */
export const wordsOf = (document: Document, line: number): readonly string[] =>
  tokensOf(document, line).map((token) => textOf(document, token));

/** The text of a `|` block (NOTES, NAME, CODE): the bar lines, joined by line ends. */
export function barText(document: Document, block: number): string {
  const texts: string[] = [];
  for (const { line, opens } of rowsIn(document, block)) {
    const [start, end] = [document.start[line] as number, document.end[line] as number];
    if (opens || document.bytes[start] !== 0x7c) continue;
    texts.push(decodeText(document.bytes.subarray(start + 1, end), document.encoding));
  }
  return texts.join('\n');
}

/** A number as REAPER writes it, null for anything else. */
export function numberOf(word: string | undefined): number | null {
  if (word === undefined || word === '') return null;
  const value = Number(word);
  return Number.isFinite(value) ? value : null;
}
