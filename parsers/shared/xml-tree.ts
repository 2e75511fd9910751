/** A session's XML as a tree, for documents of moderate size. Attribute values carry the place where they stand, so that they can be edited. */
import { XML_LIMITS, type XmlSpan, type XmlTag } from './xml-events.js';
import { scanXml } from './xml-scanner.js';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All character data right below it, joined. */
  readonly text: string;
  readonly start: number;
  /** One past its end tag; for the elements that a cut document left open, where it ended. */
  readonly end: number;
  /** Where the value of each attribute stands, without its quotes; none where the options leave it out. */
  readonly spans: ReadonlyMap<string, XmlSpan>;
}

export interface XmlTreeOptions {
  /** Elements whose content is of no use (opaque plug-in state): kept with their attributes, without children and text. */
  readonly isOpaque?: (name: string) => boolean;
  /** Elements that nobody asks for: left out with all that they hold. */
  readonly isIgnored?: (name: string) => boolean;
  /** Elements whose attributes are edited; only theirs have `spans`. Absent: all have. */
  readonly isEdited?: (name: string) => boolean;
  /** More elements than this are refused, so that memory stays in bounds; one with very many attributes counts as several. */
  readonly maxElements: number;
}

export interface XmlTree {
  readonly root: XmlElement | null;
  /** Why the document could not be read to its end (an `XmlError`, or what its pieces threw); null where it was whole. */
  readonly trouble: unknown;
}

interface Growing {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly start: number;
  end: number;
  readonly spans: Map<string, XmlSpan>;
}

/** So many attributes take the memory of one more element. */
const ATTRIBUTES_LIKE_ONE = 16;

/** Reads as far as it goes: a damaged document gives the elements before the damage. */
export async function readXmlTree(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: XmlTreeOptions,
): Promise<XmlTree> {
  let root: Growing | null = null;
  const open: Growing[] = [];
  /** The element that is open now is ignored: nothing comes of it but its end. */
  let isIgnored = false;
  let count = 0;
  let end = 0;
  try {
    await scanXml(
      pieces,
      {
        open(tag) {
          end = tag.end;
          if (open.length > 0 && options.isIgnored?.(tag.name)) {
            isIgnored = true;
            return 'skip';
          }
          const element = growing(tag, options.isEdited?.(tag.name) ?? true);
          count += 1 + Math.floor(element.attributes.size / ATTRIBUTES_LIKE_ONE);
          if (count > options.maxElements) throw new TooManyElements(options.maxElements);
          const parent = open[open.length - 1];
          if (parent === undefined) root = element;
          else parent.children.push(element);
          open.push(element);
          return options.isOpaque?.(tag.name) ? 'skip' : undefined;
        },
        close(_name, _start, at) {
          end = at;
          if (isIgnored) {
            isIgnored = false;
            return;
          }
          const element = open.pop();
          if (element !== undefined) element.end = at;
        },
        text(text) {
          const parent = open[open.length - 1];
          if (parent !== undefined && !text.isBlank) parent.text += text.string();
        },
      },
      XML_LIMITS,
    );
    return { root, trouble: null };
  } catch (trouble) {
    for (const element of open) element.end = end;
    return { root, trouble };
  }
}

export class TooManyElements extends Error {
  constructor(readonly limit: number) {
    super(`more than ${limit} elements`);
    this.name = 'TooManyElements';
  }
}

const NO_SPANS: Map<string, XmlSpan> = new Map();
const NO_ATTRIBUTES: Map<string, string> = new Map();

function growing(tag: XmlTag, isEdited: boolean): Growing {
  const pairs = tag.attributes();
  // Maps are what fills the memory of a big tree.
  const attributes = pairs.length === 0 ? NO_ATTRIBUTES : new Map(pairs);
  const spans = isEdited ? new Map(pairs.map(([name]) => [name, tag.span(name) as XmlSpan])) : NO_SPANS;
  return { name: tag.name, attributes, children: [], text: '', start: tag.start, end: tag.end, spans };
}

/** The first child of that name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? [];

/** Every element below, in the order of the document, itself not. */
export function* below(element: XmlElement): Generator<XmlElement> {
  for (const one of element.children) {
    yield one;
    yield* below(one);
  }
}
