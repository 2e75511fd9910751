/**
 * Names as the disk has them. A name is bytes; a string can hold them all when each byte that is not valid UTF-8 stands
 * as U+DC80 to U+DCFF (as in Python's surrogateescape). Such a string never comes from valid text, so the way back is exact.
 */
/** With `u`: without it the second half of a 💀 would count as a lost byte. */
const ESCAPED = /[\udc80-\udcff]/u;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decodePath(bytes: Uint8Array): string {
  const quick = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!quick.includes('\ufffd')) return quick;
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      out += strict.decode(bytes.subarray(at, at + length));
      at += length;
    } else {
      out += String.fromCharCode(0xdc00 + (bytes[at] as number));
      at += 1;
    }
  }
  return out;
}

/** The bytes of a decoded path. */
export function encodePath(path: string): Buffer {
  if (!ESCAPED.test(path)) return Buffer.from(path, 'utf8');
  const parts: Buffer[] = [];
  for (const piece of path.split(/([\udc80-\udcff])/u)) {
    const code = piece.length === 1 ? piece.charCodeAt(0) : 0;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(piece, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** True where the name is not text. */
export const isUndecodable = (path: string): boolean => ESCAPED.test(path);

/** The base64 field that JSON carries beside a path that is not text: `{resolvedBytes: "…"}`, or nothing. */
export function bytesField<K extends string>(key: K, path: string | null): { readonly [P in K]?: string } {
  if (path === null || !isUndecodable(path)) return {};
  return { [key]: encodePath(path).toString('base64') } as { readonly [P in K]: string };
}

/** Undoes what JSON did to a path: its `…Bytes` field wins. */
export const fromBytesField = (path: string, base64: string | undefined): string =>
  base64 === undefined ? path : decodePath(Buffer.from(base64, 'base64'));

/** How the path is shown to a person, and written into UTF-8 texts: one replacement mark for each lost byte. */
export const showPath = (path: string): string => path.replace(/[\udc80-\udcff]/gu, '\ufffd');

/** Orders by UTF-8 bytes, which is what every other tool can repeat. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(encodePath(a), encodePath(b));
}

/** Length of the valid UTF-8 sequence at `at`, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length < 2) return length;
  if (at + length > bytes.length) return 0;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
