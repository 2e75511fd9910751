/** What is gathered of a set while it flows by: the master, which holds the tempo, comes after the tracks, so times are beats here. */
import type { ClipNotes, PluginFormat, PluginInstance } from '../../lib/model/session.js';
import type { NoteCollector } from '../shared/midi-notes.js';
import { type Envelopes, newParameter, type Parameter } from './automation.js';
import { type MediaCollector, mediaCollector } from './media.js';

export interface SetDraft {
  creator: string | null;
  readonly tracks: TrackDraft[];
  /** Behind the tracks: they stand beside the list. */
  master: TrackDraft | null;
  preHear: TrackDraft | null;
  readonly locators: LocatorDraft[];
  readonly scenes: SceneDraft[];
  /** Of the n-th return: its sends are taken before the fader. */
  readonly sendsPre: boolean[];
  annotation: string;
  readonly media: MediaCollector;
  /** Of all devices: parameters that were kept, and bytes of state that were looked through. */
  readonly spent: { settings: number; state: number };
  /** Null where no notes are wanted. */
  readonly notes: NoteCollector | null;
}

export const newSet = (setFolder: string | null, notes: NoteCollector | null = null): SetDraft => ({
  creator: null,
  tracks: [],
  master: null,
  preHear: null,
  locators: [],
  scenes: [],
  sendsPre: [],
  annotation: '',
  media: mediaCollector(setFolder),
  spent: { settings: 0, state: 0 },
  notes,
});

export interface TrackDraft {
  /** The tag: AudioTrack, MidiTrack, GroupTrack, ReturnTrack, MasterTrack … */
  readonly tag: string;
  readonly id: string | null;
  group: string | null;
  effectiveName: string | null;
  userName: string;
  annotation: string;
  frozen: boolean;
  readonly envelopes: Envelopes;
  readonly mixer: MixerDraft;
  /** The last part of the tag of each routing: AudioInputRouting … */
  readonly routings: Map<string, string>;
  readonly devices: DeviceDraft[];
  readonly clips: ClipDraft[];
  readonly automated: Set<string>;
}

export interface MixerDraft {
  readonly volume: Parameter;
  readonly pan: Parameter;
  readonly speaker: Parameter;
  readonly tempo: Parameter;
  readonly meter: Parameter;
  soloed: boolean | null;
  readonly sends: { readonly level: Parameter; enabled: boolean | null }[];
}

export const newTrack = (tag: string, id: string | null): TrackDraft => ({
  tag,
  id,
  group: null,
  effectiveName: null,
  userName: '',
  annotation: '',
  frozen: false,
  envelopes: new Map(),
  mixer: {
    volume: newParameter(),
    pan: newParameter(),
    speaker: newParameter(),
    tempo: newParameter(),
    meter: newParameter(),
    soloed: null,
    sends: [],
  },
  routings: new Map(),
  devices: [],
  clips: [],
  automated: new Set(),
});

/** Live 8.1 and 8.2 store only the name that the user gave, '' where it is automatic. */
export const nameOfTrack = ({ effectiveName, userName }: TrackDraft): string => effectiveName ?? userName;

/** Where a clip lies: on the time line, in a slot, in a take lane, or in what a frozen track plays. */
export type ClipPlace = 'arrangement' | 'session' | 'take' | 'freeze';

/** In beats of the clip's content; of an audio clip that is not warped in seconds of its file. */
export interface LoopDraft {
  on: boolean | null;
  start: number;
  end: number | null;
  /** Where the clip begins, from the start of the loop. */
  from: number;
}

/** Where the clip begins and ends in its file, and its loop, in seconds of the file. */
export interface WarpDraft {
  readonly begin: number;
  readonly end: number;
  readonly loop: { readonly start: number; readonly end: number } | null;
}

export interface ClipDraft {
  readonly kind: 'audio' | 'midi';
  readonly place: ClipPlace;
  startBeats: number | null;
  endBeats: number | null;
  name: string;
  annotation: string;
  disabled: boolean | null;
  readonly loop: LoopDraft;
  isWarped: boolean | null;
  /** What its warp markers say; null where it has none. */
  warp: WarpDraft | null;
  semitones: number | null;
  cents: number | null;
  volume: number | null;
  /** In the list of media. */
  media: number | null;
  /** In beats. */
  midi: ClipNotes | undefined;
}

export const newClip = (kind: ClipDraft['kind'], place: ClipPlace): ClipDraft => ({
  kind,
  place,
  startBeats: null,
  endBeats: null,
  name: '',
  annotation: '',
  disabled: null,
  loop: { on: null, start: 0, end: null, from: 0 },
  isWarped: null,
  warp: null,
  semitones: null,
  cents: null,
  volume: null,
  media: null,
  midi: undefined,
});

export interface DeviceDraft {
  /** Of Live's own devices it is the name. */
  readonly tag: string;
  readonly within: string | null;
  /** Of a plug-in, or of a Max device. */
  name: string;
  format: PluginFormat;
  maker: string | null;
  identifier: string | null;
  userName: string;
  annotation: string;
  preset: string | null;
  readonly on: Parameter;
  isInstrument: boolean;
  stateBytes: number;
  readonly settings: { readonly name: string; readonly value: string; readonly unit: null }[];
  hints: PluginInstance['hints'];
}

export const nameOfDevice = ({ name, tag }: DeviceDraft): string => name || tag;

export interface LocatorDraft {
  beats: number | null;
  name: string;
  annotation: string;
}

export interface SceneDraft {
  name: string;
  annotation: string;
  tempo: string | null;
  meter: number | null;
}
