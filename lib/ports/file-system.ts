/**
 * The one way to the disk. Everything that reads or writes gets this port passed, so that a test can fail the n-th operation.
 * Calls are synchronous: measured 4 to 16 times cheaper than promises for many small files (docs/decisions/003), and long
 * work runs in workers that build the real port themselves.
 *
 * Paths are strings in which undecodable bytes stand as U+DC80 to U+DCFF; only an implementation turns them into Buffers.
 * Times are nanoseconds since 1970. Failures are thrown as Node's system errors, with their errno in `code`.
 */
export interface FileSystem {
  /** True: a worker thread that builds the real port itself works on the same disk. */
  readonly isShared: boolean;
  list(folder: string): readonly FolderEntry[];
  /** Without following a link. Throws ENOENT where nothing is. */
  look(path: string): Stat;
  /** Following links. */
  follow(path: string): Stat;
  realPath(path: string): string;
  readLink(path: string): string;
  /**
   * `read`: a plain file, never following a link at the end of the path, never blocking on a FIFO.
   * `create`: a new file, mode 0600, fails with EEXIST where anything is. `change`: an existing file, for writing.
   */
  open(path: string, how: 'read' | 'create' | 'change'): Handle;
  lookAt(handle: Handle): Stat;
  /** May return less than asked: see `readFully`. */
  read(handle: Handle, buffer: Uint8Array, offset: number, length: number, position: number): number;
  /** May write less than asked: see `writeFully`. */
  write(handle: Handle, buffer: Uint8Array, offset: number, length: number, position: number): number;
  /** fsync. Silent where the file system has none; a real failure is thrown and never retried. */
  flush(handle: Handle): void;
  close(handle: Handle): void;
  flushFolder(path: string): void;
  makeFolder(path: string): void;
  /** A second name for a file; throws EEXIST where the name is taken. */
  link(existing: string, path: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  removeFolder(path: string): void;
  makeLink(target: string, path: string): void;
  setTime(path: string, mtimeNs: bigint): void;
  setMode(path: string, mode: number): void;
  space(path: string): Space;
}

export interface Space {
  /** Bytes that a user may still write there. */
  readonly freeBytes: number;
  /** The largest file that this kind of file system holds; null where it is not known to be limited. */
  readonly largestFile: number | null;
}

export type Handle = number;

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface FolderEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface Stat {
  readonly kind: EntryKind;
  readonly size: number;
  /** Permission bits only. */
  readonly mode: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  readonly device: bigint;
  readonly links: number;
}

/** The time as nanoseconds since 1970; SOURCE_DATE_EPOCH sets it from outside. */
export interface Clock {
  now(): bigint;
}
