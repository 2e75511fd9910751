/** Is it an AAF (aaf.md, section 1)? A Word document begins the same way, and text files of that name exist. */
import type { Detection, Probe, SessionSource } from '../../lib/model/parser.js';

const MAGIC = 'd0cf11e0a1b11ae1';
/** Bytes 8 to 23: "AAFB…OM" of 512-byte sectors, and the id of 4096-byte ones. */
const OWN = ['414146420d004f4d060e2b34010101ff', '0102010d00020000060e2b3403020101'];
/** Class of the root entry, as stored. */
const ROOT = 'a598b3b3901cd4118053080036210804';

export const detect = (probe: Probe): Detection | null =>
  isAaf(probe, probe.head) ? { role: 'session', base: '.' } : null;

/** `start`: the first 512 bytes, or more. */
export function isAaf(source: Pick<SessionSource, 'bytes'>, start: Uint8Array): boolean {
  const head = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  if (head.length < 512 || head.toString('hex', 0, 8) !== MAGIC) return false;
  return OWN.includes(head.toString('hex', 8, 24)) || rootClass(source, head) === ROOT;
}

/** The root is the first entry of the directory. */
function rootClass(source: Pick<SessionSource, 'bytes'>, head: Buffer): string | null {
  const shift = head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const at = (head.readUInt32LE(48) + 1) * 2 ** shift + 80;
  return Buffer.from(source.bytes(at, at + 16)).toString('hex');
}

/** Media Composer's index files of a folder of MXF media: it makes them again. */
export const regenerable = (path: string): boolean => /(^|\/)(?:msmmmob\.mdb|msmfmid\.pmr)$/i.test(path);

export const owns = regenerable;
