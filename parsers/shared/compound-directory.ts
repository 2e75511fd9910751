/** The directory of a compound file: entries of 128 bytes, the children of each storage in a binary tree (aaf.md, section 2.1). */

export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly isStorage: boolean;
  /** Of a storage: 32 hex digits as stored. */
  readonly classId: string;
  /** First sector, or first block in the mini stream. */
  readonly start: number;
  readonly size: number;
}

export interface Directory {
  readonly root: Entry;
  children(storage: Entry): ReadonlyMap<string, Entry>;
}

const ENTRY = 128;
const [STORAGE, STREAM, ROOT] = [1, 2, 5];

/** `isOld`: version 3, whose sizes have 32 bits. `onTrouble` hears of trees that do not hold together. Null without a root. */
export function openDirectory(bytes: Buffer, isOld: boolean, onTrouble: () => void): Directory | null {
  const count = Math.floor(bytes.length / ENTRY);
  /** No entry has two places: without that, a loop could make a small file a tree without end. */
  const taken = new Uint8Array(count);
  const known = new Map<number, ReadonlyMap<string, Entry>>();
  const word = (id: number, at: number): number => bytes.readUInt32LE(id * ENTRY + at);
  if (count === 0 || bytes[66] !== ROOT) return null;
  taken[0] = 1;

  function entryAt(id: number): Entry {
    const at = id * ENTRY;
    // Counted with the zero at its end.
    const length = Math.min(Math.max(bytes.readUInt16LE(at + 64) - 2, 0), 62);
    return {
      id,
      name: bytes.toString('utf16le', at, at + (length & ~1)),
      isStorage: bytes[at + 66] !== STREAM,
      classId: bytes.toString('hex', at + 80, at + 96),
      start: word(id, 116),
      size: word(id, 120) + (isOld ? 0 : word(id, 124) * 2 ** 32),
    };
  }

  function readChildren(id: number): ReadonlyMap<string, Entry> {
    const children = new Map<string, Entry>();
    const queue = [word(id, 76)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === 0xffffffff) continue;
      const type = next < count ? bytes[next * ENTRY + 66] : null;
      if (taken[next] !== 0 || (type !== STORAGE && type !== STREAM)) {
        onTrouble();
        continue;
      }
      taken[next] = 1;
      const entry = entryAt(next);
      children.set(entry.name, entry);
      queue.push(word(next, 72), word(next, 68));
    }
    return children;
  }

  return {
    root: entryAt(0),
    children({ id }) {
      const there = known.get(id);
      if (there !== undefined) return there;
      const children = readChildren(id);
      known.set(id, children);
      return children;
    },
  };
}
