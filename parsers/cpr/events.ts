/** Events on tracks: a place in time, and what lies there (cpr.md, section 4.1). */
import type { Cursor } from '../shared/cursor.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject } from './archive.js';
import { textOf } from './text.js';

/** As stored: the start in the unit of the track; length and offset too, but those of audio in samples of the clip. */
export interface TimedEvent {
  readonly type: string;
  readonly id: number;
  readonly start: number;
  readonly length: number;
  readonly offset: number;
  /** The clip or the part. */
  readonly content: ArchiveObject;
  /** That of the clip or of the part. */
  readonly name: string;
}

export interface EventHeader {
  readonly start: number;
  readonly length: number;
  readonly offset: number;
}

/** 26 bytes, before every event and track. */
export function readHeader(cursor: Cursor): EventHeader | null {
  if (!cursor.skip(2)) return null;
  const [start, length, offset] = [cursor.f64(), cursor.f64(), cursor.f64()];
  return start === null || length === null || offset === null ? null : { start, length, offset };
}

export function readEvent(archive: Archive, object: ArchiveObject): TimedEvent | null {
  const cursor = cursorIn(archive, object);
  const header = readHeader(cursor);
  const content = nextObject(archive, cursor);
  if (header === null || content === null || content.type === '') return null;
  const { start, length, offset } = header;
  return { type: object.type, id: object.id, start, length, offset, content, name: firstText(archive, content) };
}

/** Without a cursor of its own: there are many events. */
function firstText({ bytes, view }: Archive, { start, end }: ArchiveObject): string {
  const length = start + 4 <= end ? view.getUint32(start) : 0;
  return length <= end - start - 4 ? textOf(bytes.subarray(start + 4, start + 4 + length)) : '';
}

/** What shows as a clip. */
export const isClip = ({ type }: ArchiveObject): boolean =>
  type === 'MAudioEvent' || type === 'MAudioPartEvent' || type === 'MMidiPartEvent' || /^M\w*Video\w*Event$/.test(type);
