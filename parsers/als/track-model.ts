/** One track of the model from its draft. */

import type { Clip, Ns, PluginInstance, Send, Track, TrackKind } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { withNotes } from '../shared/midi-notes.js';
import { toldClip } from '../shared/untold.js';
import { numberAtStart, switchOf } from './automation.js';
import {
  type ClipDraft,
  type DeviceDraft,
  nameOfDevice,
  nameOfTrack,
  type SetDraft,
  type TrackDraft,
} from './drafts.js';
import { inSeconds } from './midi.js';
import type { TimeLine } from './tempo.js';
import { soundPlaceOf } from './warp.js';

/** What a track must know of the others. */
interface TrackList {
  /** The place of each group by its id. */
  readonly groups: ReadonlyMap<string, number>;
  readonly returns: readonly TrackDraft[];
}

/** `drafts`: the tracks of the set, the master and the pre-hear channel behind them. */
export function tracksOf(drafts: readonly TrackDraft[], set: SetDraft, line: TimeLine): readonly Track[] {
  const list: TrackList = {
    groups: new Map(
      drafts.flatMap(({ tag, id }, at) => (tag === 'GroupTrack' && id !== null ? [[id, at] as const] : [])),
    ),
    returns: drafts.filter(({ tag }) => tag === 'ReturnTrack'),
  };
  return drafts.map((draft, at) => trackOf(draft, at, list, set, line));
}

function trackOf(draft: TrackDraft, at: number, list: TrackList, set: SetDraft, line: TimeLine): Track {
  const { mixer } = draft;
  const kind = kindOf(draft, set);
  const isInList = draft !== set.master && draft !== set.preHear;
  const parent = list.groups.get(draft.group ?? '') ?? null;
  const on = switchOf(mixer.speaker);
  return {
    name: nameOfTrack(draft) || (kind === 'master' ? 'Master' : ''),
    kind,
    inTrackList: isInList,
    parent: parent === at ? null : parent,
    colour: null,
    volumeDb: levelOf(numberAtStart(mixer.volume)),
    pan: numberAtStart(mixer.pan),
    muted: on === null ? null : !on,
    soloed: mixer.soloed,
    ...routingOf(draft, kind),
    sends: sendsOf(draft, list, set),
    plugins: draft.devices.map(pluginOf),
    clips: draft.clips.map((clip) => clipOf(clip, set, line)),
    notes: draft.annotation || null,
    automated: [...draft.automated],
  };
}

/** A track stores all four routings; only those of its kind are on the screen. */
function routingOf({ routings }: TrackDraft, kind: TrackKind): Pick<Track, 'input' | 'output'> {
  const input =
    kind === 'audio' ? 'AudioInputRouting' : kind === 'midi' || kind === 'instrument' ? 'MidiInputRouting' : '';
  const output = kind === 'midi' ? 'MidiOutputRouting' : 'AudioOutputRouting';
  return { input: routings.get(input) || null, output: routings.get(output) || null };
}

const KINDS: ReadonlyMap<string, TrackKind> = new Map([
  ['AudioTrack', 'audio'],
  ['GroupTrack', 'folder'],
  ['ReturnTrack', 'return'],
]);

function kindOf(draft: TrackDraft, set: SetDraft): TrackKind {
  if (draft === set.master) return 'master';
  if (draft.tag === 'MidiTrack') return draft.devices.some(isInstrument) ? 'instrument' : 'midi';
  return KINDS.get(draft.tag) ?? 'other';
}

const isInstrument = ({ isInstrument, within }: DeviceDraft): boolean => isInstrument && within === null;

/** The lowest place of a fader is silence (als.md, section 4). */
const SILENCE = 0.000317;

const levelOf = (gain: number | null): number | null =>
  gain !== null && gain >= 0 && gain <= SILENCE ? -Infinity : decibels(gain);

/** The n-th send of a track goes to the n-th return. */
function sendsOf({ mixer }: TrackDraft, { returns }: TrackList, set: SetDraft): readonly Send[] {
  return mixer.sends.map(({ level, enabled }, at) => {
    const to = returns[at];
    return {
      to: (to && nameOfTrack(to)) || `Return ${at + 1}`,
      levelDb: levelOf(numberAtStart(level)),
      preFader: set.sendsPre[at] ?? null,
      enabled,
    };
  });
}

function pluginOf(device: DeviceDraft): PluginInstance {
  const on = switchOf(device.on);
  return {
    name: nameOfDevice(device),
    maker: device.maker,
    format: device.format,
    identifier: device.identifier,
    bypassed: on === null ? null : !on,
    preset: device.preset,
    within: device.within,
    state: { bytes: device.stateBytes, readable: device.format === 'native' && device.stateBytes === 0 },
    settings: device.settings,
    hints: device.hints,
  };
}

/** Clips in slots have no place in time, and no length but in beats. */
function clipOf(clip: ClipDraft, set: SetDraft, line: TimeLine): Clip {
  const isOnTimeLine = clip.place === 'arrangement' || clip.place === 'take';
  const startNs = isOnTimeLine ? line.nsAt(clip.startBeats) : null;
  const endNs = isOnTimeLine ? endOf(clip, line) : null;
  const file = clip.media === null ? undefined : set.media.drafts[clip.media];
  const { offsetNs, playRate, ...more } = soundPlaceOf(clip, line);
  const told = toldClip({
    name: clip.name || null,
    kind: clip.kind === 'audio' && file?.kind === 'video' ? 'video' : clip.kind,
    startNs,
    lengthNs: startNs === null || endNs === null ? null : endNs - startNs,
    media: clip.media,
    muted: clip.disabled,
    gainDb: clip.kind === 'audio' ? levelOf(clip.volume) : null,
    active: clip.place === 'arrangement' || clip.place === 'session',
    pitchSemitones: clip.semitones === null ? null : clip.semitones + (clip.cents ?? 0) / 100,
    looped: clip.loop.on,
    offsetNs: offsetNs ?? null,
    playRate: playRate ?? null,
  });
  return withNotes(Object.keys(more).length === 0 ? told : { ...told, ...more }, inSeconds(clip, line));
}

export const endOf = (clip: ClipDraft, line: TimeLine): Ns | null => line.nsAt(clip.endBeats);
