/** The check sum that Live stores of every file (als.md, section 3, "Evidence"): strong evidence together with the size, no proof. */
import type { FileSystem } from '../ports/file-system.js';
import { readFully } from '../ports/files.js';

/** So many bytes count, or all of a shorter file. */
const HEAD_BYTES = 16_384;
const POLYNOMIAL = 0x8005;

const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ POLYNOMIAL) & 0xffff : crc << 1;
  return crc;
});

/** CRC-16 with polynomial 0x8005, most significant bit first, initial 0, no final xor. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ byte] as number);
  return crc;
}

/** Decimal, as in `Evidence.crc`. Throws the system's errors. */
export function headCrc(fs: FileSystem, path: string): string {
  const handle = fs.open(path, 'read');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return String(crc16(head.subarray(0, readFully(fs, handle, head, 0, HEAD_BYTES, 0))));
  } finally {
    fs.close(handle);
  }
}
