/** Markers of WAV files: places in `cue `, names and lengths in the list `adtl` (formats/audio-files.md, section 2.1). */
import type { AudioMarker } from '../../model/audio-details.js';
import { textOf } from '../text.js';
import { listItems } from './list.js';
import type { DetailSource } from './source.js';

/** How Logic and GarageBand write the tempo of the song. */
const LOGIC_TEMPO = /^Tempo: (\d{1,4}(?:\.\d{1,6})?)$/;

interface Names {
  name: string | null;
  note: string | null;
  length: number | null;
}

/** `cue `: u32 count, each u32 id, u32 position, name, u32, u32, u32 frame. */
export function readCue(source: DetailSource): { readonly markers: AudioMarker[]; readonly tempo: number | null } {
  const cue = source.first('cue ');
  if (cue === null) return { markers: [], tempo: null };
  const names = readNames(source);
  const markers: AudioMarker[] = [];
  let tempo: number | null = null;
  const count = source.count(Math.min(cue.u32(0), Math.floor((cue.bytes.length - 4) / 24)));
  for (let n = 0, at = 4; n < count; n++, at += 24) {
    const id = cue.u32(at);
    const frame = cue.u32(at + 20);
    const named = names.get(id);
    const name = named?.name ?? '';
    const written = frame === 0 ? LOGIC_TEMPO.exec(name)?.[1] : undefined;
    if (written !== undefined) tempo ??= Number(written);
    else markers.push({ id, frame, name, note: named?.note ?? null, length: named?.length ?? null });
  }
  return { markers, tempo };
}

/** `labl` and `note`: u32 id, text. `ltxt`: u32 id, u32 length, purpose, 4 times u16, text. */
function readNames(source: DetailSource): Map<number, Names> {
  const names = new Map<number, Names>();
  for (const { id, fields } of listItems(source, 'adtl')) {
    const cue = fields.u32(0);
    const one = names.get(cue) ?? { name: null, note: null, length: null };
    names.set(cue, one);
    const text = (at: number) => textOf(fields.bytes.subarray(at), 'windows-1252') || null;
    if (id === 'labl') one.name = text(4);
    if (id === 'note') one.note = text(4);
    if (id !== 'ltxt') continue;
    one.name ??= text(20);
    if (fields.u32(4) > 0) one.length = fields.u32(4);
  }
  return names;
}
