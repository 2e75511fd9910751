/** A port whose n-th operation fails, once or for good, as SQLite tests itself: n = 1, 2, 3 … until it is no longer hit. */
import type { FileSystem } from '../../lib/ports/file-system.js';

export type Operation = keyof FileSystem;

export interface Fault {
  /** The operation that fails, counted from 1 among those that `kind` can hit. */
  readonly nth: number;
  /** `short`: a write takes half of what it was given; `short-read`: a read gives half of what was asked. */
  readonly kind: 'EIO' | 'ENOSPC' | 'EACCES' | 'short' | 'short-read';
  /** True: every later operation fails as well, the cleaning up included. */
  readonly forGood: boolean;
}

export interface FailingFileSystem {
  readonly fs: FileSystem;
  /** The first operation that failed; null where none was hit. */
  hit(): string | null;
}

/** What can fail with the disk full: reading cannot, and neither can closing what was only read. */
const NEEDS_SPACE = new Set<Operation>(['write', 'flush', 'flushFolder', 'makeFolder', 'link', 'rename', 'makeLink']);

function isConcerned(
  kind: Fault['kind'],
  operation: Operation,
  args: readonly unknown[],
  written: ReadonlySet<unknown>,
) {
  if (kind === 'short') return operation === 'write' && (args[3] as number) > 1;
  if (kind === 'short-read') return operation === 'read' && (args[3] as number) > 1;
  if (kind !== 'ENOSPC') return true;
  if (operation === 'open') return args[1] === 'create';
  return operation === 'close' ? written.has(args[0]) : NEEDS_SPACE.has(operation);
}

export function failingFileSystem(port: FileSystem, { nth, kind, forGood }: Fault): FailingFileSystem {
  let count = 0;
  let hit: string | null = null;
  const written = new Set<unknown>();
  const fs = intercepted(port, (operation, args, carryOut) => {
    const concerned = isConcerned(kind, operation, args, written);
    if (operation === 'write') written.add(args[0]);
    if (!concerned) return carryOut(args);
    count += 1;
    const fails = count === nth || (forGood && count > nth);
    if (!fails) return carryOut(args);
    hit ??= `${operation} ${args.filter((arg) => typeof arg === 'string').join(' ')}`;
    if (kind === 'short' || kind === 'short-read') return carryOut(args.with(3, (args[3] as number) >> 1));
    // A close that tells of an error has closed all the same.
    if (operation === 'close') carryOut(args);
    throw Object.assign(new Error(`${kind}: made to fail, ${hit}`), { code: kind });
  });
  return { fs, hit: () => hit };
}

/** Every call of the port goes through `intercept`. */
export function intercepted(
  port: FileSystem,
  intercept: (
    operation: Operation,
    args: readonly unknown[],
    carryOut: (args: readonly unknown[]) => unknown,
  ) => unknown,
): FileSystem {
  return new Proxy(port, {
    get(target, operation: Operation) {
      const original = target[operation] as (...args: readonly unknown[]) => unknown;
      return (...args: readonly unknown[]) => intercept(operation, args, (given) => original(...given));
    },
  });
}
