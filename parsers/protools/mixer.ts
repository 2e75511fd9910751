/** Output, sends, volume, mute and pan of a track (protools.md, section 4.2). */
import type { Send, Track } from '../../lib/model/session.js';
import { type Block, childOf, childrenOf, cursorIn, type Document } from './blocks.js';
import { CONTENT } from './content.js';
import { type OldText, stringAt } from './text.js';

export interface Mixer extends Pick<Track, 'output' | 'sends' | 'volumeDb' | 'muted' | 'pan' | 'automated'> {
  /** Where the list of sends ends: what follows is told from there on. */
  readonly end: number | null;
}

export const NO_MIXER: Mixer = {
  output: null,
  sends: [],
  volumeDb: null,
  muted: null,
  pan: null,
  automated: [],
  end: null,
};

const MOST_SENDS = 10;

/** The first such block is the main output; behind it `u16 n, each: u16 slot, a send`. */
export function mixerOf(document: Document, track: Block, isMaster: boolean, old: OldText): Mixer {
  const main = childOf(document, track, CONTENT.output);
  if (main === null) return NO_MIXER;
  const strip = stripOf(document, main, isMaster, old);
  const cursor = cursorIn(document, track, main.end);
  const count = cursor.u16() ?? 0;
  const sends: Send[] = [];
  let end = cursor.at;
  for (let left = isMaster ? 0 : Math.min(count, MOST_SENDS); left > 0; left--) {
    const send = childAt(document, track, end + 2);
    if (send?.content !== CONTENT.output) {
      document.damaged.add('mixer');
      break;
    }
    const { path, volumeDb, muted } = stripOf(document, send, false, old);
    if (path !== null)
      sends.push({ to: path, levelDb: volumeDb, preFader: null, enabled: muted === null ? null : !muted });
    end = send.end;
  }
  const { path: output, volumeDb, muted, pan, automated } = strip;
  return { output, sends, volumeDb, muted, pan, automated, end };
}

/** The child that begins there. */
function childAt(document: Document, block: Block, at: number): Block | null {
  for (const child of childrenOf(document, block, at)) return child.start === at ? child : null;
  return null;
}

interface Strip extends Pick<Mixer, 'volumeDb' | 'muted' | 'pan' | 'automated'> {
  readonly path: string | null;
}

/** Of a path's block: where its name stands. */
const PATH_NAME = 36;

/** Before the pans: volume, and for all but a master mute. */
function stripOf(document: Document, block: Block, isMaster: boolean, old: OldText): Strip {
  const [before, pans]: [Block[], Block[]] = [[], []];
  let path: Block | null = null;
  for (const child of childrenOf(document, block)) {
    if (child.content === CONTENT.outputPath) path ??= child;
    else if (child.content === CONTENT.pans && pans.length < 2) pans.push(child);
    else if (child.content === CONTENT.automation && pans.length === 0 && before.length < 2) before.push(child);
  }
  const volume = valueIn(document, before[0]);
  const mute = isMaster ? null : valueIn(document, before[1]);
  const sides = pans.flatMap((pan) => valueIn(document, childOf(document, pan, CONTENT.automation) ?? undefined) ?? []);
  return {
    path: path === null ? null : stringAt(cursorIn(document, path, path.body + PATH_NAME), old),
    volumeDb: volume === null ? null : volume.first <= SILENCE ? -Infinity : volume.first / 10,
    muted: mute === null ? null : mute.first === 1,
    // Two pans place the two sides of a stereo track; one number does not say that.
    pan: sides.length === 1 ? Math.max(-1, Math.min(1, (sides[0] as Value).first / 100)) : null,
    automated: [
      ...(isAutomated(volume) ? ['Volume'] : []),
      ...(isAutomated(mute) ? ['Mute'] : []),
      ...(sides.some(isAutomated) ? ['Pan'] : []),
    ],
  };
}

interface Value {
  readonly first: number;
  readonly breakpoints: number;
}

/** In tenths of a dB: -1440 and below is off. */
const SILENCE = -1440;
const [BREAKPOINTS, FIRST] = [10, 26];

function valueIn(document: Document, block: Block | undefined): Value | null {
  if (block === undefined || block.end - block.body < FIRST + 2) return null;
  const breakpoints = cursorIn(document, block, block.body + BREAKPOINTS).u32() ?? 0;
  return { breakpoints, first: cursorIn(document, block, block.body + FIRST).i16() ?? 0 };
}

const isAutomated = (value: Value | null): boolean => value !== null && value.breakpoints > 1;
