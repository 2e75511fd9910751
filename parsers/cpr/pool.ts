/** The pool: every `AudioFile` is a file of it, and clips play files by way of clusters (cpr.md, section 3). */
import type { Evidence } from '../../lib/model/session.js';
import type { Cursor } from '../shared/cursor.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject, objectsOf } from './archive.js';
import { pathOf, readStoredFile, type StoredFile } from './stored-file.js';

export interface PoolFile {
  readonly id: number;
  readonly stored: string;
  readonly file: StoredFile;
  readonly evidence: Evidence;
}

/** What a clip plays. */
export interface ClipFiles {
  /** Null where it is put together of several. */
  readonly played: PoolFile | null;
  /** With those of its edit history. */
  readonly all: readonly PoolFile[];
}

export interface Pool {
  readonly files: readonly PoolFile[];
  /** Files that have no readable path. */
  readonly unreadable: number;
  filesOf(clip: ArchiveObject): ClipFiles;
  /** False where there was more to look at than any project has: then what is not played is not known. */
  isWhole(): boolean;
}

/** More than any project has. */
const MAX_OBJECTS = 100_000;
/** Objects that are looked at in all to tell which clip plays what. */
const MAX_STEPS = 300_000;

export function readPool(archive: Archive): Pool {
  const objects = objectsOf(archive, 'AudioFile', MAX_OBJECTS);
  const files = objects.flatMap((object) => readFile(archive, object) ?? []);
  const byId = new Map(files.map((file) => [file.id, file]));
  const clusters = objectsOf(archive, 'AudioCluster', MAX_OBJECTS);
  const known = new Map<number, ClipFiles>();
  const steps = { left: MAX_STEPS };
  const find = (clip: ArchiveObject): ClipFiles => {
    const inClip = between(clusters, clip, steps).map((cluster) => readCluster(archive, cluster, byId, steps));
    const all = new Set([...between(files, clip, steps), ...inClip.flatMap(({ files }) => files)]);
    const [first] = inClip;
    return { played: first?.played ?? (all.size === 1 ? ([...all][0] as PoolFile) : null), all: [...all] };
  };
  return {
    files,
    unreadable: objects.length - files.length,
    filesOf(clip) {
      const found = known.get(clip.id) ?? find(clip);
      known.set(clip.id, found);
      return found;
    },
    isWhole: () => steps.left > 0 && objects.length < MAX_OBJECTS,
  };
}

function readFile(archive: Archive, object: ArchiveObject): PoolFile | null {
  const cursor = cursorIn(archive, object);
  const [frames, bits] = [cursor.i64(), cursor.u16()];
  // Bytes of a frame follow from the two around them.
  cursor.skip(2);
  const [channels, sampleRate] = [cursor.u16(), cursor.f32()];
  const file = readStoredFile(archive, nextObject(archive, cursor));
  if (file === null || file.isFolder) return null;
  return { id: object.id, stored: pathOf(file), file, evidence: evidenceOf(frames, sampleRate, channels, bits) };
}

/** Without a rate nothing is known of the file. */
function evidenceOf(
  frames: bigint | null,
  sampleRate: number | null,
  channels: number | null,
  bits: number | null,
): Evidence {
  if (!sampleRate || !(sampleRate > 0 && sampleRate < 1e7)) return {};
  return {
    ...(frames !== null && frames >= 0n && frames < 1n << 53n && { frames: Number(frames) }),
    sampleRate: Math.round(sampleRate * 1000) / 1000,
    ...(channels && { channels }),
    ...(bits && { bitDepth: bits }),
  };
}

/** Those that stand inside of an object. */
function between<T extends { readonly id: number }>(
  sorted: readonly T[],
  { start, end }: ArchiveObject,
  steps: { left: number },
): readonly T[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as T).id < start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < sorted.length && (sorted[at] as T).id < end && steps.left > 0; at++, steps.left--)
    found.push(sorted[at] as T);
  return found;
}

interface Cluster {
  readonly files: readonly PoolFile[];
  readonly played: PoolFile | null;
}

/** The file of the clip, its files, then the pieces of them that are played one after the other. */
function readCluster(
  archive: Archive,
  object: ArchiveObject,
  byId: ReadonlyMap<number, PoolFile>,
  steps: { left: number },
): Cluster {
  const cursor = cursorIn(archive, object);
  nextObject(archive, cursor);
  const files = readList(archive, cursor, steps).flatMap(({ id }) => byId.get(id) ?? []);
  const played = new Set(
    readList(archive, cursor, steps).map((segment) => nextObject(archive, cursorIn(archive, segment))?.id ?? 0),
  );
  const [only] = played;
  return { files, played: played.size === 1 ? (byId.get(only as number) ?? null) : null };
}

function readList(archive: Archive, cursor: Cursor, steps: { left: number }): readonly ArchiveObject[] {
  cursor.skip(2);
  const found: ArchiveObject[] = [];
  for (let left = cursor.u32() ?? 0; left > 0 && steps.left > 0; left--, steps.left--) {
    const object = nextObject(archive, cursor);
    if (object === null) break;
    found.push(object);
  }
  return found;
}
