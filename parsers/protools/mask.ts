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

const PAGE = 4096;

/** Masks or unmasks a whole session in place; both are the same operation. Four bytes at a time: a session may be 50 MB. */
export function unmask(bytes: Uint8Array<ArrayBuffer>, { mask, value }: Head): void {
  const step = (value * INVERSE[mask]) & 0xff;
  const key = Uint8Array.from({ length: 256 }, (_, at) => (at * step) & 0xff);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const keyWords = new Uint32Array(key.buffer);
  const [first, perPage] = [HEAD / 4, PAGE / 4];
  for (let at = first; at < words.length; ) {
    const page = Math.floor(at / perPage);
    const end = Math.min((page + 1) * perPage, words.length);
    const ofPage = Math.imul(key[page & 0xff] as number, 0x01010101);
    if (mask === 1) for (; at < end; at++) words[at] = (words[at] as number) ^ (keyWords[at & 63] as number);
    else if (ofPage !== 0) for (; at < end; at++) words[at] = (words[at] as number) ^ ofPage;
    at = end;
  }
  for (let at = Math.max(words.length * 4, HEAD); at < bytes.length; at++) {
    const place = mask === 1 ? at : Math.floor(at / PAGE);
    bytes[at] = (bytes[at] as number) ^ (key[place & 0xff] as number);
  }
}
