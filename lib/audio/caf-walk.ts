/** The chunks of Apple's Core Audio Format, big-endian, without padding (formats/audio-files.md, section 5). */
import type { AudioProblem } from '../model/located.js';
import { type ByteReader, fourCharacters, MAX_CHUNKS } from './byte-reader.js';
import { type Chunk, chunkAt, isChunkId, type Walked } from './chunks.js';

const HEADER = 12;

export function walkCaf(reader: ByteReader): Walked {
  const noted = new Set<AudioProblem>();
  const chunks: Chunk[] = [];
  let missingBytes = 0;
  let at = 8;
  for (let n = 0; n < MAX_CHUNKS && at + HEADER <= reader.size; n++) {
    const header = reader.bytes(at, HEADER);
    const id = fourCharacters(header);
    if (header.length < HEADER || !isChunkId(id)) break;
    const size = header.readBigInt64BE(4);
    const start = at + HEADER;
    const rest = reader.size - start;
    // A size of -1 is a recording that goes on to the end of the file.
    if (id === 'data' && size === -1n) noted.add('data-size-unknown');
    const isOpen = size < 0n;
    if (isOpen && id !== 'data') break;
    const promised = isOpen ? null : Number(size);
    const there = promised === null ? rest : Math.min(promised, rest);
    missingBytes = Math.max(missingBytes, (promised ?? there) - there);
    chunks.push(chunkAt(reader, id, start, there, promised));
    at = start + there;
  }
  const left = Math.max(0, reader.size - at);
  if (missingBytes > 0) noted.add('file-cut');
  else if (left > 0) noted.add('trailing-bytes');
  const trailingBytes = noted.has('trailing-bytes') ? left : 0;
  return { container: 'CAF', bigEndian: true, chunks, noted, missingBytes, trailingBytes };
}
