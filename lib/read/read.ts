import { parserFor } from '../../parsers/index.js';
import { errnoOf, sessionError, type TapeboxError } from '../model/errors.js';
import type { SessionFile } from '../model/located.js';
import type { SessionParser, SessionSource } from '../model/parser.js';
import { basename, dirname } from '../model/paths.js';
import type { ParsedSession } from '../model/session.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

export interface ReadSession {
  readonly file: SessionFile;
  readonly parser: SessionParser;
  readonly session: ParsedSession;
  readonly stat: Stat;
}

/** Most bytes of one document that a reader may hold. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/** Reads one session. Throws a `TapeboxError` (exit 4) where nothing can be said of it. */
export async function readSession(fs: FileSystem, file: SessionFile): Promise<ReadSession> {
  const parser = await parserFor(file.format);
  if (parser === null) throw sessionError('no-reader', `there is no reader for "${file.format}" sessions`);
  try {
    return await withSource(fs, file.path, async (source, stat) => ({
      file,
      parser,
      stat,
      session: await parser.read(source, { maxBytes: MAX_DOCUMENT_BYTES }),
    }));
  } catch (error) {
    throw unreadable(file.path, error);
  }
}

/** Opens the document for `use` and closes it again. */
export async function withSource<T>(
  fs: FileSystem,
  path: string,
  use: (source: SessionSource, stat: Stat) => T | Promise<T>,
): Promise<T> {
  const handle = openSession(fs, path);
  try {
    const stat = fs.lookAt(handle);
    const bytes = (start: number, end: number): Uint8Array => {
      const from = Math.min(Math.max(start, 0), stat.size);
      const buffer = Buffer.alloc(Math.max(Math.min(end, stat.size) - from, 0));
      return buffer.subarray(0, readFully(fs, handle, buffer, 0, buffer.length, from));
    };
    const all = (maxBytes: number): Uint8Array => {
      if (stat.size <= maxBytes) return bytes(0, stat.size);
      throw sessionError('too-large', `"${basename(path)}" is too large for a session (${stat.size} bytes)`);
    };
    const neighbours = () => fs.list(dirname(path)).map((entry) => entry.name);
    return await use({ name: basename(path), size: stat.size, bytes, all, neighbours }, stat);
  } finally {
    fs.close(handle);
  }
}

/** A session that lies in memory: the re-linked one before it is sealed. */
export function memorySource(name: string, document: Uint8Array): SessionSource {
  const bytes = (start: number, end: number) => document.subarray(Math.max(start, 0), Math.max(end, 0));
  return { name, size: document.length, bytes, all: () => document, neighbours: () => [] };
}

function openSession(fs: FileSystem, path: string) {
  try {
    return fs.open(path, 'read');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What a person is told of a session that the system does not give out. */
export function unreadable(path: string, error: unknown): TapeboxError {
  const errno = errnoOf(error);
  if (errno === null) throw error;
  const name = basename(path);
  if (errno === 'EACCES' || errno === 'EPERM')
    return sessionError('unreadable', `you may not read "${name}"`, 'Check its permissions.');
  return sessionError('unreadable', `"${name}" cannot be read (${errno})`, 'Check the drive, or take another copy.');
}
