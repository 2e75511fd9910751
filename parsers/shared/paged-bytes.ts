/** Many small reads of a big file: by pages, of which the last ones are held. */
import type { SessionSource } from '../../lib/model/parser.js';

const PAGE = 64 * 1024;
const HELD = 64;

export interface Pages {
  /** The bytes [start, end) into `target` at `to`; the number of bytes that are there. */
  copy(target: Uint8Array, to: number, start: number, end: number): number;
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
    copy(target, to, start, end) {
      const last = Math.min(end, source.size);
      for (let at = start; at < last; ) {
        const from = at % PAGE;
        const part = pageAt(Math.floor(at / PAGE)).subarray(from, from + (last - at));
        if (part.length === 0) return at - start;
        target.set(part, to + at - start);
        at += part.length;
      }
      return Math.max(last - start, 0);
    },
  };
}
