/** The lists of audio and video files (protools.md, sections 3.1 to 3.3). */
import type { Evidence } from '../../lib/model/session.js';
import { type Block, childOf, cursorIn, type Document, listed, topOf } from './blocks.js';
import { CONTENT } from './content.js';
import { joined } from './place.js';
import { idAt, type OldText, stringAt } from './text.js';

export interface MediaFile {
  readonly stored: string;
  readonly name: string;
  readonly kind: 'audio' | 'video';
  readonly evidence: Evidence;
}

export interface MediaFiles {
  /** One per distinct path. */
  readonly files: readonly MediaFile[];
  /** For each record of the audio list, and of the video list: its place in `files`. Clips name the record. */
  readonly audio: readonly (number | null)[];
  readonly video: readonly (number | null)[];
}

interface Tree {
  /** The names from the volume down; null where the tree is broken there. */
  pathOf(node: number): readonly string[] | null;
}

/** Deeper folders and longer paths than any system has; the sum keeps a broken tree from filling the memory. */
const LIMITS = { nodes: 1 << 20, depth: 128, path: 8192, sum: 1 << 25 };

export function readMediaFiles(document: Document, old: OldText): MediaFiles {
  const places = new Map<string, number>();
  const files: MediaFile[] = [];
  let sum = 0;
  const read = (list: Block | null, content: number, kind: MediaFile['kind']): (number | null)[] => {
    if (list === null) return [];
    const tree = treeOf(document, childOf(document, list, CONTENT.fileTree), old);
    return listed(document, list, content, 'media').map((record) => {
      const parts = tree.pathOf(cursorIn(document, record).u32() ?? -1);
      const stored = parts === null ? '' : joined(parts);
      sum += stored.length;
      if (parts === null || stored.length > LIMITS.path || sum > LIMITS.sum) {
        document.damaged.add('media');
        return null;
      }
      const known = places.get(stored);
      if (known !== undefined) return known;
      const evidence = kind === 'audio' ? audioEvidence(document, record) : videoEvidence(document, record);
      places.set(stored, files.length);
      return files.push({ stored, name: parts.at(-1) ?? '', kind, evidence }) - 1;
    });
  };
  const audio = read(topOf(document, CONTENT.audioFiles), CONTENT.audioFile, 'audio');
  const video = read(topOf(document, CONTENT.videoFiles), CONTENT.videoFile, 'video');
  return { files, audio, video };
}

/** `u32 number, each: u8 kind, i32 parent, name, 4 bytes tag`; parents often come behind their children. */
function treeOf(document: Document, block: Block | null, old: OldText): Tree {
  const names: string[] = [];
  const parents: number[] = [];
  const cursor = block === null ? null : cursorIn(document, block);
  const count = cursor?.u32() ?? 0;
  while (cursor !== null && names.length < Math.min(count, LIMITS.nodes)) {
    cursor.skip(1);
    const parent = cursor.i32();
    const name = stringAt(cursor, old);
    if (parent === null || name === null || !cursor.skip(4)) break;
    names.push(name);
    parents.push(parent);
  }
  if (block === null || names.length !== count) document.damaged.add('media');
  return {
    pathOf(node) {
      const parts: string[] = [];
      for (let at = node; at !== -1; at = parents[at] as number) {
        const name = names[at];
        if (name === undefined || parts.length === LIMITS.depth) return null;
        parts.push(name);
      }
      return parts.length === 0 ? null : parts.reverse();
    },
  };
}

/** `u32 rate, u8 channels, u8 bits, u64 frames, u8 type, u32 0, 12 bytes id` (protools.md, section 3.2); one ended before the id. */
function audioEvidence(document: Document, record: Block): Evidence {
  const facts = childOf(document, record, CONTENT.audioFacts);
  if (facts === null) return {};
  const cursor = cursorIn(document, facts);
  const [sampleRate, channels, bitDepth, frames] = [cursor.u32(), cursor.u8(), cursor.u8(), cursor.u64()];
  cursor.skip(5);
  const id = idAt(cursor);
  return {
    ...(sampleRate ? { sampleRate } : {}),
    ...(channels ? { channels } : {}),
    ...(bitDepth ? { bitDepth } : {}),
    ...(frames !== null && frames <= Number.MAX_SAFE_INTEGER ? { frames: Number(frames) } : {}),
    // The file itself holds the same id, where Pro Tools wrote it.
    ...(id !== null && /[1-9a-f]/.test(id) ? { id, fileId: id } : {}),
  };
}

/** Behind the child: `f64 frame rate, u32 frames, …` (protools.md, section 3.3). */
function videoEvidence(document: Document, record: Block): Evidence {
  const child = childOf(document, record, CONTENT.videoFacts);
  if (child === null) return {};
  const cursor = cursorIn(document, record, child.end);
  const [framesAtRate, frames] = [cursor.f64(), cursor.u32()];
  return framesAtRate !== null && framesAtRate > 0 && frames ? { frames, framesAtRate } : {};
}
