/** Which package on the shelf is the last one of this project (design, section 3). */

import { hashRanges } from '../check/hash-job.js';
import { rootKey } from '../model/ids.js';
import type { LocatedProject, LocatedReference } from '../model/located.js';
import { nameOf } from '../model/paths.js';
import { shownPath } from '../model/session-file.js';
import type { World } from '../work/world.js';
import type { ShelfEntry } from './model.js';

/** By where it came from, else by its session's name and at least half of its media; never by content alone. */
export async function previousPackage(
  world: World,
  located: LocatedProject,
  shelf: readonly ShelfEntry[],
): Promise<ShelfEntry | null> {
  const main = located.sessions[0];
  if (main === undefined) return null;
  const { root } = located.project;
  const session = shownPath(root, main.file);
  const fromHere = shelf.filter((entry) => entry.lineage.rootKey === rootKey(entry.lineage.id, root, session));
  if (fromHere.length > 0) return newest(fromHere);
  const alike = shelf.filter(
    ({
      sidecar: {
        sessions: [known],
      },
    }) => {
      return known !== undefined && known.format === main.file.format && nameOf(known.path) === nameOf(session);
    },
  );
  return newest(await sharingHalf(world, main.references, alike));
}

function newest(entries: readonly ShelfEntry[]): ShelfEntry | null {
  return [...entries].sort((a, b) => b.lineage.number - a.lineage.number)[0] ?? null;
}

/** Those that hold at least half of the (more than 0) bytes of the media. Only files whose size occurs there are read. */
async function sharingHalf(
  { fs, progress, signal }: World,
  references: readonly LocatedReference[],
  entries: readonly ShelfEntry[],
): Promise<ShelfEntry[]> {
  const media = new Map(
    references.flatMap(({ realPath, stat }) => (realPath === null || stat === null ? [] : [[realPath, stat.size]])),
  );
  const total = [...media.values()].reduce((sum, size) => sum + size, 0);
  const sizes = new Set(entries.flatMap((entry) => entry.sidecar.files.map((file) => file.size)));
  const ranges = [...media].flatMap(([file, size]) => (sizes.has(size) ? [{ file, offset: 0, size }] : []));
  const bytes = ranges.reduce((sum, range) => sum + range.size, 0);
  const digests = await hashRanges(fs, ranges, ['sha256'], { onBytes: progress.start('comparing', bytes), signal });
  return entries.filter(({ sidecar }) => {
    const known = new Set(sidecar.files.map((file) => file.sha256));
    const shared = ranges.reduce((sum, { size }, index) => {
      const digest = digests[index];
      return digest?.error === null && known.has(digest.hashes['sha256'] ?? '') ? sum + size : sum;
    }, 0);
    return total > 0 && shared * 2 >= total;
  });
}
