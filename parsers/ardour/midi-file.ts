/**
 * The notes of a standard MIDI file of one track, as Ardour writes them (ardour.md, section 3.1): `MThd`, `MTrk`, then events. A reader of
 * our own: it looks at each byte once, keeps notes only, and what is no such file is null.
 */
import { type Cursor, cursorOn } from '../shared/cursor.js';
import { keyOf, notePairs, voiceOf } from '../shared/note-pairs.js';

/** In quarters from the beginning of the file. */
export interface FileNote {
  readonly at: number;
  readonly length: number;
  readonly key: number;
}

const [HEADER, TRACK] = [0x4d546864, 0x4d54726b];
const SYSTEM_EXCLUSIVE: readonly number[] = [0xf0, 0xf7];
const [META, END_OF_TRACK] = [0xff, 0x2f];

export function notesOfFile(bytes: Uint8Array): readonly FileNote[] | null {
  const cursor = cursorOn(bytes, 'be');
  if (cursor.u32() !== HEADER) return null;
  const header = cursor.sub(cursor.u32() ?? 0);
  const [format, tracks, perQuarter] = [header?.u16(), header?.u16(), header?.i16()];
  // Of several tracks it is not proven which one a source means; a negative division counts frames of film.
  if (format !== 0 || tracks !== 1 || !perQuarter || perQuarter < 0 || cursor.u32() !== TRACK) return null;
  const track = cursor.sub(cursor.u32() ?? 0);
  return track === null ? null : notesOfTrack(track, perQuarter);
}

function notesOfTrack(track: Cursor, perQuarter: number): readonly FileNote[] | null {
  const notes: FileNote[] = [];
  const pairs = notePairs();
  let [ticks, running] = [0, 0];
  const add = (voice: number, from: number): void => {
    notes.push({ at: from / perQuarter, length: (ticks - from) / perQuarter, key: keyOf(voice) });
  };
  while (track.left > 0) {
    const [delta, status] = [variable(track), statusAt(track, running)];
    if (delta === null || status === null) return null;
    ticks += delta;
    if (status >= 0xf0) {
      const type = status === META ? track.u8() : null;
      if (status !== META && !SYSTEM_EXCLUSIVE.includes(status)) return null;
      if (type === END_OF_TRACK) break;
      if (!track.skip(variable(track) ?? -1)) return null;
      running = 0;
      continue;
    }
    running = status;
    const kind = status & 0xf0;
    const [key, velocity] = [track.u8(), kind === 0xc0 || kind === 0xd0 ? 0 : track.u8()];
    if (key === null || velocity === null || key > 127) return null;
    if (kind !== 0x80 && kind !== 0x90) continue;
    const voice = voiceOf(status & 0xf, key);
    if (kind === 0x90 && velocity > 0) pairs.begin(voice, ticks);
    else {
      const from = pairs.end(voice);
      if (from !== null) add(voice, from);
    }
  }
  for (const [voice, from] of pairs.rest()) add(voice, from);
  return notes.sort((a, b) => a.at - b.at || a.key - b.key);
}

/** A status that is left out is the one before. */
function statusAt(track: Cursor, running: number): number | null {
  const next = track.bytes[track.at];
  if (track.left === 0 || next === undefined) return null;
  if (next < 0x80) return running === 0 ? null : running;
  return track.u8();
}

/** Seven bits a byte, the highest first, four bytes at most. */
function variable(cursor: Cursor): number | null {
  let value = 0;
  for (let bytes = 0; bytes < 4; bytes += 1) {
    const byte = cursor.u8();
    if (byte === null) return null;
    value = (value << 7) | (byte & 0x7f);
    if (byte < 0x80) return value;
  }
  return null;
}
