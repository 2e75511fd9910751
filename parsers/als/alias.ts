/** The absolute path in the `Data` of a FileRef of Live 8 to 10: a Windows path, or the alias record of a Mac (als.md, section 3). */
import { cursorOn } from '../shared/cursor.js';

/** Null where the bytes are neither. The bytes decide: `Type` is wrong in sets that a tool has patched. */
export function pathInData(hex: string): string | null {
  const bytes = Buffer.from(hex.replace(/[^0-9a-fA-F]+/g, ''), 'hex');
  return windowsPath(bytes) ?? aliasPath(bytes);
}

/** UTF-16 with a zero at the end: `C:\…`, or `\\server\…`. */
function windowsPath(bytes: Buffer): string | null {
  const isDrive = bytes[1] === 0 && bytes[2] === 0x3a && bytes[3] === 0;
  const isShare = bytes[0] === 0x5c && bytes[1] === 0 && bytes[2] === 0x5c && bytes[3] === 0;
  if (!isDrive && !isShare) return null;
  const text = bytes.toString('utf16le', 0, bytes.length - (bytes.length % 2));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

const [HFS_PATH, POSIX_PATH, MOUNT_POINT] = [2, 18, 19];
const FIRST_ITEM = 150;

/** Version 2, big-endian: tagged items, each padded to an even length; tag -1 ends them. */
function aliasPath(bytes: Buffer): string | null {
  if (bytes.length < FIRST_ITEM || bytes.readUInt16BE(6) !== 2) return null;
  const items = new Map<number, Uint8Array>();
  const cursor = cursorOn(bytes, 'be', FIRST_ITEM);
  for (;;) {
    const tag = cursor.i16();
    const length = tag === null || tag === -1 ? null : cursor.u16();
    const item = length === null ? null : cursor.take(length);
    if (tag === null || item === null) break;
    items.set(tag, item);
    if (item.length % 2 === 1) cursor.skip(1);
  }
  const path = items.get(POSIX_PATH);
  if (path !== undefined) return joined(text(items.get(MOUNT_POINT)), text(path));
  const hfs = items.get(HFS_PATH);
  // Without the POSIX path only names in ASCII are sure: the old one is in Mac Roman.
  return hfs === undefined || hfs.some((byte) => byte >= 0x80) ? null : fromHfs(text(hfs));
}

const text = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? [])
    .toString('utf8')
    .replace(/\0+$/, '');

const joined = (mount: string, path: string): string => `${mount.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;

/** `Volume:folder:file`; which volume started the Mac is not known, so it is named like a mounted one. */
const fromHfs = (path: string): string =>
  `/Volumes/${path.replaceAll('/', '\u0000').replaceAll(':', '/').replaceAll('\u0000', ':')}`;
