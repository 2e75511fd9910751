/** The members of a session that is a ZIP, unpacked one at a time and within bounds. */
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { sessionError, TapeboxError } from '../../lib/model/errors.js';
import { decodePath } from '../../lib/model/path-bytes.js';
import { nameOf } from '../../lib/model/paths.js';

interface Packed {
  readonly name: string;
  readonly size: number;
  bytes(start: number, end: number): Uint8Array;
}

export interface ZipMember {
  /** As stored, with '/'. */
  readonly name: string;
  readonly size: number;
  /** Unpacked; null where it holds more than `maxBytes`. Throws `session-damaged` where it cannot be unpacked. */
  read(maxBytes: number): Promise<Uint8Array | null>;
}

const MAX_MEMBERS = 100_000;

/** In the order of the directory, folders left out. Throws `session-damaged` where the ZIP is broken. */
export async function zipMembers(packed: Packed): Promise<readonly ZipMember[]> {
  const members: ZipMember[] = [];
  try {
    // Names are decoded here: yauzl would take those without the UTF-8 mark for CP437, and macOS sets none.
    const options = { decodeStrings: false, autoClose: false };
    const zip = await fromRandomAccessReaderPromise(new PackedReader(packed), packed.size, options);
    for await (const entry of zip.eachEntry()) {
      const name = decodePath(entry.fileNameRaw);
      if (members.length >= MAX_MEMBERS) throw damaged(packed, 'it holds more than any session');
      if (!name.endsWith('/')) members.push(member(packed, zip, entry, name));
    }
  } catch (error) {
    throw told(packed, error);
  }
  return members;
}

const member = (packed: Packed, zip: ZipFile, entry: Entry, name: string): ZipMember => ({
  name,
  size: entry.uncompressedSize,
  async read(maxBytes) {
    if (entry.uncompressedSize > maxBytes) return null;
    const pieces: Buffer[] = [];
    try {
      // yauzl ends the stream where it gives more than the directory says.
      const stream = await zip.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
    } catch (error) {
      throw told(packed, error);
    }
    const whole = Buffer.concat(pieces);
    // yauzl leaves this to its callers.
    if (crc32(whole) !== entry.crc32) throw damaged(packed, `the check sum of "${nameOf(name)}" is wrong`);
    return whole;
  },
});

const told = (packed: Packed, error: unknown): unknown =>
  error instanceof TapeboxError || !(error instanceof Error) ? error : damaged(packed, error.message);

const damaged = ({ name }: Packed, what: string): TapeboxError =>
  sessionError('session-damaged', `"${name}" is a broken ZIP: ${what}`, 'Take another copy of it.');

/** yauzl asks for a subclass; it has no other way to read from anything but a file or a buffer. */
class PackedReader extends RandomAccessReader {
  constructor(private readonly packed: Packed) {
    super();
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(stretches(this.packed, start, end));
  }
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    try {
      const found = this.packed.bytes(position, position + length);
      buffer.set(found, offset);
      callback(null, found.length);
    } catch (error) {
      callback(error as Error);
    }
  }
}

const PIECE = 256 * 1024;

function* stretches(packed: Packed, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield packed.bytes(at, Math.min(at + PIECE, end));
}
