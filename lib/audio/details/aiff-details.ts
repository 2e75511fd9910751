/** What AIFF tells beside its sound (formats/audio-files.md, section 4). */
import type { AudioComment, AudioDetails, AudioInstrument, AudioLoop, AudioMarker } from '../../model/audio-details.js';
import type { ByteReader } from '../byte-reader.js';
import type { Walked } from '../chunks.js';
import { readRegion } from '../region.js';
import { textOf } from '../text.js';
import { NO_DETAILS } from './empty.js';
import type { Fields } from './fields.js';
import { type DetailSource, detailSource } from './source.js';
import { readTagChunk } from './tags.js';

const TEXTS = ['NAME', 'AUTH', '(c) ', 'ANNO'] as const;
/** Old Macintoshes count from 1904. */
const SECONDS_1904_TO_1970 = 2_082_844_800;
const LOOP_TYPES = [null, 'forward', 'ping-pong'] as const;

export async function aiffDetails(reader: ByteReader, walked: Walked): Promise<AudioDetails> {
  const source = detailSource(reader, walked);
  const markers = readMarkers(source);
  const inst = source.first('INST');
  const tagged = await readTagChunk(reader, walked);
  const texts = TEXTS.flatMap((what) =>
    source.all(what).map(({ bytes }) => ({ what: what.trim(), text: textOf(bytes, 'macintosh') })),
  );
  return {
    ...NO_DETAILS,
    markers,
    loops: inst === null ? [] : readLoops(inst, markers),
    unityNote: inst === null ? null : inst.u8(0),
    instrument: inst === null ? null : readInstrument(inst),
    tempo: tagged?.tags?.tempo ?? null,
    region: readRegion(walked),
    texts: [...texts.filter(({ text }) => text !== ''), ...(tagged?.texts ?? [])],
    comments: readComments(source),
    tags: tagged?.tags ?? null,
    isShortened: source.isShortened() || tagged?.isShortened === true,
  };
}

/** MARK: u16 count, each i16 id, u32 frame, Pascal string, padded so that length and text are even. */
function readMarkers(source: DetailSource): AudioMarker[] {
  const mark = source.first('MARK');
  const markers: AudioMarker[] = [];
  if (mark === null) return markers;
  const count = source.count(mark.u16(0));
  for (let at = 2; markers.length < count && at + 7 <= mark.bytes.length; ) {
    const length = mark.u8(at + 6);
    const name = textOf(mark.bytes.subarray(at + 7, at + 7 + length), 'macintosh');
    markers.push({ id: mark.i16(at), frame: mark.u32(at + 2), name, note: null, length: null });
    at += 7 + length + ((length + 1) % 2);
  }
  return markers;
}

/** INST: i8 note, detune, low note, high note, low velocity, high velocity, i16 gain, then two loops. */
const readInstrument = (inst: Fields): AudioInstrument => ({
  note: inst.u8(0),
  lowNote: inst.u8(2),
  highNote: inst.u8(3),
  lowVelocity: inst.u8(4),
  highVelocity: inst.u8(5),
});

/** A loop: i16 mode, i16 first marker, i16 last marker, which is behind the last frame. */
function readLoops(inst: Fields, markers: readonly AudioMarker[]): AudioLoop[] {
  const frameOf = (id: number) => markers.find((marker) => marker.id === id)?.frame;
  return ([['sustain', 8] as const, ['release', 14] as const] as const).flatMap(([kind, at]) => {
    const type = LOOP_TYPES[inst.i16(at)] ?? null;
    const start = frameOf(inst.i16(at + 2));
    const end = frameOf(inst.i16(at + 4));
    return type === null || start === undefined || end === undefined ? [] : [{ kind, type, start, end }];
  });
}

/** COMT: u16 count, each u32 seconds, i16 marker, u16 length, text, pad. */
function readComments(source: DetailSource): AudioComment[] {
  const comt = source.first('COMT');
  const comments: AudioComment[] = [];
  if (comt === null) return comments;
  const count = source.count(comt.u16(0));
  for (let at = 2; comments.length < count && at + 8 <= comt.bytes.length; ) {
    const seconds = comt.u32(at);
    const length = comt.u16(at + 6);
    const time = new Date((seconds - SECONDS_1904_TO_1970) * 1000).toISOString().replace('.000Z', 'Z');
    const text = textOf(comt.bytes.subarray(at + 8, at + 8 + length), 'macintosh');
    comments.push({ at: seconds === 0 ? null : time, text });
    at += 8 + length + (length % 2);
  }
  return comments;
}
