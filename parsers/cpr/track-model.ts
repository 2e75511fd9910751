/** Tracks of the model. */

import type { Clip, Ns, Track, TrackKind } from '../../lib/model/session.js';
import { nsFromSeconds } from '../../lib/model/time.js';
import { withNotes } from '../shared/midi-notes.js';
import { toldClip } from '../shared/untold.js';
import {
  type Buses,
  CHANNEL,
  equalizerOf,
  inputOf,
  levelOf,
  outputOf,
  panOf,
  sendsOf,
  soloOf,
  typeOf,
} from './channel.js';
import type { TimedEvent } from './events.js';
import type { PartNotes } from './midi.js';
import type { ClipFiles, PoolFile } from './pool.js';
import type { ExtraStrip, Strip } from './strips.js';
import type { TimeLine } from './tempo.js';
import type { TrackDraft } from './tracks.js';

/** What clips need to know. */
export interface ClipWorld {
  readonly line: TimeLine;
  filesOf(event: TimedEvent): ClipFiles | null;
  /** The place in the list of media. */
  mediaOf(file: PoolFile): number | null;
  /** Null where no notes are wanted. */
  readonly notesOf: PartNotes | null;
}

export function trackOf(draft: TrackDraft, strip: Strip, buses: Buses, world: ClipWorld): Track {
  return {
    ...mixOf(strip, buses),
    name: draft.name,
    kind: kindOf(draft, strip),
    inTrackList: true,
    parent: draft.parent,
    soloed: draft.soloed ?? (strip.channel === null ? null : soloOf(strip.channel)),
    clips: draft.events.map((event) => clipOf(event, draft, world)),
    notes: notesOf(strip, draft.notes),
  };
}

export const extraTrack = (strip: ExtraStrip, buses: Buses): Track => ({
  ...mixOf(strip, buses),
  name: strip.name,
  kind: strip.kind,
  inTrackList: false,
  parent: null,
  soloed: strip.channel === null ? null : soloOf(strip.channel),
  clips: [],
  notes: notesOf(strip, null),
});

/** Whether a channel is mute is not stored in it, and what is automated is not read. */
function mixOf({ channel, plugins }: Strip, buses: Buses) {
  return {
    colour: null,
    volumeDb: channel === null ? null : levelOf(channel),
    pan: channel === null ? null : panOf(channel),
    muted: null,
    input: channel === null ? null : inputOf(channel, buses),
    output: channel === null ? null : outputOf(channel, buses),
    sends: channel === null ? [] : sendsOf(channel, buses),
    plugins,
    automated: [],
  };
}

/** What a person wrote, then the equalizer: it is no plug-in, and has no other place in the model. */
function notesOf({ channel }: Strip, written: string | null): string | null {
  const equalizer = channel === null ? '' : equalizerOf(channel);
  const texts = [written ?? '', equalizer && `Channel EQ:\n${equalizer}`].filter((text) => text !== '');
  return texts.length === 0 ? null : texts.join('\n');
}

const KINDS: ReadonlyMap<string, TrackKind> = new Map([
  ['MAudioTrackEvent', 'audio'],
  ['MInstrumentTrackEvent', 'instrument'],
  ['MSamplerTrackEvent', 'instrument'],
  ['MMidiTrackEvent', 'midi'],
  ['MFolderTrack', 'folder'],
  ['MMarkerTrackEvent', 'marker'],
]);

const CHANNEL_KINDS: ReadonlyMap<number | null, TrackKind> = new Map([
  [CHANNEL.group, 'bus'],
  [CHANNEL.effect, 'return'],
  [CHANNEL.input, 'bus'],
  [CHANNEL.output, 'bus'],
]);

function kindOf({ type }: TrackDraft, { channel, plugins }: Strip): TrackKind {
  const known = KINDS.get(type);
  if (known !== undefined) return known;
  if (type.includes('Video')) return 'video';
  if (type !== 'MDeviceTrackEvent' || channel === null) return 'other';
  return CHANNEL_KINDS.get(typeOf(channel)) ?? (plugins.length > 0 ? 'instrument' : 'other');
}

function clipOf(event: TimedEvent, { unit }: TrackDraft, world: ClipWorld): Clip {
  const files = world.filesOf(event);
  const played = files?.played ?? null;
  const startNs = world.line.nsAt(event.start, unit);
  const isAudio = event.type === 'MAudioEvent';
  const endNs = isAudio ? null : world.line.nsAt(event.start + event.length, unit);
  const clip = toldClip({
    name: event.name || null,
    kind: isAudio || event.type === 'MAudioPartEvent' ? 'audio' : event.type === 'MMidiPartEvent' ? 'midi' : 'video',
    startNs,
    lengthNs: isAudio ? samplesNs(event.length, played) : startNs === null || endNs === null ? null : endNs - startNs,
    offsetNs: isAudio ? samplesNs(event.offset, played) : null,
    media: played === null ? null : world.mediaOf(played),
    active: true,
  });
  // On a track of linear time it is not known what its parts count.
  return unit === 'ticks' ? withNotes(clip, world.notesOf?.(event, clip)) : clip;
}

/** Of audio, length and offset count the samples of the clip. */
export function samplesNs(samples: number, file: PoolFile | null): Ns | null {
  const rate = file?.evidence.sampleRate;
  return rate === undefined || !(samples >= 0) ? null : nsFromSeconds(samples / rate);
}
