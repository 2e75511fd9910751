/** The packages that stand in a folder, by their sidecars. */
import { parseSidecar } from '../check/record.js';
import { errnoOf, TapeboxError } from '../model/errors.js';
import { FOLDER_SUFFIX, PACKAGE_SUFFIX, SIDECAR_SUFFIX } from '../model/layout.js';
import type { Sidecar } from '../model/package.js';
import { join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { readWhole } from '../ports/files.js';
import type { ShelfEntry } from './model.js';

const MAX_SIDECAR_BYTES = 512 * 1024 * 1024;

/** One whose package was moved elsewhere still tells of its lineage; sidecars that cannot be read are no entries. Order: bytes of the names. */
export function readShelf(fs: FileSystem, folder: string, names: readonly string[]): ShelfEntry[] {
  return names.flatMap((file) => {
    if (!file.endsWith(SIDECAR_SUFFIX)) return [];
    const sidecarPath = join(folder, file);
    const sidecar = readSidecar(fs, sidecarPath);
    if (sidecar === null) return [];
    const name = file.slice(0, -SIDECAR_SUFFIX.length);
    const packagePath = join(folder, `${name}${sidecar.package.form === 'zip' ? PACKAGE_SUFFIX : FOLDER_SUFFIX}`);
    return [{ sidecarPath, packagePath, name, lineage: sidecar.lineage, sidecar }];
  });
}

/** Null where there is none, or where it is not one. */
export function readSidecar(fs: FileSystem, path: string): Sidecar | null {
  try {
    return parseSidecar(readWhole(fs, path, MAX_SIDECAR_BYTES), path);
  } catch (error) {
    if (error instanceof TapeboxError || errnoOf(error) !== null) return null;
    throw error;
  }
}
