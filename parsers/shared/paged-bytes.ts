/** Many small reads of a big file: by pages, of which the last ones are held. */
import type { SessionSource } from '../../lib/model/parser.js';

const PAGE = 64 * 1024;
const HELD = 64;

export interface Pages {
  /** The bytes [start, end) into `target` at `to`; the number of bytes that are there. */
  copy(target: Buffer, to: number, start: number, end: number): number;
}

export function pagesOf(source: Pick<SessionSource, 'bytes' | 'size'>): Pages {
  const pages = new Map<number, Buffer>();
  const pageAt = (number: number): Buffer => {
    const known = pages.get(number);
    if (known !== undefined) return known;
    const bytes = source.bytes(number * PAGE, (number + 1) * PAGE);
    const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
        const copied = pageAt(Math.floor(at / PAGE)).copy(target, to + at - start, from, from + last - at);
        if (copied === 0) return at - start;
        at += copied;
      }
      return Math.max(last - start, 0);
    },
  };
}
