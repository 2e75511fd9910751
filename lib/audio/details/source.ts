/** The chunks that details are made from, with every limit in one place: sizes and counts are those of strangers. */
import type { ByteReader } from '../byte-reader.js';
import { type Chunk, chunkBytes, chunkNamed, type Walked } from '../chunks.js';
import { type Fields, fieldsOf } from './fields.js';

const MAX_BYTES = 256 * 1024;
/** Chunks of one name. */
const MAX_CHUNKS = 16;
/** Markers, loops, texts, comments: each. */
const MAX_ITEMS = 2000;

export interface DetailSource {
  readonly walked: Walked;
  readonly reader: ByteReader;
  first(id: string): Fields | null;
  all(...ids: readonly string[]): Fields[];
  /** A count that a header gives, as far as it is believed. */
  count(stored: number): number;
  /** True: there was more than was taken. */
  isShortened(): boolean;
}

export function detailSource(reader: ByteReader, walked: Walked): DetailSource {
  let isShortened = false;
  const take = (chunk: Chunk): Fields => {
    if (chunk.size > MAX_BYTES) isShortened = true;
    return fieldsOf(chunkBytes(reader, chunk, MAX_BYTES), walked.bigEndian);
  };
  return {
    walked,
    reader,
    first(id) {
      const chunk = chunkNamed(walked, id);
      return chunk === null ? null : take(chunk);
    },
    all(...ids) {
      const chunks = walked.chunks.filter(({ id }) => ids.includes(id));
      if (chunks.length > MAX_CHUNKS) isShortened = true;
      return chunks.slice(0, MAX_CHUNKS).map(take);
    },
    count(stored) {
      if (stored > MAX_ITEMS) isShortened = true;
      return Math.min(stored, MAX_ITEMS);
    },
    isShortened: () => isShortened,
  };
}
