/** The central directory of a ZIP, by yauzl over the port, and the names in it. */
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl';
import { packageError, TapeboxError } from '../model/errors.js';
import type { Bytes } from './bytes.js';
import { firstClash, unsafePath } from './names.js';
import { readZipEnd, type ZipEnd } from './zip-end.js';

/** One record of the directory, before anything else was compared with it. */
export interface CentralEntry {
  /** With '/' between the parts and none at the end; empty for the archive's own top ("./"). */
  readonly path: string;
  readonly isFolder: boolean;
  readonly rawName: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
  readonly extraLength: number;
}

export interface Central {
  readonly end: ZipEnd;
  /** In the order of the directory. */
  readonly entries: readonly CentralEntry[];
}

/** Unknown content in the directory, unsafe or doubled names, links, encryption and bombs are refused here. */
export async function readCentral(bytes: Bytes): Promise<Central> {
  const end = readZipEnd(bytes);
  const entries: CentralEntry[] = [];
  let directoryBytes = 0;
  for (const entry of await yauzlEntries(bytes)) {
    directoryBytes += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    entries.push(checkedEntry(bytes.name, entry));
  }
  if (directoryBytes !== end.directorySize) {
    throw packageError(
      'zip-directory',
      `${bytes.name} is broken: its directory is longer or shorter than its end says.`,
    );
  }
  refuseBomb(bytes.name, entries);
  const clash = firstClash(entries.filter((entry) => entry.path !== ''));
  if (clash !== null) {
    throw packageError(
      'zip-names',
      `${bytes.name} is refused: "${clash.path}" and "${clash.other}" would be one file on some systems.`,
    );
  }
  return { end, entries };
}

/** What inflates over 200 times is zeros or a bomb; zeros of this size are no session's. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 16 * 1024 * 1024;

/** All members together: a thousand small bombs are one as well. */
function refuseBomb(name: string, entries: readonly CentralEntry[]): void {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (size <= BOMB_BYTES || size <= packed * BOMB_RATIO) return;
  throw packageError('zip-bomb', `${name} is refused: it would grow from ${packed} to ${size} bytes.`);
}

async function yauzlEntries(bytes: Bytes): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    const zip = await fromRandomAccessReaderPromise(new BytesReader(bytes), bytes.size, { decodeStrings: false });
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    if (error instanceof TapeboxError) throw error;
    throw packageError('zip-directory', `${bytes.name} is broken: ${(error as Error).message}.`);
  }
  return entries;
}

/** yauzl asks for a subclass; it has no other way to read from anything but a file or a buffer. */
class BytesReader extends RandomAccessReader {
  constructor(private readonly bytes: Bytes) {
    super();
  }
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    try {
      const found = this.bytes.read(position, length);
      found.copy(buffer, offset);
      callback(null, found.length);
    } catch (error) {
      callback(error as Error);
    }
  }
}

const UTF8 = 0x0800;
/** Encrypted, strongly encrypted, masked headers. */
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const UNICODE_PATH = 0x7075;
function checkedEntry(name: string, entry: Entry): CentralEntry {
  const text = decodeName(entry);
  if (text === null) throw packageError('zip-names', `${name} is refused: a file name in it is not valid text.`);
  const isFolder = text.endsWith('/');
  // Tools that pack "." write "./" before every name; it says nothing.
  const path = text.replace(/^\.\//, '').replace(/\/$/, '');
  const refuse = (code: string, what: string) => packageError(code, `${name} is refused: ${what}.`);
  const unsafe = text === './' ? null : unsafePath(path);
  if (unsafe !== null) throw refuse('zip-names', `the name ${JSON.stringify(text)} ${unsafe}`);
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw refuse('zip-encrypted', `"${path}" is encrypted`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refuse(
      'zip-method',
      `"${path}" is packed by method ${entry.compressionMethod}, which is neither stored nor deflated`,
    );
  }
  if (!isPlain(entry, isFolder)) {
    throw refuse('zip-special', `"${path}" is a link or a special file`);
  }
  if (isFolder && entry.uncompressedSize > 0) throw refuse('zip-folder', `the folder "${path}" has content`);
  return {
    path,
    isFolder,
    rawName: entry.fileNameRaw,
    flags: entry.generalPurposeBitFlag,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    size: entry.uncompressedSize,
    compressedSize: entry.compressedSize,
    headerOffset: entry.relativeOffsetOfLocalHeader,
    extraLength: entry.extraFieldLength,
  };
}

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFIFO = 0o010000;
const S_IFDIR = 0o040000;

/**
 * No type at all is what DOS tools write. A FIFO that has content is what Info-ZIP makes of its standard input: a file.
 * Set-uid bits are left to restore, which never sets them.
 */
function isPlain(entry: Entry, isFolder: boolean): boolean {
  const type = (entry.externalFileAttributes >>> 16) & S_IFMT;
  if (type === 0) return true;
  if (isFolder) return type === S_IFDIR;
  return type === S_IFREG || (type === S_IFIFO && entry.uncompressedSize > 0);
}

/** Flag: UTF-8, strictly. An intact 0x7075 field wins. Else UTF-8 where it is valid, else CP437 (packaging.md, section 2). */
function decodeName(entry: Entry): string | null {
  const raw = entry.fileNameRaw;
  for (const field of entry.extraFields) {
    if (field.id !== UNICODE_PATH || field.data.length < 6 || field.data[0] !== 1) continue;
    if (field.data.readUInt32LE(1) === crc32(raw)) return strictUtf8(field.data.subarray(5));
  }
  const text = strictUtf8(raw);
  if ((entry.generalPurposeBitFlag & UTF8) !== 0) return text;
  return text ?? getFileNameLowLevel(0, raw, [], true);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
