/** What a route is: its name, place, kind and the values of its channel strip (ardour.md, section 4). */
import type { Track, TrackKind } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { controlOf } from './routing.js';
import { flagOf, flagsOf, numberOf, textOf } from './values.js';

/** 2.x keeps name and id of a route at its IO. */
const ioOf = (route: XmlElement): XmlElement | undefined => (route.attributes.has('name') ? route : child(route, 'IO'));
export const nameOf = (route: XmlElement): string => textOf(ioOf(route), 'name') ?? '';
export const idOf = (route: XmlElement): string | null => textOf(route, 'id') ?? textOf(child(route, 'IO'), 'id');

/** As in the editor; equal numbers keep the order of the document. */
export function routesInOrder(session: XmlElement): readonly XmlElement[] {
  return childrenNamed(child(session, 'Routes'), 'Route')
    .map((route) => ({ route, order: orderOf(route) }))
    .sort((a, b) => a.order - b.order)
    .map(({ route }) => route);
}

/** `PresentationInfo@order` (5 and later), `order-key` (4), `order-keys="EditorSort=3:MixerSort=2"`, `"editor=3:signal=2"`. */
function orderOf(route: XmlElement): number {
  const given = numberOf(child(route, 'PresentationInfo'), 'order') ?? numberOf(route, 'order-key');
  if (given !== null) return given;
  const key = /(?:^|:)(?:EditorSort|editor)=(\d{1,9})/.exec(textOf(route, 'order-keys') ?? '')?.[1];
  return key === undefined ? 0 : Number(key);
}

const KINDS: readonly (readonly [string, TrackKind])[] = [
  ['MasterOut', 'master'],
  ['MonitorOut', 'other'],
  ['SurroundMaster', 'other'],
  ['FoldbackBus', 'bus'],
  ['AudioTrack', 'audio'],
  ['MidiTrack', 'midi'],
  ['TriggerTrack', 'audio'],
  ['AudioBus', 'bus'],
  ['MidiBus', 'bus'],
];

/** Flags since 5; before, a route with a disk stream is a track, and the flags name the master only. */
export function kindOf(route: XmlElement): TrackKind {
  const info = child(route, 'PresentationInfo');
  const flags = new Set([...flagsOf(route), ...(info === undefined ? [] : flagsOf(info))]);
  const known = KINDS.find(([flag]) => flags.has(flag));
  if (known !== undefined) return known[1];
  const hasDisk = route.attributes.has('diskstream-id') || child(route, 'Diskstream') !== undefined;
  if (!hasDisk && !route.attributes.has('audio-playlist') && !route.attributes.has('midi-playlist')) return 'bus';
  return textOf(route, 'default-type') === 'midi' ? 'midi' : 'audio';
}

type Mixer = Pick<Track, 'volumeDb' | 'pan' | 'muted' | 'soloed'>;

export function mixerOf(route: XmlElement): Mixer {
  const amp = childrenNamed(route, 'Processor').find((one) => textOf(one, 'type') === 'amp');
  const solo = childrenNamed(route, 'Controllable').find((one) => one.attributes.get('name') === 'solo');
  const mute = controlOf(route, 'mute');
  return {
    // Of a VCA it stands right below; of a route of 2.x at its IO.
    volumeDb: decibels(
      controlOf(amp, 'gaincontrol') ?? controlOf(route, 'gaincontrol') ?? numberOf(child(route, 'IO'), 'gain'),
    ),
    pan: panOf(route),
    muted: mute !== null ? mute !== 0 : (flagOf(child(route, 'MuteMaster'), 'muted') ?? flagOf(route, 'muted')),
    soloed: flagOf(solo, 'self-solo') ?? flagOf(route, 'self-solo') ?? flagOf(route, 'soloed') ?? flagOf(solo, 'value'),
  };
}

/** Azimuth 0 is left, 1 is right. 2.x has one panner for each input: only a single one is a position. */
function panOf(route: XmlElement): number | null {
  const old = childrenNamed(child(child(route, 'IO'), 'Panner'), 'StreamPanner');
  const azimuth =
    controlOf(child(route, 'Pannable'), 'pan-azimuth') ?? (old.length === 1 ? numberOf(old[0], 'x') : null);
  return azimuth === null ? null : Math.round((azimuth * 2 - 1) * 1e6) / 1e6;
}
