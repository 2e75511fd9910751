/** Title and artist (protools.md, section 4.1): fields in Base64 inside a string, each with a URI for its name. */
import { cursorOn } from '../shared/cursor.js';
import { childOf, cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt } from './text.js';

export interface Metadata {
  readonly title: string | null;
  readonly artist: string | null;
}

const MOST_FIELDS = 1000;

export function readMetadata(document: Document, old: OldText): Metadata {
  const block = childOf(document, topOf(document, CONTENT.metadata), CONTENT.metadataText);
  if (block === null) return { title: null, artist: null };
  const cursor = cursorIn(document, block);
  stringAt(cursor, old);
  const fields = fieldsIn(Buffer.from(stringAt(cursor, old) ?? '', 'base64'), document.order, old);
  const named = (ending: string) => fields.find(([name]) => name.endsWith(ending))?.[1] || null;
  return { title: named('/:title'), artist: named('#:TPE1') };
}

/** `u32 1, u32 number, each: name, u32 type (0: text), value`; behind a value of another type nothing is read. */
function fieldsIn(bytes: Buffer, order: 'le' | 'be', old: OldText): readonly (readonly [string, string])[] {
  const cursor = cursorOn(bytes, order);
  cursor.skip(4);
  const count = Math.min(cursor.u32() ?? 0, MOST_FIELDS);
  const fields: (readonly [string, string])[] = [];
  while (fields.length < count) {
    const name = stringAt(cursor, old);
    const isText = cursor.u32() === 0;
    const value = isText ? stringAt(cursor, old) : null;
    if (name === null || value === null) break;
    fields.push([name.replaceAll('\t', '/'), value]);
  }
  return fields;
}
