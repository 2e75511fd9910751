/** RIFF lists: the texts of INFO, and the names that `adtl` gives to markers (formats/audio-files.md, section 2.1). */
import type { AudioText } from '../../model/audio-details.js';
import { fourCharacters } from '../byte-reader.js';
import { textOf } from '../text.js';
import { type Fields, fieldsOf } from './fields.js';
import type { DetailSource } from './source.js';

export interface ListItem {
  readonly id: string;
  readonly fields: Fields;
}

/** What the lists of one type hold; never past the end of a list. */
export function listItems(source: DetailSource, type: string): ListItem[] {
  const items: ListItem[] = [];
  for (const list of source.all('LIST', 'list')) {
    if (fourCharacters(list.bytes) !== type) continue;
    for (let at = 4; at + 8 <= list.bytes.length && source.count(items.length + 1) > items.length; ) {
      const size = Math.min(list.u32(at + 4), list.bytes.length - at - 8);
      const fields = fieldsOf(list.bytes.subarray(at + 8, at + 8 + size), source.walked.bigEndian);
      items.push({ id: fourCharacters(list.bytes, at), fields });
      at += 8 + size + (size % 2);
    }
  }
  return items;
}

export const infoTexts = (source: DetailSource): AudioText[] =>
  listItems(source, 'INFO').flatMap(({ id, fields }) => {
    const text = textOf(fields.bytes, 'windows-1252');
    return text === '' || !/^[\x20-\x7e]{4}$/.test(id) ? [] : [{ what: id, text }];
  });
