/** What speaks for and against a candidate. A file found by search is taken only if nothing disagrees and something strong agrees. Pure. */
import type { CandidateReport } from '../model/inspect.js';
import type { AudioFacts } from '../model/located.js';
import type { Evidence, Reference } from '../model/session.js';
import { showLength } from '../model/time.js';

export interface Weighed extends CandidateReport {
  /** Enough for a file of the right name. */
  readonly isStrong: boolean;
  /** Enough for a file of any name: what agrees is of the content itself, and rarely the same in two files. */
  readonly isTelling: boolean;
}

/** What two files have in common only where one is a copy of the other. */
export const CERTAIN = { id: 'file id', crc: 'CRC of its beginning' } as const;

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
const EXACT_CONTAINERS = /^(WAV|RIFX|RF64|BW64|W64|AIFF|AIFC|CAF|SD2|FLAC)$/;

/** Holds what the session stores, and what its clips need, against the candidate. */
export function weigh(reference: Reference, { path, size, audio, crc }: FileFacts): Weighed {
  const agrees: string[] = [];
  const contradicts: string[] = [];
  const unknown: string[] = [];
  let isStrong = false;
  const agreed = new Set<string>();
  const compare = (
    what: string,
    stored: number | string | undefined,
    there: number | string | null | undefined,
    strong: boolean,
  ) => {
    if (stored === undefined) return;
    if (there === null || there === undefined) unknown.push(what);
    else if (stored === there) {
      agreed.add(what);
      agrees.push(`${what} ${there}`);
      isStrong ||= strong;
    } else contradicts.push(`${what} ${there}, the session says ${stored}`);
  };
  const { evidence, neededNs } = reference;
  compare(CERTAIN.id, evidence.fileId, audio?.id, true);
  compare('size', evidence.size, size, true);
  compare(CERTAIN.crc, evidence.crc, crc, true);
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
  return { path, agrees, contradicts, unknown, isStrong, isTelling: isTelling(evidence, agreed, audio) };
}

/** Null where another number would be no contradiction. */
function comparableFrames(evidence: Evidence, audio: AudioFacts | null): number | null {
  if (audio === null || audio.frames === evidence.frames) return audio?.frames ?? null;
  const isOtherRate = evidence.framesAtRate !== undefined && audio.sampleRate !== evidence.framesAtRate;
  return isOtherRate || !EXACT_CONTAINERS.test(audio.container) ? null : audio.frames;
}

/** An id alone; a check sum with the size; the exact length with the rate. */
function isTelling(evidence: Evidence, agreed: ReadonlySet<string>, audio: AudioFacts | null): boolean {
  if (agreed.has(CERTAIN.id)) return true;
  if (agreed.has(CERTAIN.crc) && agreed.has('size')) return true;
  return agreed.has('frames') && (agreed.has('rate') || audio?.sampleRate === evidence.framesAtRate);
}

/** `by`: whether a name led to the file, or its content alone. */
export const fits = (weighed: Weighed, by: 'name' | 'content' = 'name'): boolean =>
  (by === 'name' ? weighed.isStrong : weighed.isTelling) && weighed.contradicts.length === 0;
