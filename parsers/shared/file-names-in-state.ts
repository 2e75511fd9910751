/**
 * File names inside the opaque state of a plug-in: hints for a person, never facts. The state may hold UTF-8, UTF-16, URLs
 * or JSON, so only the look of a name counts: an ending that media have, and what can be part of a path before it.
 */
import { decodePath } from '../../lib/model/path-bytes.js';
import { AUDIO_EXTENSIONS } from './media-kind.js';

const LIMITS = { state: 4 << 20, hints: 20, matches: 1000, name: 260 };
const ENDINGS = [
  ...AUDIO_EXTENSIONS.filter((name) => name.length > 2),
  'sfz',
  'sf2',
  'nki',
  'nkm',
  'nksn',
  'exs',
  'gig',
  'ncw',
  'rx2',
];
const NARROW = new RegExp(`\\.(?:${ENDINGS.join('|')})(?![A-Za-z0-9])`, 'gi');
const WIDE = new RegExp(`\\.\0(?:${ENDINGS.map((name) => [...name].join('\0')).join('|')})\0(?![A-Za-z0-9]\0)`, 'gi');
const DOT = 0x2e;
const FORBIDDEN = '"<>|*?=\x7f';

export function fileNamesInState(state: Uint8Array): readonly string[] {
  // Without a dot there is no ending: true of most that a plug-in keeps as plain numbers.
  if (state.length > LIMITS.state || !state.includes(DOT)) return [];
  const text = Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString('latin1');
  const names = new Set<string>();
  for (const [pattern, width] of [
    [NARROW, 1],
    [WIDE, 2],
  ] as const) {
    let matches = 0;
    for (const match of text.matchAll(pattern)) {
      matches += 1;
      if (matches > LIMITS.matches || names.size >= LIMITS.hints) break;
      const name = nameEndingAt(state, match.index, match.index + match[0].length, width);
      if (name !== null) names.add(name);
    }
  }
  return [...names];
}

/** Goes back from the dot for as long as the bytes can be part of a path. */
function nameEndingAt(state: Uint8Array, dot: number, end: number, width: 1 | 2): string | null {
  let start = dot;
  while (start >= width && dot - start < LIMITS.name * width && isPathByte(state, start - width, width)) start -= width;
  if (start === dot) return null;
  const bytes = state.subarray(start, end);
  const text = width === 1 ? decodePath(bytes) : new TextDecoder('utf-16le').decode(bytes);
  return /[\ud800-\udfff\ufffd]/.test(text) ? null : text.trim();
}

function isPathByte(state: Uint8Array, at: number, width: 1 | 2): boolean {
  const byte = state[at] as number;
  const isText = byte >= 0x20 && !FORBIDDEN.includes(String.fromCharCode(byte));
  if (width === 1) return isText;
  // Two letters side by side are narrow text, and no character of a wide one.
  const high = state[at + 1] as number;
  return high === 0 ? isText : !(isText && byte < 0x7f && high >= 0x20 && high < 0x7f);
}
