/** Lists of tracks and of events: `MTrackList`, `MListNode` (cpr.md, section 4.1). */
import type { Cursor } from '../shared/cursor.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject } from './archive.js';
import type { Unit } from './tempo.js';
import { readText } from './text.js';

export interface ListNode {
  readonly name: string;
  readonly isTrackList: boolean;
  readonly unit: Unit;
  readonly tempo: ArchiveObject | null;
  readonly meter: ArchiveObject | null;
  readonly count: number;
  /** Before the first member. */
  readonly members: Cursor;
}

export function readNode(archive: Archive, object: ArchiveObject | null): ListNode | null {
  if (object?.type !== 'MTrackList' && object?.type !== 'MListNode') return null;
  const cursor = cursorIn(archive, object);
  const name = readText(cursor);
  const domain = cursor.u32();
  if (name === null || domain === null) return null;
  const isTrackList = object.type === 'MTrackList';
  const common = { name, isTrackList, unit: domain === 0 ? 'ticks' : 'seconds' } as const;
  const [tempo, meter] = domain === 0 ? [nextObject(archive, cursor), nextObject(archive, cursor)] : [null, null];
  if (domain !== 0) cursor.skip(8);
  if (isTrackList) cursor.skip(2);
  else if (domain !== 0 && !fitsFrom(archive, object, cursor.at)) {
    // Never seen, and the list of tracks has two bytes here: whichever ends where the node does.
    if (fitsFrom(archive, object, cursor.at + 2)) cursor.skip(2);
  }
  return { ...common, tempo, meter, count: cursor.u32() ?? 0, members: cursor };
}

function fitsFrom(archive: Archive, object: ArchiveObject, at: number): boolean {
  const cursor = cursorIn(archive, object);
  if (!cursor.skip(at - cursor.at)) return false;
  for (let left = cursor.u32() ?? -1; left !== 0; left--)
    if (left < 0 || nextObject(archive, cursor) === null) return false;
  return cursor.left === 0;
}
