/** Text in headers (formats/audio-files.md, section 1): to the first NUL only, for what lies behind was never meant to be seen. */

/** What old programs of the format's platform wrote where it is no UTF-8. */
export type OldCharset = 'windows-1252' | 'macintosh';

export function textOf(bytes: Uint8Array, old: OldCharset): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  return decoded(text, old).trimEnd();
}

function decoded(bytes: Uint8Array, old: OldCharset): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(old).decode(bytes);
  }
}
