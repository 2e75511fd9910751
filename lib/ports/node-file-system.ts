/** The real file system. The only module that calls `node:fs` for product data. */
import nodeFs from 'node:fs';
import { errnoOf } from '../model/errors.js';
import { decodePath, encodePath, isUndecodable } from '../model/path-bytes.js';
import type { EntryKind, FileSystem, FolderEntry, Stat } from './file-system.js';

const native = (path: string): string | Buffer => (isUndecodable(path) ? encodePath(path) : path);

const OPEN_FLAGS = {
  // O_NONBLOCK: opening a FIFO must not wait for a writer. O_NOFOLLOW: what was looked at is what is opened.
  read: nodeFs.constants.O_RDONLY | (nodeFs.constants.O_NOFOLLOW ?? 0) | (nodeFs.constants.O_NONBLOCK ?? 0),
  create:
    nodeFs.constants.O_RDWR | nodeFs.constants.O_CREAT | nodeFs.constants.O_EXCL | (nodeFs.constants.O_NOFOLLOW ?? 0),
  change: nodeFs.constants.O_RDWR | (nodeFs.constants.O_NOFOLLOW ?? 0),
} as const;

/** Linux's statfs type of FAT, which holds no file of 4 GiB or more. */
const FAT = 0x4d44;

/** File systems that cannot flush say so with one of these; the bytes are as safe there as they will ever be. */
const NO_FLUSH = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOTTY', 'ENOSYS']);

export const nodeFileSystem: FileSystem = {
  isShared: true,
  list(folder) {
    const names = nodeFs.readdirSync(native(folder), {
      withFileTypes: true,
      encoding: 'buffer',
    }) as unknown as readonly {
      name: Buffer;
      isFile(): boolean;
      isDirectory(): boolean;
      isSymbolicLink(): boolean;
    }[];
    return names.map((entry): FolderEntry => ({ name: decodePath(entry.name), kind: kindOf(entry) }));
  },
  look: (path) => toStat(nodeFs.lstatSync(native(path), { bigint: true })),
  follow: (path) => toStat(nodeFs.statSync(native(path), { bigint: true })),
  realPath: (path) => decodePath(nodeFs.realpathSync.native(native(path), 'buffer')),
  readLink: (path) => decodePath(nodeFs.readlinkSync(native(path), 'buffer')),
  open: (path, how) => nodeFs.openSync(native(path), OPEN_FLAGS[how], 0o600),
  lookAt: (handle) => toStat(nodeFs.fstatSync(handle, { bigint: true })),
  read: (handle, buffer, offset, length, position) => nodeFs.readSync(handle, buffer, offset, length, position),
  write: (handle, buffer, offset, length, position) => nodeFs.writeSync(handle, buffer, offset, length, position),
  flush: (handle) => flushIfPossible(() => nodeFs.fsyncSync(handle)),
  close: (handle) => nodeFs.closeSync(handle),
  flushFolder(path) {
    if (process.platform === 'win32') return; // folders cannot be opened there
    const handle = nodeFs.openSync(native(path), 'r');
    try {
      flushIfPossible(() => nodeFs.fsyncSync(handle));
    } finally {
      nodeFs.closeSync(handle);
    }
  },
  makeFolder: (path) => nodeFs.mkdirSync(native(path), 0o700),
  link: (existing, path) => nodeFs.linkSync(native(existing), native(path)),
  rename: (from, to) => nodeFs.renameSync(native(from), native(to)),
  remove: (path) => nodeFs.unlinkSync(native(path)),
  removeFolder: (path) => nodeFs.rmdirSync(native(path)),
  makeLink: (target, path) => nodeFs.symlinkSync(native(target), native(path)),
  setTime(path, mtimeNs) {
    const seconds = Number(mtimeNs / 1000n) / 1e6; // utimes takes seconds as a double: exact to 1 µs
    nodeFs.utimesSync(native(path), seconds, seconds);
  },
  setMode: (path, mode) => nodeFs.chmodSync(native(path), mode & 0o777),
  space(path) {
    const { bavail, bsize, type } = nodeFs.statfsSync(native(path) as string);
    return { freeBytes: bavail * bsize, largestFile: type === FAT ? 0xffffffff : null };
  },
};

function flushIfPossible(flush: () => void): void {
  try {
    flush();
  } catch (error) {
    if (!NO_FLUSH.has(errnoOf(error) ?? '')) throw error;
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function toStat(stat: nodeFs.BigIntStats): Stat {
  return {
    kind: kindOf(stat),
    size: Number(stat.size),
    mode: Number(stat.mode) & 0o777,
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
    inode: stat.ino,
    device: stat.dev,
    links: Number(stat.nlink),
  };
}
