/** Options that several commands take, and what they mean. */
import { resolve } from 'node:path';
import { type Config, configHome, readConfig } from '../config/config.js';
import { lookupOn } from '../locate/lookup.js';
import { type Accepted, type LocateOptions, parseAccepted, parseMap } from '../locate/options.js';
import { usageError } from '../model/errors.js';
import type { FileSystem } from '../ports/file-system.js';
import { isAbsent, readWhole } from '../ports/files.js';

export function readLocateOptions(fs: FileSystem, args: Record<string, unknown>, config: Config): LocateOptions {
  const accept = args['accept'];
  return {
    maps: listOption(args, 'map').map(parseMap),
    search: [...listOption(args, 'search').map((folder) => existingFolder(fs, folder)), ...config.search],
    accepted: typeof accept === 'string' ? readAccepted(fs, accept) : [],
    libraries: (args['libraries'] as LocateOptions['libraries'] | undefined) ?? config.libraries,
  };
}

export const loadConfig = (fs: FileSystem): Config => readConfig(fs, configHome(process.env));

export const textOption = (args: Record<string, unknown>, name: string): string | null => {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** An option that may be given several times. */
export const listOption = (args: Record<string, unknown>, name: string): string[] =>
  Array.isArray(args[name]) ? (args[name] as unknown[]).map(String) : [];

export const pathsOf = (args: Record<string, unknown>, name: string): string[] =>
  (Array.isArray(args[name]) ? (args[name] as unknown[]) : [args[name]]).map((path) => resolve(String(path)));

function existingFolder(fs: FileSystem, folder: string): string {
  try {
    return fs.realPath(resolve(folder));
  } catch (error) {
    if (isAbsent(error))
      throw usageError(
        `there is no folder "${folder}" to search`,
        'Check the spelling, and that the drive is mounted.',
      );
    throw error;
  }
}

/** A person's word on a file that is not there would be passed over: told before the work. */
function readAccepted(fs: FileSystem, path: string): Accepted[] {
  const accepted = parseAccepted(readDecisions(fs, path), path);
  const lookup = lookupOn(fs);
  for (const one of accepted) {
    if (!('file' in one) || lookup(one.file).kind !== 'absent') continue;
    throw usageError(`${path}: there is no file "${one.file}"`, 'Check the spelling, and that the drive is mounted.');
  }
  return accepted;
}

const MAX_DECISIONS_BYTES = 16 * 1024 * 1024;

function readDecisions(fs: FileSystem, path: string): string {
  try {
    return readWhole(fs, resolve(path), MAX_DECISIONS_BYTES).toString('utf8');
  } catch (error) {
    if (isAbsent(error)) throw usageError(`there is no file "${path}"`);
    throw error;
  }
}
