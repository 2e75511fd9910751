/** What every format of chunks has in common once it is walked: facts and details are both made from this list. */
import type { AudioProblem } from '../model/located.js';
import { type ByteReader, PIECE } from './byte-reader.js';

export interface Chunk {
  readonly id: string;
  readonly start: number;
  /** Bytes that are there. */
  readonly size: number;
  /** Bytes that its header promises; null where it leaves them open. */
  readonly promised: number | null;
  /** Its first bytes, of chunks that the facts are made from; else empty. */
  readonly head: Buffer;
}

export interface Walked {
  readonly container: string;
  readonly bigEndian: boolean;
  readonly chunks: readonly Chunk[];
  readonly noted: Set<AudioProblem>;
  readonly missingBytes: number;
  readonly trailingBytes: number;
}

/** Chunks from which the facts are made: read while the walk is there, so that no second read goes back for them. */
const HEADS = new Set(['fmt ', 'fact', 'regn', 'umid', 'COMM', 'SSND', 'desc', 'pakt']);
const HEAD_BYTES = 96;

export function chunkAt(reader: ByteReader, id: string, start: number, size: number, promised: number | null): Chunk {
  const head = HEADS.has(id) ? reader.bytes(start, Math.min(size, HEAD_BYTES)) : Buffer.alloc(0);
  return { id, start, size, promised, head };
}

export const chunkNamed = ({ chunks }: Walked, id: string): Chunk | null =>
  chunks.find((chunk) => chunk.id === id) ?? null;

/** An id is four printable characters (section 1); anything else is no chunk. */
export const isChunkId = (id: string): boolean => /^[\x20-\x7e]{4}$/.test(id);

/** A chunk's content up to a limit. Reads no more than that. */
export function chunkBytes(reader: ByteReader, { start, size }: Chunk, limit: number): Buffer {
  const length = Math.min(size, limit);
  const pieces: Buffer[] = [];
  for (let done = 0; done < length; ) {
    const piece = reader.bytes(start + done, Math.min(PIECE, length - done));
    if (piece.length === 0) break;
    pieces.push(piece);
    done += piece.length;
  }
  return Buffer.concat(pieces);
}

const ID_BYTES = 12;

/** The id that Pro Tools gives a file: bytes 4 to 15 of `umid`, which `regn` repeats from its byte 4 on (section 2.1). */
export function fileId(walked: Walked): string | null {
  const umid = chunkNamed(walked, 'umid')?.head.subarray(4, 4 + ID_BYTES);
  const id = umid ?? chunkNamed(walked, 'regn')?.head.subarray(8, 8 + ID_BYTES);
  return id === undefined || id.length < ID_BYTES || id.every((byte) => byte === 0) ? null : id.toString('hex');
}
