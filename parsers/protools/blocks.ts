/**
 * The blocks of an unmasked session (protools.md, section 2.2): a chain of them from 0x14 to the end, each with fields and further
 * blocks mixed in its body. A block is a span of the one buffer, never a copy; every span lies inside of the one around it.
 */
import type { CoverageArea } from '../../lib/model/session.js';
import { type Cursor, cursorOn } from '../shared/cursor.js';
import { HEAD } from './mask.js';

export interface Document {
  readonly bytes: Buffer;
  readonly order: 'le' | 'be';
  readonly view: DataView;
  /** The blocks of the chain, the first of each content type. */
  readonly top: ReadonlyMap<number, Block>;
  /** The last block ends behind the end of the file. */
  readonly isCut: boolean;
  /** The chain was broken, and taken up again further on where that could be done. */
  readonly isBroken: boolean;
  /** What could not be read whole: found out while reading. */
  readonly damaged: Set<CoverageArea>;
}

export interface Block {
  /** What is in it. */
  readonly content: number;
  /** Of the layout of this content; it grows with the program's version. */
  readonly layout: number;
  /** Where its header begins. */
  readonly start: number;
  /** The first byte behind the header. */
  readonly body: number;
  readonly end: number;
}

type Bytes = Pick<Document, 'bytes' | 'order' | 'view'>;

const [MARK, HEADER] = [0x5a, 9];
/** The first block has no content type: it holds the place of the index (protools.md, section 2.2). */
const FIRST = 11;

/** High bytes of the content types that occur; 0x5A in strings, ids and state is told from a block by them. */
const FAMILIES = new Set([
  0x0f, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48,
]);
/** What holds state, notes, names and tables only: nothing in it is a block. */
const LEAVES = new Set([
  0x0002, 0x0003, 0x1000, 0x1001, 0x1017, 0x1021, 0x1038, 0x103a, 0x2000, 0x2033, 0x2066, 0x2067,
]);

/** `known`: content types by which a broken chain is taken up again. */
export function documentOf(bytes: Buffer, order: 'le' | 'be', known: ReadonlySet<number>): Document {
  const raw: Bytes = { bytes, order, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  const top = new Map<number, Block>();
  const add = (block: Block) => {
    if (!top.has(block.content)) top.set(block.content, block);
  };
  let isCut = bytes.length < HEAD + FIRST;
  let isBroken = !isCut && bytes[HEAD] !== MARK;
  for (let at = isBroken ? bytes.length : HEAD + FIRST; at < bytes.length; ) {
    const block = headerAt(raw, at);
    if (block !== null && block.end <= bytes.length) {
      add(block);
      at = block.end;
      continue;
    }
    const next = takenUpAgain(raw, at + 1, known);
    // What there is of the block may still be read: its lists end early.
    if (block !== null) add({ ...block, end: next ?? bytes.length });
    if (next === null && (block !== null || bytes.length - at < HEADER)) isCut = true;
    else isBroken = true;
    if (next === null) break;
    at = next;
  }
  return { ...raw, top, isCut, isBroken, damaged: new Set() };
}

/** Its end may lie anywhere. */
function headerAt({ bytes, order, view }: Bytes, at: number): Block | null {
  if (bytes[at] !== MARK || bytes.length - at < HEADER) return null;
  const little = order === 'le';
  const layout = view.getUint16(at + 1, little);
  const size = view.getUint32(at + 3, little);
  if (layout > 0xff || size < 2) return null;
  return { content: view.getUint16(at + 7, little), layout, start: at, body: at + HEADER, end: at + 7 + size };
}

/** Behind a break: the next block of a known content that another block, or the end, follows. */
function takenUpAgain(raw: Bytes, from: number, known: ReadonlySet<number>): number | null {
  for (let at = raw.bytes.indexOf(MARK, from); at >= 0; at = raw.bytes.indexOf(MARK, at + 1)) {
    const block = headerAt(raw, at);
    if (block === null || !known.has(block.content) || block.end > raw.bytes.length) continue;
    if (block.end === raw.bytes.length || headerAt(raw, block.end) !== null) return at;
  }
  return null;
}

/** The blocks in the body of another one, from a place in it on. There is no table of them, so they are looked for. */
export function* childrenOf(document: Bytes, block: Block, from = block.body): Generator<Block> {
  for (let child = nextChild(document, block, from); child !== null; child = nextChild(document, block, child.end))
    yield child;
}

function nextChild(document: Bytes, block: Block, from: number): Block | null {
  if (LEAVES.has(block.content)) return null;
  for (let at = nextMark(document, from, block.end); at >= 0; at = nextMark(document, at + 1, block.end)) {
    const child = headerAt(document, at);
    if (child !== null && child.end <= block.end && FAMILIES.has(child.content >> 8)) return child;
  }
  return null;
}

/** Gaps between blocks are short as a rule. */
const SHORT = 64;

/** The bytes behind the body are not searched: the next mark may be far. */
function nextMark({ bytes }: Bytes, from: number, end: number): number {
  const near = Math.min(from + SHORT, end);
  for (let at = from; at < near; at++) if (bytes[at] === MARK) return at;
  const at = near < end ? bytes.subarray(near, end).indexOf(MARK) : -1;
  return at < 0 ? -1 : near + at;
}

export function* childrenNamed(document: Bytes, block: Block, content: number, from?: number): Generator<Block> {
  for (const child of childrenOf(document, block, from)) if (child.content === content) yield child;
}

/** More than any session has of anything: a list that goes on behind that is not followed, so that memory stays in bounds. */
const [MOST_CLIPS, MOST_OTHERS] = [1 << 19, 1 << 17];

/** The children that a list holds; its first field is their number. */
export function listed(document: Document, block: Block | null, content: number, area: CoverageArea): Block[] {
  if (block === null) return [];
  const count = cursorIn(document, block).u32();
  const most = Math.min(count ?? 0, area === 'clips' ? MOST_CLIPS : MOST_OTHERS);
  const children: Block[] = [];
  for (let at = block.body + 4; children.length < most; ) {
    const child = nextChild(document, block, at);
    if (child === null) break;
    if (child.content === content) children.push(child);
    at = child.end;
  }
  if (children.length !== count) document.damaged.add(area);
  return children;
}

/** The first one of that content, or of one of them. */
export function childOf(document: Bytes, block: Block | null, ...contents: readonly number[]): Block | null {
  if (block === null) return null;
  let child = nextChild(document, block, block.body);
  while (child !== null && !contents.includes(child.content)) child = nextChild(document, block, child.end);
  return child;
}

export const topOf = (document: Document, ...contents: readonly number[]): Block | null =>
  contents.map((content) => document.top.get(content)).find((block) => block !== undefined) ?? null;

/** From a place in a block to its end. */
export const cursorIn = ({ bytes, order }: Bytes, block: Block, from = block.body): Cursor =>
  cursorOn(bytes, order, from, block.end);
