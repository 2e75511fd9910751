/** What a studio sets once: its name, where packages go, how they are called, where media are looked for, how its sheets look. */

import { isAbsolute } from 'node:path';
import envPaths from 'env-paths';
import { TapeboxError, usageError } from '../model/errors.js';
import { join } from '../model/paths.js';
import { checkTemplate } from '../names/standard-name.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, makeFolderPath, readWhole, removeTree, writeNew } from '../ports/files.js';
import { SECTIONS, type Section } from '../recall/model.js';
import { accentOf } from './accent.js';

export interface Config {
  readonly studio: string | null;
  /** Default destination of `archive`. */
  readonly to: string | null;
  /** Template of the standard name. */
  readonly naming: string | null;
  readonly search: readonly string[];
  readonly libraries: 'all' | 'user' | 'none';
  /** Absolute: a small PNG or JPEG. */
  readonly 'recall.logo': string | null;
  /** As typed: "#rrggbb" or "#light,#dark". */
  readonly 'recall.accent': string | null;
  readonly 'recall.order': readonly Section[];
  readonly 'recall.hide': readonly Section[];
}

export const NO_CONFIG: Config = {
  studio: null,
  to: null,
  naming: null,
  search: [],
  libraries: 'user',
  'recall.logo': null,
  'recall.accent': null,
  'recall.order': [],
  'recall.hide': [],
};
/** Settings that take as many values as one likes. */
const LISTS: ReadonlySet<string> = new Set(['search', 'recall.order', 'recall.hide']);
export const CONFIG_KEYS = Object.keys(NO_CONFIG) as readonly (keyof Config)[];

const MAX_BYTES = 1024 * 1024;

/** Where config and proofs live: where the platform wants them, or all under TAPEBOX_CONFIG_HOME. */
export function configHome(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['TAPEBOX_CONFIG_HOME'] || envPaths('tapebox', { suffix: '' }).config;
}

const fileIn = (home: string): string => join(home, 'config.json');

/** Throws exit 2 for a file that cannot be understood: a setting that is silently not heeded is worse. */
export function readConfig(fs: FileSystem, home: string): Config {
  const path = fileIn(home);
  if (lookOrNull(fs, path) === null) return NO_CONFIG;
  const wrong = (why: string) =>
    usageError(`the settings cannot be read: "${path}": ${why}`, 'Mend the file or remove it.');
  let value: unknown;
  try {
    value = JSON.parse(readWhole(fs, path, MAX_BYTES).toString('utf8'));
  } catch {
    throw wrong('it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('it is not a JSON object');
  let config = NO_CONFIG;
  for (const [key, one] of Object.entries(value)) {
    const values: readonly unknown[] = LISTS.has(key) && Array.isArray(one) ? one : [one];
    if (!values.every((text) => typeof text === 'string')) throw wrong(`"${key}" is not text`);
    try {
      config = setConfig(config, key, values);
    } catch (error) {
      throw error instanceof TapeboxError ? wrong(error.message) : error;
    }
  }
  return config;
}

/** The config with one key set; no value takes it back to what it was. Throws exit 2 for what is no key or no value of it. */
export function setConfig(config: Config, key: string, values: readonly string[]): Config {
  const [first] = values;
  if (values.length > 1 && !LISTS.has(key)) {
    throw usageError(`${key} is one value, not ${values.length}`, `Put it into quotes: "${values.join(' ')}"`);
  }
  switch (key) {
    case 'studio':
      return { ...config, studio: first ?? null };
    case 'to':
      return { ...config, to: first === undefined ? null : absolute(key, first) };
    case 'naming':
      return { ...config, naming: first === undefined ? null : checkTemplate(first) };
    case 'search':
      return { ...config, search: values.map((value) => absolute(key, value)) };
    case 'libraries':
      if (first === undefined) return { ...config, libraries: NO_CONFIG.libraries };
      if (first === 'all' || first === 'user' || first === 'none') return { ...config, libraries: first };
      throw usageError(`libraries is all, user or none, not "${first}"`);
    case 'recall.logo':
      return { ...config, [key]: first === undefined ? null : absolute(key, first, 'file') };
    case 'recall.accent':
      if (first !== undefined) accentOf(first);
      return { ...config, [key]: first ?? null };
    case 'recall.order':
    case 'recall.hide':
      return { ...config, [key]: [...new Set(values.map((value) => section(key, value)))] };
    default:
      throw usageError(`there is no setting "${key}"`, `Settings: ${CONFIG_KEYS.join(', ')}.`);
  }
}

export function writeConfig(fs: FileSystem, home: string, config: Config): void {
  makeFolderPath(fs, home);
  const set = Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(NO_CONFIG[key as keyof Config]),
    ),
  );
  const temporary = `${fileIn(home)}.new`;
  removeTree(fs, temporary);
  writeNew(fs, temporary, Buffer.from(`${JSON.stringify(set, null, 2)}\n`));
  fs.rename(temporary, fileIn(home));
}

function absolute(key: string, path: string, what = 'folder'): string {
  if (isAbsolute(path)) return path;
  throw usageError(`${key} needs an absolute ${what}, not "${path}"`);
}

function section(key: string, name: string): Section {
  const found = SECTIONS.find((one) => one === name);
  if (found !== undefined) return found;
  throw usageError(`the recall sheet has no part "${name}" for ${key}`, `Parts: ${SECTIONS.join(', ')}.`);
}
