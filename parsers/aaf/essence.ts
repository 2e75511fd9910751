/** Sound that lies in the AAF itself, given out as a file of its own (aaf.md, section 3, "Embedded"). */
import type { EmbeddedFile, SessionSource } from '../../lib/model/parser.js';
import type { Reference } from '../../lib/model/session.js';
import { type CompoundFile, openCompoundFile } from '../shared/compound-file.js';
import type { SoundFormat } from './summary.js';

/** Where the data stream lies in the container, and what is known of raw sound in it. */
export interface EssenceSite {
  readonly start: number;
  readonly size: number;
  readonly format: SoundFormat;
  readonly isSound: boolean;
}

/**
 * A stream that is a sound file stands as it is; raw sound gets a header of a WAV, of an RF64 above 4 GiB. Null where it is neither,
 * or where nothing says how it sounds.
 */
export function embedded(source: SessionSource, { sites, name, stored, usedBy }: Reference): EmbeddedFile | null {
  const [site] = sites as readonly EssenceSite[];
  const container = site === undefined ? null : containerOf(source);
  if (site === undefined || container === null) return null;
  const extension = extensionOf(firstOf(container.pieces(site)));
  const header = extension === null ? waveHeader(site) : new Uint8Array();
  if (header === null) return null;
  return {
    name: withExtension(name || usedBy[0]?.what || shortId(stored), extension ?? '.wav'),
    size: header.length + site.size + (extension === null ? site.size % 2 : 0),
    *pieces() {
      if (header.length > 0) yield header;
      yield* container.pieces(site);
      if (extension === null && site.size % 2 === 1) yield new Uint8Array(1);
    },
  };
}

/** A file may hold hundreds: its tables are read once. */
const OPENED = new WeakMap<SessionSource, CompoundFile>();

function containerOf(source: SessionSource): CompoundFile | null {
  const container = OPENED.get(source) ?? openCompoundFile(source);
  if (container !== null) OPENED.set(source, container);
  return container;
}

/** Null for raw sound. */
function extensionOf(head: Buffer): string | null {
  const [form, type] = [head.toString('latin1', 0, 4), head.toString('latin1', 8, 12)];
  if ((form === 'RIFF' || form === 'RF64' || form === 'BW64') && type === 'WAVE') return '.wav';
  if (form === 'FORM' && (type === 'AIFF' || type === 'AIFC')) return '.aif';
  // The key of an MXF's first partition.
  return head.toString('hex', 0, 4) === '060e2b34' ? '.mxf' : null;
}

const PCM = 1;
const LARGEST = 0xffffffff;

/** `fmt ` of 16 bytes. Raw sound is little-endian in every file that was seen. Null where rate, channels or bits are not known. */
function waveHeader({ size, format, isSound }: EssenceSite): Buffer | null {
  const { sampleRate, channels, bitDepth } = format;
  if (!isSound || !sampleRate || !channels || !bitDepth || channels > 0xffff || bitDepth > 64) return null;
  const align = channels * Math.ceil(bitDepth / 8);
  if (align > 0xffff) return null;
  const sizeOfFile = 36 + size + (size % 2);
  const isLong = sizeOfFile > LARGEST;
  const long = isLong ? ds64(sizeOfFile + 36, size, Math.floor(size / align)) : Buffer.alloc(0);
  const header = Buffer.alloc(44);
  header.write(isLong ? 'RF64' : 'RIFF', 0, 'latin1');
  header.writeUInt32LE(isLong ? LARGEST : sizeOfFile, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(Math.min(sampleRate * align, LARGEST), 28);
  header.writeUInt16LE(align, 32);
  header.writeUInt16LE(bitDepth, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(isLong ? LARGEST : size, 40);
  return Buffer.concat([header.subarray(0, 12), long, header.subarray(12)]);
}

/** The true sizes of an RF64: `ds64`, u32 28, u64 file, u64 data, u64 frames, u32 0. */
function ds64(file: number, data: number, frames: number): Buffer {
  const chunk = Buffer.alloc(36);
  chunk.write('ds64', 0, 'latin1');
  chunk.writeUInt32LE(28, 4);
  chunk.writeBigUInt64LE(BigInt(file), 8);
  chunk.writeBigUInt64LE(BigInt(data), 16);
  chunk.writeBigUInt64LE(BigInt(frames), 24);
  return chunk;
}

const withExtension = (name: string, extension: string): string =>
  name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;

/** The part that differs from mob to mob. */
const shortId = (id: string): string => id.split('.').slice(-2).join('.');

function firstOf(pieces: Iterable<Uint8Array>): Buffer {
  for (const piece of pieces) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  return Buffer.alloc(0);
}
