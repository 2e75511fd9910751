/**
 * Where the sound of an audio clip comes from (als.md, section 4, "Clips"). A warp marker holds a beat of the clip's content at a
 * second of its file, with straight lines between and beyond. By this all 1,638 warped clips of the corpus end inside of their
 * files, 1,070 of them exactly where their files end.
 */
import type { Clip } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import type { ClipDraft, WarpDraft } from './drafts.js';
import { childrenOf, numberIn, type Place } from './places.js';
import type { TimeLine } from './tempo.js';

interface Marker {
  readonly beats: number;
  readonly seconds: number;
}

/** A song of an hour at every beat; they are held only while their clip is open. */
const MAX_MARKERS = 20_000;

export function warpPlace(clip: ClipDraft): Place {
  const markers: Marker[] = [];
  return {
    ...childrenOf({
      WarpMarker(tag) {
        const [seconds, beats] = [numberIn(tag.attribute('SecTime')), numberIn(tag.attribute('BeatTime'))];
        if (seconds !== null && beats !== null && markers.length < MAX_MARKERS) markers.push({ beats, seconds });
        return null;
      },
    }),
    close() {
      clip.warp = warpOf(clip, markers);
    },
  };
}

function warpOf({ loop, startBeats, endBeats }: ClipDraft, markers: readonly Marker[]): WarpDraft | null {
  const sorted = [...markers].sort((a, b) => a.beats - b.beats);
  if (sorted.length < 2 || sorted.length === MAX_MARKERS || startBeats === null || endBeats === null) return null;
  const begin = loop.start + loop.from;
  const at = (beats: number) => secondsAt(sorted, beats);
  return {
    begin: at(begin),
    end: at(begin + endBeats - startBeats),
    loop: loop.on && loop.end !== null && loop.end > loop.start ? { start: at(loop.start), end: at(loop.end) } : null,
  };
}

function secondsAt(markers: readonly Marker[], beats: number): number {
  const after = markers.findIndex((marker) => marker.beats > beats);
  const next = after < 0 ? markers.length - 1 : Math.max(1, after);
  const [from, to] = [markers[next - 1] as Marker, markers[next] as Marker];
  if (to.beats === from.beats) return from.seconds;
  return from.seconds + ((beats - from.beats) * (to.seconds - from.seconds)) / (to.beats - from.beats);
}

type SoundPlace = Partial<Pick<Clip, 'offsetNs' | 'playRate' | 'meanRate' | 'loop'>>;

/** What it does not say is left out. A clip that is not warped plays at its own speed, or faster by its transposition. */
export function soundPlaceOf(clip: ClipDraft, line: TimeLine): SoundPlace {
  const { isWarped, loop, warp, semitones, cents } = clip;
  if (clip.kind !== 'audio') return {};
  if (isWarped === true) return warp === null ? {} : warpedPlace(clip, warp, line);
  if (isWarped === null) return {};
  const playRate = 2 ** (((semitones ?? 0) + (cents ?? 0) / 100) / 12);
  const offsetNs = nsFromSeconds(loop.start + loop.from);
  return { offsetNs, playRate, ...(loop.on && loop.end !== null ? loopOf(loop.start, loop.end) : {}) };
}

function warpedPlace(
  { startBeats, endBeats, loop }: ClipDraft,
  { begin, end, loop: inFile }: WarpDraft,
  line: TimeLine,
): SoundPlace {
  const offsetNs = nsFromSeconds(begin);
  const start = line.secondsAt(startBeats);
  // One pass of its loop, or all of it.
  const beats = inFile === null || loop.end === null ? null : loop.end - loop.start;
  const until = line.secondsAt(beats === null || startBeats === null ? endBeats : startBeats + beats);
  const sound = inFile === null ? end - begin : inFile.end - inFile.start;
  if (start === null || until === null || until <= start || sound <= 0) return { offsetNs };
  return {
    offsetNs,
    meanRate: sound / (until - start),
    ...(inFile === null ? {} : loopOf(inFile.start, inFile.end)),
  };
}

function loopOf(start: number, end: number): Pick<SoundPlace, 'loop'> {
  const [startNs, lengthNs] = [nsFromSeconds(start), nsFromSeconds(end - start)];
  return startNs === null || lengthNs === null || lengthNs <= 0n ? {} : { loop: { startNs, lengthNs } };
}
