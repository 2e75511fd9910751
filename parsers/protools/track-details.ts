/** What is stored of one track besides its row (protools.md, section 4.2). */
import { type Block, childOf, childrenOf, cursorIn, type Document, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { type Mixer, mixerOf, NO_MIXER } from './mixer.js';
import { idAt, type OldText, stringAt } from './text.js';
import { MOST_TRACKS } from './track-table.js';

export interface TrackDetails {
  readonly kind: 'audio' | 'midi' | 'instrument' | 'other';
  /** The name that it had first. */
  readonly oldName: string;
  readonly id: string | null;
  readonly inserts: Block | null;
  readonly mixer: Mixer;
  readonly input: string | null;
  readonly soloed: boolean | null;
  readonly comment: string | null;
  /** Ranks among the playlists (audio) or the MIDI lanes; the active one first. */
  readonly playlists: readonly number[];
  readonly hasActivePlaylist: boolean;
}

const AUDIO = 0x261c;
const AUX = 0x261e;
const MASTER = 0x261d;
const INSTRUMENT = 0x2621;
const MIDI = 0x2620;
const TRACKS: ReadonlySet<number> = new Set([AUDIO, AUX, MASTER, INSTRUMENT, MIDI, 0x2623, 0x261f, 0x263b]);

/** Of what follows the sends: where the name of the input, and the playlist of an instrument stand. */
const [INPUT, INSTRUMENT_PLAYLIST] = [53, 52];

export function readTrackDetails(document: Document, old: OldText): readonly TrackDetails[] {
  const block = topOf(document, CONTENT.tracks);
  if (block === null) return [];
  const details: TrackDetails[] = [];
  const count = cursorIn(document, block).u32() ?? 0;
  for (const track of childrenOf(document, block, block.body + 4)) {
    if (!TRACKS.has(track.content) || details.length === MOST_TRACKS) continue;
    details.push(detailsOf(document, track, old));
  }
  if (details.length !== count) document.damaged.add('tracks');
  return details;
}

function detailsOf(document: Document, track: Block, old: OldText): TrackDetails {
  const inner = childOf(document, track, CONTENT.trackInner) ?? track;
  const head = childOf(document, inner, CONTENT.trackHead);
  const name = childOf(document, head ?? inner, ...CONTENT.trackName);
  const mixer = track.content === MIDI ? NO_MIXER : mixerOf(document, inner, track.content === MASTER, old);
  const hasInput = track.content === AUDIO || track.content === AUX;
  return {
    kind: kindOf(track),
    ...nameOf(document, name, old),
    inserts: childOf(document, inner, CONTENT.inserts),
    mixer,
    input: hasInput && mixer.end !== null ? stringAt(cursorIn(document, inner, mixer.end + INPUT), old) || null : null,
    soloed: head === null || name === null ? null : flag(cursorIn(document, head, name.end).u8()),
    comment: commentOf(document, track, old),
    ...playlistsOf(document, track, inner, head, mixer),
  };
}

const flag = (byte: number | null): boolean | null => (byte === 0 ? false : byte === 1 ? true : null);

function kindOf({ content }: Block): TrackDetails['kind'] {
  if (content === AUDIO) return 'audio';
  if (content === MIDI) return 'midi';
  return content === INSTRUMENT ? 'instrument' : 'other';
}

/** `name, 7 bytes, id`; up to version 9 the id stands in a child (seen in 8), and before 8 there is none. */
export function nameOf(document: Document, block: Block | null, old: OldText): Pick<TrackDetails, 'oldName' | 'id'> {
  if (block === null) return { oldName: '', id: null };
  const cursor = cursorIn(document, block);
  const oldName = stringAt(cursor, old) ?? '';
  if (block.content === CONTENT.trackName[0]) return { oldName, id: cursor.skip(7) ? idAt(cursor) : null };
  const child = childOf(document, block, CONTENT.oldTrackId);
  return { oldName, id: child === null ? null : idAt(cursorIn(document, child, child.body + 4)) };
}

function playlistsOf(
  document: Document,
  track: Block,
  inner: Block,
  head: Block | null,
  { end }: Mixer,
): Pick<TrackDetails, 'playlists' | 'hasActivePlaylist'> {
  if (track.content === AUDIO && inner !== track) return choiceAt(document, track, inner.end, 2);
  if (track.content === INSTRUMENT && end !== null) return choiceAt(document, inner, end + INSTRUMENT_PLAYLIST, 2);
  if (track.content === MIDI && head !== null) return choiceAt(document, track, head.end, 4);
  return { playlists: [], hasActivePlaylist: false };
}

const NONE = 0xffffffff;
const MOST_PLAYLISTS = 512;

/** `u32 active, number (u16 or u32), each: u32`; the active one stands in the list as well. */
export function choiceAt(
  document: Document,
  block: Block,
  at: number,
  width: 2 | 4,
): Pick<TrackDetails, 'playlists' | 'hasActivePlaylist'> {
  const cursor = cursorIn(document, block, at);
  const active = cursor.u32();
  if (active === null || active === NONE) return { playlists: [], hasActivePlaylist: false };
  const count = Math.min((width === 2 ? cursor.u16() : cursor.u32()) ?? 0, MOST_PLAYLISTS);
  const all: number[] = [];
  for (let one = cursor.u32(); one !== null && all.length < count; one = cursor.u32()) all.push(one);
  const others = all.includes(active) ? all.filter((one) => one !== active && one !== NONE) : [];
  return { playlists: [active, ...others], hasActivePlaylist: true };
}

/** Below these, nothing is a comment; above, it lies at another depth in every kind of track. */
const NO_COMMENT: ReadonlySet<number> = new Set([
  CONTENT.trackInner,
  CONTENT.inserts,
  CONTENT.output,
  CONTENT.trackHead,
]);
const MOST_DEPTH = 4;

/** The first comment block inside of the track: `a child, u8 selected, u8 shown, 6 bytes, the comment`. */
function commentOf(document: Document, track: Block, old: OldText): string | null {
  const block = commentBlock(document, track, MOST_DEPTH);
  const child = block === null ? undefined : childrenOf(document, block).next().value;
  if (block === null || child === undefined) return null;
  return stringAt(cursorIn(document, block, child.end + 2 + 6), old) || null;
}

function commentBlock(document: Document, block: Block, depth: number): Block | null {
  for (const child of childrenOf(document, block)) {
    if (child.content === CONTENT.trackComment) return child;
    const below = depth === 0 || NO_COMMENT.has(child.content) ? null : commentBlock(document, child, depth - 1);
    if (below !== null) return below;
  }
  return null;
}
