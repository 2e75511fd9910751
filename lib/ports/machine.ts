import nodeFs from 'node:fs';
import os from 'node:os';
import type { Platform } from '../model/session.js';

export const hostname = (): string => os.hostname();

/** What is the same until the machine is started again: Linux has an id for it, elsewhere the time of the start serves. */
export function bootTime(): string {
  try {
    return nodeFs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Uptime and clock are read one after the other: minutes are coarse enough to hide that.
    return String(Math.round((Date.now() / 1000 - os.uptime()) / 60));
  }
}

export const thisPlatform: Platform =
  process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux';

export const homeFolder = (): string | null => os.homedir() || null;

/** The mode that other programs would give a new file. */
export const newFileMode = (): number => 0o666 & ~process.umask();
