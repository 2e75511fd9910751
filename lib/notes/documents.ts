/** Documents and letters that the user names from outside (`--notes FILE`): any files, which go along in `Notes/`. */
import { errnoOf, usageError } from '../model/errors.js';
import { compareBytes } from '../model/path-bytes.js';
import { basename, resolve } from '../model/paths.js';
import type { Note } from '../model/session.js';
import type { FileSystem } from '../ports/file-system.js';
import { isAbsent, readWhole } from '../ports/files.js';
import { readableText } from '../text/readable-text.js';
import type { GivenDocument, NamedDocument } from './document-names.js';

/** Two thousand scans are an archive of their own, and not the papers of a song. */
const MAX_DOCUMENTS = 500;
const TEXT = /\.(md|markdown|txt|text)$/i;
const MAX_TEXT_BYTES = 1024 * 1024;
const MAX_ALL_TEXT_BYTES = 8 * MAX_TEXT_BYTES;

/** Each once, in the order of their paths. Throws exit 2 for what is not there, cannot be read, or is no plain file. */
export function givenDocuments(fs: FileSystem, typed: readonly string[]): readonly GivenDocument[] {
  if (typed.length > MAX_DOCUMENTS) {
    throw usageError(
      `--notes names ${typed.length} files, and takes ${MAX_DOCUMENTS}`,
      'Put them into a ZIP, or into a folder "Notes" of the project.',
    );
  }
  const documents = new Map(typed.map((one) => givenDocument(fs, one)).map((one) => [one.path, one]));
  return [...documents.values()].sort((a, b) => compareBytes(a.path, b.path));
}

function givenDocument(fs: FileSystem, typed: string): GivenDocument {
  try {
    const path = fs.realPath(resolve(typed));
    const stat = fs.look(path);
    if (stat.kind === 'folder')
      throw usageError(`--notes takes files, and "${typed}" is a folder`, 'Name the files in it.');
    if (stat.kind !== 'file') throw usageError(`"${typed}" is no plain file`, 'Devices and pipes are not archived.');
    fs.close(fs.open(path, 'read'));
    return { path, name: basename(resolve(typed)), stat };
  } catch (error) {
    if (isAbsent(error))
      throw usageError(`there is no file "${typed}"`, 'Check the spelling, and that its drive is mounted.');
    const code = errnoOf(error);
    if (code === null) throw error;
    throw usageError(`"${typed}" cannot be read (${code})`, 'Check its permissions.');
  }
}

/** Those that are text, as notes of the recall sheet. */
export function textsOf(fs: FileSystem, documents: readonly NamedDocument[]): readonly Note[] {
  let left = MAX_ALL_TEXT_BYTES;
  return documents.flatMap(({ path, name, packedAs, stat }) => {
    if (!TEXT.test(name) || stat.size > Math.min(left, MAX_TEXT_BYTES)) return [];
    left -= stat.size;
    try {
      return [{ where: packedAs, text: readableText(readWhole(fs, path, MAX_TEXT_BYTES)) }];
    } catch (error) {
      const code = errnoOf(error);
      if (code === null) throw error;
      return [{ where: packedAs, text: `This file cannot be read here (${code}).` }];
    }
  });
}
