/** A package as a folder. `bagit.txt` is written last of all: without it a half-written folder is no bag (reliability.md, 4.3). */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { copyJobs } from '../copy/batches.js';
import { type Copied, copyTask } from '../copy/copy-job.js';
import { BAGIT } from '../model/layout.js';
import { foldersAbove } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { flushTree, writeNew } from '../ports/files.js';
import { runJobs } from '../work/run-jobs.js';
import { type Container, type Entry, sizeOf } from './container.js';

const NOTHING: Copied = { sha256: '', crc32: 0 };

/** `path`: a new folder. */
export function folderContainer(fs: FileSystem, path: string): Container {
  fs.makeFolder(path);
  const made = new Set<string>();
  const times: { readonly path: string; readonly mtimeNs: bigint; readonly mode: number }[] = [];
  let last: Entry | null = null;

  const makeFolders = (folders: readonly string[]) => {
    for (const folder of folders) {
      if (made.has(folder)) continue;
      fs.makeFolder(`${path}/${folder}`);
      made.add(folder);
    }
  };
  const write = (entry: Entry, bytes: Uint8Array): Copied => {
    if (entry.path === BAGIT) last = entry;
    else writeNew(fs, `${path}/${entry.path}`, bytes);
    return { sha256: createHash('sha256').update(bytes).digest('hex'), crc32: crc32(bytes) };
  };
  return {
    async add(entries, options) {
      const results = new Map<Entry, Copied>();
      const files = entries.filter((entry) => entry.content.kind === 'file');
      for (const entry of entries) {
        const { content } = entry;
        makeFolders(content.kind === 'folder' ? [...foldersAbove(entry.path), entry.path] : foldersAbove(entry.path));
        if (content.kind === 'folder') results.set(entry, NOTHING);
        if (content.kind === 'bytes') results.set(entry, write(entry, content.bytes));
        if (content.kind !== 'folder') {
          times.push({
            path: `${path}/${entry.path}`,
            mtimeNs: entry.mtimeNs,
            mode: entry.isExecutable ? 0o755 : 0o644,
          });
        }
      }
      const members = files.map((entry) => {
        const { from, stat, peaks = null } = entry.content as Extract<Entry['content'], { kind: 'file' }>;
        return {
          source: from,
          offset: 0,
          size: sizeOf(entry),
          identity: stat,
          target: { path: `${path}/${entry.path}` },
          peaks,
        };
      });
      const copied = (await runJobs(fs, copyTask, copyJobs(null, members), options)).flat();
      files.forEach((entry, index) => {
        results.set(entry, copied[index] as Copied);
      });
      return entries.map((entry) => results.get(entry) as Copied);
    },
    finish() {
      if (last?.content.kind === 'bytes') writeNew(fs, `${path}/${last.path}`, last.content.bytes);
      for (const file of times) {
        fs.setMode(file.path, file.mode);
        fs.setTime(file.path, file.mtimeNs);
      }
      for (const folder of made) fs.setMode(`${path}/${folder}`, 0o755);
      fs.setMode(path, 0o755);
      flushTree(fs, path);
    },
    close() {},
  };
}
