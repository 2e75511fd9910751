/** A compressed ZIP of small things, by archiver. Sealed packages have their own writer (lib/seal/zip-container.ts). */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileSystem, Handle } from '../ports/file-system.js';
import { writeFully } from '../ports/files.js';
import type { PaperEntry } from './paper-entries.js';

const PIECE_BYTES = 256 * 1024;
/** The times that a ZIP can hold. */
const [FIRST_MS, LAST_MS] = [Date.UTC(1980, 0, 1), Date.UTC(2107, 11, 31)];

/** Into a new file, on the disk when it returns. Same entries, same bytes. */
export async function writeZip(fs: FileSystem, path: string, entries: readonly PaperEntry[]): Promise<void> {
  const { ZipArchive } = await import('archiver');
  const archive = new ZipArchive({ zlib: { level: 9 } });
  const handle = fs.open(path, 'create');
  try {
    const written = pipeline(archive, sinkOf(fs, handle));
    for (const { path: name, timeNs, content } of entries) {
      const source = content instanceof Uint8Array ? Buffer.from(content) : Readable.from(piecesOf(fs, content.from));
      // Archiver does not listen to its sources.
      if (source instanceof Readable) source.once('error', (error) => archive.destroy(error));
      archive.append(source, { name, date: dateOf(timeNs), mode: 0o644 });
    }
    await Promise.all([archive.finalize(), written]);
    fs.flush(handle);
  } finally {
    fs.close(handle);
  }
}

const dateOf = (ns: bigint): Date =>
  new Date(Math.min(LAST_MS, Math.max(FIRST_MS, Number(ns / 1_000_000_000n) * 1000)));

/** Opened only when it is its turn. */
function* piecesOf(fs: FileSystem, path: string): Generator<Buffer> {
  const handle = fs.open(path, 'read');
  try {
    for (let at = 0; ; ) {
      const buffer = Buffer.alloc(PIECE_BYTES);
      const length = fs.read(handle, buffer, 0, buffer.length, at);
      if (length === 0) return;
      at += length;
      yield buffer.subarray(0, length);
    }
  } finally {
    fs.close(handle);
  }
}

function sinkOf(fs: FileSystem, handle: Handle): Writable {
  let at = 0;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        writeFully(fs, handle, chunk, 0, chunk.length, at);
        at += chunk.length;
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
