/** What the session says of itself (protools.md, section 4.1). */
import type { ParsedSession, Platform } from '../../lib/model/session.js';
import { type Block, cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { ID_BYTES, type OldText, stringAt, stringsAt } from './text.js';

export type Product = Pick<ParsedSession, 'version' | 'application' | 'platform'>;

/** The program that saved the file last: `u8, name, u32 3, three u32, version text, u8, "Release", u8, kind, u8, u8, system`. */
export function readProduct(document: Document): Product {
  const block = topOf(document, CONTENT.product);
  if (block === null) return { version: null, application: null, platform: null };
  const cursor = cursorIn(document, block);
  const old = 'mac-roman';
  cursor.skip(1);
  const application = stringAt(cursor, old);
  cursor.skip(4);
  const numbers = [cursor.u32(), cursor.u32(), cursor.u32()];
  const version = stringAt(cursor, old);
  cursor.skip(1);
  stringAt(cursor, old);
  cursor.skip(1);
  stringAt(cursor, old);
  cursor.skip(1);
  return {
    version: version || (numbers.includes(null) ? null : numbers.join('.')),
    application: application || null,
    platform: platformOf(cursor.u8()),
  };
}

const platformOf = (code: number | null): Platform | null => (code === 0 ? 'macos' : code === 1 ? 'windows' : null);

/** The code page of names that are no UTF-8. */
export const oldTextOf = (product: Product): OldText => (product.platform === 'windows' ? 'windows-1252' : 'mac-roman');

export interface OwnPlace {
  readonly isBackup: boolean;
  /** The five lines of information that a person can fill in. */
  readonly info: readonly (readonly [label: string, text: string])[];
  /** Where it was saved, the volume first; none where that cannot be read. */
  readonly folder: readonly string[];
}

const LABELS = 5;

export function readOwnPlace(document: Document, old: OldText): OwnPlace {
  const nowhere: OwnPlace = { isBackup: false, info: [], folder: [] };
  const block = topOf(document, CONTENT.ownPlace);
  if (block === null) return nowhere;
  const cursor = cursorIn(document, block);
  cursor.skip(4 + ID_BYTES + 1);
  const isBackup = cursor.u8() === 1;
  const texts = stringsAt(cursor, old);
  stringAt(cursor, old);
  const folder = stringsAt(cursor, old);
  if (texts === null || folder === null) return nowhere;
  const info = texts.slice(0, LABELS).flatMap((label, at) => {
    const text = texts[at + LABELS] ?? '';
    return text === '' ? [] : [[label, text] as const];
  });
  return { isBackup, info, folder };
}

export function readFormat(document: Document): Pick<ParsedSession, 'sampleRate' | 'bitDepth'> {
  const block = topOf(document, CONTENT.settings);
  if (block === null) return { sampleRate: null, bitDepth: null };
  const cursor = cursorIn(document, block);
  cursor.skip(2);
  return { sampleRate: cursor.u32() || null, bitDepth: bitDepthOf(document, block) || null };
}

/** The second byte knows 16 and 24 only; newer layouts say it again near their end. */
function bitDepthOf(document: Document, block: Block): number | null {
  const at = block.layout >= 10 ? block.end - 6 : block.layout === 9 ? block.end - 5 : block.body + 1;
  return at < block.body ? null : cursorIn(document, block, at).u8();
}
