/** From a clip to its file: down the chain of mobs (aaf.md, section 3). */

import type { Ns } from '../../lib/model/session.js';
import { lastAtMost } from '../shared/sorted.js';
import type { MediaFiles } from './media.js';
import type { Mob, Slot } from './mobs.js';
import { type Placed, placedOn } from './placed.js';
import type { SourceClip } from './segments.js';
import { nsOf, type Rate } from './values.js';

export interface Source {
  /** What the clip is called: the first mob on the way has the name that a person saw. */
  readonly name: string | null;
  /** Index into the files; null where the chain ends elsewhere (a tape, silence). */
  readonly media: number | null;
  readonly offsetNs: Ns | null;
}

/** Composition, sub-sequences, master, source: no program nests them deeper. */
const MAX_STEPS = 16;

export function sourcesIn(
  mobs: readonly Mob[],
  { ofMob }: MediaFiles,
): (clip: SourceClip, rate: Rate | null) => Source {
  const byId = new Map(mobs.map((mob) => [mob.id, mob]));
  const slots = new Map<Mob, ReadonlyMap<number | null, Slot>>();
  const laidOut = new Map<Slot, readonly Placed[]>();
  const slotOf = (mob: Mob, id: number | null): Slot | undefined => {
    const known = slots.get(mob) ?? new Map(mob.slots.map((slot) => [slot.id, slot]));
    slots.set(mob, known);
    return known.get(id);
  };
  const clipsOf = (slot: Slot): readonly Placed[] => {
    const known = laidOut.get(slot) ?? (slot.segment === null ? [] : placedOn(slot.segment));
    laidOut.set(slot, known);
    return known;
  };

  return (clip, rate) => {
    const name = (clip.mob === null ? undefined : byId.get(clip.mob)?.name) || null;
    let [mob, slotId, offset] = [clip.mob, clip.slot, rate === null ? null : nsOf(clip.start, rate)];
    for (let step = 0; mob !== null && step < MAX_STEPS; step++) {
      const media = ofMob.get(mob);
      const there = byId.get(mob);
      const slot = there === undefined ? undefined : slotOf(there, slotId);
      const within = offset === null || !slot?.rate ? offset : offset + nsOf(slot.origin, slot.rate);
      if (media !== undefined) return { name, media, offsetNs: within };
      if (slot === undefined) break;
      const next = clipAt(clipsOf(slot), slot.rate, within);
      if (next === null) break;
      const { start } = next.clip;
      offset =
        within === null || slot.rate === null ? within : within - nsOf(next.at, slot.rate) + nsOf(start, slot.rate);
      [mob, slotId] = [next.clip.mob, next.clip.slot];
    }
    return { name, media: null, offsetNs: null };
  };
}

/** The last one that begins at or before that time; the first one where none does. They stand in the order of time. */
function clipAt(clips: readonly Placed[], rate: Rate | null, at: Ns | null): Placed | null {
  const index = rate === null || at === null ? 0 : lastAtMost(clips, (clip) => nsOf(clip.at, rate), at);
  return clips[Math.max(index, 0)] ?? null;
}
