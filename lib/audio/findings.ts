/**
 * What a person is told of a file's problems. Pure. At most one thing of a file, the most serious: notes (trailing bytes, a wrong
 * size of the whole, a missing pad byte, a streamed header) are facts, and nothing that anybody must do (audio-files.md, section 3).
 */
import { type Finding, finding } from '../model/finding.js';
import type { AudioFacts, AudioProblem } from '../model/located.js';
import { showLength } from '../model/time.js';
import { lengthOf } from './facts.js';

const FROM_BACKUP = 'Look for a whole copy: a backup, another drive, the person who recorded it.';

export function audioFindings(name: string, facts: AudioFacts, where: string | null): Finding[] {
  const has = (...problems: readonly AudioProblem[]) => problems.some((one) => facts.problems.includes(one));
  if (has('all-zero')) {
    const what = `"${name}" holds nothing but zeros: its sound was lost`;
    return [finding('error', 'audio-empty', what, where, FROM_BACKUP)];
  }
  if (has('file-cut')) return [cutFinding(name, facts, where)];
  if (has('no-fmt', 'fmt-nonsense')) {
    const what = `"${name}" has a broken header: it does not say how its sound is to be played`;
    return [finding('error', 'audio-broken', what, where, FROM_BACKUP)];
  }
  if (has('no-resource-fork')) {
    const what = `"${name}" is a Sound Designer II file without its resource fork, which alone says its rate, channels and width`;
    const next = `Copy it from the old disk together with its fork, which other systems keep as "._${name}" beside it.`;
    return [finding('error', 'audio-no-fork', what, where, next)];
  }
  if (has('riff-size-zero', 'data-size-zero')) {
    const length = facts.lengthNs === null ? '' : `, ${showLength(facts.lengthNs)} of sound are there`;
    const what = `"${name}" is a recording that was never closed${length}`;
    const next = 'Open it in the DAW and listen to its end, then save it again under another name.';
    return [finding('warn', 'audio-unclosed', what, where, next)];
  }
  if (facts.frames === 0) {
    return [finding('info', 'audio-empty', `"${name}" has a header and no sound`, where)];
  }
  return [];
}

/** Real files of careless writers lack the last bytes: nobody hears one frame. */
const UNHEARD_FRAMES = 1;
/** Shorter sounds are told in samples: "0:00 of 0:00" says nothing. */
const SHORT_SECONDS = 10;

/** Where the sound itself is whole, only what stands behind it is lost: names of markers, an overview. */
function cutFinding(name: string, facts: AudioFacts, where: string | null): Finding {
  const { frames, framesByHeader, missingBytes } = facts;
  if (frames !== null && frames > 0 && (framesByHeader ?? frames) - frames <= UNHEARD_FRAMES) {
    const what = `"${name}" lacks ${missingBytes} bytes at its end; its sound is there`;
    return finding('info', 'audio-cut', what, where);
  }
  const lost =
    frames === null || framesByHeader === null
      ? `${missingBytes} bytes are missing`
      : `${shown(frames, framesByHeader, facts.sampleRate)} are there`;
  return finding('error', 'audio-cut', `"${name}" was cut: ${lost}`, where, FROM_BACKUP);
}

function shown(frames: number, promised: number, sampleRate: number | null): string {
  if (sampleRate === null || promised < sampleRate * SHORT_SECONDS) return `${frames} of ${promised} samples`;
  return `${showLength(lengthOf(frames, sampleRate))} of ${showLength(lengthOf(promised, sampleRate))}`;
}
