/** A session document as it comes out of its container, piece by piece: big ones are never one buffer (design, section 5). */
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { sessionError } from '../model/errors.js';

/** Random access to the bytes of the file. */
export type BytesAt = (start: number, end: number) => Uint8Array;

export type Container = 'plain' | 'gzip';

const PIECE = 256 * 1024;
/** Above 64 MB no session that anybody saved is packed tighter than this (als.md, section 2: 43:1 is the most that was seen). */
const [MAX_RATIO, RATIO_COUNTS_FROM] = [200, 64 * 1024 * 1024];

export function containerOf(head: Uint8Array): Container {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? 'gzip' : 'plain';
}

/**
 * The document, unpacked. Throws `session-damaged` where its container is (after the pieces that could be had), `too-large`
 * where it holds more than `maxBytes` or more than can be true.
 */
export async function* documentPieces(
  name: string,
  bytesAt: BytesAt,
  size: number,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  if (containerOf(bytesAt(0, 3)) === 'plain') {
    if (size > maxBytes) throw tooLarge(name);
    yield* stretches(bytesAt, 0, size);
    return;
  }
  let total = 0;
  // Several members in one file are one document; zeros behind the last one are padding.
  for (let at = 0; at < size && containerOf(bytesAt(at, at + 3)) === 'gzip'; ) {
    const from = at + headerLength(name, bytesAt, at);
    const inflate = createInflateRaw({ chunkSize: PIECE });
    // Without a callback of its own a failure would be an uncaught one; it also ends the iteration, which is where it is told.
    pipeline(Readable.from(stretches(bytesAt, from, size)), inflate, () => {});
    let crc = 0;
    let unpacked = 0;
    try {
      for await (const piece of inflate as AsyncIterable<Buffer>) {
        crc = crc32(piece, crc);
        unpacked += piece.length;
        total += piece.length;
        const isBomb = total > RATIO_COUNTS_FROM && total / (from + inflate.bytesWritten) > MAX_RATIO;
        if (total > maxBytes || isBomb) throw tooLarge(name);
        yield piece;
      }
    } catch (error) {
      throw isZlibError(error) ? damaged(name, 'its packed data cannot be unpacked to the end') : error;
    }
    const trailer = Buffer.from(bytesAt(from + inflate.bytesWritten, from + inflate.bytesWritten + 8));
    if (trailer.length < 8) throw damaged(name, 'its packed data is cut off');
    if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== unpacked % 2 ** 32)
      throw damaged(name, 'its check sum is wrong');
    at = from + inflate.bytesWritten + 8;
  }
}

function* stretches(bytesAt: BytesAt, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield bytesAt(at, Math.min(at + PIECE, end));
}

/** RFC 1952, 2.3: ten bytes, then what the flags say. */
function headerLength(name: string, bytesAt: BytesAt, at: number): number {
  const head = Buffer.from(bytesAt(at, at + 64 * 1024));
  const flags = head[3] ?? 0;
  let length = 10;
  if (flags & 4) length += 2 + (head.length >= length + 2 ? head.readUInt16LE(length) : 0);
  for (const flag of [8, 16]) if (flags & flag) length = head.indexOf(0, length) + 1 || Number.POSITIVE_INFINITY;
  if (flags & 2) length += 2;
  if (length > head.length || (flags & 0xe0) !== 0) throw damaged(name, 'the header of its packing is broken');
  return length;
}

const isZlibError = (error: unknown): boolean =>
  /^(Z_|ERR_STREAM_PREMATURE_CLOSE)/.test(String((error as { code?: unknown } | null)?.code));

const damaged = (name: string, what: string) =>
  sessionError(
    'session-damaged',
    `"${name}" is damaged: ${what}`,
    'Take another copy of it, or a backup of the session.',
  );

const tooLarge = (name: string) =>
  sessionError('too-large', `"${name}" holds more than any session does`, 'Check where it comes from.');
