import type { Ns } from '../../lib/model/session.js';

/** The latest of the times that are known; null where none is. */
export function latest(times: Iterable<Ns | null>): Ns | null {
  let last: Ns | null = null;
  for (const time of times) if (time !== null && (last === null || time > last)) last = time;
  return last;
}
