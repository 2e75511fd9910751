/** The SOURCE of a take: what it is, and how much of its file is heard (reaper.md, section 3). */

import type { Clip, MediaKind, Ns } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { kindByExtension } from '../shared/media-kind.js';
import { type Document, numberOf, rowsIn, wordsOf } from './grammar.js';

export interface Source {
  readonly kind: Clip['kind'];
  /** Its file has a length in seconds: sound or film, and no notes, picture or session. */
  readonly timed: boolean;
  readonly reversed: boolean;
  /** The sections around the file, from the outside in. */
  readonly sections: readonly Section[];
}

interface Section {
  readonly from: number;
  readonly length: number | null;
  /** Bit 1: backwards; bit 0: not a part but the whole file. */
  readonly mode: number;
}

const REVERSED = 2;
const WHOLE = 1;

export function readSource(document: Document, block: number): Source {
  const sections: Section[] = [];
  let reversed = false;
  for (let inner: number | null = block; inner !== null; ) {
    const type = wordsOf(document, inner)[1] ?? '';
    const content = readContent(document, inner);
    if (type !== 'SECTION') return { ...kindsOf(type, content.file), reversed, sections };
    sections.push(content.section);
    if (content.section.mode & REVERSED) reversed = !reversed;
    inner = content.inner;
  }
  return { kind: 'other', timed: false, reversed, sections };
}

function readContent(document: Document, block: number) {
  let [from, length, mode]: [number, number | null, number] = [0, null, 0];
  let [inner, file]: [number | null, string] = [null, ''];
  for (const { line, key, opens } of rowsIn(document, block)) {
    if (opens) {
      if (key === 'SOURCE') inner = line;
    } else if (key === 'STARTPOS') from = numberOf(wordsOf(document, line)[1]) ?? 0;
    else if (key === 'LENGTH') length = numberOf(wordsOf(document, line)[1]);
    else if (key === 'MODE') mode = numberOf(wordsOf(document, line)[1]) ?? 0;
    else if (key === 'FILE') file = wordsOf(document, line)[1] ?? '';
  }
  return { section: { from, length, mode }, inner, file };
}

function kindsOf(type: string, file: string): Pick<Source, 'kind' | 'timed'> {
  const kind = type === '' || type === 'EMPTY' ? 'other' : sourceKind(type, file);
  if (kind === 'midi' || kind === 'video') return { kind, timed: kind === 'video' };
  // A sub-project is heard as sound.
  return { kind: kind === 'audio' || kind === 'session' ? 'audio' : 'other', timed: kind === 'audio' };
}

/** By the type of the source first, then by the extension (reaper.md, section 4, "What the expected lists count"). */
export function sourceKind(type: string, stored: string): MediaKind {
  const kind = kindByExtension(stored);
  if (type === 'RPP_PROJECT' || kind === 'session') return 'session';
  if (type === 'MIDI' || type === 'MIDIPOOL' || kind === 'midi') return 'midi';
  if (kind === 'image') return 'image';
  return type === 'VIDEO' && kind !== 'audio' ? 'video' : 'audio';
}

/**
 * The furthest point of the file that is surely played, when the take plays its source up to `seconds`; null where nothing
 * bounds it. Never too far: a bound that is too high would refuse the true file. So a section that is played backwards
 * counts only with its beginning.
 */
export function furthestPoint(source: Source, seconds: number): Ns | null {
  if (!source.timed) return null;
  let point = Math.max(seconds, 0);
  for (const { from, length, mode } of source.sections) {
    if (mode & WHOLE) point = mode & REVERSED ? 0 : point;
    else point = Math.max(from, 0) + (mode & REVERSED ? 0 : Math.min(point, length ?? 0));
  }
  // Cut, not rounded, for the same reason.
  const cut = nsFromSeconds(Math.floor(point * 1e9) / 1e9);
  return cut === null || cut <= 0n ? null : cut;
}
