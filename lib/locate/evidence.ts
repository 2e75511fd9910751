/** What speaks for and against a candidate. A file found by search is taken only if nothing disagrees and something strong agrees. Pure. */
import type { CandidateReport } from '../model/inspect.js';
import type { AudioFacts } from '../model/located.js';
import type { Evidence, Reference } from '../model/session.js';
import { showLength } from '../model/time.js';

export interface Weighed extends CandidateReport {
  readonly isStrong: boolean;
}

/** A clip may end a sample or two behind what a rounded position says. */
const LENGTH_TOLERANCE_NS = 1_000_000n;

/** What was found out of a candidate. Null: it does not say, or was not asked. */
export interface FileFacts {
  readonly path: string;
  readonly size: number;
  readonly audio: AudioFacts | null;
  /** As `Evidence.crc`. */
  readonly crc: string | null;
}

/** Containers whose header counts every frame. In others a decoder adds its delay, so that another number says nothing. */
const EXACT_CONTAINERS = /^(WAV|RF64|BW64|W64|AIFF|AIFC|AIFF-C|CAF|FLAC)/i;

/** Holds what the session stores, and what its clips need, against the candidate. */
export function weigh(reference: Reference, { path, size, audio, crc }: FileFacts): Weighed {
  const agrees: string[] = [];
  const contradicts: string[] = [];
  const unknown: string[] = [];
  let isStrong = false;
  const compare = (
    what: string,
    stored: number | string | undefined,
    there: number | string | null | undefined,
    strong: boolean,
  ) => {
    if (stored === undefined) return;
    if (there === null || there === undefined) unknown.push(what);
    else if (stored === there) {
      agrees.push(`${what} ${there}`);
      isStrong ||= strong;
    } else contradicts.push(`${what} ${there}, the session says ${stored}`);
  };
  const { evidence, neededNs } = reference;
  compare('size', evidence.size, size, true);
  compare('CRC of its beginning', evidence.crc, crc, true);
  compare('frames', evidence.frames, comparableFrames(evidence, audio), true);
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

/** Null where another number would be no contradiction. */
function comparableFrames(evidence: Evidence, audio: AudioFacts | null): number | null {
  if (audio === null || audio.frames === evidence.frames) return audio?.frames ?? null;
  const isOtherRate = evidence.framesAtRate !== undefined && audio.sampleRate !== evidence.framesAtRate;
  return isOtherRate || !EXACT_CONTAINERS.test(audio.container) ? null : audio.frames;
}

export const fits = (weighed: Weighed): boolean => weighed.isStrong && weighed.contradicts.length === 0;
