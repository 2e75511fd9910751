/** Bits from the most significant on, as FLAC writes them. Never reads behind its end: it throws `NeedMore` there. */

/** The frame is not whole yet. */
export class NeedMore extends Error {}

/** Zero bytes that must stand behind the end of what is read, so that words can be taken without a look at it. */
export const PADDING = 8;

export interface Bits {
  /** In bits, from the beginning. */
  position(): number;
  /** At most 32, without a sign. */
  unsigned(count: number): number;
  /** At most 33. */
  signed(count: number): number;
  /** Zeros before the next one, which is taken too. */
  unary(): number;
  /** Fills `values` from `from` to `to` with residuals: unary, then `low` bits; even numbers are positive. */
  rice(values: Float64Array, from: number, to: number, low: number): void;
  /** Throws where fewer are left. */
  need(count: number): void;
  toByte(): void;
}

/** `end`: in bytes; `PADDING` more must be there. */
export function bitsOf(bytes: Uint8Array, start: number, end: number): Bits {
  let at = start * 8;
  const last = end * 8;
  /** The next 32 bits. */
  const word = (): number => {
    const i = at >>> 3;
    const skip = at & 7;
    const high =
      ((bytes[i] as number) << 24) |
      ((bytes[i + 1] as number) << 16) |
      ((bytes[i + 2] as number) << 8) |
      (bytes[i + 3] as number);
    return skip === 0 ? high : (high << skip) | ((bytes[i + 4] as number) >>> (8 - skip));
  };
  const need = (count: number) => {
    if (at + count > last) throw new NeedMore();
  };
  const unsigned = (count: number): number => {
    if (count === 0) return 0;
    need(count);
    const value = word() >>> (32 - count);
    at += count;
    return value;
  };
  const unary = (): number => {
    let zeros = 0;
    for (;;) {
      const w = word();
      if (w !== 0) {
        const here = Math.clz32(w);
        at += here + 1;
        if (at > last) throw new NeedMore();
        return zeros + here;
      }
      zeros += 32;
      at += 32;
      if (at > last) throw new NeedMore();
    }
  };
  return {
    position: () => at,
    unsigned,
    signed(count) {
      if (count > 32) {
        const sign = unsigned(1);
        return unsigned(32) - sign * 2 ** 32;
      }
      if (count === 0) return 0;
      need(count);
      const value = word() >> (32 - count);
      at += count;
      return value;
    },
    unary,
    // Hot: nearly every code lies in one word, and is taken out of it without a call.
    rice(values, from, to, low) {
      const shift = 31 - low;
      for (let k = from; k < to; k++) {
        const i = at >>> 3;
        const skip = at & 7;
        const four =
          ((bytes[i] as number) << 24) |
          ((bytes[i + 1] as number) << 16) |
          ((bytes[i + 2] as number) << 8) |
          (bytes[i + 3] as number);
        const w = (four << skip) | ((bytes[i + 4] as number) >>> (8 - skip));
        const high = Math.clz32(w);
        if (high + low < 32) {
          const value = (high << low) | (((w << high) & 0x7fffffff) >>> shift);
          values[k] = (value >>> 1) ^ -(value & 1);
          at += high + 1 + low;
        } else {
          const value = unary() * 2 ** low + unsigned(low);
          values[k] = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
        }
        if (at > last) throw new NeedMore();
      }
    },
    need,
    toByte() {
      at = (at + 7) & ~7;
      need(0);
    },
  };
}
