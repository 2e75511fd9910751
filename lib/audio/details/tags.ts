/** ID3, Vorbis comments and the like, through music-metadata (formats/audio-files.md, section 8: what it is right about). */
import type { IAudioMetadata } from 'music-metadata';
import type { AudioDetails, AudioTags, AudioText } from '../../model/audio-details.js';
import type { ByteReader } from '../byte-reader.js';
import { chunkNamed, type Walked } from '../chunks.js';
import { parsedByLibrary } from '../library.js';

const MAX_TEXTS = 500;
const MAX_TEXT = 16 * 1024;

type TagDetails = Pick<AudioDetails, 'tags' | 'texts' | 'isShortened'>;

/** Null: no tags. */
export async function readTags(reader: ByteReader, mime: string): Promise<TagDetails | null> {
  const parsed = await parsedByLibrary(reader, mime);
  return parsed === null ? null : tagDetails(parsed);
}

/** An ID3 tag in a chunk of its own, as WAV and AIFF have it. */
export async function readTagChunk(reader: ByteReader, walked: Walked): Promise<TagDetails | null> {
  const chunk = chunkNamed(walked, 'id3 ') ?? chunkNamed(walked, 'ID3 ');
  if (chunk === null) return null;
  const bytes = (start: number, length: number) =>
    reader.bytes(chunk.start + start, Math.max(0, Math.min(length, chunk.size - start)));
  return readTags({ size: chunk.size, bytes }, 'audio/mpeg');
}

function tagDetails({ common, native }: IAudioMetadata): TagDetails | null {
  const all = Object.values(native)
    .flat()
    .flatMap(({ id, value }): AudioText[] =>
      typeof value === 'string' || typeof value === 'number' ? [{ what: id, text: clean(String(value)) }] : [],
    );
  const tempo = Number(common.bpm);
  const tags: AudioTags = {
    title: textOrNull(common.title),
    artist: textOrNull(common.artist),
    tempo: Number.isFinite(tempo) && tempo > 0 ? tempo : null,
    key: textOrNull(common.key),
  };
  const isEmpty = all.length === 0 && Object.values(tags).every((value) => value === null);
  return isEmpty ? null : { tags, texts: all.slice(0, MAX_TEXTS), isShortened: all.length > MAX_TEXTS };
}

const clean = (text: string): string => (text.split('\0', 1)[0] ?? '').trimEnd().slice(0, MAX_TEXT);
const textOrNull = (text: unknown): string | null =>
  typeof text === 'string' && clean(text) !== '' ? clean(text) : null;
