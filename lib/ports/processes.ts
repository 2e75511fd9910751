import nodeFs from 'node:fs';
import { errnoOf } from '../model/errors.js';

export interface Processes {
  self(): { readonly pid: number; readonly start: string };
  /** True while the process of that number, started then, lives. */
  isRunning(pid: number, start: string): boolean;
}

export const systemProcesses: Processes = {
  self: () => ({ pid: process.pid, start: startOf(process.pid) ?? '0' }),
  isRunning(pid, start) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      return errnoOf(error) !== 'ESRCH'; // EPERM: it lives, and is somebody else's
    }
    const now = startOf(pid);
    return now === null || start === '0' || now === start;
  },
};

/** When it was started, in ticks since boot, so that a number given out again is told apart; null where the system does not say. */
function startOf(pid: number): string | null {
  try {
    const stat = nodeFs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the name in parentheses and may hold anything; the start is the 22nd field.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
