/**
 * Temporary names, and the removal of what a killed run left (design, section 6): there is no lock file; the name says who
 * made it, `.tapebox-<boot8>-<pid>-<start>-<rand8>.part`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { errnoOf } from '../model/errors.js';
import { join } from '../model/paths.js';
import type { Clock, FileSystem } from '../ports/file-system.js';
import { isAbsent, removeTree } from '../ports/files.js';
import { bootTime, hostname } from '../ports/machine.js';
import { type Processes, systemProcesses } from '../ports/processes.js';

const PATTERN = /^\.tapebox-([0-9a-f]{8})-(\d{1,10})-(\d{1,20})-[0-9a-f]{8}\.part$/;
/** What another machine or another boot made is stale when nobody touched it for a day. */
const FOREIGN_STALE_NS = 24n * 3600n * 1_000_000_000n;

/** A name for `folder` that nobody else has. */
export function temporaryPath(folder: string, processes: Processes = systemProcesses): string {
  const { pid, start } = processes.self();
  return join(folder, `.tapebox-${bootId()}-${pid}-${start}-${randomBytes(4).toString('hex')}.part`);
}

/** Removes stale leftovers in `folder` and returns their names. Links and names of another form are never touched. */
export function removeLeftovers(
  fs: FileSystem,
  clock: Clock,
  folder: string,
  processes: Processes = systemProcesses,
): string[] {
  const removed: string[] = [];
  for (const { name, kind } of fs.list(folder)) {
    const match = PATTERN.exec(name);
    if (match === null || (kind !== 'file' && kind !== 'folder')) continue;
    const path = join(folder, name);
    try {
      const isStale =
        match[1] === bootId()
          ? !processes.isRunning(Number(match[2]), match[3] as string)
          : clock.now() - fs.look(path).mtimeNs > FOREIGN_STALE_NS;
      if (!isStale) continue;
      removeTree(fs, path);
      removed.push(name);
    } catch (error) {
      // Another run may be removing it as well; what cannot be removed harms nobody.
      if (!isAbsent(error) && errnoOf(error) === null) throw error;
    }
  }
  return removed;
}

const bootId = (): string => createHash('sha256').update(`${hostname()}\n${bootTime()}`).digest('hex').slice(0, 8);
