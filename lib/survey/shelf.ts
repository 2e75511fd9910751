/** The packages that stand in a folder, by their sidecars. */
import { errnoOf } from '../model/errors.js';
import { FOLDER_SUFFIX, PACKAGE_SUFFIX, SIDECAR_SUFFIX } from '../model/layout.js';
import type { Sidecar } from '../model/package.js';
import { join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, readWhole } from '../ports/files.js';
import type { ShelfEntry } from './model.js';

const MAX_SIDECAR_BYTES = 512 * 1024 * 1024;

/** Sidecars that cannot be read, and those whose package is gone, are no entries. Order: bytes of the names. */
export function readShelf(fs: FileSystem, folder: string, names: readonly string[]): ShelfEntry[] {
  return names.flatMap((file) => {
    if (!file.endsWith(SIDECAR_SUFFIX)) return [];
    const sidecarPath = join(folder, file);
    const sidecar = readSidecar(fs, sidecarPath);
    if (sidecar === null) return [];
    const name = file.slice(0, -SIDECAR_SUFFIX.length);
    const packagePath = join(folder, `${name}${sidecar.package.form === 'zip' ? PACKAGE_SUFFIX : FOLDER_SUFFIX}`);
    if (lookOrNull(fs, packagePath) === null) return [];
    return [{ sidecarPath, packagePath, name, lineage: sidecar.lineage, sidecar }];
  });
}

/** Null where there is none, or where it is not one. */
export function readSidecar(fs: FileSystem, path: string): Sidecar | null {
  try {
    const value: unknown = JSON.parse(readWhole(fs, path, MAX_SIDECAR_BYTES).toString('utf8'));
    return isSidecar(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) !== null) return null;
    throw error;
  }
}

/** The fields that this program relies on; whoever wrote the file. */
function isSidecar(value: unknown): value is Sidecar {
  const sidecar = value as Sidecar | null;
  return (
    sidecar?.schema === 'tapebox-sidecar/1' &&
    typeof sidecar.package?.id === 'string' &&
    typeof sidecar.package.size === 'number' &&
    (sidecar.package.form === 'zip' || sidecar.package.form === 'folder') &&
    typeof sidecar.lineage?.id === 'string' &&
    typeof sidecar.lineage.rootKey === 'string' &&
    Number.isSafeInteger(sidecar.lineage.number) &&
    Array.isArray(sidecar.sessions) &&
    Array.isArray(sidecar.files) &&
    Array.isArray(sidecar.findings) &&
    (sidecar.exitCode === 0 || sidecar.exitCode === 3)
  );
}
