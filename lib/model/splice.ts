/** Applies the edits of a reader to a document. The one place where the rules of `Splice` are checked. */
import type { Splice } from './parser.js';

export interface Splicer {
  /** The next piece of the document; gives what takes its place. */
  write(piece: Uint8Array): Uint8Array[];
  /** What the splices behind the last piece give. Throws where one reaches beyond the document. */
  end(): Uint8Array[];
}

/** For a document that comes in pieces; everything outside of the splices is byte-identical. */
export function splicer(splices: readonly Splice[]): Splicer {
  checkOrder(splices);
  let next = 0;
  /** Offset in the document of the piece that comes. */
  let at = 0;
  /** Everything before it is replaced already. */
  let replacedTo = 0;
  const step = (piece: Uint8Array, isLast: boolean): Uint8Array[] => {
    const out: Uint8Array[] = [];
    const end = at + piece.length;
    for (;;) {
      const one = splices[next];
      // A splice at the very end waits for the next piece: its own end may lie there.
      const isHere = one !== undefined && (one.start < end || (isLast && one.start === end));
      const [from, to] = [Math.max(at, replacedTo), isHere ? one.start : end];
      if (to > from) out.push(piece.subarray(from - at, to - at));
      if (!isHere) break;
      out.push(one.bytes);
      replacedTo = one.end;
      next++;
    }
    at = end;
    return out;
  };
  return {
    write: (piece) => step(piece, false),
    end() {
      const out = step(new Uint8Array(), true);
      if (next < splices.length || replacedTo > at)
        throw new RangeError(`a splice is out of bounds (document of ${at} bytes)`);
      return out;
    },
  };
}

function checkOrder(splices: readonly Splice[]): void {
  let last = 0;
  for (const { start, end } of splices) {
    if (!(start >= last && end >= start)) throw new RangeError(`splice ${start}-${end} is out of order`);
    last = end;
  }
}

/** The document with every splice made. */
export function splice(document: Uint8Array, splices: readonly Splice[]): Buffer {
  const one = splicer(splices);
  return Buffer.concat([...one.write(document), ...one.end()]);
}
