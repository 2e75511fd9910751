import { parserFor } from '../../parsers/index.js';
import { errnoOf, sessionError, TapeboxError } from '../model/errors.js';
import type { SessionFile } from '../model/located.js';
import type { ReadOptions, SessionParser, SessionSource } from '../model/parser.js';
import { compareBytes } from '../model/path-bytes.js';
import { basename, dirname, isInside, resolve } from '../model/paths.js';
import type { ParsedSession } from '../model/session.js';
import type { FileSystem, Stat } from '../ports/file-system.js';
import { readFully, readWhole } from '../ports/files.js';
import { type BytesAt, documentPieces } from './pieces.js';

export interface ReadSession {
  readonly file: SessionFile;
  readonly parser: SessionParser;
  readonly session: ParsedSession;
  readonly stat: Stat;
}

export const READ_LIMITS: ReadOptions = { maxBytes: 256 * 1024 * 1024, maxStreamedBytes: 2 * 1024 * 1024 * 1024 };

/** Reads one session. Throws a `TapeboxError` (exit 4) where nothing can be said of it. */
export async function readSession(fs: FileSystem, file: SessionFile, midiNotes = false): Promise<ReadSession> {
  const parser = await parserFor(file.format);
  if (parser === null) throw sessionError('no-reader', `there is no reader for "${file.format}" sessions`);
  try {
    return await withSource(fs, file.path, async (source, stat) => ({
      file,
      parser,
      stat,
      session: await parser.read(source, { ...READ_LIMITS, midiNotes }),
    }));
  } catch (error) {
    throw unreadable(file.path, error);
  }
}

/** Opens the document for `use` and closes it again. `around`: the place whose surroundings it has, where that is another. */
export async function withSource<T>(
  fs: FileSystem,
  path: string,
  use: (source: SessionSource, stat: Stat) => T | Promise<T>,
  around: string = path,
): Promise<T> {
  const handle = openSession(fs, path);
  try {
    const stat = fs.lookAt(handle);
    const bytes = (start: number, end: number): Uint8Array => {
      const from = Math.min(Math.max(start, 0), stat.size);
      const buffer = Buffer.alloc(Math.max(Math.min(end, stat.size) - from, 0));
      return buffer.subarray(0, readFully(fs, handle, buffer, 0, buffer.length, from));
    };
    return await use({ ...documentIn(basename(path), bytes, stat.size), ...surroundings(fs, around) }, stat);
  } finally {
    fs.close(handle);
  }
}

/** The document itself, however its bytes are had. */
export function documentIn(name: string, bytes: BytesAt, size: number) {
  return {
    size,
    bytes,
    all(maxBytes: number): Uint8Array {
      if (size <= maxBytes) return bytes(0, size);
      throw sessionError('too-large', `"${name}" is too large for a session (${size} bytes)`);
    },
    pieces: (maxBytes: number) => documentPieces(name, bytes, size, maxBytes),
  };
}

/** A reader sees no further than this: the folder around a bundle whose document lies two folders down. */
const BESIDE = '../../..';

/** What lies around the file at `path`. Links are not followed: they may lead out of the project. */
function surroundings(fs: FileSystem, path: string) {
  const folder = dirname(path);
  return {
    name: basename(path),
    folder: basename(folder),
    list: (relative: string) => namesIn(fs, resolve(folder, relative)),
    beside(relative: string, maxBytes: number): Uint8Array | null {
      return smallFile(fs, resolve(folder, BESIDE), resolve(folder, relative), maxBytes);
    },
  };
}

export function namesIn(fs: FileSystem, folder: string): readonly string[] {
  try {
    return fs
      .list(folder)
      .map((entry) => entry.name)
      .sort(compareBytes);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return [];
  }
}

function smallFile(fs: FileSystem, folder: string, path: string, maxBytes: number): Uint8Array | null {
  try {
    // A folder on the way may be a link that leads out.
    return isInside(fs.realPath(folder), fs.realPath(path)) ? readWhole(fs, path, maxBytes) : null;
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return null;
  }
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
  if (error instanceof TapeboxError) return error;
  const errno = errnoOf(error);
  if (errno === null) throw error;
  const name = basename(path);
  if (errno === 'EACCES' || errno === 'EPERM')
    return sessionError('unreadable', `you may not read "${name}"`, 'Check its permissions.');
  return sessionError('unreadable', `"${name}" cannot be read (${errno})`, 'Check the drive, or take another copy.');
}
