/** The packages that stand in a folder, by their sidecars. */
import { parseSidecar } from '../check/record.js';
import { errnoOf, TapeboxError } from '../model/errors.js';
import { FOLDER_SUFFIX, PACKAGE_SUFFIX, SIDECAR_SUFFIX } from '../model/layout.js';
import type { Sidecar } from '../model/package.js';
import { join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { isAbsent, readWhole } from '../ports/files.js';
import type { ShelfEntry } from './model.js';

const MAX_SIDECAR_BYTES = 512 * 1024 * 1024;

export interface Shelf {
  readonly entries: readonly ShelfEntry[];
  /** Sidecars that the system does not let us read: whose they are is not known. */
  readonly unread: readonly string[];
}

/** One whose package was moved elsewhere still tells of its lineage; sidecars that are none are no entries. Order: bytes of the names. */
export function readShelf(fs: FileSystem, folder: string, names: readonly string[]): Shelf {
  const entries: ShelfEntry[] = [];
  const unread: string[] = [];
  for (const file of names.filter((name) => name.endsWith(SIDECAR_SUFFIX))) {
    const sidecarPath = join(folder, file);
    const sidecar = readSidecar(fs, sidecarPath);
    if (sidecar === 'unreadable') unread.push(file);
    if (sidecar === null || sidecar === 'unreadable') continue;
    const name = file.slice(0, -SIDECAR_SUFFIX.length);
    const packagePath = join(folder, `${name}${sidecar.package.form === 'zip' ? PACKAGE_SUFFIX : FOLDER_SUFFIX}`);
    entries.push({ sidecarPath, packagePath, name, lineage: sidecar.lineage, sidecar });
  }
  return { entries, unread };
}

/** Null where there is none, or where it is not one. */
function readSidecar(fs: FileSystem, path: string): Sidecar | 'unreadable' | null {
  try {
    return parseSidecar(readWhole(fs, path, MAX_SIDECAR_BYTES), path);
  } catch (error) {
    if (error instanceof TapeboxError || isAbsent(error)) return null;
    if (errnoOf(error) !== null) return 'unreadable';
    throw error;
  }
}
