/** Text of sessions that are UTF-8 today and were written in a Windows code page long ago. */
import { decodePath, encodePath } from '../../lib/model/path-bytes.js';

export type TextEncoding = 'utf-8' | 'windows-1252';

/**
 * 0x80 to 0x9f of Windows-1252, where it differs from Latin-1; its five unused places stand for themselves, so that the way
 * back is exact. (Node's own decoder of that name gives Latin-1 in some versions.)
 */
const UPPER = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'utf-8') return decodePath(bytes);
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\x80-\x9f]/g, (character) => UPPER.charAt(character.charCodeAt(0) - 0x80));
}

/** In that encoding where it can hold the text, else in UTF-8. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return encodePath(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = windows1252Byte(text.charAt(at));
    if (byte === null) return encodePath(text);
    bytes[at] = byte;
  }
  return bytes;
}

/** True where the encoding has every character of the text. */
export const canEncode = (text: string, encoding: TextEncoding): boolean =>
  encoding === 'utf-8' || [...text].every((character) => windows1252Byte(character) !== null);

function windows1252Byte(character: string): number | null {
  if (character.length > 1) return null;
  const upper = UPPER.indexOf(character);
  if (upper >= 0) return 0x80 + upper;
  const code = character.charCodeAt(0);
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : null;
}
