import type { AudioFacts } from '../model/located.js';
import type { FileSystem } from '../ports/file-system.js';
import { readAiff } from './aiff.js';
import { isAllZero } from './all-zero.js';
import { type ByteReader, byteReader, fourCharacters, PIECE } from './byte-reader.js';
import { readCaf } from './caf.js';
import { readCompressed } from './compressed.js';
import { audioFacts } from './facts.js';
import { readRiff } from './riff.js';
import { hasSd2Name, SD2_WITHOUT_FORK, sd2ByFork } from './sd2.js';
import { sniffMedia } from './sniff.js';
import { readW64 } from './w64.js';
import { isW64 } from './w64-magic.js';

let headPiece: Buffer | null = null;

/**
 * What the header of a media file says. Decided by content; only Sound Designer II, which has no header, by its name or by the
 * resource fork beside it. Null: no header that is known. A broken header gives what can be told; only a failing disk throws.
 */
export async function readAudioFacts(fs: FileSystem, path: string, size: number): Promise<AudioFacts | null> {
  const handle = fs.open(path, 'read');
  try {
    headPiece ??= Buffer.allocUnsafe(PIECE);
    const facts = uncompressedFacts(byteReader(fs, handle, size, headPiece));
    if (facts !== 'another') return facts;
    const reader = byteReader(fs, handle, size);
    // Bare sound can begin like anything: its fork is asked before its bytes are.
    const bare = hasSd2Name(path) ? sd2ByFork(fs, path, size) : null;
    return bare ?? (await readCompressed(reader)) ?? headlessFacts(fs, path, reader);
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

/** What has no header at all: zeros, or Sound Designer II. */
function headlessFacts(fs: FileSystem, path: string, reader: ByteReader): AudioFacts | null {
  const sniffed = sniffMedia(reader.bytes(0, 512));
  if (sniffed === 'zeros' && isAllZero(reader)) return audioFacts('', { problems: ['all-zero'] });
  if (hasSd2Name(path)) return sniffed === null || sniffed === 'zeros' || sniffed === 'audio' ? SD2_WITHOUT_FORK : null;
  return sniffed === null ? sd2ByFork(fs, path, reader.size) : null;
}
