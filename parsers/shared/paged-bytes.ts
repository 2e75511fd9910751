/** Many small reads of a big file: by pages, of which the last ones are held. */
import type { SessionSource } from '../../lib/model/parser.js';

const PAGE = 64 * 1024;
const HELD = 64;

export interface Pages {
  /** A copy of the bytes [start, end), or of what of them is there. */
  read(start: number, end: number): Uint8Array;
}

export function pagesOf(source: Pick<SessionSource, 'bytes' | 'size'>): Pages {
  const pages = new Map<number, Uint8Array>();
  const pageAt = (number: number): Uint8Array => {
    const known = pages.get(number);
    if (known !== undefined) return known;
    const page = source.bytes(number * PAGE, (number + 1) * PAGE);
    const [oldest] = pages.keys();
    if (pages.size >= HELD && oldest !== undefined) pages.delete(oldest);
    pages.set(number, page);
    return page;
  };
  return {
    read(start, end) {
      const last = Math.min(end, source.size);
      const bytes = new Uint8Array(Math.max(last - start, 0));
      for (let at = start; at < last; ) {
        const from = at % PAGE;
        const part = pageAt(Math.floor(at / PAGE)).subarray(from, from + (last - at));
        if (part.length === 0) return bytes.subarray(0, at - start);
        bytes.set(part, at - start);
        at += part.length;
      }
      return bytes;
    },
  };
}
