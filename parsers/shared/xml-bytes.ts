/** Bytes of XML: what a scanner looks at one by one. */
import { decodePath } from '../../lib/model/path-bytes.js';

export const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
export const [LESS, GREATER, SLASH, EQUALS, QUOTE, APOSTROPHE] = [0x3c, 0x3e, 0x2f, 0x3d, 0x22, 0x27];
export const [BANG, QUESTION, AMPERSAND, SEMICOLON] = [0x21, 0x3f, 0x26, 0x3b];
/** The longest reference is "&#x10FFFF;"; leading zeros may make it longer. */
const MAX_REFERENCE = 32;
/** Runs shorter than this are cheaper to walk than to hand to `indexOf`. */
export const SHORT_RUN = 48;

export const isSpace = (byte: number): boolean => byte === SPACE || byte === LF || byte === TAB || byte === CR;

/** One string for each name, found by its bytes; a document with more names than any session gets new strings. */
export function nameTable() {
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
export function isName(bytes: Buffer, from: number, to: number, name: string): boolean {
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
export function endOfTag(bytes: Buffer, at: number): number {
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

export function startsWith(bytes: Buffer, at: number, what: string): boolean {
  if (at + what.length > bytes.length) return false;
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what.charCodeAt(i)) return false;
  return true;
}

/** How much of an unfinished text can be given: not a part of a reference, of a character, of a line end. */
export function wholeUntil(bytes: Buffer, from: number, to: number): number {
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

export function isBlankRun(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isSpace(bytes[i] as number)) return false;
  return true;
}

export const utf8 = (bytes: Buffer, from: number, to: number): string => decodePath(bytes.subarray(from, to));
