/** The lists of clips ("regions"), clip groups and MIDI clips (protools.md, section 4.3). */
import type { Cursor } from '../shared/cursor.js';
import { type Block, childOf, cursorIn, type Document, listed, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt } from './text.js';

export interface ListedClip {
  readonly name: string;
  /** Where it begins in its file, in frames. */
  readonly offset: number | null;
  readonly length: number | null;
  readonly lengthUnit: 'samples' | 'ticks';
  /** Where it lies on the time line, as far as the clip itself says: the place of a placement that has none (5 to 7). */
  readonly start: number | null;
  /** The record of the audio list that it plays. */
  readonly file: number | null;
  /** Of a MIDI clip: the chunk of notes that it plays. */
  readonly chunk: number | null;
}

export interface ClipLists {
  readonly audio: readonly ListedClip[];
  readonly groups: readonly ListedClip[];
  readonly midi: readonly ListedClip[];
}

export function readClipLists(document: Document, old: OldText): ClipLists {
  const read = (list: Block | null, contents: readonly number[], refersTo: RefersTo): ListedClip[] => {
    const content = list === null ? 0 : (contents[CONTENT_OF_OLD.has(list.content) ? 1 : 0] ?? 0);
    if (list === null) return [];
    // One cursor for all of them: there may be a hundred thousand.
    const cursor = cursorIn(document, list);
    return listed(document, list, content, 'clips').map((block) => clipOf(document, cursor, block, refersTo, old));
  };
  return {
    audio: read(topOf(document, ...CONTENT.clips), CONTENT.clip, 'file'),
    groups: read(topOf(document, CONTENT.groups), [CONTENT.group], 'nothing'),
    midi: read(topOf(document, ...CONTENT.midiClips), CONTENT.midiClip, 'chunk'),
  };
}

const CONTENT_OF_OLD: ReadonlySet<number> = new Set([CONTENT.clips[1], CONTENT.midiClips[1]]);

type RefersTo = 'file' | 'chunk' | 'nothing';

const NOTHING: ListedClip = {
  name: '',
  offset: null,
  length: null,
  lengthUnit: 'samples',
  start: null,
  file: null,
  chunk: null,
};

/** Behind its span: the rank of its file in the audio list. At its very end: that of its chunk of notes. */
function clipOf(document: Document, cursor: Cursor, block: Block, refersTo: RefersTo, old: OldText): ListedClip {
  const span = childOf(document, block, ...CONTENT.clipSpan);
  if (span === null) return NOTHING;
  cursor.at = span.body;
  const name = stringAt(cursor, old);
  if (name === null || cursor.at > span.end) {
    document.damaged.add('clips');
    return NOTHING;
  }
  const values = spanAt(document, cursor.at, span.end);
  cursor.at = refersTo === 'chunk' ? block.end - 4 : span.end;
  const rank = refersTo !== 'nothing' && span.end + 4 <= block.end ? cursor.u32() : null;
  return { name, ...values, file: refersTo === 'file' ? rank : null, chunk: refersTo === 'chunk' ? rank : null };
}

type Span = Pick<ListedClip, 'offset' | 'length' | 'lengthUnit' | 'start'>;

/**
 * Five bytes whose high nibbles are widths, then the values, little-endian in every file: offset, length, start. Bit 0 beside the
 * width of the offset was set in all clips that are counted in ticks.
 */
export function spanAt({ bytes, order }: Document, head: number, end: number): Span {
  const nothing = { offset: null, length: null, lengthUnit: 'samples', start: null } as const;
  if (head + 5 > end) return nothing;
  const [first, second, third] = order === 'le' ? [1, 2, 3] : [4, 3, 2];
  const flags = bytes[head + first] as number;
  let at = head + 5;
  const value = (width: number): number | null => {
    if (width > 6 || at + width > end) return null;
    at += width;
    return width === 0 ? 0 : bytes.readUIntLE(at - width, width);
  };
  const offset = value(flags >> 4);
  const length = offset === null ? null : value((bytes[head + second] as number) >> 4);
  const start = length === null ? null : value((bytes[head + third] as number) >> 4);
  return { offset, length, lengthUnit: (flags & 1) === 1 ? 'ticks' : 'samples', start };
}
