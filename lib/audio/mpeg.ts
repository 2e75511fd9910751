/** MP3 files whose encoder says exactly how long the sound is; a decoder's delay is no part of it (formats/audio-files.md, section 7). */
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters } from './byte-reader.js';
import { audioFacts } from './facts.js';

const RATES = [44_100, 48_000, 32_000];
/** Tags before the sound: more than one is possible. */
const MAX_TAGS = 8;
/** Bytes behind the tags in which the first frame must begin. */
const SEARCHED = 16 * 1024;
const FRAMES_FLAG = 1;
const BYTES_FLAG = 2;
const TOC_FLAG = 4;
const QUALITY_FLAG = 8;
/** No frame of layer III is longer: a file that lacks less is not known to be cut. */
const LONGEST_FRAME = 2881;

interface FrameHeader {
  readonly at: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly frameSamples: number;
  /** Where `Xing` or `Info` stands, from the frame's begin. */
  readonly tagAt: number;
}

/** Null: no layer III, or no tag that counts frames. */
export function readMpegTag(reader: ByteReader): AudioFacts | null {
  const frame = firstFrame(reader, behindTags(reader));
  if (frame === null) return null;
  const bytes = reader.bytes(frame.at, 512);
  const count = xingCount(bytes, frame) ?? vbriCount(bytes, frame);
  if (count === null) return null;
  const missing = count.bytes === null ? 0 : count.bytes - (reader.size - frame.at);
  const isCut = missing > LONGEST_FRAME;
  return audioFacts('MP3', {
    codec: 'mp3',
    sampleRate: frame.sampleRate,
    channels: frame.channels,
    frames: isCut ? null : count.frames,
    framesByHeader: count.frames,
    ...(isCut ? { missingBytes: missing, problems: ['file-cut'] as const } : {}),
  });
}

/** Where the file begins behind its tags. ID3v2: at 6 its size in 4 times 7 bits, without the 10 bytes before. */
export function behindTags(reader: ByteReader): number {
  let at = 0;
  for (let n = 0; n < MAX_TAGS; n++) {
    const head = reader.bytes(at, 10);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') break;
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const footer = ((head[5] as number) & 0x10) === 0x10 ? 10 : 0;
    at += 10 + size + footer;
  }
  return at;
}

function firstFrame(reader: ByteReader, start: number): FrameHeader | null {
  const bytes = reader.bytes(start, SEARCHED);
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const frame = frameHeader(bytes.readUInt32BE(at), start + at);
    if (frame !== null) return frame;
  }
  return null;
}

/** 11 bits sync, 2 version, 2 layer, 1, 4 bit rate, 2 sample rate, 2, 2 channel mode. */
function frameHeader(header: number, at: number): FrameHeader | null {
  const version = (header >>> 19) & 3;
  const rate = RATES[(header >>> 10) & 3];
  const bitRate = (header >>> 12) & 15;
  const isLayer3 = header >>> 21 === 0x7ff && ((header >>> 17) & 3) === 1;
  if (!isLayer3 || version === 1 || rate === undefined || bitRate === 15) return null;
  const isMono = ((header >>> 6) & 3) === 3;
  const isFirst = version === 3;
  const sideInfo = isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  return {
    at,
    sampleRate: isFirst ? rate : version === 2 ? rate / 2 : rate / 4,
    channels: isMono ? 1 : 2,
    frameSamples: isFirst ? 1152 : 576,
    tagAt: 4 + sideInfo,
  };
}

interface Count {
  readonly frames: number;
  readonly bytes: number | null;
}

/** `Xing`|`Info`, u32 flags, [u32 frames], [u32 bytes], [100], [u32 quality], 9 characters; at 21 of them 12 bits delay, 12 padding. */
function xingCount(bytes: Buffer, { tagAt, frameSamples }: FrameHeader): Count | null {
  const name = fourCharacters(bytes, tagAt);
  if ((name !== 'Xing' && name !== 'Info') || tagAt + 12 > bytes.length) return null;
  const flags = bytes.readUInt32BE(tagAt + 4);
  if ((flags & FRAMES_FLAG) === 0) return null;
  const counted = bytes.readUInt32BE(tagAt + 8) * frameSamples;
  let at = tagAt + 12;
  const hasBytes = (flags & BYTES_FLAG) !== 0 && at + 4 <= bytes.length;
  const total = hasBytes ? bytes.readUInt32BE(at) : 0;
  for (const [flag, length] of [
    [BYTES_FLAG, 4],
    [TOC_FLAG, 100],
    [QUALITY_FLAG, 4],
  ] as const)
    if ((flags & flag) !== 0) at += length;
  const isSigned = at + 24 <= bytes.length && /^[\x20-\x7e]{4}/.test(bytes.toString('latin1', at, at + 4));
  const gaps = isSigned ? bytes.readUIntBE(at + 21, 3) : 0;
  const frames = counted - (gaps >>> 12) - (gaps & 0xfff);
  return counted === 0 || frames < 0 ? null : { frames, bytes: total === 0 ? null : total };
}

/** `VBRI` always at 36: u16 version, u16 delay, u16 quality, u32 bytes, u32 frames. */
function vbriCount(bytes: Buffer, { frameSamples }: FrameHeader): Count | null {
  if (fourCharacters(bytes, 36) !== 'VBRI' || bytes.length < 54) return null;
  const frames = bytes.readUInt32BE(50) * frameSamples;
  return frames === 0 ? null : { frames, bytes: bytes.readUInt32BE(46) };
}
