/** The head of a session and the mask over the rest of it (protools.md, sections 1 and 2.1). There is no secret in it. */

/** 0x03, this text, the byte order, the kind of the mask, its value; everything behind is masked. */
const MAGIC = '\x030010111100101011';
export const HEAD = 0x14;

export interface Head {
  readonly order: 'le' | 'be';
  /** 1: up to version 9, a key byte per byte; 5: from 10 on, one per page of 4,096 bytes. */
  readonly mask: 1 | 5;
  readonly value: number;
}

/** Null: no session of Pro Tools 5 or later. */
export function headOf(bytes: Uint8Array): Head | null {
  if (bytes.length < HEAD) return null;
  for (let at = 0; at < MAGIC.length; at++) if (bytes[at] !== MAGIC.charCodeAt(at)) return null;
  const [order, mask, value] = bytes.subarray(MAGIC.length, HEAD) as unknown as [number, number, number];
  if (order > 1 || (mask !== 1 && mask !== 5)) return null;
  return { order: order === 0 ? 'le' : 'be', mask, value };
}

/** The inverses of 53 and of -11 modulo 256: the value in the head is a multiple of the step. */
const INVERSE = { 1: 29, 5: 93 } as const;

/** Masks or unmasks in place the stretch of a session that begins at `offset`; both are the same operation. */
export function unmask(bytes: Uint8Array, offset: number, { mask, value }: Head): void {
  const step = (value * INVERSE[mask]) & 0xff;
  const from = Math.max(HEAD - offset, 0);
  if (mask === 1) {
    let key = ((offset + from) * step) & 0xff;
    for (let at = from; at < bytes.length; at++) {
      bytes[at] = (bytes[at] as number) ^ key;
      key = (key + step) & 0xff;
    }
    return;
  }
  for (let at = from; at < bytes.length; ) {
    const page = (offset + at) >>> 12;
    const end = Math.min((page + 1) * 4096 - offset, bytes.length);
    const key = (page * step) & 0xff;
    if (key !== 0) for (; at < end; at++) bytes[at] = (bytes[at] as number) ^ key;
    at = end;
  }
}
