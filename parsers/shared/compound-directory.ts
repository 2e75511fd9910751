/** The directory of a compound file: entries of 128 bytes, the children of each storage in a binary tree (aaf.md, section 2.1). */

export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly isStorage: boolean;
  /** First sector, or first block in the mini stream. */
  readonly start: number;
  readonly size: number;
}

export interface Directory {
  readonly root: Entry;
  /** Of a storage: 32 hex digits as stored. */
  classOf(storage: Entry): string;
  /** By name; read anew each time. */
  children(storage: Entry): ReadonlyMap<string, Entry>;
}

const ENTRY = 128;
const [STORAGE, STREAM, ROOT] = [1, 2, 5];

/** `isOld`: version 3, whose sizes have 32 bits. `onTrouble` hears of trees that do not hold together. Null without a root. */
export function openDirectory(bytes: Buffer, isOld: boolean, onTrouble: () => void): Directory | null {
  const count = Math.floor(bytes.length / ENTRY);
  // No entry has two places: without that, a loop could make a small file a tree without end.
  const owners = new Uint32Array(count);
  const walks = new Uint32Array(count);
  let walk = 0;
  const word = (id: number, at: number): number => bytes.readUInt32LE(id * ENTRY + at);
  if (count === 0 || bytes[66] !== ROOT) return null;

  function entryAt(id: number): Entry {
    const at = id * ENTRY;
    // Counted with the zero at its end.
    const length = Math.min(Math.max(bytes.readUInt16LE(at + 64) - 2, 0), 62);
    return {
      id,
      name: bytes.toString('utf16le', at, at + (length & ~1)),
      isStorage: bytes[at + 66] !== STREAM,
      start: word(id, 116),
      size: word(id, 120) + (isOld ? 0 : word(id, 124) * 2 ** 32),
    };
  }

  return {
    root: entryAt(0),
    classOf: ({ id }) => bytes.toString('hex', id * ENTRY + 80, id * ENTRY + 96),
    // Not held: of a big file that would be more than the file.
    children({ id }) {
      const children = new Map<string, Entry>();
      const queue = [word(id, 76)];
      walk += 1;
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        if (next === 0xffffffff) continue;
        const type = next < count ? bytes[next * ENTRY + 66] : null;
        const isTaken = next === 0 || walks[next] === walk || (owners[next] !== 0 && owners[next] !== id + 1);
        if (isTaken || (type !== STORAGE && type !== STREAM)) {
          onTrouble();
          continue;
        }
        owners[next] = id + 1;
        walks[next] = walk;
        const entry = entryAt(next);
        children.set(entry.name, entry);
        queue.push(word(next, 72), word(next, 68));
      }
      return children;
    },
  };
}
