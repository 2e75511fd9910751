/** Sony Wave64: RIFF with GUIDs for names, and sizes of 64 bits that count their own header (formats/audio-files.md, section 2). */
import type { AudioFacts } from '../model/located.js';
import { asSize, type ByteReader, MAX_CHUNKS } from './byte-reader.js';
import { waveFacts } from './wave.js';

export const W64_FILE = Buffer.from('726966662e91cf11a5d628db04c10000', 'hex');
/** VEGAS and ACID projects begin with the same 16 bytes: only this tells sound from them. */
export const W64_WAVE = Buffer.from('77617665f3acd3118cd100c04f8edb8a', 'hex');
const HEADER = 24;

export const isW64 = (head: Uint8Array): boolean =>
  head.length >= 40 &&
  W64_FILE.equals(Buffer.from(head.subarray(0, 16))) &&
  W64_WAVE.equals(Buffer.from(head.subarray(24, 40)));

export function readW64(reader: ByteReader): AudioFacts {
  let fmt: Buffer | null = null;
  let fact: Buffer | null = null;
  let dataBytes: number | null = null;
  let at = 40;
  for (let n = 0; n < MAX_CHUNKS && at + HEADER <= reader.size; n++) {
    const header = reader.bytes(at, HEADER);
    const size = header.length === HEADER ? asSize(header.readBigUInt64LE(16)) : 0;
    if (size < HEADER) break;
    const id = header.toString('latin1', 0, 4);
    const start = at + HEADER;
    if (id === 'fmt ') fmt ??= reader.bytes(start, Math.min(size - HEADER, 64));
    if (id === 'fact') fact ??= reader.bytes(start, 4);
    if (id === 'data') dataBytes = (dataBytes ?? 0) + Math.min(size - HEADER, reader.size - start);
    at += Math.ceil(size / 8) * 8;
  }
  return waveFacts('W64', { fmt, fact, dataBytes, bigEndian: false });
}
