/** The chunks of AIFF and AIFF-C, big-endian throughout (formats/audio-files.md, section 4). */
import type { AudioProblem } from '../model/located.js';
import { type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { type Chunk, chunkAt, isChunkId, type Walked } from './chunks.js';

const KNOWN = new Set(
  'COMM|SSND|MARK|INST|COMT|NAME|AUTH|(c) |ANNO|ID3 |CHAN|FVER|AESD|MIDI|APPL|regn|umid|minf|DGDA|LGWV|basc|trns|cate|str '.split(
    '|',
  ),
);

export function walkAiff(reader: ByteReader): Walked | null {
  const head = reader.bytes(0, 12);
  const container = fourCharacters(head, 8);
  if (fourCharacters(head) !== 'FORM' || (container !== 'AIFF' && container !== 'AIFC')) return null;
  const noted = new Set<AudioProblem>();
  const formSize = head.readUInt32BE(4);
  if (formSize === 0) noted.add('riff-size-zero');
  const chunks: Chunk[] = [];
  let missingBytes = 0;
  let at = 12;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= reader.size; n++) {
    const header = reader.bytes(at, 8);
    const id = fourCharacters(header);
    if (header.length < 8 || !isChunkId(id)) break;
    const promised = header.readUInt32BE(4);
    const start = at + 8;
    const rest = reader.size - start;
    // A last chunk with a nonsense name and size exists: what does not fit is ignored.
    if (!KNOWN.has(id) && promised > rest) break;
    const isOpen = id === 'SSND' && promised === 0 && rest > 0 && !isKnown(reader, start);
    if (isOpen) noted.add('data-size-zero');
    const there = isOpen ? rest : Math.min(promised, rest);
    missingBytes = Math.max(missingBytes, promised - there);
    chunks.push(chunkAt(reader, id, start, there, promised));
    at = nextChunk(reader, start + there, there, noted);
  }
  const left = Math.max(0, reader.size - at);
  const formEnd = formSize + 8;
  const endsEarly = formEnd > reader.size && !chunks.some(({ id }) => id === 'SSND');
  if (missingBytes === 0 && endsEarly) missingBytes = formEnd - reader.size;
  if (missingBytes > 0) noted.add('file-cut');
  else if (left > 0) noted.add('trailing-bytes');
  if (formSize > 0 && noted.size === 0 && formEnd !== at && formEnd !== reader.size) noted.add('riff-size-wrong');
  const trailingBytes = noted.has('trailing-bytes') ? left : 0;
  return { container, bigEndian: true, chunks, noted, missingBytes, trailingBytes };
}

const isKnown = (reader: ByteReader, at: number): boolean => KNOWN.has(fourCharacters(reader.bytes(at, 4)));

function nextChunk(reader: ByteReader, end: number, size: number, noted: Set<AudioProblem>): number {
  if (size % 2 === 0) return end;
  if (!isKnown(reader, end) || isKnown(reader, end + 1)) return end + 1;
  noted.add('pad-missing');
  return end;
}
