/** Apple's Core Audio Format, big-endian, chunks without padding (formats/audio-files.md, section 5). */
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { audioFacts } from './facts.js';

const HEADER = 12;

export function readCaf(reader: ByteReader): AudioFacts {
  let description: Buffer | null = null;
  let packets: Buffer | null = null;
  let sound: number | null = null;
  let at = 8;
  for (let n = 0; n < MAX_CHUNKS && at + HEADER <= reader.size; n++) {
    const header = reader.bytes(at, HEADER);
    if (header.length < HEADER) break;
    const id = fourCharacters(header);
    const size = header.readBigInt64BE(4);
    const start = at + HEADER;
    const rest = reader.size - start;
    // A size of -1 is a recording that goes on to the end of the file.
    const length = size >= 0n && size < BigInt(rest) ? Number(size) : rest;
    if (id === 'desc') description ??= reader.bytes(start, Math.min(length, 32));
    if (id === 'pakt') packets ??= reader.bytes(start, Math.min(length, 16));
    if (id === 'data') sound ??= Math.max(0, length - 4);
    at = start + length;
  }
  return description === null || description.length < 32
    ? audioFacts('CAF', {})
    : describedFacts(description, packets, sound);
}

/** desc: f64 rate, format, u32 flags, u32 bytes per packet, u32 frames per packet, u32 channels, u32 bits. */
function describedFacts(description: Buffer, packets: Buffer | null, sound: number | null): AudioFacts {
  const packetBytes = description.readUInt32BE(16);
  const packetFrames = description.readUInt32BE(20);
  const fixed = packetBytes > 0 && sound !== null ? Math.floor(sound / packetBytes) * packetFrames : null;
  return audioFacts('CAF', {
    sampleRate: description.readDoubleBE(0),
    channels: description.readUInt32BE(24),
    bitDepth: description.readUInt32BE(28),
    frames: validFrames(packets) ?? fixed,
  });
}

/** pakt: i64 packets, i64 valid frames. */
function validFrames(packets: Buffer | null): number | null {
  if (packets === null || packets.length < 16) return null;
  const frames = Number(packets.readBigInt64BE(8));
  return frames > 0 ? frames : null;
}
