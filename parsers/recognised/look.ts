/** What the rules of `formats.ts` ask of a file. Everything is looked at once, and only when a rule asks. */
import type { Probe } from '../../lib/model/parser.js';
import { gzipHead } from '../shared/gzip-head.js';
import { extension } from '../shared/stored-path.js';
import { type XmlRoot, xmlRoot } from '../shared/xml-head.js';
import { zipNames } from '../shared/zip-names.js';

export interface Look {
  readonly probe: Probe;
  /** In lower case, without the dot. */
  readonly ext: string;
  /** The first 4 KiB, a character per byte. */
  readonly head: string;
  /** True for a file that a text editor shows: never one of the binary formats. */
  readonly isText: boolean;
  /** The root element of plain XML. */
  root(): XmlRoot | null;
  /** The first key of a JSON object. */
  firstKey(): string | null;
  /** What stands at the beginning of a gzip, a character per byte; '' where it is none. */
  unzipped(): string;
  /** Root of the XML inside of a gzip. */
  rootInside(): XmlRoot | null;
  zip(): readonly string[];
  /** The last 24 bytes. */
  tail(): Buffer;
  /** True where these bytes stand somewhere in the first 64 KiB. */
  holds(bytes: string): boolean;
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const looks = new WeakMap<Probe, Look>();

/** One look for all rules. */
export function lookAt(probe: Probe): Look {
  const known = looks.get(probe);
  if (known !== undefined) return known;
  const look = lookNew(probe);
  looks.set(probe, look);
  return look;
}

function lookNew(probe: Probe): Look {
  const head = latin1(probe.head);
  const inside = once(() => gzipHead(probe.head));
  const beginning = once(() => latin1(probe.bytes(0, 64 * 1024)));
  return {
    probe,
    ext: extension(probe.name),
    head,
    isText: probe.head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b),
    root: once(() => xmlRoot(probe.head)),
    firstKey: () => /^(?:\xef\xbb\xbf)?\s*\{\s*"([^"\\]{1,80})"\s*:/.exec(head)?.[1] ?? null,
    unzipped: () => latin1(inside() ?? new Uint8Array()),
    rootInside: once(() => {
      const bytes = inside();
      return bytes === null ? null : xmlRoot(bytes);
    }),
    zip: once(() => (head.startsWith('PK') ? zipNames(probe) : [])),
    tail: () => Buffer.from(probe.bytes(Math.max(probe.size - 24, 0), probe.size)),
    holds: (bytes) => beginning().includes(bytes),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
