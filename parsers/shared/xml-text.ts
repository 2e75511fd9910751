/** Text and values of XML, with entities undone. */
import { AMPERSAND, isName, SHORT_RUN, SPACE, utf8 } from './xml-bytes.js';
import { faultAt } from './xml-fault.js';

/** A power of two. */
const KNOWN_VALUES = 4096;

export const lineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

export function decodeText(bytes: Buffer, from: number, to: number, base: number): string {
  return references(lineEnds(utf8(bytes, from, to)), base + from);
}

/** In a value a line end or a TAB that stands as itself is a blank; one that is written as a reference is kept (XML 1.0, 3.3.3). */
export function decodeAttribute(bytes: Buffer, from: number, to: number, base: number, known: string[]): string {
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
