/** Paths as sessions store them: of any platform, in any mix of separators, sometimes as a URL. Text only; nothing is opened. */
import type { Platform } from './session.js';

export interface StoredPath {
  /** `drive`: "E:"; `share`: "\\server\share"; `unix`: from "/"; `relative`: from the session. */
  readonly style: 'drive' | 'share' | 'unix' | 'relative';
  /** "E:", "server/share", "" for the others. */
  readonly volume: string;
  readonly parts: readonly string[];
}

export function parseStoredPath(stored: string): StoredPath {
  const path = fromUrl(stored);
  const drive = /^\/?([A-Za-z]:)(?=[\\/]|$)/.exec(path);
  if (drive) return { style: 'drive', volume: drive[1] as string, parts: split(path.slice(drive[0].length)) };
  const share = /^(?:\\\\|\/\/)([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
  if (share) return { style: 'share', volume: `${share[1]}/${share[2]}`, parts: split(path.slice(share[0].length)) };
  // Behind a leading slash a backslash is an ordinary character of a Unix name.
  if (path.startsWith('/')) return { style: 'unix', volume: '', parts: path.split('/').filter((part) => part !== '') };
  return { style: 'relative', volume: '', parts: split(path) };
}

/** The last part: the name of the file. */
export function baseNameOf(stored: string): string {
  return parseStoredPath(stored).parts.at(-1) ?? stored;
}

/** "Macintosh HD:Users:anna:take.wav", as old Macintosh sessions store it; a time code looks the same. */
export const isHfsPath = (text: string): boolean => /^[^/\\:]+(?::[^/\\:]+){2,}$/.test(text);

/** The same, also of a path with colons. */
export const fileNameOf = (stored: string): string =>
  isHfsPath(stored) ? stored.slice(stored.lastIndexOf(':') + 1) : baseNameOf(stored);

/** True where the path is absolute on a platform other than `here`. */
export function isForeign(path: StoredPath, here: Platform): boolean {
  if (path.style === 'drive' || path.style === 'share') return here !== 'windows';
  if (path.style !== 'unix') return false;
  const top = path.parts[0]?.toLowerCase();
  if (here === 'linux') return top === 'users' || top === 'volumes';
  return here === 'windows';
}

function fromUrl(stored: string): string {
  const match = /^file:(?:\/\/(?:localhost)?(?=\/))?/i.exec(stored);
  if (!match) return stored;
  const rest = stored.slice(match[0].length);
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

const split = (path: string): string[] => path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
