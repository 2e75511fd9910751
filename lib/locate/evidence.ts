/** What speaks for and against a candidate. A file found by search is taken only if nothing disagrees and something strong agrees. Pure. */
import type { CandidateReport } from '../model/inspect.js';
import type { AudioFacts } from '../model/located.js';
import type { Reference } from '../model/session.js';
import { showLength } from '../model/time.js';

export interface Weighed extends CandidateReport {
  readonly isStrong: boolean;
}

/** A clip may end a sample or two behind what a rounded position says. */
const LENGTH_TOLERANCE_NS = 1_000_000n;

/** Holds the candidate's size and header against what the session stores, and against what its clips need. */
export function weigh(reference: Reference, path: string, size: number, audio: AudioFacts | null): Weighed {
  const agrees: string[] = [];
  const contradicts: string[] = [];
  const unknown: string[] = [];
  let isStrong = false;
  const compare = (what: string, stored: number | undefined, there: number | null | undefined, strong: boolean) => {
    if (stored === undefined) return;
    if (there === null || there === undefined) unknown.push(what);
    else if (stored === there) {
      agrees.push(`${what} ${there}`);
      isStrong ||= strong;
    } else contradicts.push(`${what} ${there}, the session says ${stored}`);
  };
  const { evidence, neededNs } = reference;
  compare('size', evidence.size, size, true);
  compare('frames', evidence.frames, audio?.frames, true);
  compare('rate', evidence.sampleRate, audio?.sampleRate, false);
  compare('channels', evidence.channels, audio?.channels, false);
  compare('bits', evidence.bitDepth, audio?.bitDepth, false);
  if (neededNs !== null && neededNs > 0n) {
    const length = audio?.lengthNs ?? null;
    if (length === null) unknown.push('length');
    else if (length + LENGTH_TOLERANCE_NS < neededNs) {
      contradicts.push(`length ${showLength(length)}, the clips need ${showLength(neededNs)}`);
    } else {
      agrees.push(`length ${showLength(length)}, the clips need ${showLength(neededNs)}`);
      isStrong = true;
    }
  }
  return { path, agrees, contradicts, unknown, isStrong };
}

export const fits = (weighed: Weighed): boolean => weighed.isStrong && weighed.contradicts.length === 0;
