/** What the WAV family has in common, whatever holds its chunks (docs: formats/audio-files.md, section 2). */
import type { AudioFacts } from '../model/located.js';
import { audioFacts } from './facts.js';

export interface WaveParts {
  readonly fmt: Buffer | null;
  /** The `fact` chunk: frames of a compressed sound. */
  readonly fact: Buffer | null;
  /** Bytes of sound that are really there; null where there is no sound chunk. */
  readonly dataBytes: number | null;
  readonly bigEndian: boolean;
}

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const IMA_ADPCM = 0x11;
const EXTENSIBLE = 0xfffe;
const UNCOMPRESSED = new Set([PCM, FLOAT, A_LAW, MU_LAW]);

export function waveFacts(container: string, parts: WaveParts): AudioFacts {
  const { fmt, bigEndian } = parts;
  if (fmt === null || fmt.length < 16) return audioFacts(container, {});
  const u16 = (at: number) => (bigEndian ? fmt.readUInt16BE(at) : fmt.readUInt16LE(at));
  const u32 = (at: number) => (bigEndian ? fmt.readUInt32BE(at) : fmt.readUInt32LE(at));
  // The tag decides, not the length: Pro Tools writes 40 bytes with a plain PCM tag, and means nothing by the rest.
  const extended = u16(0) === EXTENSIBLE && fmt.length >= 40;
  const tag = extended ? u16(24) : u16(0);
  const bits = u16(14);
  const validBits = extended && u16(18) > 0 && u16(18) < bits ? u16(18) : bits;
  const blockAlign = u16(12);
  const samplesPerBlock = tag === IMA_ADPCM && fmt.length >= 20 ? u16(18) : null;
  return audioFacts(container, {
    sampleRate: u32(4),
    channels: u16(2),
    bitDepth: validBits,
    frames: UNCOMPRESSED.has(tag)
      ? perBlock(parts.dataBytes, blockAlign, 1)
      : (factFrames(parts) ?? perBlock(parts.dataBytes, blockAlign, samplesPerBlock)),
  });
}

function perBlock(bytes: number | null, blockAlign: number, frames: number | null): number | null {
  return bytes === null || blockAlign === 0 || frames === null ? null : Math.floor(bytes / blockAlign) * frames;
}

function factFrames({ fact, bigEndian }: WaveParts): number | null {
  if (fact === null || fact.length < 4) return null;
  const frames = bigEndian ? fact.readUInt32BE(0) : fact.readUInt32LE(0);
  return frames === 0 || frames === 0xffffffff ? null : frames;
}
