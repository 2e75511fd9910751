/** What lies around a document: the property lists of a bundle, as XML and as binary. */

export type Made = string | number | boolean | Buffer | readonly Made[] | { readonly [key: string]: Made };

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

export const xmlPlist = (value: Made): Buffer =>
  Buffer.from(`${HEAD}<plist version="1.0">\n${element(value)}\n</plist>\n`);

function element(value: Made): string {
  if (typeof value === 'string') return `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`;
  if (typeof value === 'boolean') return `<${value}/>`;
  if (Buffer.isBuffer(value)) return `<data>\n\t${value.toString('base64')}\n</data>`;
  if (Array.isArray(value)) return `<array>${value.map(element).join('\n')}</array>`;
  const pairs = Object.entries(value as { readonly [key: string]: Made });
  return `<dict>${pairs.map(([key, one]) => `<key>${key}</key>${element(one)}`).join('\n')}</dict>`;
}

export function binaryPlist(value: Made): Buffer {
  const objects: Buffer[] = [];
  const add = (one: Made): number => {
    const at = objects.push(Buffer.alloc(0)) - 1;
    objects[at] = objectOf(one, add);
    return at;
  };
  add(value);
  return binaryOf(objects);
}

/** The objects of a binary list, with their table and trailer: references and offsets of four bytes. */
export function binaryOf(objects: readonly Buffer[], top = 0): Buffer {
  const offsets = Buffer.alloc(objects.length * 4);
  let at = 8;
  for (const [index, { length }] of objects.entries()) {
    offsets.writeUInt32BE(at, index * 4);
    at += length;
  }
  const trailer = Buffer.alloc(32);
  trailer.set([4, 4], 6);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(top), 16);
  trailer.writeBigUInt64BE(BigInt(at), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, offsets, trailer]);
}

function objectOf(value: Made, add: (one: Made) => number): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 9 : 8]);
  if (typeof value === 'number') return numberOf(value);
  if (Buffer.isBuffer(value)) return Buffer.concat([marked(4, value.length), value]);
  if (typeof value === 'string') {
    const isAscii = [...value].every((character) => character < '\x80');
    if (isAscii) return Buffer.concat([marked(5, value.length), Buffer.from(value, 'latin1')]);
    return Buffer.concat([marked(6, value.length), Buffer.from(value, 'utf16le').swap16()]);
  }
  if (Array.isArray(value)) return Buffer.concat([marked(10, value.length), refs(value.map(add))]);
  const pairs = Object.entries(value as { readonly [key: string]: Made });
  const all = [...pairs.map(([key]) => add(key)), ...pairs.map(([, one]) => add(one))];
  return Buffer.concat([marked(13, pairs.length), refs(all)]);
}

function numberOf(value: number): Buffer {
  const out = Buffer.alloc(9);
  out[0] = Number.isInteger(value) ? 0x13 : 0x23;
  if (Number.isInteger(value)) out.writeBigInt64BE(BigInt(value), 1);
  else out.writeDoubleBE(value, 1);
  return out;
}

/** Kind and length. */
export const marked = (kind: number, length: number): Buffer => {
  if (length < 15) return Buffer.from([(kind << 4) | length]);
  const out = Buffer.from([(kind << 4) | 15, 0x12, 0, 0, 0, 0]);
  out.writeUInt32BE(length, 2);
  return out;
};

export function refs(all: readonly number[]): Buffer {
  const out = Buffer.alloc(all.length * 4);
  for (const [at, one] of all.entries()) out.writeUInt32BE(one, at * 4);
  return out;
}

export interface MadeBundle {
  readonly information?: { readonly [key: string]: Made };
  readonly metadata?: { readonly [key: string]: Made };
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

const NOTHING = Buffer.alloc(0);

/** What lies around `Alternatives/000/ProjectData`, by path from there. */
export const around = ({ information, metadata, files }: MadeBundle = {}): Readonly<Record<string, Uint8Array>> => ({
  '../../Alternatives/000/.dummy': NOTHING,
  '../../Resources/ProjectInformation.plist': binaryPlist({
    LastSavedFrom: 'Logic Pro 12.2 (6644)',
    VariantNames: { 0: 'Song' },
    ...information,
  }),
  'MetaData.plist': binaryPlist({ BeatsPerMinute: 120, SampleRate: 48_000, ...metadata }),
  ...files,
});
