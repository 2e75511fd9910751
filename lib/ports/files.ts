/** What is made of the port's single operations everywhere: whole reads, loops over short reads and writes, removal of trees. */
import { errnoOf } from '../model/errors.js';
import { dirname } from '../model/paths.js';
import type { FileSystem, Handle, Stat } from './file-system.js';

/** Null where nothing is. */
export function lookOrNull(fs: FileSystem, path: string): Stat | null {
  try {
    return fs.look(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** True for the errors that mean "there is nothing of that name". */
export function isAbsent(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP';
}

/** Reads until `length` bytes are there or the file ends; returns how many came. */
export function readFully(
  fs: FileSystem,
  handle: Handle,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  let done = 0;
  while (done < length) {
    const n = fs.read(handle, buffer, offset + done, length - done, position + done);
    if (n === 0) break;
    done += n;
  }
  return done;
}

/** Writes all of it: Node's writeSync may write less than asked and does not loop. */
export function writeFully(
  fs: FileSystem,
  handle: Handle,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
): void {
  let done = 0;
  while (done < length) {
    const n = fs.write(handle, buffer, offset + done, length - done, position + done);
    if (n <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    done += n;
  }
}

/** A whole small file; throws EFBIG over `maxBytes`. */
export function readWhole(fs: FileSystem, path: string, maxBytes: number): Buffer {
  const handle = fs.open(path, 'read');
  try {
    const { size } = fs.lookAt(handle);
    if (size > maxBytes) throw Object.assign(new Error(`${path} is larger than ${maxBytes} bytes`), { code: 'EFBIG' });
    const buffer = Buffer.alloc(size);
    return buffer.subarray(0, readFully(fs, handle, buffer, 0, size, 0));
  } finally {
    fs.close(handle);
  }
}

/** A new small file with its content, flushed. */
export function writeNew(fs: FileSystem, path: string, bytes: Uint8Array): void {
  const handle = fs.open(path, 'create');
  try {
    writeFully(fs, handle, bytes, 0, bytes.length, 0);
    fs.flush(handle);
  } finally {
    fs.close(handle);
  }
}

/** Removes a file, a link or a whole folder; what is not there is no error. Links are removed, never followed. */
export function removeTree(fs: FileSystem, path: string): void {
  const stat = lookOrNull(fs, path);
  if (stat === null) return;
  if (stat.kind !== 'folder') {
    fs.remove(path);
    return;
  }
  // A folder that was restored read-only must be opened before its entries can go.
  if ((stat.mode & 0o700) !== 0o700) fs.setMode(path, stat.mode | 0o700);
  for (const entry of fs.list(path)) removeTree(fs, `${path}/${entry.name}`);
  fs.removeFolder(path);
}

/** For the way out after a failure: what cannot be removed now is a leftover that the next run removes, and the first error counts. */
export function removeOrLeave(fs: FileSystem, temporary: string): void {
  try {
    removeTree(fs, temporary);
  } catch {}
}

/** Brings a whole tree to the disk: all files first, then the folders from below (performance.md, section 7). */
export function flushTree(fs: FileSystem, folder: string): void {
  const folders: string[] = [folder];
  for (let at = 0; at < folders.length; at++) {
    for (const { name, kind } of fs.list(folders[at] as string)) {
      const path = `${folders[at]}/${name}`;
      if (kind === 'folder') folders.push(path);
      if (kind !== 'file') continue;
      const handle = fs.open(path, 'read');
      try {
        fs.flush(handle);
      } finally {
        fs.close(handle);
      }
    }
  }
  for (const path of folders.reverse()) fs.flushFolder(path);
}

/** Makes a folder and those above it that are missing; returns the ones it made, from above. */
export function makeFolderPath(fs: FileSystem, path: string): string[] {
  const missing: string[] = [];
  for (let at = path; lookOrNull(fs, at) === null && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  try {
    for (const folder of missing) {
      fs.makeFolder(folder);
      made.push(folder);
    }
  } catch (error) {
    removeMade(fs, made);
    throw error;
  }
  return made;
}

/** After a failure: the folders that `makeFolderPath` made, as far as nobody has put anything into them. */
export function removeMade(fs: FileSystem, folders: readonly string[]): void {
  try {
    for (const folder of [...folders].reverse()) fs.removeFolder(folder);
  } catch {}
}
