/** Strings: a length, then bytes in one of three endings, which stand side by side in one file (cpr.md, section 2.2). */
import { isUtf8 } from 'node:buffer';
import type { Cursor } from '../shared/cursor.js';
import { decodeText } from '../shared/text-encoding.js';

const NUL = 0;

/** Null where it does not fit. */
export function readText(cursor: Cursor): string | null {
  const bytes = takeText(cursor);
  return bytes === null ? null : textOf(bytes);
}

export const skipText = (cursor: Cursor): boolean => takeText(cursor) !== null;

function takeText(cursor: Cursor): Uint8Array | null {
  const length = cursor.u32();
  return length === null ? null : cursor.take(length);
}

/** Up to the first NUL, which no name or path has. Without the mark it is ASCII, or of the machine's code page. */
export function textOf(bytes: Uint8Array): string {
  const isMarked = bytes.length > 3 && bytes.at(-3) === 0xef && bytes.at(-2) === 0xbb && bytes.at(-1) === 0xbf;
  const end = bytes.indexOf(NUL);
  const content = end < 0 ? bytes.subarray(0, isMarked ? -3 : undefined) : bytes.subarray(0, end);
  return decodeText(content, isMarked || isUtf8(content) ? 'utf-8' : 'windows-1252');
}

/** Keys and names of classes: ASCII with a NUL that counts. */
export function readKey(cursor: Cursor): string | null {
  const bytes = takeText(cursor);
  if (bytes === null) return null;
  const end = bytes.at(-1) === NUL ? bytes.length - 1 : bytes.length;
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('latin1');
}
