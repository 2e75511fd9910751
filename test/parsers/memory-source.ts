import { sessionError } from '../../lib/model/errors.js';
import type { SessionSource } from '../../lib/model/parser.js';

/** A session document that lies in memory. */
export const memorySource = (content: Uint8Array | string, name = 'test'): SessionSource => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    size: bytes.length,
    bytes: (start, end) => bytes.subarray(Math.max(start, 0), Math.max(end, 0)),
    all: (maxBytes) => {
      if (bytes.length > maxBytes) throw sessionError('too-large', `${name} is larger than ${maxBytes} bytes`);
      return bytes;
    },
    neighbours: () => [],
  };
};
