/** Applies the edits of a reader to a document. The one place where the rules of `Splice` are checked. */
import type { Splice } from './parser.js';

/** The document with every splice made; everything outside of them is byte-identical. */
export function splice(document: Uint8Array, splices: readonly Splice[]): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, bytes } of splices) {
    if (!(start >= at && end >= start && end <= document.length)) {
      throw new RangeError(
        `splice ${start}-${end} is out of order or out of bounds (document of ${document.length} bytes)`,
      );
    }
    parts.push(document.subarray(at, start), bytes);
    at = end;
  }
  parts.push(document.subarray(at));
  return Buffer.concat(parts);
}
