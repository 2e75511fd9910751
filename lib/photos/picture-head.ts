/**
 * What a picture says of itself before a decoder is let near it. The decoders trust such figures: a picture of a few bytes
 * may claim to be as large as the memory, or to be drawn in a thousand passes. Pure.
 */
import { type Orientation, orientationOf } from './exif.js';

export interface PictureHead {
  readonly format: 'jpeg' | 'png';
  readonly width: number;
  readonly height: number;
  /** How often the decoder goes over the whole picture. */
  readonly passes: number;
  /** What the decoder holds of it. */
  readonly bytes: number;
  readonly orientation: Orientation;
}

/** Why it is not decoded, in words for the recall sheet. */
export interface NoPicture {
  readonly why: string;
}

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const BROKEN: NoPicture = { why: 'it is broken' };

export function pictureHead(bytes: Buffer): PictureHead | NoPicture {
  if (bytes.length === 0) return { why: 'it is empty' };
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return pngHead(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHead(bytes);
  const kind = kindOf(bytes);
  return { why: kind === null ? 'it is no JPEG or PNG' : `the page shows JPEG and PNG, not ${kind}` };
}

function kindOf(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'TIFF';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'WebP';
  return start.slice(4, 8) === 'ftyp' ? 'HEIC' : null;
}

/** Baseline, extended and progressive, with Huffman codes and 8 bits: what cameras and phones write. */
const KNOWN_FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc]);

function jpegHead(bytes: Buffer): PictureHead | NoPicture {
  let frame: Pick<PictureHead, 'width' | 'height' | 'bytes'> | null = null;
  let orientation: Orientation = 1;
  let passes = 0;
  for (let at = nextMarker(bytes, 2); at < bytes.length; at = nextMarker(bytes, at)) {
    const marker = bytes[at] as number;
    if (marker === 0xd9 || at + 3 > bytes.length) break;
    const length = bytes.readUInt16BE(at + 1);
    const body = bytes.subarray(at + 3, at + 1 + length);
    if (length < 2 || !isExact(marker, body)) return BROKEN;
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker)) {
      if (frame !== null || body.length < 6) return BROKEN;
      if (!KNOWN_FRAMES.has(marker) || body[0] !== 8) return { why: 'it is a JPEG of a rare kind' };
      frame = frameOf(body);
      if (frame === null) return BROKEN;
    }
    if (marker === 0xe1 && body.toString('latin1', 0, 6) === 'Exif\0\0') orientation = orientationOf(body.subarray(6));
    if (marker === 0xda) passes++;
    at += 1 + length;
  }
  return frame === null || passes === 0 ? BROKEN : { format: 'jpeg', ...frame, passes, orientation };
}

/** Where the next marker's code stands; in compressed data FF 00 and FF D0 to FF D7 are none. */
function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1];
    if (code === undefined) break;
    if (code !== 0 && code !== 0xff && code !== 1 && !(code >= 0xd0 && code <= 0xd8)) return at + 1;
  }
  return bytes.length;
}

/**
 * The decoder goes by what is in some segments, and not by their lengths: where the two differ it would find other segments
 * than are looked at here. Frame: 6 and 3 a component; scan: 4 and 2 a component; restart interval: 2.
 */
function isExact(marker: number, body: Buffer): boolean {
  if (KNOWN_FRAMES.has(marker)) return body.length === 6 + 3 * (body[5] ?? 0);
  if (marker === 0xda) return body.length === 4 + 2 * (body[0] ?? 0);
  if (marker === 0xdd || marker === 0xdc) return body.length === 2;
  if (marker === 0xdb) return endOf(body, (at) => 1 + ((body[at] as number) >> 4 === 0 ? 64 : 128)) === body.length;
  if (marker !== 0xc4) return true;
  const codes = (at: number) => body.subarray(at + 1, at + 17).reduce((sum, one) => sum + one, 0);
  return endOf(body, (at) => 17 + codes(at)) === body.length;
}

/** Behind the last of the tables that stand in a segment. */
function endOf(body: Buffer, sizeAt: (at: number) => number): number {
  let at = 0;
  while (at < body.length) at += sizeAt(at);
  return at;
}

/** Precision 1, height 2, width 2, components 1, then of each: id 1, sampling 1 (two halves, 1 to 4), table 1. */
function frameOf(body: Buffer): Pick<PictureHead, 'width' | 'height' | 'bytes'> | null {
  const [height, width, count] = [body.readUInt16BE(1), body.readUInt16BE(3), body[5] as number];
  if (width === 0 || height === 0 || ![1, 3, 4].includes(count) || body.length < 6 + 3 * count) return null;
  const samplings = Array.from({ length: count }, (_, n) => body[7 + 3 * n] as number);
  if (samplings.some((one) => one >> 4 < 1 || one >> 4 > 4 || (one & 15) < 1 || (one & 15) > 4)) return null;
  const most = (shift: number) => Math.max(...samplings.map((one) => (one >> shift) & 15));
  const samples = samplings.reduce((sum, one) => sum + (one >> 4) * (one & 15), 0) / (most(4) * most(0));
  // Of each sample a coefficient of four bytes and its value, then the points in their own colours and in ours.
  return { width, height, bytes: Math.ceil(width * height * (samples * 5 + count + 4)) };
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Length 4, "IHDR" 4, width 4, height 4, depth 1, colour 1, compression 1, filter 1, interlace 1. */
function pngHead(bytes: Buffer): PictureHead | NoPicture {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return BROKEN;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, channels] = [bytes[24] as number, CHANNELS[bytes[25] as number]];
  if (width === 0 || height === 0 || channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) return BROKEN;
  const passes = bytes[28] === 1 ? 7 : 1;
  const held = width * height * (channels * Math.max(1, depth / 8) * 2 + 4);
  return { format: 'png', width, height, passes, bytes: held, orientation: pngOrientation(bytes) };
}

function pngOrientation(bytes: Buffer): Orientation {
  for (const { name, body } of pngChunks(bytes)) if (name === 'eXIf') return orientationOf(body);
  return 1;
}

export function* pngChunks(bytes: Buffer): Generator<{ readonly name: string; readonly body: Buffer }> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return;
    yield { name: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
