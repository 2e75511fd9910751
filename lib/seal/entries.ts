/** From the plan to the members of the container, and back to what was sealed. Pure. */
import type { Copied } from '../copy/copy-job.js';
import { compareBytes } from '../model/path-bytes.js';
import type { PeakRequest, Wave } from '../model/peaks.js';
import type { Plan, PlannedFile } from '../plan/model.js';
import { type Entry, sizeOf } from './container.js';
import type { Spooled } from './relinked.js';

export interface SealedFile {
  readonly planned: PlannedFile;
  readonly size: number;
  readonly sha256: string;
  readonly crc32: number;
}

/** Files and empty folders, sorted by the bytes of their paths. */
export function payloadEntries(
  plan: Plan,
  relinked: ReadonlyMap<number, Spooled>,
  sealedNs: bigint,
  peaksOf: (source: string) => PeakRequest | null,
): Entry[] {
  const files = plan.files.map((file): Entry => fileEntry(file, relinked, sealedNs, peaksOf));
  const folders = plan.folders
    .filter((folder) => folder.isEmpty)
    .map(
      (folder): Entry => ({
        path: folder.path,
        mtimeNs: folder.mtimeNs ?? sealedNs,
        isExecutable: false,
        content: { kind: 'folder' },
      }),
    );
  // A folder's member name ends in '/', which is what is sorted.
  const key = (entry: Entry) => (entry.content.kind === 'folder' ? `${entry.path}/` : entry.path);
  return [...files, ...folders].sort((a, b) => compareBytes(key(a), key(b)));
}

function fileEntry(
  { path, content }: PlannedFile,
  relinked: ReadonlyMap<number, Spooled>,
  sealedNs: bigint,
  peaksOf: (source: string) => PeakRequest | null,
): Entry {
  switch (content.kind) {
    case 'copy':
      return {
        path,
        mtimeNs: content.stat.mtimeNs,
        isExecutable: isExecutable(content.stat.mode),
        content: { kind: 'file', from: content.from, stat: content.stat, peaks: peaksOf(content.from) },
      };
    case 'relinked': {
      const spooled = relinked.get(content.session) as Spooled;
      return {
        path,
        mtimeNs: sealedNs,
        isExecutable: isExecutable(content.stat.mode),
        content: { kind: 'file', from: spooled.path, stat: spooled.stat },
      };
    }
    case 'made':
      return { path, mtimeNs: sealedNs, isExecutable: false, content: { kind: 'bytes', bytes: content.bytes } };
  }
}

const isExecutable = (mode: number): boolean => (mode & 0o111) !== 0;

/** `entries` and `copied` are parallel. */
export function sealedFiles(plan: Plan, entries: readonly Entry[], copied: readonly Copied[]): SealedFile[] {
  const planned = new Map(plan.files.map((file) => [file.path, file]));
  return entries.flatMap((entry, index): SealedFile[] => {
    const file = planned.get(entry.path);
    if (file === undefined || entry.content.kind === 'folder') return [];
    const { sha256, crc32 } = copied[index] as Copied;
    return [{ planned: file, size: sizeOf(entry), sha256, crc32 }];
  });
}

/** What was collected on the way, by the absolute path of its source. `entries` and `copied` are parallel. */
export function wavesOf(entries: readonly Entry[], copied: readonly Copied[]): ReadonlyMap<string, Wave> {
  const waves = entries.flatMap(({ content }, index) => {
    const { wave } = copied[index] as Copied;
    return content.kind === 'file' && wave !== undefined ? [[content.from, wave] as const] : [];
  });
  return new Map(waves);
}

/** A file of the recall sheet, whose bytes are in the container and nowhere else any more. */
export function recallFile(path: string, size: number, copied: Copied): SealedFile {
  const content = { kind: 'made', bytes: new Uint8Array() } as const;
  return { planned: { path, content, restoreAs: null, why: 'recall' }, size, ...copied };
}
