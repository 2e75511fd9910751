/** Giving a finished file or folder its name without ever overwriting (reliability.md, sections 4.2 and 4.3). */
import { errnoOf, workError } from '../model/errors.js';
import { basename } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull } from '../ports/files.js';

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
const TAKEN = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR']);

const nameTaken = (path: string) =>
  workError(
    'name-taken',
    `"${basename(path)}" stands there already and is not overwritten`,
    'Run again: the next number is taken.',
  );

/** After this the file has its name: a failure that comes later is a warning, not a failure. */
export function publishFile(fs: FileSystem, temporary: string, path: string): void {
  try {
    fs.link(temporary, path);
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (NO_HARD_LINKS.has(code)) publishByRename(fs, temporary, path);
    // NFS may answer EEXIST although it worked, when the first answer was lost.
    else if (code !== 'EEXIST' || !isSameFile(fs, temporary, path)) throw TAKEN.has(code) ? nameTaken(path) : error;
  }
}

/** Where there are no hard links: one's own empty reservation is replaced. A crash between leaves 0 bytes, which no reader takes for a package. */
function publishByRename(fs: FileSystem, temporary: string, path: string): void {
  try {
    fs.close(fs.open(path, 'create'));
  } catch (error) {
    throw errnoOf(error) === 'EEXIST' ? nameTaken(path) : error;
  }
  try {
    fs.rename(temporary, path);
  } catch (error) {
    fs.remove(path);
    throw error;
  }
}

/** A rename of a folder never replaces one that holds anything. */
export function publishFolder(fs: FileSystem, temporary: string, path: string): void {
  if (lookOrNull(fs, path) !== null) throw nameTaken(path);
  try {
    fs.rename(temporary, path);
  } catch (error) {
    throw TAKEN.has(errnoOf(error) ?? '') ? nameTaken(path) : error;
  }
}

function isSameFile(fs: FileSystem, a: string, b: string): boolean {
  const [one, other] = [lookOrNull(fs, a), lookOrNull(fs, b)];
  return one !== null && other !== null && one.inode === other.inode && one.device === other.device;
}
