import { PARSERS } from '../../parsers/index.js';
import type { Detection, ParserEntry, Probe } from '../model/parser.js';
import { basename, dirname } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

export interface Detected {
  readonly entry: ParserEntry;
  readonly detection: Detection;
}

const HEAD_BYTES = 4096;

/** Which DAW saved the file at `path`, by its content; null: none that we know. */
export async function detectSession(fs: FileSystem, path: string): Promise<Detected | null> {
  const probe = probeFile(fs, path);
  for (const entry of PARSERS) {
    const detection = (await entry.load()).detect(probe);
    if (detection !== null) return { entry, detection };
  }
  return null;
}

/** True where the name alone makes a look into the file worth while: only for walks through whole folders. */
export const mayBeSession = (name: string): boolean => PARSERS.some((entry) => entry.names.test(name));

function probeFile(fs: FileSystem, path: string): Probe {
  const handle = fs.open(path, 'read');
  try {
    const { size } = fs.lookAt(handle);
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
    const length = readFully(fs, handle, head, 0, head.length, 0);
    const folder = dirname(path);
    let names: readonly string[] | null = null;
    const neighbours = () => (names ??= fs.list(folder).map((entry) => entry.name));
    return { name: basename(path), size, head: head.subarray(0, length), folder: basename(folder), neighbours };
  } finally {
    fs.close(handle);
  }
}
