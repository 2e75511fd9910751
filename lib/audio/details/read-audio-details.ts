import type { AudioDetails } from '../../model/audio-details.js';
import type { FileSystem } from '../../ports/file-system.js';
import { walkAiff } from '../aiff-walk.js';
import { type ByteReader, byteReader, fourCharacters } from '../byte-reader.js';
import { walkCaf } from '../caf-walk.js';
import { compressedKind } from '../compressed.js';
import { walkRiff } from '../riff-walk.js';
import { walkW64 } from '../w64.js';
import { isW64 } from '../w64-magic.js';
import { aiffDetails } from './aiff-details.js';
import { cafDetails } from './caf-details.js';
import { NO_DETAILS } from './empty.js';
import { readTags } from './tags.js';
import { waveDetails } from './wave-details.js';

/**
 * What a file says about itself beside its numbers, for recall sheets and reports. Null: no format that is known. Of each chunk
 * a bounded part is read, and never the sound. Text is as it stands: harmless only after `harmless`. Only a failing disk throws.
 */
export async function readAudioDetails(fs: FileSystem, path: string, size: number): Promise<AudioDetails | null> {
  const handle = fs.open(path, 'read');
  try {
    return await detailsOf(byteReader(fs, handle, size));
  } finally {
    fs.close(handle);
  }
}

async function detailsOf(reader: ByteReader): Promise<AudioDetails | null> {
  const head = reader.bytes(0, 40);
  if (isW64(head)) return waveDetails(reader, walkW64(reader));
  if (fourCharacters(head) === 'caff') return cafDetails(reader, walkCaf(reader));
  const wave = walkRiff(reader);
  if (wave !== null) return waveDetails(reader, wave);
  const aiff = walkAiff(reader);
  if (aiff !== null) return aiffDetails(reader, aiff);
  const kind = compressedKind(reader);
  if (kind === null) return null;
  const tagged = await readTags(reader, kind.mime);
  return tagged === null ? NO_DETAILS : { ...NO_DETAILS, ...tagged, tempo: tagged.tags?.tempo ?? null };
}
