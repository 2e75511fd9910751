/** Writes compound files of both sector sizes (aaf.md, section 2.1). */

export interface Storage {
  /** 32 hex digits as stored. */
  readonly classId?: string;
  readonly children: ReadonlyMap<string, Storage | Buffer>;
}

export interface CompoundOptions {
  readonly sectorSize?: 512 | 4096;
  /** Bytes 8 to 23 of the header. */
  readonly id?: string;
}

interface Entry {
  readonly name: string;
  readonly node: Storage | Buffer;
  child: number;
  left: number;
  right: number;
  start: number;
  size: number;
}

const [FREE, END, FAT, DIFAT] = [0xffffffff, 0xfffffffe, 0xfffffffd, 0xfffffffc];
const [CUTOFF, MINI, IN_HEADER] = [4096, 64, 109];

export function writeCompound(root: Storage, { sectorSize = 4096, id = '' }: CompoundOptions = {}): Buffer {
  const entries: Entry[] = [];
  addEntry(entries, 'Root Entry', root);
  const sectors: Buffer[] = [];
  const fat: number[] = [];
  const put = (bytes: Buffer): number => {
    const count = Math.ceil(bytes.length / sectorSize);
    if (count === 0) return END;
    const first = sectors.length;
    for (let at = 0; at < count; at++) {
      sectors.push(padded(bytes.subarray(at * sectorSize, (at + 1) * sectorSize), sectorSize));
      fat.push(at === count - 1 ? END : first + at + 1);
    }
    return first;
  };

  const mini: Buffer[] = [];
  const miniFat: number[] = [];
  for (const entry of entries) {
    if (!Buffer.isBuffer(entry.node)) continue;
    entry.size = entry.node.length;
    if (entry.size >= CUTOFF) entry.start = put(entry.node);
    else if (entry.size > 0) {
      entry.start = miniFat.length;
      const count = Math.ceil(entry.size / MINI);
      mini.push(padded(entry.node, count * MINI));
      for (let at = 1; at <= count; at++) miniFat.push(at === count ? END : entry.start + at);
    }
  }
  const miniStream = Buffer.concat(mini);
  const top = entries[0] as Entry;
  top.size = miniStream.length;
  top.start = put(miniStream);
  const miniFatBytes = words(miniFat, sectorSize);
  const miniFatStart = put(miniFatBytes);
  const directory = Buffer.concat(entries.map((entry) => entryBytes(entry)));
  const directoryStart = put(filled(directory, sectorSize));

  // The FAT tells of its own sectors as well.
  const perSector = sectorSize / 4;
  let [fatCount, difatCount] = [1, 0];
  while (fatCount * perSector < sectors.length + fatCount + difatCount) {
    fatCount += 1;
    difatCount = Math.ceil(Math.max(fatCount - IN_HEADER, 0) / (perSector - 1));
  }
  const firstFat = sectors.length;
  const fatSectors = Array.from({ length: fatCount }, (_, at) => firstFat + at);
  const table = [...fat, ...fatSectors.map(() => FAT), ...Array.from({ length: difatCount }, () => DIFAT)];
  const body = [...sectors, words(table, sectorSize)];
  const beyond = fatSectors.slice(IN_HEADER);
  for (let at = 0; at < difatCount; at++) {
    const list = beyond.slice(at * (perSector - 1), (at + 1) * (perSector - 1));
    const next = at === difatCount - 1 ? END : firstFat + fatCount + at + 1;
    body.push(words([...list, ...Array.from({ length: perSector - 1 - list.length }, () => FREE), next], sectorSize));
  }

  const header = Buffer.alloc(sectorSize);
  header.write(`d0cf11e0a1b11ae1${id}`, 'hex');
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(sectorSize === 512 ? 3 : 4, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(sectorSize === 512 ? 9 : 12, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(fatCount, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(CUTOFF, 56);
  header.writeUInt32LE(miniFatStart, 60);
  header.writeUInt32LE(miniFatBytes.length / sectorSize, 64);
  header.writeUInt32LE(difatCount === 0 ? END : firstFat + fatCount, 68);
  header.writeUInt32LE(difatCount, 72);
  for (let at = 0; at < IN_HEADER; at++) header.writeUInt32LE(fatSectors[at] ?? FREE, 76 + 4 * at);
  return Buffer.concat([header, ...body]);
}

function addEntry(entries: Entry[], name: string, node: Storage | Buffer): number {
  const entry: Entry = {
    name,
    node,
    child: FREE,
    left: FREE,
    right: FREE,
    start: Buffer.isBuffer(node) ? END : 0,
    size: 0,
  };
  const at = entries.push(entry) - 1;
  if (!Buffer.isBuffer(node)) {
    const children = [...node.children].map(([key, child]) => addEntry(entries, key, child));
    entry.child = balanced(entries, children);
  }
  return at;
}

/** The middle one on top, as writers do it. */
function balanced(entries: Entry[], ids: readonly number[]): number {
  const middle = ids.length >> 1;
  const top = ids[middle];
  if (top === undefined) return FREE;
  const entry = entries[top] as Entry;
  entry.left = balanced(entries, ids.slice(0, middle));
  entry.right = balanced(entries, ids.slice(middle + 1));
  return top;
}

function entryBytes({ name, node, child, left, right, start, size }: Entry): Buffer {
  const bytes = Buffer.alloc(128);
  const isRoot = name === 'Root Entry';
  bytes.write(name, 0, 62, 'utf16le');
  bytes.writeUInt16LE(2 * name.length + 2, 64);
  bytes[66] = isRoot ? 5 : Buffer.isBuffer(node) ? 2 : 1;
  bytes[67] = 1;
  bytes.writeUInt32LE(left, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  if (!Buffer.isBuffer(node)) bytes.write(node.classId ?? '', 80, 'hex');
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

const padded = (bytes: Buffer, size: number): Buffer => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);

/** Free entries up to the end of the sector. */
function filled(directory: Buffer, sectorSize: number): Buffer {
  const count = (sectorSize - (directory.length % sectorSize)) % sectorSize;
  const free = Buffer.alloc(count);
  for (let at = 0; at < count; at += 128) free.fill(0xff, at + 68, at + 80);
  return Buffer.concat([directory, free]);
}

function words(values: readonly number[], sectorSize: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil((4 * values.length) / sectorSize) * sectorSize, 0xff);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}
