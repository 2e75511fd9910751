/** The tree of tracks (cpr.md, section 4.1), walked without recursion: folders lie in folders as deep as the file says. */
import type { Cursor } from '../shared/cursor.js';
import { type Archive, type ArchiveObject, cursorIn, nextObject, objectsOf } from './archive.js';
import { type Dictionary, type Room, readAttributes, textAt } from './attributes.js';
import { isClip, readEvent, readHeader, type TimedEvent } from './events.js';
import { readLetters } from './letters.js';
import { type ListNode, readNode } from './node.js';
import type { Unit } from './tempo.js';
import { readText } from './text.js';

export interface TrackDraft {
  readonly name: string;
  /** The class: "MAudioTrackEvent". */
  readonly type: string;
  readonly parent: number | null;
  /** Where it stands in the archive. */
  readonly start: number;
  readonly end: number;
  readonly unit: Unit;
  readonly events: readonly TimedEvent[];
  readonly soloed: boolean | null;
  readonly notes: string | null;
  /** Null before Cubase 4.5, and for what has none. */
  readonly channel: Dictionary | null;
  /** The channel of Cubase SX, which is not decoded. */
  readonly stream: Uint8Array | null;
}

/** Classes whose shape is known. */
const TRACKS: ReadonlySet<string> = new Set(
  ['Audio', 'Instrument', 'Midi', 'Device', 'Marker'].map((kind) => `M${kind}TrackEvent`).concat('MFolderTrack'),
);

export interface TrackTree {
  readonly tracks: readonly TrackDraft[];
  readonly tempo: ArchiveObject | null;
  readonly meter: ArchiveObject | null;
  /** False where the list ends before all tracks that it counts could be read. */
  readonly isWhole: boolean;
  /** False where something of a shape that is not known was left out. */
  readonly isKnown: boolean;
  /** False where a mixer channel could not be read to its end. */
  readonly isMixerWhole: boolean;
}

interface OpenList {
  readonly node: ListNode;
  left: number;
  readonly parent: number | null;
}

/** More than any project has. */
const LIMITS = { depth: 100, tracks: 20_000, events: 200_000 };

export function readTracks(archive: Archive, root: ArchiveObject | null, room: Room): TrackTree {
  const list = trackListOf(archive, root);
  const tracks: TrackDraft[] = [];
  let [tempo, meter]: [ArchiveObject | null, ArchiveObject | null] = [null, null];
  let [isWhole, isKnown, isMixerWhole] = [list !== null, true, true];
  let events = 0;
  const stack: OpenList[] = list === null ? [] : [{ node: list, left: list.count, parent: null }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.left === 0) {
      isKnown &&= top.node.members.left === 0;
      stack.pop();
      continue;
    }
    top.left--;
    const object = tracks.length < LIMITS.tracks ? nextInline(archive, top.node.members) : null;
    const read = object === null ? null : readTrack(archive, object, top.parent, room, LIMITS.events - events);
    if (object === null) stack.pop();
    if (read === null) {
      if (object === null || TRACKS.has(object.type)) isWhole = false;
      else isKnown = false;
      continue;
    }
    const { track, node } = read;
    tempo ??= node.tempo;
    meter ??= node.meter;
    // How a list in linear time begins is not known for sure.
    if (!read.isWhole && track.unit === 'ticks') isWhole = false;
    isKnown &&= read.isWhole;
    isMixerWhole &&= read.isMixerWhole;
    tracks.push(track);
    events += track.events.length;
    if (node.isTrackList && stack.length < LIMITS.depth)
      stack.push({ node, left: node.count, parent: tracks.length - 1 });
  }
  return { tracks, tempo, meter, isWhole, isKnown, isMixerWhole };
}

/** `MRoot` holds it, behind the header that all events have. */
function trackListOf(archive: Archive, root: ArchiveObject | null): ListNode | null {
  if (root?.type === 'MRoot') {
    const cursor = cursorIn(archive, root);
    const list = readHeader(cursor) === null ? null : readNode(archive, nextObject(archive, cursor));
    if (list?.isTrackList) return list;
  }
  // In a whole project the first that can be read may be that of a folder.
  const [first] = archive.isCut ? objectsOf(archive, 'MTrackList', 1) : [];
  return readNode(archive, first ?? null);
}

/** Members stand in the list: a pointer to one would make a circle possible. */
function nextInline(archive: Archive, cursor: Cursor): ArchiveObject | null {
  const from = cursor.at;
  const object = nextObject(archive, cursor);
  return object !== null && object.id > from ? object : null;
}

interface ReadTrack {
  readonly track: TrackDraft;
  readonly node: ListNode;
  readonly isWhole: boolean;
  readonly isMixerWhole: boolean;
}

function readTrack(
  archive: Archive,
  object: ArchiveObject,
  parent: number | null,
  room: Room,
  maxEvents: number,
): ReadTrack | null {
  const cursor = cursorIn(archive, object);
  const node = readHeader(cursor) === null ? null : readNode(archive, nextObject(archive, cursor));
  if (node === null) return null;
  const letters = readLetters(archive, cursor);
  const events = node.isTrackList ? { clips: [], isWhole: true } : readEvents(archive, node, maxEvents);
  const solo = letters?.get('oloS') ?? letters?.get('OLOS');
  const { channel, stream, isMixerWhole } = readChannel(
    archive,
    letters === null ? null : nextObject(archive, cursor),
    room,
  );
  const track: TrackDraft = {
    name: node.name,
    type: object.type,
    parent,
    start: object.start,
    end: object.end,
    unit: node.unit,
    events: events.clips,
    soloed: typeof solo === 'number' ? solo !== 0 : null,
    notes: notesOf(archive, letters?.get('daPN'), room),
    channel,
    stream,
  };
  return { track, node, isWhole: events.isWhole, isMixerWhole: isMixerWhole && letters !== null };
}

function readEvents(archive: Archive, { count, members }: ListNode, limit: number) {
  const clips: TimedEvent[] = [];
  for (let left = count; left > 0; left--) {
    const object = clips.length < limit ? nextInline(archive, members) : null;
    if (object === null) return { clips, isWhole: false };
    const event = isClip(object) ? readEvent(archive, object) : null;
    if (event !== null) clips.push(event);
    else if (isClip(object)) return { clips, isWhole: false };
  }
  return { clips, isWhole: true };
}

/** Twenty bytes, then a dictionary with `Text`. */
function notesOf(archive: Archive, pad: number | ArchiveObject | undefined, room: Room): string | null {
  if (typeof pad !== 'object' || pad.type !== 'UTextEditorBuffer') return null;
  const cursor = cursorIn(archive, pad);
  if (!cursor.skip(20)) return null;
  return textAt(readAttributes(archive, cursor, room).entries, 'Text').trim() || null;
}

const CHANNELS: ReadonlySet<string> = new Set(['MAudioTrack', 'MInstrumentTrack', 'MTrack', 'MSamplerTrack']);

const NO_CHANNEL = { channel: null, stream: null, isMixerWhole: true };

/** The mixer channel (cpr.md, section 4.2): a dictionary from Cubase 4.5 on, and other bytes before. */
function readChannel(archive: Archive, object: ArchiveObject | null, room: Room) {
  if (object === null || !CHANNELS.has(object.type)) return NO_CHANNEL;
  const cursor = cursorIn(archive, object);
  if (!cursor.skip(2) || readText(cursor) !== 'VST Multitrack' || !cursor.skip(8)) return NO_CHANNEL;
  const { entries, isWhole } = readAttributes(archive, cursor, room);
  if (entries.size > 0) return { channel: entries, stream: null, isMixerWhole: isWhole };
  return { channel: null, stream: archive.bytes.subarray(object.start, object.end), isMixerWhole: true };
}
