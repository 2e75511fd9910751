/** XML property lists: dict, array, string, integer, real, data, date, true, false. */
import { MAX_DEPTH, MAX_VALUES, PlistError, type PlistValue } from './plist-value.js';
import { XmlError } from './xml-fault.js';
import { xmlScanner } from './xml-scanner.js';

/** Every list has this one, and the scanner takes none: it is the only place where XML is more than elements. One with a subset of its own is left for the scanner to refuse. */
const DOCTYPE = /<!DOCTYPE\s+plist\b[^>[]{0,300}>/;
const LOOKED_AT = 1024;

/** An array or dictionary whose end was not seen yet; the document itself is one too. */
interface Open {
  readonly items: PlistValue[];
  readonly map: Map<string, PlistValue> | null;
  key: string | null;
}

export function readXmlPlist(bytes: Uint8Array): PlistValue {
  const document: Open = { items: [], map: null, key: null };
  const open: Open[] = [document];
  let count = 0;
  /** The pieces of the text of the element that is open. */
  let texts: string[] = [];

  function add(value: PlistValue): void {
    count += 1;
    if (count > MAX_VALUES) throw new PlistError('it holds too many values');
    const holder = open.at(-1) as Open;
    if (holder.map === null) holder.items.push(value);
    else if (holder.key !== null) {
      holder.map.set(holder.key, value);
      holder.key = null;
    }
  }

  const scanner = xmlScanner(
    {
      open({ name, depth }) {
        if (depth > MAX_DEPTH) throw new PlistError('it is nested too deep');
        texts = [];
        if (name === 'dict') open.push({ items: [], map: new Map(), key: null });
        else if (name === 'array') open.push({ items: [], map: null, key: null });
      },
      text: (text) => texts.push(text.string()),
      close(name) {
        if (name === 'dict' || name === 'array') {
          const { map, items } = open.pop() as Open;
          add(map ?? items);
        } else if (name === 'key') (open.at(-1) as Open).key = texts.join('');
        else if (name !== 'plist') add(valueIn(name, texts.join('')));
        texts = [];
      },
    },
    { maxDepth: MAX_DEPTH + 1, maxToken: 1024 * 1024 },
  );
  try {
    for (const piece of withoutDoctype(bytes)) scanner.write(piece);
    scanner.end();
  } catch (error) {
    if (error instanceof XmlError) throw new PlistError(error.message);
    throw error;
  }
  const [top] = document.items;
  if (top === undefined) throw new PlistError('it is empty');
  return top;
}

function valueIn(name: string, text: string): PlistValue {
  if (name === 'string') return text;
  if (name === 'integer' || name === 'real') return Number(text.trim());
  if (name === 'true' || name === 'false') return name === 'true';
  if (name === 'data') return Buffer.from(text, 'base64');
  // Seconds since 2001, as in the binary form.
  if (name === 'date') return (Date.parse(text.trim()) - Date.UTC(2001, 0, 1)) / 1000;
  throw new PlistError('it holds an element that no property list has');
}

function withoutDoctype(bytes: Uint8Array): readonly Uint8Array[] {
  const head = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('latin1');
  const found = DOCTYPE.exec(head);
  if (found === null) return [bytes];
  return [bytes.subarray(0, found.index), bytes.subarray(found.index + found[0].length)];
}
