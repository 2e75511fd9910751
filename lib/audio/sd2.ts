/** Sound Designer II: bare sound, whose rate, channels and width stand in the resource fork beside it (formats/audio-files.md, section 6). */
import type { AudioFacts } from '../model/located.js';
import { basename, dirname, join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull } from '../ports/files.js';
import { byteReader } from './byte-reader.js';
import { audioFacts } from './facts.js';
import { type MacFacts, readAppleDouble } from './resource-fork.js';

/** Names under which such files are kept; `.L` and `.R` are the halves of a split stereo file. */
export const hasSd2Name = (path: string): boolean => /\.(?:sd2f?|[lr])$/i.test(basename(path));

export const SD2_WITHOUT_FORK = audioFacts('SD2', { problems: ['no-resource-fork'] });

/** Null: no fork lies beside it, or it is the fork of something else. */
export function sd2ByFork(fs: FileSystem, path: string, size: number): AudioFacts | null {
  const fork = forkBeside(fs, path);
  return fork === null ? null : sd2Facts(fork, size);
}

/** By a fork that says the three numbers; without them it is the fork of something else. */
export function sd2Facts({ strings, finderType }: MacFacts, size: number): AudioFacts | null {
  const bytes = numberIn(strings.get('sample-size'));
  const channels = numberIn(strings.get('channels'));
  const sampleRate = numberIn(strings.get('sample-rate'));
  if (bytes === null && channels === null && finderType !== 'Sd2f') return null;
  if (bytes === null || channels === null || sampleRate === null) {
    return audioFacts('SD2', { problems: ['fmt-nonsense'] });
  }
  const frameBytes = bytes * channels;
  return audioFacts('SD2', {
    codec: 'pcm-int',
    sampleRate,
    channels,
    bitDepth: bytes * 8,
    containerBits: bytes * 8,
    frames: Math.floor(size / frameBytes),
    sound: { start: 0, bytes: size, byteOrder: 'big' },
    problems: size % frameBytes === 0 ? [] : ['partial-frame'],
  });
}

function forkBeside(fs: FileSystem, path: string): MacFacts | null {
  const fork = join(dirname(path), `._${basename(path)}`);
  const stat = lookOrNull(fs, fork);
  if (stat === null || stat.kind !== 'file') return null;
  const handle = fs.open(fork, 'read');
  try {
    return readAppleDouble(byteReader(fs, handle, stat.size));
  } finally {
    fs.close(handle);
  }
}

/** "48000.000000"; null for what is no count of anything. */
function numberIn(text: string | undefined): number | null {
  const number = Number(text?.trim() || Number.NaN);
  return number >= 1 && number < 1e9 ? number : null;
}
