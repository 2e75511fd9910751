/** Writing a value into session XML in place: between the quotes that stand there, everything else untouched. */
import type { Splice } from '../../lib/model/parser.js';
import { encodePath, isUndecodable } from '../../lib/model/path-bytes.js';
import type { XmlSpan } from './xml-events.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x09;',
  '\n': '&#x0A;',
  '\r': '&#x0D;',
};

/** As it stands between these quotes; the other kind of quote needs no entity. */
export const xmlValue = (text: string, quote: XmlSpan['quote']): string =>
  text.replace(/[&<>"'\t\n\r]/g, (character) =>
    (character === '"' || character === "'") && character !== quote ? character : (ENTITIES[character] as string),
  );

export const valueSplice = ({ start, end, quote }: XmlSpan, text: string): Splice => ({
  start,
  end,
  bytes: encodePath(xmlValue(text, quote)),
});

/** XML has no way to write the other control characters, nor what is no text. */
export function isXmlText(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    if (isControl || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return false;
  }
  return !isUndecodable(text);
}
