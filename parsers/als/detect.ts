/** Is it Live's, and what is it (als.md, sections 1 and 6)? */
import { constants, gunzipSync } from 'node:zlib';
import type { Detection, Probe } from '../../lib/model/parser.js';
import { baseOf, climbOf } from './project-folder.js';

/** What stands at the beginning of a file that is, or should be, a set. */
export type Opening = 'set' | 'lfs-pointer' | 'old-binary';

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';
/** Live 7 and older: "LiveDocument" behind its length. */
const OLD_MAGIC = Buffer.from([0xab, 0x1e, 0x56, 0x78]);
const OLD_NAME = Buffer.from('\x0cLiveDocument', 'latin1');
const OLD_NAME_AT = 11;

const LOOKED_AT = 4096;
/** 4 KiB of deflate cannot become more. */
const MAX_UNPACKED = 8 << 20;

/** Declaration and comments first, then the root, then the child that says what the document is. */
const ROOT = /^(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<Ableton[\s>]/;
const CHILD = /<Ableton(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>\s*<([\w.]+)/;

export function openingOf(head: Uint8Array, name: string): Opening | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, LOOKED_AT));
  if (bytes.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER) {
    // A pointer is text like any other: here the name alone says what it stands for.
    return isSetName(name) ? 'lfs-pointer' : null;
  }
  if (bytes.subarray(0, 4).equals(OLD_MAGIC)) {
    return bytes.subarray(OLD_NAME_AT, OLD_NAME_AT + OLD_NAME.length).equals(OLD_NAME) ? 'old-binary' : null;
  }
  const text = unpackedHead(bytes)?.toString('latin1', 0, 2 * LOOKED_AT) ?? '';
  if (!ROOT.test(text)) return null;
  const child = CHILD.exec(text)?.[1];
  // Presets and grooves have other children (als.md, section 1).
  return child === undefined || child === 'LiveSet' ? 'set' : null;
}

function unpackedHead(bytes: Buffer): Buffer | null {
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_UNPACKED });
  } catch {
    return null;
  }
}

const isSetName = (name: string): boolean => /\.(als|alc)$/i.test(name);

export function detect(probe: Probe): Detection | null {
  if (openingOf(probe.head, probe.name) === null) return null;
  const isOwn = climbOf(probe) !== null || sharesSamples(probe);
  return { role: roleOf(probe), base: baseOf(probe), ownFolder: isOwn };
}

function roleOf({ name, folder }: Probe): Detection['role'] {
  if (/\.alc$/i.test(name)) return 'template';
  return folder === 'Backup' ? 'backup' : 'session';
}

/** Several sets around one `Samples` folder are one project, also where its mark was lost (design, section 2, rule 1). */
function sharesSamples(probe: Probe): boolean {
  const names = probe.list('.');
  return names.includes('Samples') && names.filter((name) => /\.als$/i.test(name)).length > 1;
}

/**
 * The browser's cache and the icon of the folder. Not the `.asd` beside a sound: it may hold the warp markers that a person
 * saved (als.md, section 6).
 */
export const regenerable = (path: string): boolean =>
  /(^|\/)Ableton Project Info\/(Cache\.cfg|AProject\.ico)$/.test(path);

/** Backups, analyses and what marks the project. */
export const owns = (path: string): boolean =>
  /(^|\/)Ableton Project Info\//.test(path) || /(^|\/)Backup\/[^/]*\.als$/i.test(path) || /\.asd$/i.test(path);
