/** Which channel and which plug-ins belong to which track, and what is on no track of the list (cpr.md, section 4.6). */
import type { PluginInstance, TrackKind } from '../../lib/model/session.js';
import { type Dictionary, listAt, textAt, within } from './attributes.js';
import { nameOf } from './channel.js';
import type { Devices } from './devices.js';
import { oldPlugins } from './old-plugins.js';
import { newStateBudget, pluginsOf, slotPlugins } from './plugins.js';
import type { TrackDraft } from './tracks.js';

export interface Strip {
  readonly channel: Dictionary | null;
  readonly plugins: readonly PluginInstance[];
}

export interface ExtraStrip extends Strip {
  readonly name: string;
  readonly kind: TrackKind;
}

export interface Strips {
  /** Of the tracks, in their order. */
  readonly tracks: readonly Strip[];
  readonly extra: readonly ExtraStrip[];
}

export function stripsOf(tracks: readonly TrackDraft[], devices: Devices): Strips {
  const budget = newStateBudget();
  const strips: Strip[] = tracks.map(({ channel, stream }) => ({
    channel,
    plugins: channel !== null ? pluginsOf(channel, budget) : stream !== null ? oldPlugins(stream, budget) : [],
  }));
  const extra: ExtraStrip[] = [];
  const free = freeTracks(tracks);
  const place = (name: string, kind: TrackKind, strip: Strip): void => {
    const track = free.get(name)?.shift();
    if (track !== undefined) strips[track] = strip;
    else if (kind === 'master' || strip.plugins.length > 0) extra.push({ name, kind, ...strip });
  };
  for (const slot of devices.rack) {
    const plugins = slotPlugins(slot, 0, devices.isRackOff, budget);
    const channel = within(listAt(slot, 'Output Channels')[0] ?? new Map(), 'Output Channel');
    place(rackName(slot), 'instrument', { channel: channel.size === 0 ? null : channel, plugins });
  }
  for (const channel of devices.outputs)
    place(nameOf(channel), 'master', { channel, plugins: pluginsOf(channel, budget) });
  for (const channel of devices.inputs) place(nameOf(channel), 'bus', { channel, plugins: pluginsOf(channel, budget) });
  const old = devices.stream === null ? [] : oldPlugins(devices.stream, budget);
  if (old.length > 0) extra.push({ name: 'VST Mixer', kind: 'master', channel: null, plugins: old });
  return { tracks: strips, extra };
}

/** Device tracks whose channel is not in them, by name: names are not unique. */
function freeTracks(tracks: readonly TrackDraft[]): Map<string, number[]> {
  const free = new Map<string, number[]>();
  for (const [at, { type, name, channel }] of tracks.entries()) {
    if (type !== 'MDeviceTrackEvent' || channel !== null) continue;
    const same = free.get(name);
    if (same) same.push(at);
    else free.set(name, [at]);
  }
  return free;
}

/** The track below "VST Instruments" is called as the instrument is, by the user where he did. */
const rackName = (slot: Dictionary): string => textAt(within(slot, 'Plugin'), 'Plugin Name');

/** Every channel that others can lead to. */
export const channelsOf = ({ tracks, extra }: Strips, { inputs }: Devices): readonly Dictionary[] => [
  ...[...tracks, ...extra].flatMap(({ channel }) => channel ?? []),
  ...inputs,
];
