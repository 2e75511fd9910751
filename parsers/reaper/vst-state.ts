/**
 * The base64 content of a `<VST` block (reaper.md, section 2, "The VST block"):
 *   4 plug-in id, 4 magic, 4 n, 8n input masks, 4 m, 8m output masks, 4 size of the state, 4, 4, the state, the rest (preset name).
 * From 5.x on header, state and rest start on lines of their own, wrapped at 96 bytes; 4.x runs on in lines of 40 bytes, each
 * with its own padding. So lines are decoded one by one.
 */
import { type Document, opensBlock } from './grammar.js';

export interface Base64Lines {
  /** The span from the first character of the first line to the last one of the last line. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly Buffer[];
}

export interface VstState {
  readonly id: number;
  readonly header: Buffer;
  readonly state: Buffer;
  readonly rest: Buffer;
}

const MAX_PINS = 4096;
const LINE_BYTES = 96;

/** The base64 lines of a block; null where it holds none, or other blocks. */
export function base64Lines(document: Document, block: number): Base64Lines | null {
  const [first, last] = [block + 1, (document.close[block] as number) - 1];
  if (first > last) return null;
  for (let line = first; line <= last; line += 1) if (opensBlock(document, line)) return null;
  const [start, end] = [document.start[first] as number, document.end[last] as number];
  return splitBase64(document.bytes.subarray(start, end), start);
}

/** `text` holds the lines with their line ends and indentation; `start` is where it stands in the document. */
export function splitBase64(text: Uint8Array, start: number): Base64Lines {
  const lines = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
    .toString('latin1')
    .split('\n')
    .map((line) => Buffer.from(line.trim(), 'base64'));
  return { start, end: start + text.length, lines };
}

/** Null where the content does not have the known form. */
export function parseVstState({ lines }: Base64Lines): VstState | null {
  const bytes = Buffer.concat(lines);
  if (bytes.length < 28) return null;
  const inputs = bytes.readUInt32LE(8);
  if (inputs > MAX_PINS || bytes.length < 28 + 8 * inputs) return null;
  const outputs = bytes.readUInt32LE(12 + 8 * inputs);
  const headerLength = 28 + 8 * (inputs + outputs);
  if (outputs > MAX_PINS || bytes.length < headerLength) return null;
  const size = bytes.readUInt32LE(headerLength - 12);
  if (size > bytes.length - headerLength) return null;
  return {
    id: bytes.readUInt32LE(0),
    header: bytes.subarray(0, headerLength),
    state: bytes.subarray(headerLength, headerLength + size),
    rest: bytes.subarray(headerLength + size),
  };
}

/** The lines of the block with another state, in the wrapping style of the old lines, joined by `separator`. */
export function writeVstState(old: Base64Lines, parsed: VstState, state: Buffer, separator: string): Buffer {
  const header = Buffer.from(parsed.header);
  header.writeUInt32LE(state.length, header.length - 12);
  const longest = Math.max(...old.lines.map((line) => line.length));
  const parts = startsOnOwnLines(old, parsed)
    ? [header, state, parsed.rest].flatMap((part) => wrap(part, Math.max(longest, LINE_BYTES)))
    : wrap(Buffer.concat([header, state, parsed.rest]), longest);
  return Buffer.from(parts.map((line) => line.toString('base64')).join(separator), 'latin1');
}

/** The style from 5.x on: a line ends where the header ends, and where the state ends. */
function startsOnOwnLines(old: Base64Lines, { header, state }: VstState): boolean {
  const borders = new Set<number>();
  let at = 0;
  for (const line of old.lines) {
    at += line.length;
    borders.add(at);
  }
  return borders.has(header.length) && borders.has(header.length + state.length);
}

function wrap(bytes: Buffer, width: number): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += width) lines.push(bytes.subarray(at, at + width));
  return lines;
}
