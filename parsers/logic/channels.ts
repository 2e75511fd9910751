/** The mixer, and the objects of the Environment that stand between it and the track list (logic.md, sections 4.1 and 4.3). */
import type { TrackKind } from '../../lib/model/session.js';
import { counted, u8, u16, u32, zeroEnded } from './fields.js';
import type { Song } from './records.js';

export interface Channel {
  readonly owner: number;
  /** "Audio 1", "Inst 3", "Output 1-2". */
  readonly label: string;
  readonly isUsed: boolean;
  readonly volumeDb: number | null;
  /** -1 to 1. */
  readonly pan: number | null;
  readonly muted: boolean | null;
  readonly soloed: boolean | null;
}

export interface SongObject {
  readonly name: string | null;
  /** The owner of its mixer channel; null where it has none, or where the song is too old to say it. */
  readonly channel: number | null;
}

/** Shorter ones are shells. */
const WHOLE_CHANNEL = 132;
/** Before that the objects count channels in another way. */
const COUNTS_CHANNELS_SINCE = 1771;

export function channelsOf(song: Song): ReadonlyMap<number, Channel> {
  const channels = song
    .records('OCuA')
    .filter(({ payload }) => payload.length >= WHOLE_CHANNEL)
    .map(({ owner, payload }): Channel => {
      const [pan, flags] = [u8(payload, 89) ?? 64, u8(payload, 90) ?? 0];
      return {
        owner,
        label: zeroEnded(payload, 60, 24).trim(),
        isUsed: u8(payload, 24) === 1,
        volumeDb: faderDb((u32(payload, 116) ?? 0) / 2 ** 24),
        pan: panOf(pan),
        muted: (flags & 1) !== 0,
        soloed: ((u8(payload, 88) ?? 0) & 1) !== 0,
      };
    });
  return new Map(channels.map((one) => [one.owner, one]));
}

/** Position 90 of 127 is 0 dB (section 4.3). */
export const faderDb = (position: number): number => (position <= 0 ? -Infinity : 40 * Math.log10(position / 90));

/** 0 to 127 with the middle at 64. */
const panOf = (value: number): number => Math.max(-1, Math.min(1, value < 64 ? (value - 64) / 64 : (value - 64) / 63));

const [OBJECT_ID, NAME] = [16, 158];

export function objectsOf(song: Song): ReadonlyMap<number, SongObject> {
  const objects = new Map<number, SongObject>();
  for (const { payload } of song.records('ivnE')) {
    const id = u32(payload, OBJECT_ID);
    if (id === null || objects.has(id)) continue;
    const length = u16(payload, NAME) ?? 0;
    const counter = u16(payload, NAME + 2 + length + (length % 2));
    const says = song.format >= COUNTS_CHANNELS_SINCE && counter !== null && counter > 0;
    objects.set(id, { name: counted(payload, NAME), channel: says ? counter - 1 : null });
  }
  return objects;
}

const KINDS: readonly (readonly [RegExp, TrackKind])[] = [
  [/^Audio\b/, 'audio'],
  [/^Inst\b/, 'instrument'],
  [/^Aux\b/, 'return'],
  [/^Bus\b/, 'bus'],
  [/^(?:Output|Master)\b/, 'master'],
  [/^Input\b/, 'other'],
];

/** By its label; "Audio 1" is one of tracks. */
export const kindOfChannel = (label: string): TrackKind =>
  KINDS.find(([pattern]) => pattern.test(label))?.[1] ?? 'other';
