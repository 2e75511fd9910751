import type { Probe, SessionSource } from '../../lib/model/parser.js';
import { documentIn } from '../../lib/read/read.js';

/** A session document that lies in memory. `files`: what lies around it, by path relative to its folder. */
export const memorySource = (
  content: Uint8Array | string,
  name = 'test',
  files: Readonly<Record<string, Uint8Array>> = {},
  folder = 'Song',
): SessionSource => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    ...documentIn(name, (start, end) => bytes.subarray(Math.max(start, 0), Math.max(end, 0)), bytes.length),
    name,
    folder,
    list: (below) => namesIn(below, [name, ...Object.keys(files)]),
    beside: (path, maxBytes) => (files[path] && files[path].length <= maxBytes ? files[path] : null),
  };
};

export function namesIn(folder: string, paths: readonly string[]): string[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const inside = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return [...new Set(inside.map((path) => path.split('/')[0] as string))].sort();
}

/** What detection sees of it. */
export function probeOf(
  content: Uint8Array | string,
  name: string,
  files: Readonly<Record<string, Uint8Array>> = {},
  folder = 'Song',
): Probe {
  const source = memorySource(content, name, files, folder);
  return { ...source, head: source.bytes(0, 4096) };
}
