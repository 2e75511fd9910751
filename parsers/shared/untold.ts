/** What a session does not say of a track or a clip is null: a reader writes over it what it knows, and guesses nothing. */
import type { Clip, Track } from '../../lib/model/session.js';

export const UNTOLD_TRACK = {
  parent: null,
  colour: null,
  volumeDb: null,
  pan: null,
  muted: null,
  soloed: null,
  input: null,
  output: null,
  sends: [],
  plugins: [],
  clips: [],
  notes: null,
  automated: [],
} as const satisfies Partial<Track>;

type Told<T, K extends keyof T> = Pick<T, K> & Partial<T>;

/**
 * The whole clip. A function with one literal, not a spread over defaults: sessions have a hundred thousand clips, and those
 * of a spread took twice the time and half as much memory again.
 */
export const toldClip = (told: Told<Clip, 'name' | 'kind' | 'active'>): Clip => ({
  name: told.name,
  kind: told.kind,
  startNs: told.startNs ?? null,
  lengthNs: told.lengthNs ?? null,
  offsetNs: told.offsetNs ?? null,
  media: told.media ?? null,
  muted: told.muted ?? null,
  gainDb: told.gainDb ?? null,
  fadeIn: told.fadeIn ?? null,
  fadeOut: told.fadeOut ?? null,
  active: told.active,
  playRate: told.playRate ?? null,
  pitchSemitones: told.pitchSemitones ?? null,
  reversed: told.reversed ?? null,
  looped: told.looped ?? null,
  lane: told.lane ?? null,
  take: told.take ?? null,
});
