/** MP3, FLAC, Ogg, MP4 and WavPack through music-metadata, which is right about these and not about the rest (audio-files.md, section 8). */
import type { IFormat } from 'music-metadata';
import { errnoOf } from '../model/errors.js';
import type { AudioFacts } from '../model/located.js';
import { type ByteReader, fourCharacters, PIECE } from './byte-reader.js';
import { audioFacts } from './facts.js';

/** Bytes that may be read of one file: a header with pictures is large, a hostile one is endless. */
const MAX_READ = 16 * 1024 * 1024;

interface Kind {
  readonly container: string;
  readonly mime: string;
  /** False where encoders pad, and the header's count is not the length of the sound. */
  readonly framesAreExact: (format: IFormat) => boolean;
}

const always = () => true;
const MP3: Kind = { container: 'MP3', mime: 'audio/mpeg', framesAreExact: () => false };
const MP4: Kind = { container: 'MP4', mime: 'audio/mp4', framesAreExact: (format) => format.lossless === true };
const KINDS: Readonly<Record<string, Kind>> = {
  fLaC: { container: 'FLAC', mime: 'audio/flac', framesAreExact: always },
  OggS: { container: 'Ogg', mime: 'audio/ogg', framesAreExact: always },
  wvpk: { container: 'WavPack', mime: 'audio/wavpack', framesAreExact: always },
};

export async function readCompressed(reader: ByteReader): Promise<AudioFacts | null> {
  const kind = kindOf(reader.bytes(0, 16));
  if (kind === null) return null;
  const { parseBlob } = await import('music-metadata');
  try {
    const { format } = await parseBlob(asBlob(reader, kind.mime), { duration: false, skipCovers: true });
    return factsOf(kind, format);
  } catch (error) {
    if (errnoOf(error) !== null) throw error; // the disk failed, not the header
    return null;
  }
}

function kindOf(head: Buffer): Kind | null {
  const first = fourCharacters(head);
  if (fourCharacters(head, 4) === 'ftyp') return MP4;
  if (first.startsWith('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)) return MP3;
  return KINDS[first] ?? null;
}

function factsOf(kind: Kind, format: IFormat): AudioFacts | null {
  const { sampleRate, duration } = format;
  if (sampleRate === undefined) return null;
  const counted = duration === undefined ? null : Math.round(duration * sampleRate);
  const facts = audioFacts(format.container === 'FLAC' ? 'FLAC' : kind.container, {
    sampleRate,
    channels: format.numberOfChannels,
    bitDepth: format.lossless === true ? format.bitsPerSample : undefined,
    frames: format.numberOfSamples ?? counted,
  });
  return kind.framesAreExact(format) ? facts : { ...facts, frames: null };
}

/** music-metadata asks a Blob for its size and for slices; this one reads them through the port, up to a limit. */
function asBlob(reader: ByteReader, type: string): Blob {
  let left = MAX_READ;
  const slice = (start: number, end: number) => ({
    async arrayBuffer() {
      left -= end - start;
      if (left < 0) throw new Error('the header does not end');
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; at += PIECE)
        bytes.set(reader.bytes(start + at, Math.min(PIECE, bytes.length - at)), at);
      return bytes.buffer;
    },
  });
  return { size: reader.size, type, slice } as unknown as Blob;
}
