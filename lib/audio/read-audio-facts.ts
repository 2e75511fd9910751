import type { AudioFacts } from '../model/located.js';
import type { FileSystem } from '../ports/file-system.js';
import { readAiff } from './aiff.js';
import { type ByteReader, byteReader, fourCharacters, PIECE } from './byte-reader.js';
import { readCaf } from './caf.js';
import { readCompressed } from './compressed.js';
import { readRiff } from './riff.js';
import { isW64, readW64 } from './w64.js';

let headPiece: Buffer | null = null;

/**
 * What the header of a media file says. Decided by content, never by the name. Null: no header that is known.
 * A broken header gives what can be told; only a failing disk throws.
 */
export async function readAudioFacts(fs: FileSystem, path: string, size: number): Promise<AudioFacts | null> {
  const handle = fs.open(path, 'read');
  try {
    headPiece ??= Buffer.allocUnsafe(PIECE);
    const facts = uncompressedFacts(byteReader(fs, handle, size, headPiece));
    return facts === 'another' ? await readCompressed(byteReader(fs, handle, size)) : facts;
  } finally {
    fs.close(handle);
  }
}

/** These are read without a pause, so that one piece of memory serves a session's thousand files. */
function uncompressedFacts(reader: ByteReader): AudioFacts | null | 'another' {
  const head = reader.bytes(0, 40);
  if (isW64(head)) return readW64(reader);
  switch (fourCharacters(head)) {
    case 'RIFF':
    case 'RIFX':
    case 'RF64':
    case 'BW64':
      return readRiff(reader);
    case 'FORM':
      return readAiff(reader);
    case 'caff':
      return readCaf(reader);
    default:
      return 'another';
  }
}
