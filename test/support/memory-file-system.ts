/** The whole FileSystem port in memory: fast enough for loops over every bit of a package, and with links, times and modes. */
import { collisionKey } from '../../lib/names/collision.js';
import type { EntryKind, FileSystem, Handle, Stat } from '../../lib/ports/file-system.js';

interface Node {
  readonly kind: EntryKind;
  readonly inode: bigint;
  bytes: Buffer;
  target: string;
  mode: number;
  mtimeNs: bigint;
  links: number;
  /** Names in a folder; null for everything else. */
  readonly children: Map<string, Node> | null;
}

export interface MemoryFileSystem extends FileSystem {
  /** Makes or replaces a file and the folders above it. */
  put(path: string, bytes: Uint8Array): void;
  /** The content of a file. */
  get(path: string): Buffer;
  /** Every path below a folder, sorted, folders with a trailing slash. */
  tree(path?: string): string[];
}

const MAX_LINKS = 40;
const FREE_BYTES = 2 ** 40;

const failure = (code: string, path: string) => Object.assign(new Error(`${code}: ${path}`), { code });

/** Names as macOS holds them: kept as they were given, found by any case and normal form. */
class AnyCaseNames extends Map<string, Node> {
  private as(name: string): string {
    const key = collisionKey(name);
    return [...this.keys()].find((given) => collisionKey(given) === key) ?? name;
  }
  override get = (name: string) => super.get(this.as(name));
  override has = (name: string) => super.has(this.as(name));
  override set(name: string, node: Node): this {
    return super.set(this.as(name), node);
  }
  override delete = (name: string) => super.delete(this.as(name));
}

/** `anyCase`: a file system that does not tell case and normal forms apart. */
export function memoryFileSystem(now = 1_700_000_000_000_000_000n, { anyCase = false } = {}): MemoryFileSystem {
  let inodes = 1n;
  let handles = 3;
  const open = new Map<Handle, Node>();
  const make = (kind: EntryKind, mode: number): Node => ({
    kind,
    inode: inodes++,
    bytes: Buffer.alloc(0),
    target: '',
    mode,
    mtimeNs: now,
    links: 1,
    children: kind === 'folder' ? (anyCase ? new AnyCaseNames() : new Map()) : null,
  });
  const root = make('folder', 0o755);

  /** The folder that holds the last part of a path, with links on the way followed. */
  function parentOf(path: string, depth = 0): { folder: Map<string, Node>; name: string; at: string } {
    const parts = normalized(path);
    const name = parts.pop() ?? '';
    let folder = root;
    let at = '';
    for (const part of parts) {
      const next = childOf(folder, part, path);
      folder = next.kind === 'link' ? resolve(join(at, next.target), depth + 1) : next;
      at = next.kind === 'link' ? fs.realPath(join(at, next.target)) : `${at}/${part}`;
      if (folder.children === null) throw failure('ENOTDIR', path);
    }
    return { folder: folder.children as Map<string, Node>, name, at };
  }

  function resolve(path: string, depth = 0): Node {
    if (depth > MAX_LINKS) throw failure('ELOOP', path);
    const { node, at } = find(path, depth);
    return node.kind === 'link' ? resolve(join(at, node.target), depth + 1) : node;
  }

  function find(path: string, depth = 0): { node: Node; at: string } {
    if (normalized(path).length === 0) return { node: root, at: '' };
    const { folder, name, at } = parentOf(path, depth);
    const node = folder.get(name);
    if (node === undefined) throw failure('ENOENT', path);
    return { node, at };
  }

  function add(path: string, node: Node): void {
    const { folder, name } = parentOf(path);
    if (name === '' || folder.has(name)) throw failure('EEXIST', path);
    folder.set(name, node);
  }

  function handled(handle: Handle): Node {
    const node = open.get(handle);
    if (node === undefined) throw failure('EBADF', String(handle));
    return node;
  }

  function opened(path: string, how: 'read' | 'create' | 'change'): Node {
    if (how === 'create') {
      const node = make('file', 0o600);
      add(path, node);
      return node;
    }
    const { node } = find(path);
    if (node.kind === 'link') throw failure('ELOOP', path);
    if (node.kind === 'folder' && how === 'change') throw failure('EISDIR', path);
    return node;
  }

  const fs: MemoryFileSystem = {
    isShared: false,
    list(path) {
      const node = resolve(path);
      if (node.children === null) throw failure('ENOTDIR', path);
      return [...node.children].map(([name, child]) => ({ name, kind: child.kind }));
    },
    look: (path) => statOf(find(path).node),
    follow: (path) => statOf(resolve(path)),
    realPath(path) {
      const { node, at } = find(path);
      if (node.kind === 'link') return fs.realPath(join(at, node.target));
      return `/${[...normalized(at), ...normalized(path).slice(-1)].join('/')}`;
    },
    readLink(path) {
      const { node } = find(path);
      if (node.kind !== 'link') throw failure('EINVAL', path);
      return node.target;
    },
    open(path, how) {
      const node = opened(path, how);
      open.set(handles, node);
      return handles++;
    },
    lookAt: (handle) => statOf(handled(handle)),
    read(handle, buffer, offset, length, position) {
      const { bytes, kind } = handled(handle);
      if (kind === 'folder') throw failure('EISDIR', String(handle));
      if (position >= bytes.length) return 0;
      const end = Math.min(bytes.length, position + length);
      buffer.set(bytes.subarray(position, end), offset);
      return end - position;
    },
    write(handle, buffer, offset, length, position) {
      const node = handled(handle);
      const end = position + length;
      if (end > node.bytes.length) node.bytes = Buffer.concat([node.bytes, Buffer.alloc(end - node.bytes.length)]);
      node.bytes.set(buffer.subarray(offset, offset + length), position);
      node.mtimeNs = now;
      return length;
    },
    flush: (handle) => void handled(handle),
    close(handle) {
      handled(handle);
      open.delete(handle);
    },
    flushFolder: (path) => void resolve(path),
    makeFolder: (path) => add(path, make('folder', 0o700)),
    link(existing, path) {
      const { node } = find(existing);
      if (node.kind === 'folder') throw failure('EPERM', existing);
      add(path, node);
      node.links += 1;
    },
    rename(from, to) {
      const { node } = find(from);
      const target = parentOf(to);
      const taken = target.folder.get(target.name);
      if (taken === node) return;
      if (taken?.kind === 'folder' && (node.kind !== 'folder' || taken.children?.size !== 0)) {
        throw failure(node.kind === 'folder' ? 'ENOTEMPTY' : 'EISDIR', to);
      }
      if (taken !== undefined && taken.kind !== 'folder' && node.kind === 'folder') throw failure('ENOTDIR', to);
      const source = parentOf(from);
      source.folder.delete(source.name);
      target.folder.set(target.name, node);
    },
    remove(path) {
      const { folder, name } = parentOf(path);
      const { node } = find(path);
      if (node.kind === 'folder') throw failure('EISDIR', path);
      folder.delete(name);
      node.links -= 1;
    },
    removeFolder(path) {
      const { folder, name } = parentOf(path);
      const { node } = find(path);
      if (node.children === null) throw failure('ENOTDIR', path);
      if (node.children.size > 0) throw failure('ENOTEMPTY', path);
      folder.delete(name);
    },
    makeLink: (target, path) => add(path, Object.assign(make('link', 0o777), { target })),
    setTime(path, mtimeNs) {
      resolve(path).mtimeNs = (mtimeNs / 1000n) * 1000n;
    },
    setMode(path, mode) {
      resolve(path).mode = mode & 0o777;
    },
    space: () => ({ freeBytes: FREE_BYTES, largestFile: null }),

    put(path, bytes) {
      const parts = normalized(path);
      for (let i = 1; i < parts.length; i++) {
        const folder = `/${parts.slice(0, i).join('/')}`;
        if (!exists(folder)) fs.makeFolder(folder);
      }
      const { folder, name } = parentOf(path);
      const node = make('file', 0o644);
      node.bytes = Buffer.from(bytes);
      folder.set(name, node);
    },
    get: (path) => Buffer.from(resolve(path).bytes),
    tree(path = '/') {
      const found: string[] = [];
      const walk = (node: Node, at: string) => {
        for (const [name, child] of node.children ?? []) {
          found.push(child.kind === 'folder' ? `${at}${name}/` : `${at}${name}`);
          walk(child, `${at}${name}/`);
        }
      };
      walk(resolve(path), '');
      return found.sort();
    },
  };
  const exists = (path: string): boolean => {
    try {
      find(path);
      return true;
    } catch {
      return false;
    }
  };
  return fs;
}

function childOf(folder: Node, name: string, path: string): Node {
  const child = folder.children?.get(name);
  if (child === undefined) throw failure('ENOENT', path);
  return child;
}

/** The parts of an absolute path, `.` and `..` taken out by text. */
function normalized(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

const join = (folder: string, target: string): string => (target.startsWith('/') ? target : `${folder}/${target}`);

function statOf(node: Node): Stat {
  return {
    kind: node.kind,
    size: node.kind === 'link' ? node.target.length : node.bytes.length,
    mode: node.mode,
    mtimeNs: node.mtimeNs,
    ctimeNs: node.mtimeNs,
    inode: node.inode,
    device: 1n,
    links: node.links,
  };
}
