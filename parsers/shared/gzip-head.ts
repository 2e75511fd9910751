/** The beginning of what a gzip file holds, from the first bytes of the file alone. */
import { constants, gunzipSync } from 'node:zlib';

/** Null where it is no gzip. Never more than `maxBytes`: a bomb must not be unpacked to learn that it is none of ours. */
export function gzipHead(head: Uint8Array, maxBytes = 64 * 1024): Uint8Array | null {
  if (head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) return null;
  // 4 KiB of deflate hold at most 4 MiB; the first kilobyte is enough where that is too much.
  for (const length of [head.length, 1024, 256]) {
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxBytes };
      return gunzipSync(head.subarray(0, length), options);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_BUFFER_TOO_LARGE') return null;
    }
  }
  return null;
}
