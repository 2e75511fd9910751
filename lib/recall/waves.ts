/** The outlines of a song's sounds: which files are wanted for its picture, and what was collected of them. Pure. */
import { peakRequest, peaksOf } from '../audio/peaks/request.js';
import type { LocatedReference, LocatedSession } from '../model/located.js';
import type { PeakRequest, Wave } from '../model/peaks.js';
import { isDrawn } from './picture/frame.js';
import { secondsShown } from './song-time.js';

/** By the index into `session.media` of the main session; null where nothing was collected. */
export type Waves = (media: number) => Wave | null;

export const NO_WAVES: Waves = () => null;

/** Of one file: at most eight in a pixel's width of the whole picture. */
const MOST_OF_FILE = 8192;
/** Of all files together: 16 MB. */
const MOST_OF_ALL = 2_000_000;

/** By real path. Of the main session: sounds that are there and that a clip in the picture plays. */
export function wantedPeaks(main: LocatedSession | undefined): ReadonlyMap<string, PeakRequest> {
  const seconds = main === undefined ? 0 : secondsShown(main.session);
  const files = main === undefined ? new Map<string, LocatedReference>() : playedFiles(main, seconds);
  for (let most = MOST_OF_FILE; most >= 1; most /= 2) {
    const requests = [...files].flatMap(([path, { audio, stat }]) => {
      const request = audio === null ? null : peakRequest(audio, seconds, most, stat?.size);
      return request === null ? [] : [[path, request] as const];
    });
    const peaks = requests.reduce((sum, [, request]) => sum + peaksOf(request), 0);
    if (peaks <= MOST_OF_ALL) return new Map(requests);
  }
  return new Map(); // two million files
}

/** Clips that are too short to be drawn ask for nothing: a drum part has thousands, and each would be a stroke. */
function playedFiles({ session, references }: LocatedSession, seconds: number): ReadonlyMap<string, LocatedReference> {
  const played = new Set(
    session.tracks
      .filter(({ inTrackList }) => inTrackList)
      .flatMap(({ clips }) =>
        clips.flatMap(({ active, media, lengthNs }) =>
          active && media !== null && isDrawn(Number(lengthNs ?? 0n) / 1e9 / seconds) ? [media] : [],
        ),
      ),
  );
  const files = [...played].flatMap((index) => {
    const one = references[index];
    return one !== undefined && isSound(one) && one.realPath !== null ? [[one.realPath, one] as const] : [];
  });
  return new Map(files);
}

const isSound = ({ state, reference }: LocatedReference): boolean =>
  (state === 'found' || state === 'relocated') && (reference.kind === 'audio' || reference.kind === 'sample');

/** From what was collected by real path to what a picture of the main session asks for. */
export function wavesOf(main: LocatedSession | undefined, collected: ReadonlyMap<string, Wave>): Waves {
  if (main === undefined) return NO_WAVES;
  return (media) => collected.get(main.references[media]?.realPath ?? '') ?? null;
}
