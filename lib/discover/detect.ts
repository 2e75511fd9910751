import { PARSERS } from '../../parsers/index.js';
import { sniffMedia } from '../audio/sniff.js';
import type { Detection, ParserEntry, Probe } from '../model/parser.js';
import type { FileSystem } from '../ports/file-system.js';
import { withSource } from '../read/read.js';

export interface Detected {
  readonly entry: ParserEntry;
  readonly detection: Detection;
}

const HEAD_BYTES = 4096;

/** Which DAW saved the file at `path`, by its content; null: none that we know. Throws `unreadable`. */
export async function detectSession(fs: FileSystem, path: string): Promise<Detected | null> {
  return withSource(fs, path, async (source) => {
    const probe: Probe = { ...source, head: source.bytes(0, HEAD_BYTES) };
    if (isNeverSession(probe.head)) return null;
    for (const entry of PARSERS) {
      const detection = (await entry.detect())(probe);
      if (detection !== null) return { entry, detection };
    }
    return null;
  });
}

/** Nothing but zeros, the resource fork of another file, a pointer to a file that is elsewhere (recognise.md, section 1). */
function isNeverSession(head: Uint8Array): boolean {
  const sniffed = sniffMedia(head);
  return head.length === 0 || sniffed === 'zeros' || sniffed === 'apple-double' || sniffed === 'lfs-pointer';
}

/** True where the name alone makes a look into the file worth while: only for walks through whole folders. */
export const mayBeSession = (name: string): boolean => PARSERS.some((entry) => entry.names.test(name));
