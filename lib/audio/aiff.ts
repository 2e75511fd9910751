/** AIFF and AIFF-C, big-endian throughout (formats/audio-files.md, section 4). */
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { audioFacts } from './facts.js';

/** The bytes of one frame where they are not what the width says: ulaw and alaw say 16 bits and store 8. */
const ONE_BYTE = new Set(['ulaw', 'ULAW', 'alaw', 'ALAW']);
const PLAIN = new Set(['NONE', 'twos', 'sowt', 'raw ', 'fl32', 'FL32', 'fl64', 'FL64', 'in24', 'in32']);

export function readAiff(reader: ByteReader): AudioFacts | null {
  const form = fourCharacters(reader.bytes(8, 4));
  if (fourCharacters(reader.bytes(0, 4)) !== 'FORM' || (form !== 'AIFF' && form !== 'AIFC')) return null;
  let common: Buffer | null = null;
  let sound: number | null = null;
  let at = 12;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= reader.size; n++) {
    const header = reader.bytes(at, 8);
    const id = fourCharacters(header);
    if (header.length < 8 || !/^[\x20-\x7e]{4}$/.test(id)) break;
    const size = header.readUInt32BE(4);
    if (id === 'COMM') common ??= reader.bytes(at + 8, Math.min(size, 22));
    if (id === 'SSND') sound ??= soundBytes(reader, at + 8, size);
    at += 8 + size + (size % 2);
  }
  return common === null || common.length < 18 ? audioFacts(form, {}) : commonFacts(form, common, sound);
}

/** u32 offset, u32 block size, sound. */
function soundBytes(reader: ByteReader, start: number, size: number): number {
  const head = reader.bytes(start, 4);
  const offset = head.length === 4 ? head.readUInt32BE(0) : 0;
  return Math.max(0, Math.min(size, reader.size - start) - 8 - offset);
}

/** COMM: i16 channels, u32 frames, i16 bits, 80-bit rate, in AIFC a compression. */
function commonFacts(form: string, common: Buffer, sound: number | null): AudioFacts {
  const channels = common.readInt16BE(0);
  const promised = common.readUInt32BE(2);
  const bits = common.readInt16BE(6);
  const compression = form === 'AIFC' && common.length >= 22 ? fourCharacters(common, 18) : 'NONE';
  const frameBytes = frameSize(compression, channels, bits);
  const available = sound === null ? 0 : frameBytes === null ? promised : Math.floor(sound / frameBytes);
  return audioFacts(form, {
    sampleRate: extendedFloat(common, 8),
    channels,
    bitDepth: bits,
    // A cut file holds fewer frames than its header says; a padded one no more.
    frames: Math.min(promised, available),
  });
}

function frameSize(compression: string, channels: number, bits: number): number | null {
  if (channels <= 0 || bits <= 0) return null;
  if (ONE_BYTE.has(compression)) return channels;
  return PLAIN.has(compression) ? channels * Math.ceil(bits / 8) : null;
}

/** The 80-bit number of old Macintoshes: sign and exponent in 16 bits, mantissa in 64. */
function extendedFloat(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) & 0x7fff;
  return Number(bytes.readBigUInt64BE(at + 2)) * 2 ** (exponent - 16383 - 63);
}
