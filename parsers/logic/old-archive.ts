/** What the songs of GarageBand before 10 are: keyed archives, in either form of property list. */
export function isArchive(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 512)).toString('latin1');
  return text.startsWith('bplist0') || /^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}\?>\s*<!DOCTYPE\s+plist\b/.test(text);
}

/** What GarageBand wrote for iTunes: tempo, meter, title. */
export const OLD_METADATA = 'Output/metadata.plist';
