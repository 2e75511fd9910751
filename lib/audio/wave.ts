/** What the WAV family has in common, whatever holds its chunks (formats/audio-files.md, section 2). */
import type { AudioFacts, SoundPlace } from '../model/located.js';
import { type Chunk, chunkNamed, fileId, type Walked } from './chunks.js';
import { audioFacts, type RawFacts } from './facts.js';
import { readRegion } from './region.js';
import { readWaveFormat, type WaveFormat } from './wave-format.js';

export function waveFacts(walked: Walked): AudioFacts {
  const chunk = chunkNamed(walked, 'fmt ');
  const format = chunk === null ? null : readWaveFormat(chunk.head, walked.bigEndian);
  const parts = walked.chunks.filter(({ id }) => id === 'data');
  const noted = new Set(walked.noted);
  if (chunk === null) noted.add('no-fmt');
  else if (format === null || format.isNonsense) noted.add('fmt-nonsense');
  const counted = format === null || format.isNonsense ? {} : countFrames(walked, format, parts);
  for (const problem of counted.problems ?? []) noted.add(problem);
  return audioFacts(walked.container, {
    codec: format?.codec,
    sampleRate: format?.sampleRate,
    channels: format?.channels,
    bitDepth: format?.validBits,
    containerBits: format?.isPcm ? sampleBits(format) : undefined,
    missingBytes: walked.missingBytes,
    ...counted,
    trailingBytes: walked.trailingBytes,
    id: fileId(walked),
    sound: format?.isPcm ? soundPlace(walked, parts) : null,
    problems: noted,
  });
}

/** The block says how many bytes a sample takes: 24 bits stand in 32 without a word of it in a plain header. */
function sampleBits({ blockAlign, channels, bits }: WaveFormat): number {
  const inBlock = (blockAlign * 8) / channels;
  return Number.isInteger(inBlock) && inBlock > bits ? inBlock : bits;
}

function soundPlace({ bigEndian }: Walked, parts: readonly Chunk[]): SoundPlace | null {
  const [only, more] = parts;
  if (only === undefined || more !== undefined) return null;
  return { start: only.start, bytes: only.size, byteOrder: bigEndian ? 'big' : 'little' };
}

function countFrames(walked: Walked, format: WaveFormat, parts: readonly Chunk[]): RawFacts {
  if (parts.length === 0) return {};
  const there = sum(parts.map(({ size }) => size));
  const promised = sum(parts.map((part) => part.promised ?? part.size));
  if (there === 0 && promised === 0) return absentSound(walked, format);
  return format.isPcm ? plainFrames(walked, format, there, promised) : blockFrames(walked, format, there, promised);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** No sound at all; Pro Tools says in `regn` how much there was (section 3). */
function absentSound(walked: Walked, { blockAlign }: WaveFormat): RawFacts {
  const frames = Number(readRegion(walked)?.frames ?? 0n);
  if (frames === 0) return { frames: 0 };
  return { frames: 0, framesByHeader: frames, missingBytes: frames * blockAlign, problems: ['file-cut'] };
}

function plainFrames({ noted }: Walked, { blockAlign }: WaveFormat, there: number, promised: number): RawFacts {
  const isStated = there === promised && !noted.has('data-size-unknown');
  return {
    frames: Math.floor(there / blockAlign),
    framesByHeader: Math.floor(promised / blockAlign),
    problems: isStated && there % blockAlign !== 0 ? ['partial-frame'] : [],
  };
}

/** Compressed sound: `fact` counts the frames; blocks would count the padding of the last one. */
function blockFrames(walked: Walked, format: WaveFormat, there: number, promised: number): RawFacts {
  const inBlocks = (bytes: number) =>
    format.framesPerBlock === null ? null : Math.floor(bytes / format.blockAlign) * format.framesPerBlock;
  const stated = factFrames(walked);
  if (there >= promised) return { frames: stated ?? inBlocks(there) };
  const left = inBlocks(there);
  return {
    frames: left === null || stated === null ? left : Math.min(left, stated),
    framesByHeader: stated ?? inBlocks(promised),
  };
}

function factFrames(walked: Walked): number | null {
  const head = chunkNamed(walked, 'fact')?.head;
  if (head === undefined || head.length < 4) return null;
  const frames = walked.bigEndian ? head.readUInt32BE(0) : head.readUInt32LE(0);
  return frames === 0 || frames === 0xffffffff ? null : frames;
}
