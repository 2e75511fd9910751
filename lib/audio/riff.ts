import type { AudioFacts } from '../model/located.js';
import type { ByteReader } from './byte-reader.js';
import { walkRiff } from './riff-walk.js';
import { waveFacts } from './wave.js';

/** RIFF, RIFX, RF64 and BW64. Null: it is another kind of RIFF. */
export function readRiff(reader: ByteReader): AudioFacts | null {
  const walked = walkRiff(reader);
  return walked === null ? null : waveFacts(walked);
}
