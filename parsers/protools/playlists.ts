/** Playlists, their lanes, and what lies on these (protools.md, section 4.3). */
import { type Block, childOf, childrenOf, cursorIn, type Document, listed, topOf } from './blocks.js';
import { spanAt } from './clips.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt } from './text.js';
import { type Position, positionAt } from './timeline.js';

export interface Playlist {
  readonly name: string;
  /** Ranks of its lanes, one per channel. */
  readonly lanes: readonly number[];
}

export interface Placement {
  /** Rank in the list of clips, of groups, or of MIDI clips. */
  readonly clip: number;
  readonly position: Position;
  readonly isGroup: boolean;
}

/** Lanes by kind; each is read when a track asks for it. */
export interface Lanes {
  readonly audio: readonly Block[];
  readonly midi: readonly Block[];
  readonly video: readonly Block[];
}

/** Of all playlists together. */
const MOST_LANES = 1 << 20;

export function readPlaylists(document: Document, old: OldText): readonly Playlist[] {
  let left = MOST_LANES;
  return listed(document, topOf(document, CONTENT.playlists), CONTENT.playlist, 'clips').map((block) => {
    const cursor = cursorIn(document, block);
    const name = stringAt(cursor, old) ?? '';
    cursor.skip(1);
    const count = cursor.u32() ?? 0;
    const lanes: number[] = [];
    for (let lane = cursor.u16(); lane !== null && lanes.length < count && left > 0; lane = cursor.u16(), left--)
      lanes.push(lane);
    if (lanes.length !== count) document.damaged.add('clips');
    return { name, lanes };
  });
}

export function readLanes(document: Document): Lanes {
  const audio = topOf(document, ...CONTENT.audioLanes);
  const lane = audio?.content === CONTENT.audioLanes[1] ? CONTENT.audioLane[1] : CONTENT.audioLane[0];
  return {
    audio: listed(document, audio, lane, 'clips'),
    midi: listed(document, topOf(document, CONTENT.midiLanes), CONTENT.midiLane, 'clips'),
    video: listed(document, topOf(document, CONTENT.videoLanes), CONTENT.videoLane, 'clips'),
  };
}

/** What lies on a lane, fades excepted: `name, u32 number, each: the placement, then u8 1 for a fade`. */
export function placementsOn(document: Document, lane: Block, most: number): readonly Placement[] {
  const cursor = cursorIn(document, lane);
  stringAt(cursor, 'mac-roman');
  const count = cursor.u32();
  const placements: Placement[] = [];
  let seen = 0;
  if (count !== null && count > 0 && most > 0)
    for (const block of childrenOf(document, lane, cursor.at)) {
      if (!CONTENT.placements.some((content) => content === block.content)) continue;
      const inner = childOf(document, block, ...CONTENT.placement);
      const placement = inner === null ? null : placementOf(document, inner);
      const isFade = inner !== null && inner.end < block.end && document.bytes[inner.end] === 1;
      if (placement === null) document.damaged.add('clips');
      else if (!isFade || isMidi(block)) placements.push(placement);
      seen++;
      if (seen === count || placements.length === most) break;
    }
  if (seen !== count) document.damaged.add('clips');
  return placements;
}

/** A MIDI placement has nothing behind its child. */
const isMidi = (block: Block): boolean => block.content === CONTENT.placements[2];

/** `u16 0, u32 clip, u8 0, u64 position, u8, u16 colour, u16 list`; up to version 7 the position is a span as clips have it. */
function placementOf(document: Document, { content, body, end }: Block): Placement | null {
  const { view, order } = document;
  const little = order === 'le';
  if (end - body < 11) return null;
  const clip = view.getUint32(body + 2, little);
  if (content === CONTENT.placement[1]) {
    const { start } = spanAt(document, body + 6, end);
    return start === null ? null : { clip, position: { value: start, unit: 'samples' }, isGroup: false };
  }
  if (end - body < 15) return null;
  const isGroup = end - body >= 20 && view.getUint16(body + 18, little) === 1;
  return { clip, position: positionAt(document, body + 7), isGroup };
}
