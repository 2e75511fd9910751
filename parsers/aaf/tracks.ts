/** Tracks and clips of the main composition (aaf.md, section 4). */

import type { Clip, Fade, Ns, Track, Use } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { toldClip, UNTOLD_TRACK } from '../shared/untold.js';
import type { MediaFile } from './media.js';
import type { Mob, Slot } from './mobs.js';
import { type Placed, placedOn } from './placed.js';
import type { Segment, Setting } from './segments.js';
import type { Source, sourcesIn } from './sources.js';
import { nsOf, type Rate } from './values.js';

export interface Tracks {
  readonly tracks: readonly Track[];
  /** By the place of the file. */
  readonly uses: ReadonlyMap<number, readonly Use[]>;
}

/** One per slot of sound or picture, in their order. */
export function tracksOf(
  composition: Mob | null,
  sourceOf: ReturnType<typeof sourcesIn>,
  files: readonly MediaFile[],
): Tracks {
  const uses = new Map<number, Use[]>();
  const tracks: Track[] = [];
  for (const slot of composition?.slots ?? []) {
    if (slot.kind !== 'timeline' || slot.essence === null || slot.segment === null) continue;
    const { inner, ...mixer } = faderOf(slot.segment);
    const clips = placedOn(inner)
      // Silence is stored as a clip without a source.
      .filter(({ clip }) => clip.mob !== null)
      .map((placed) => clipOf(placed, slot, sourceOf(placed.clip, slot.rate), files));
    for (const { media, name, startNs, lengthNs } of clips) {
      if (media === null) continue;
      const use = { track: tracks.length, what: name ?? '', startNs, lengthNs };
      const known = uses.get(media);
      if (known) known.push(use);
      else uses.set(media, [use]);
    }
    tracks.push(trackOf(slot, clips, mixer));
  }
  return { tracks, uses };
}

interface Fader {
  readonly gain: Setting;
  readonly pan: Setting;
}

/** Gain and pan around all that is on a slot are those of the track; around a single clip they are the clip's. */
function faderOf(segment: Segment): Fader & { readonly inner: Segment } {
  let [inner, gain, pan]: [Segment, Setting, Setting] = [segment, null, null];
  while (inner.kind === 'layers' && inner.parts.length === 1 && (inner.gain !== null || inner.pan !== null)) {
    gain ??= inner.gain;
    pan ??= inner.pan;
    inner = inner.parts[0] as Segment;
  }
  return inner.kind === 'sequence' ? { inner, gain, pan } : { inner: segment, gain: null, pan: null };
}

function trackOf({ name, essence }: Slot, clips: readonly Clip[], { gain, pan }: Fader): Track {
  return {
    ...UNTOLD_TRACK,
    name,
    kind: essence ?? 'other',
    inTrackList: true,
    volumeDb: typeof gain === 'number' ? decibels(gain) : null,
    pan: typeof pan === 'number' && pan >= 0 && pan <= 1 ? 2 * pan - 1 : null,
    clips,
    automated: [...(gain === 'varies' ? ['Volume'] : []), ...(pan === 'varies' ? ['Pan'] : [])],
  };
}

function clipOf(placed: Placed, { rate, essence }: Slot, source: Source, files: readonly MediaFile[]): Clip {
  const ns = (count: bigint): Ns | null => (rate === null ? null : nsOf(count, rate));
  const file = source.media === null ? undefined : files[source.media];
  return toldClip({
    name: source.name ?? (file?.name || null),
    kind: essence ?? 'other',
    startNs: ns(placed.at),
    lengthNs: ns(placed.clip.length),
    offsetNs: source.offsetNs,
    media: source.media,
    gainDb: typeof placed.gain === 'number' ? decibels(placed.gain) : null,
    fadeIn: fadeOf(placed.fadeIn, rate),
    fadeOut: fadeOf(placed.fadeOut, rate),
    active: true,
  });
}

/** Its curve is an operation of its own, and not read. */
const fadeOf = (length: bigint | null, rate: Rate | null): Fade | null =>
  length === null || length <= 0n || rate === null ? null : { lengthNs: nsOf(length, rate), shape: null };
