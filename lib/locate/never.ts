/** Places that are never read, whatever a session says (design, section 7; reliability.md, figure 20). By text, before anything is opened. */
import { isInside, join } from '../model/paths.js';
import { parseStoredPath } from '../model/stored-path.js';

const SYSTEM_FOLDERS = ['/dev', '/proc', '/sys', '/etc', '/run/secrets', '/private/etc', '/var/run', '/boot'];
const PRIVATE_FOLDERS = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.config',
  '.kube',
  '.mozilla',
  'Library/Keychains',
  '.password-store',
];
const MEDIA_NAMES =
  /\.(wav|wave|bwf|rf64|w64|aif|aiff|aifc|caf|sd2|mp3|mp2|flac|ogg|oga|opus|m4a|aac|wv|wma|ape|rex|rx2|rcy|mid|midi|kar|mp4|m4v|mov|avi|mkv|webm|mpg|mpeg|wmv|mxf|png|jpg|jpeg|gif|bmp|tif|tiff|rpp|sf2|sf3|sfz|nki|exs|gig|amxd|scl|l|r)$/i;

/** Longest path that any system takes. */
const MAX_PATH = 4096;

/** Why a stored text is never followed; null where it may be. */
export function neverFollowed(stored: string): string | null {
  if (stored.includes('\0')) return 'holds a NUL byte';
  if (Buffer.byteLength(stored) > MAX_PATH) return 'is longer than a path can be';
  if (/^[a-z][a-z0-9+.-]{1,}:\/\//i.test(stored) && !/^file:/i.test(stored)) return 'is a network address';
  if (/^file:\/\/(?!\/|localhost\/)/i.test(stored)) return 'names another machine';
  return parseStoredPath(stored).style === 'share' && process.platform === 'win32' ? 'is on a network share' : null;
}

/** Why a real file is not taken, though it is there; null where it may be. `home`: of the person who runs this. */
export function neverRead(realPath: string, projectRoot: string, home: string | null): string | null {
  if (isInside(projectRoot, realPath)) return null;
  if (SYSTEM_FOLDERS.some((folder) => isInside(folder, realPath))) return 'is a file of the system';
  if (home !== null && PRIVATE_FOLDERS.some((folder) => isInside(join(home, folder), realPath))) return 'is private';
  return null;
}

/** True for a name that media have: outside of the project nothing else is taken unless its content is media. */
export const hasMediaName = (path: string): boolean => MEDIA_NAMES.test(path);
