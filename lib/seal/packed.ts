/** Puts an edited document back into the container that it came out of. */
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { SessionSource } from '../model/parser.js';
import { containerOf } from '../read/pieces.js';

const HEADER_LENGTH = 10;
const OS = 9;

/** A plain document stays plain; a gzip one is packed again, with the header as the DAW wrote it. */
export function packedLike(source: SessionSource, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const head = source.bytes(0, HEADER_LENGTH);
  return containerOf(head) === 'gzip' ? gzipped(head, pieces) : pieces;
}

/** Level 6 with 9 for memory is what Live takes (als.md, section 2); no name and no time, so that the same input gives the same bytes. */
async function* gzipped(head: Uint8Array, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.set([0x1f, 0x8b, 8]);
  header[OS] = head[OS] ?? 255;
  yield header;
  let crc = 0;
  let size = 0;
  async function* counted() {
    for await (const piece of pieces) {
      crc = crc32(piece, crc);
      size += piece.length;
      yield piece;
    }
  }
  const deflate = createDeflateRaw({ level: 6, memLevel: 9 });
  // A failure ends the iteration, which is where it is told; without a callback it would be an uncaught one.
  pipeline(Readable.from(counted()), deflate, () => {});
  yield* deflate as AsyncIterable<Buffer>;
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  yield trailer;
}
