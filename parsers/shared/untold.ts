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

export const UNTOLD_CLIP = {
  startNs: null,
  lengthNs: null,
  offsetNs: null,
  media: null,
  muted: null,
  gainDb: null,
  fadeIn: null,
  fadeOut: null,
  playRate: null,
  pitchSemitones: null,
  reversed: null,
  looped: null,
  lane: null,
  take: null,
} as const satisfies Partial<Clip>;
