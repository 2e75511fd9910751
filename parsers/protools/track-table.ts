/** The table of tracks in their order, with folders (protools.md, section 4.2). Versions before 8 have none. */
import type { TrackKind } from '../../lib/model/session.js';
import type { Cursor } from '../shared/cursor.js';
import { type Block, childOf, childrenNamed, cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { ID_BYTES, idAt, type OldText, stringAt } from './text.js';

export interface TrackRow {
  /** As the user sees it; the names in the details are older. */
  readonly name: string;
  readonly kind: TrackKind;
  readonly id: string;
}

const KINDS: ReadonlyMap<number, TrackKind> = new Map([
  [0, 'audio'],
  [1, 'midi'],
  [2, 'bus'],
  [5, 'master'],
  [7, 'instrument'],
  [8, 'video'],
  [9, 'vca'],
  [11, 'folder'],
]);

/** More tracks, and folders inside of folders, than any session has. */
export const MOST_TRACKS = 1 << 14;
const MOST_DEEP = 128;

/** Null where there is no table. */
export function readTrackTable(document: Document, old: OldText): readonly TrackRow[] | null {
  const block = topOf(document, CONTENT.trackTable);
  if (block === null) return null;
  const cursor = cursorIn(document, block);
  cursor.skip(2 + 8);
  cursor.skip(2 * (cursor.u32() ?? 0));
  const count = cursor.u32();
  const rows: TrackRow[] = [];
  while (rows.length < Math.min(count ?? 0, MOST_TRACKS)) {
    const row = rowAt(cursor, old);
    if (row === null || !cursor.skip(3)) break;
    rows.push(row);
  }
  if (rows.length !== count) document.damaged.add('tracks');
  const routing = foldersAmong(document, block, cursor.at, old);
  return rows.map((row) => (routing.has(row.id) ? { ...row, kind: 'folder' } : row));
}

/** `u16 type, name, u16 format, u32 0, id`, then the shown number and a byte. */
function rowAt(cursor: Cursor, old: OldText): TrackRow | null {
  const type = cursor.u16();
  const name = stringAt(cursor, old);
  cursor.skip(2 + 4);
  const id = idAt(cursor);
  return type === null || name === null || id === null ? null : { name, kind: KINDS.get(type) ?? 'other', id };
}

/** A routing folder is an aux input with a flag, which stands behind a child of its row in the second list. */
function foldersAmong(document: Document, table: Block, from: number, old: OldText): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const row of childrenNamed(document, table, CONTENT.trackRow, from)) {
    const flag = childOf(document, row, CONTENT.folderFlag);
    if (flag === null || cursorIn(document, row, flag.end).u8() !== 1) continue;
    const id = rowAt(cursorIn(document, row), old)?.id;
    if (id !== undefined) folders.add(id);
  }
  return folders;
}

/** For each track, the place of the folder that holds it. A folder inside of itself, or too deep, holds nothing. */
export function readParents(document: Document, rows: readonly TrackRow[]): readonly (number | null)[] {
  const parents: (number | null)[] = rows.map(() => null);
  const block = topOf(document, CONTENT.folders);
  if (block === null) return parents;
  const places = new Map(rows.map(({ id }, at) => [id, at]));
  const cursor = cursorIn(document, block);
  const reference = () => (cursor.skip(5) ? idAt(cursor) : null);
  for (let left = cursor.u32() ?? 0; left > 0 && cursor.left >= 5 + ID_BYTES; left--) {
    const parent = places.get(reference() ?? '');
    for (let children = cursor.u32() ?? 0; children > 0 && cursor.left >= 5 + ID_BYTES; children--) {
      const child = places.get(reference() ?? '');
      if (child === undefined || parent === undefined || isBelow(parents, parent, child))
        document.damaged.add('tracks');
      else parents[child] = parent;
    }
  }
  if (cursor.left > 0) document.damaged.add('tracks');
  return parents;
}

function isBelow(parents: readonly (number | null)[], track: number, above: number): boolean {
  let depth = 0;
  for (let at: number | null = track; at !== null; at = parents[at] ?? null)
    if (at === above || depth++ === MOST_DEEP) return true;
  return false;
}
