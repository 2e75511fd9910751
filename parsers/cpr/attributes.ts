/** Dictionaries of attributes (cpr.md, section 2.4): a walk without recursion that keeps what the reader asks for. */
import type { Cursor } from '../shared/cursor.js';
import { type Archive, nextObject } from './archive.js';
import { readKey, readText, skipText } from './text.js';

export type Dictionary = ReadonlyMap<string, Value>;
export type Value = number | string | Uint8Array | Dictionary | readonly Dictionary[];

/** Everything else is walked over. */
const WANTED: ReadonlySet<string> = new Set(
  [
    'VST Mixer|Input Channels|Output Channels|Output Channel|Synth Rack|Synth Slot|InsertFolder|SendFolder|Slot|Name|String|Type',
    'Volume|Value|Solo|Bypass|State|On|Output|OwnInputBus|Bus UID|InputBusValue|OutputBusValue|Panner|PannerType',
    'EQ|Band|Enable|Gain|Freq|Q|Plugin|Plugin UID|GUID|Plugin Name|Original Plugin Name|audioComponent|editController|Text',
  ].flatMap((line) => line.split('|')),
);

const MAX_DEPTH = 64;

/** Dictionaries that may be kept of one session: a real one has some ten thousand. */
export interface Room {
  left: number;
}
export const newRoom = (): Room => ({ left: 300_000 });

/** What is open: entries of a dictionary, dictionaries of an array, or objects of one. */
interface Open {
  readonly holds: 'entries' | 'dictionaries' | 'objects';
  left: number;
  /** Null where nothing of it is kept. */
  readonly entries: Map<string, Value> | null;
  readonly list: Dictionary[] | null;
}

/** What could be read: `isWhole` is false where the bytes end or make no sense before the last entry. */
export interface Attributes {
  readonly entries: Dictionary;
  readonly isWhole: boolean;
}

/** The cursor stands before the number of entries. */
export function readAttributes(archive: Archive, cursor: Cursor, room: Room): Attributes {
  const entries = new Map<string, Value>();
  const stack: Open[] = [{ holds: 'entries', left: cursor.u32() ?? 0, entries, list: null }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.left === 0) {
      stack.pop();
      continue;
    }
    top.left--;
    const isRead =
      top.holds === 'entries' ? readEntry(archive, cursor, top, stack, room) : readItem(cursor, top, stack, room);
    if (!isRead || stack.length > MAX_DEPTH) return { entries, isWhole: false };
  }
  return { entries, isWhole: true };
}

function readEntry(archive: Archive, cursor: Cursor, open: Open, stack: Open[], room: Room): boolean {
  const key = readKey(cursor);
  const type = cursor.u16();
  if (key === null || type === null) return false;
  const into = WANTED.has(key) ? open.entries : null;
  if (type === 2) return readContainer(cursor, key, into, stack, room);
  // In a dictionary inside of an object (0022, and 00A2 where the low digit says the same).
  if ((type & 0xf) === 2) return nextObject(archive, cursor) !== null;
  const value = type === 1 ? numberOf(cursor.i64()) : type === 4 ? cursor.f64() : type === 8 ? readText(cursor) : null;
  if (value === null) return false;
  into?.set(key, value);
  return true;
}

const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

function readContainer(
  cursor: Cursor,
  key: string,
  into: Map<string, Value> | null,
  stack: Open[],
  room: Room,
): boolean {
  const kind = cursor.u16();
  if (kind === 0x14) return openObject(cursor, newEntries(into, key, room), stack);
  if (kind === 0x15) return cursor.skip(8);
  const count = cursor.u32();
  if (count === null) return false;
  switch (kind) {
    case 2:
    case 3:
      return cursor.skip(8 * count);
    case 4:
      for (let left = count; left > 0; left--) if (!skipText(cursor)) return false;
      return true;
    case 6:
      stack.push({ holds: 'entries', left: count, entries: newEntries(into, key, room), list: null });
      return true;
    case 7: {
      const raw = cursor.take(count);
      if (raw !== null) into?.set(key, raw);
      return raw !== null;
    }
    case 5:
    case 0xc8:
    case 0xc9: {
      const list: Dictionary[] | null = into === null ? null : [];
      if (list !== null) into?.set(key, list);
      stack.push({ holds: kind === 5 ? 'dictionaries' : 'objects', left: count, entries: null, list });
      return true;
    }
    default:
      return false;
  }
}

function newEntries(into: Map<string, Value> | null, key: string, room: Room): Map<string, Value> | null {
  const entries = into === null ? null : freshEntries(room);
  if (entries !== null) into?.set(key, entries);
  return entries;
}

function freshEntries(room: Room): Map<string, Value> | null {
  if (room.left <= 0) return null;
  room.left--;
  return new Map();
}

/** One of an array. */
function readItem(cursor: Cursor, { holds, list }: Open, stack: Open[], room: Room): boolean {
  const kind = holds === 'objects' ? cursor.u16() : null;
  if (kind === 0x15) return cursor.skip(8);
  if (holds === 'objects' && kind !== 0x14) return false;
  const entries = list === null ? null : freshEntries(room);
  if (entries !== null) list?.push(entries);
  if (holds === 'objects') return openObject(cursor, entries, stack);
  const count = cursor.u32();
  if (count === null) return false;
  stack.push({ holds: 'entries', left: count, entries, list: null });
  return true;
}

function openObject(cursor: Cursor, entries: Map<string, Value> | null, stack: Open[]): boolean {
  if (!skipText(cursor) || !cursor.skip(8)) return false;
  const count = cursor.u32();
  if (count === null) return false;
  stack.push({ holds: 'entries', left: count, entries, list: null });
  return true;
}

const NONE: Dictionary = new Map();

export const numberAt = (entries: Dictionary, key: string): number | null => {
  const value = entries.get(key);
  return typeof value === 'number' ? value : null;
};

export const textAt = (entries: Dictionary, key: string): string => {
  const value = entries.get(key);
  return typeof value === 'string' ? value : '';
};

export const bytesAt = (entries: Dictionary, key: string): Uint8Array | null => {
  const value = entries.get(key);
  return value instanceof Uint8Array ? value : null;
};

/** Empty where there is none. */
export const within = (entries: Dictionary, key: string): Dictionary => {
  const value = entries.get(key);
  return value instanceof Map ? value : NONE;
};

export const listAt = (entries: Dictionary, key: string): readonly Dictionary[] => {
  const value = entries.get(key);
  return Array.isArray(value) ? value : [];
};
