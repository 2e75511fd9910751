/** music-metadata reads through the port, and no more than a header can need (formats/audio-files.md, section 8: what it is right about). */
import type { IAudioMetadata } from 'music-metadata';
import { errnoOf } from '../model/errors.js';
import { type ByteReader, PIECE } from './byte-reader.js';

/** Bytes that may be read of one file: a header with pictures is large, a hostile one is endless. */
const MAX_READ = 16 * 1024 * 1024;

/** Null: it could not be read. Only a failing disk throws. */
export async function parsedByLibrary(reader: ByteReader, mime: string): Promise<IAudioMetadata | null> {
  const { parseBlob } = await import('music-metadata');
  try {
    return await parseBlob(asBlob(reader, mime), { duration: false, skipCovers: true });
  } catch (error) {
    if (errnoOf(error) !== null) throw error; // the disk failed, not the header
    return null;
  }
}

/** music-metadata asks a Blob for its size and for slices. */
function asBlob(reader: ByteReader, type: string): Blob {
  let left = MAX_READ;
  const slice = (start: number, end: number) => ({
    async arrayBuffer() {
      left -= end - start;
      if (left < 0) throw new Error('the header does not end');
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; at += PIECE)
        bytes.set(reader.bytes(start + at, Math.min(PIECE, bytes.length - at)), at);
      return bytes.buffer;
    },
  });
  return { size: reader.size, type, slice } as unknown as Blob;
}
