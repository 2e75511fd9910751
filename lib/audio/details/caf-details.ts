/** What CAF tells beside its sound (formats/audio-files.md, section 5). */
import type { AudioDetails, AudioMarker, AudioText } from '../../model/audio-details.js';
import type { ByteReader } from '../byte-reader.js';
import type { Walked } from '../chunks.js';
import { textOf } from '../text.js';
import { NO_DETAILS } from './empty.js';
import { type DetailSource, detailSource } from './source.js';

export function cafDetails(reader: ByteReader, walked: Walked): AudioDetails {
  const source = detailSource(reader, walked);
  const texts = readInfo(source);
  const tempo = Number(texts.find(({ what }) => what === 'tempo')?.text);
  return {
    ...NO_DETAILS,
    markers: readMarkers(source),
    texts,
    tempo: Number.isFinite(tempo) && tempo > 0 ? tempo : null,
    isShortened: source.isShortened(),
  };
}

/** info: u32 count, each name NUL text NUL. */
function readInfo(source: DetailSource): AudioText[] {
  const info = source.first('info');
  if (info === null) return [];
  const parts: string[] = [];
  const count = source.count(info.u32(0)) * 2;
  for (let at = 4; at < info.bytes.length && parts.length < count; ) {
    const end = info.bytes.indexOf(0, at);
    const stop = end < 0 ? info.bytes.length : end;
    parts.push(textOf(info.bytes.subarray(at, stop), 'macintosh'));
    at = stop + 1;
  }
  return parts.flatMap((what, index) => {
    const text = index % 2 === 0 ? parts[index + 1] : undefined;
    return text === undefined || text === '' ? [] : [{ what, text }];
  });
}

/** mark: u32 kind of time code, u32 count, each u32 type, f64 frame, u32 id, 8 time code, u32 channel. */
function readMarkers(source: DetailSource): AudioMarker[] {
  const mark = source.first('mark');
  if (mark === null) return [];
  const names = readNames(source);
  const markers: AudioMarker[] = [];
  const count = source.count(Math.min(mark.u32(4), Math.floor((mark.bytes.length - 8) / 28)));
  for (let n = 0, at = 8; n < count; n++, at += 28) {
    const id = mark.u32(at + 12);
    const frame = mark.f64(at + 4);
    if (Number.isFinite(frame)) markers.push({ id, frame, name: names.get(id) ?? '', note: null, length: null });
  }
  return markers;
}

/** strg: u32 count, each u32 id, i64 offset into the texts, which end in NUL. */
function readNames(source: DetailSource): Map<number, string> {
  const strg = source.first('strg');
  const names = new Map<number, string>();
  if (strg === null) return names;
  const count = source.count(Math.min(strg.u32(0), Math.floor((strg.bytes.length - 4) / 12)));
  const texts = strg.bytes.subarray(4 + strg.u32(0) * 12);
  for (let n = 0, at = 4; n < count; n++, at += 12) {
    const offset = Number(BigInt.asIntN(64, strg.u64(at + 4)));
    if (offset >= 0 && offset < texts.length) names.set(strg.u32(at), textOf(texts.subarray(offset), 'macintosh'));
  }
  return names;
}
