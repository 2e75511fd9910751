/**
 * Files in the state of REAPER's own plug-ins (reaper.md, section 3): the samples of ReaSamplOmatic5000, which can be read and
 * written, and the impulse of ReaVerb, whose place in the state is not known well enough to write it.
 */
import { decodePath, encodePath } from '../../lib/model/path-bytes.js';
import { AUDIO_EXTENSIONS } from '../shared/media-kind.js';
import { extension } from '../shared/stored-path.js';

/** `mosr`, ReaSamplOmatic5000, and `brev`, ReaVerb, as the first four bytes of the content read little-endian. */
export const SAMPLOMATIC = 1920167789;
export const REAVERB = 1919252066;

/** Follows the list of several samples, for versions that know one only. */
const SEVERAL = />\d+ YOU NEED A NEWER REASAMPLOMATIC/;

interface SampleText {
  readonly samples: readonly string[];
  /** What stands between the last sample and the NUL. */
  readonly tail: string;
  /** Bytes of both. */
  readonly length: number;
}

/** The state begins with the path, or with several paths and a notice, ended by a NUL. */
function sampleText(state: Buffer): SampleText | null {
  const length = state.indexOf(0);
  if (length < 0) return null;
  const text = decodePath(state.subarray(0, length));
  const several = SEVERAL.exec(text);
  if (several === null) return { samples: [text], tail: '', length };
  return { samples: text.slice(0, several.index).split('|'), tail: text.slice(several.index), length };
}

/** One place a sample; '' is an empty one. Null where the state does not have the known form. */
export const samplesOf = (state: Buffer): readonly string[] | null => sampleText(state)?.samples ?? null;

export const holdsSeveral = (state: Buffer): boolean => (sampleText(state)?.tail ?? '') !== '';

/** The state with other samples in the given places. */
export function replaceSamples(state: Buffer, changes: ReadonlyMap<number, string>): Buffer {
  const text = sampleText(state);
  if (text === null) return state;
  const samples = text.samples.map((sample, place) => changes.get(place) ?? sample);
  return Buffer.concat([encodePath(samples.join('|') + text.tail), state.subarray(text.length)]);
}

/** Every NUL-ended text in the state that ends as an audio file does. */
export function impulsesOf(state: Buffer): readonly string[] {
  const found = new Set<string>();
  for (let end = state.indexOf(0), start = 0; end >= 0; start = end + 1, end = state.indexOf(0, start)) {
    const length = printableBefore(state, start, end);
    const text = decodePath(state.subarray(end - length, end));
    if (length > 4 && AUDIO_EXTENSIONS.includes(extension(text)) && !/[\udc80-\udcff]/.test(text)) found.add(text);
  }
  return [...found];
}

/** A binary field may stand right before the text: only the printable end of the run counts. */
function printableBefore(state: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (state[at - 1] as number) >= 0x20 && state[at - 1] !== 0x7f) at -= 1;
  return end - at;
}
