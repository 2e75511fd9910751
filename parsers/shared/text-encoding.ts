/** Text of sessions that are UTF-8 today and were written in a Windows code page long ago. */
import { decodePath, encodePath } from '../../lib/model/path-bytes.js';

export type TextEncoding = 'utf-8' | 'windows-1252';

const windows1252 = new TextDecoder('windows-1252');

/** In Windows-1252 every byte is a character, so the way back is exact. */
const byteOf: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte] as const),
);

export const decodeText = (bytes: Uint8Array, encoding: TextEncoding): string =>
  encoding === 'utf-8' ? decodePath(bytes) : windows1252.decode(bytes);

/** In that encoding where it can hold the text, else in UTF-8. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return encodePath(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const byte = byteOf.get(text.charAt(at));
    if (byte === undefined) return encodePath(text);
    bytes[at] = byte;
  }
  return bytes;
}
