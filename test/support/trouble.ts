/** A file system on which some paths are devices, cannot be read, or lie on another volume. */
import type { FileSystem, Stat } from '../../lib/ports/file-system.js';

export interface Trouble {
  /** Devices, pipes, sockets. */
  readonly devices?: readonly string[];
  /** The errno that opening, listing or looking behind each of these paths ends in. */
  readonly failing?: Readonly<Record<string, string>>;
  /** What lies here or below is another volume. */
  readonly volumes?: readonly string[];
}

export function withTrouble(fs: FileSystem, { devices = [], failing = {}, volumes = [] }: Trouble): FileSystem {
  const check = (path: string) => {
    const code = failing[path];
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${path}`), { code });
  };
  const seen = (path: string, stat: Stat): Stat => ({
    ...stat,
    ...(devices.includes(path) ? { kind: 'other' as const } : {}),
    ...(volumes.some((top) => path === top || path.startsWith(`${top}/`)) ? { device: 2n } : {}),
  });
  return {
    ...fs,
    look: (path) => seen(path, fs.look(path)),
    follow: (path) => {
      check(path);
      return seen(path, fs.follow(path));
    },
    list: (path) => {
      check(path);
      return fs
        .list(path)
        .map((entry) => (devices.includes(`${path}/${entry.name}`) ? { ...entry, kind: 'other' } : entry));
    },
    open: (path, how) => {
      check(path);
      return fs.open(path, how);
    },
  };
}

/** The same disk, on which one session has grown so large that no reader takes it. */
export function withTooLarge(fs: FileSystem, path: string): FileSystem {
  const { inode } = fs.look(path);
  return {
    ...fs,
    lookAt(handle) {
      const stat = fs.lookAt(handle);
      return stat.inode === inode ? { ...stat, size: 2 ** 40 } : stat;
    },
  };
}

/** The error that `work` ends in. */
export async function failureOf(
  work: () => unknown,
): Promise<{ code: string; exitCode: number; message: string; next: string | null }> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && 'exitCode' in error) return error as never;
    throw error;
  }
  throw new Error('nothing was refused');
}
