import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder of real sessions beside the project, which is too big and too foreign to be part of it; null where it is absent. */
export function sharedFolder(...parts: readonly string[]): string | null {
  const folder = resolve('..', 'shared', ...parts);
  return existsSync(folder) ? folder : null;
}

/** Every file below a folder, in a fixed order. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
