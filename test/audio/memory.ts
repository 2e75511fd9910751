/** One file in memory, read as facts, with what was read counted. */
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import type { AudioFacts } from '../../lib/model/located.js';
import { memoryFileSystem } from '../support/memory-file-system.js';

export function factsOf(bytes: Uint8Array, name = '/a'): Promise<AudioFacts | null> {
  const port = memoryFileSystem();
  port.put(name, Buffer.from(bytes));
  return readAudioFacts(port, name, bytes.length);
}
