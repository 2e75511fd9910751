/** The track list, then the channels that no row shows (logic.md, sections 4.1 and 4.3). */

import type { Clip, PluginInstance, Send, Track } from '../../lib/model/session.js';
import { UNTOLD_TRACK } from '../shared/untold.js';
import { type Channel, channelsOf, kindOfChannel, objectsOf, type SongObject } from './channels.js';
import { ARRANGEMENT, LIST } from './events.js';
import { u8, u32 } from './fields.js';
import { pluginsOf } from './plugins.js';
import { NONE, type Song } from './records.js';
import { sendsOf } from './sends.js';
import type { Texts } from './texts.js';

/** Kinds of rows. */
const ROW = { output: 3, drummer: 4, lane: 7 } as const;
const WHOLE_ROW = 40;

interface Row {
  /** Its position in the list, from 0. */
  readonly position: number;
  readonly kind: number;
  readonly object: number;
  readonly depth: number;
  readonly text: number;
}

export interface TrackList {
  readonly tracks: readonly Track[];
  /** The track that a region lies on, by its row (from 1) and object; null where there is none. */
  trackOf(row: number, object: number): number | null;
}

export function trackListOf(song: Song, texts: Texts): TrackList {
  const [objects, channels, plugins] = [objectsOf(song), channelsOf(song), pluginsOf(song)];
  const sends = sendsOf(song, channels);
  const rows = rowsOf(song);
  const shown = rows.filter(({ kind }) => kind !== ROW.lane);
  const parents = parentsOf(shown);
  const taken = new Set<number>();
  const tracks = shown.map((row, index): Track => {
    const object = objects.get(row.object);
    const channel = channelFor(object, channels);
    // Several rows can play through one channel: its plug-ins are shown once.
    const isFirst = channel !== null && !taken.has(channel.owner);
    if (channel !== null) taken.add(channel.owner);
    return {
      ...blank(nameOf(row, object, texts)),
      ...mixOf(channel),
      kind: kindOf(row, channel, parents.includes(index)),
      inTrackList: row.kind !== ROW.output,
      parent: parents[index] ?? null,
      plugins: isFirst ? (plugins.get(channel.owner) ?? []) : [],
      sends: channel === null ? [] : (sends.get(channel.owner) ?? []),
    };
  });
  return { tracks: [...tracks, ...hiddenOf(channels, plugins, taken, sends)], trackOf: finder(rows, shown) };
}

function rowsOf(song: Song): Row[] {
  return song
    .records('karT')
    .filter(({ kind, slot, key, payload }) => {
      const isArrangement = kind === LIST.tracks && slot === ARRANGEMENT;
      // Separators are longer in 10.4.0, and rows grow with every version (section 7, traps 4 and 5).
      return isArrangement && key !== NONE && payload.length >= WHOLE_ROW;
    })
    .map(({ key, payload }) => ({
      position: key,
      kind: (u32(payload, 0) ?? 0) & 0x0f,
      text: u32(payload, 4) ?? 0,
      object: u32(payload, 8) ?? 0,
      depth: u8(payload, 14) ?? 0,
    }))
    .sort((a, b) => a.position - b.position);
}

/** A name that begins with "@" is a placeholder of a MIDI object. */
function nameOf({ text }: Row, object: SongObject | undefined, texts: Texts): string {
  const own = text === 0 ? null : texts.at(text);
  if (own !== null && own !== '') return own;
  const name = object?.name ?? '';
  return name.startsWith('@') ? '' : name;
}

/** For each row the one that it lies in: the last above it that is less deep. */
function parentsOf(rows: readonly Row[]): (number | null)[] {
  const open: number[] = [];
  return rows.map(({ depth }, index) => {
    while (open.length > 0 && (rows[open.at(-1) as number] as Row).depth >= depth) open.pop();
    const parent = depth === 0 ? null : (open.at(-1) ?? null);
    open.push(index);
    return parent;
  });
}

const channelFor = (object: SongObject | undefined, channels: ReadonlyMap<number, Channel>): Channel | null =>
  (object === undefined || object.channel === null ? undefined : channels.get(object.channel)) ?? null;

function kindOf(row: Row, channel: Channel | null, isStack: boolean): Track['kind'] {
  if (row.kind === ROW.output) return 'master';
  if (isStack) return 'folder';
  const kind = channel === null ? 'other' : kindOfChannel(channel.label);
  if (kind === 'other' && row.kind === ROW.drummer) return 'instrument';
  return kind;
}

/** The colour is stored as a place in a palette that is not known. */
const blank = (name: string): Track => ({ ...UNTOLD_TRACK, name, kind: 'other', inTrackList: false });

const mixOf = (channel: Channel | null): Partial<Track> =>
  channel === null
    ? {}
    : { volumeDb: channel.volumeDb, pan: channel.pan, muted: channel.muted, soloed: channel.soloed };

/** Auxes, buses, the metronome: what carries plug-ins and no row shows. */
function hiddenOf(
  channels: ReadonlyMap<number, Channel>,
  plugins: ReadonlyMap<number, readonly PluginInstance[]>,
  taken: ReadonlySet<number>,
  sends: ReadonlyMap<number, readonly Send[]>,
): Track[] {
  return [...plugins]
    .filter(([owner]) => !taken.has(owner))
    .sort(([a], [b]) => a - b)
    .map(([owner, all]) => {
      const channel = channels.get(owner) ?? null;
      const label = channel?.label ?? '';
      return {
        ...blank(label),
        ...mixOf(channel),
        kind: kindOfChannel(label),
        plugins: all,
        sends: sends.get(owner) ?? [],
      };
    });
}

/** By the row; a lane of a take folder has no track of its own, so that the object decides. */
function finder(rows: readonly Row[], shown: readonly Row[]): TrackList['trackOf'] {
  const places = new Map(shown.map((row, index) => [row.position, index]));
  const byObject = new Map([...shown.entries()].reverse().map(([index, { object }]) => [object, index]));
  const positions = new Set(rows.map(({ position }) => position));
  return (row, object) => (positions.has(row - 1) ? places.get(row - 1) : undefined) ?? byObject.get(object) ?? null;
}

/** The tracks with what lies on them. */
export function withClips(tracks: readonly Track[], clips: ReadonlyMap<number, readonly Clip[]>): readonly Track[] {
  return tracks.map((track, index) => ({ ...track, clips: clips.get(index) ?? [] }));
}
