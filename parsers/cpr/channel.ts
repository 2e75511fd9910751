/** What a mixer channel says (cpr.md, section 4.2). */
import type { Send } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { bytesAt, type Dictionary, listAt, numberAt, textAt, within } from './attributes.js';

/** `Type`. */
export const CHANNEL = { group: 2, effect: 6, input: 7, output: 8 } as const;

export const nameOf = (channel: Dictionary): string => textAt(within(channel, 'Name'), 'String');

export const typeOf = (channel: Dictionary): number | null => numberAt(channel, 'Type');

/** Where the fader stands; `AnchorValue` beside it is zero before Cubase 7, whatever the level. */
export const levelOf = (channel: Dictionary): number | null => faderDb(numberAt(within(channel, 'Volume'), 'Value'));

/** 25856 is 0 dB, 32767 is +6.02 dB; exact on all pairs of value and dB that were seen. */
export function faderDb(value: number | null): number | null {
  if (value === null || !(value >= 0)) return null;
  if (value <= 18688) return decibels(0.5 * (value / 18688) ** 2);
  return decibels(value <= 25856 ? 0.5 + (value - 18688) / 14336 : 1 + (value - 25856) / 6911);
}

/** `PannerType` of the stereo balance; what the others store is not known. */
const BALANCE = 2;

/** Its state begins with the place from 0 to 1, little-endian as plug-ins have it. */
export function panOf(channel: Dictionary): number | null {
  const panner = within(channel, 'Panner');
  const state = bytesAt(panner, 'audioComponent');
  if (numberAt(within(panner, 'PannerType'), 'Value') !== BALANCE || state?.length !== 20) return null;
  const place = new DataView(state.buffer, state.byteOffset, 4).getFloat32(0, true);
  return place >= 0 && place <= 1 ? 2 * place - 1 : null;
}

/** Only stored where it was ever set. */
export const soloOf = (channel: Dictionary): boolean => numberAt(channel, 'Solo') === 1;

/** Names of channels by the id of their bus. */
export type Buses = ReadonlyMap<number, string>;

export function busesOf(channels: readonly Dictionary[]): Buses {
  return new Map(
    channels.flatMap((channel) => {
      const id = numberAt(within(channel, 'OwnInputBus'), 'Bus UID');
      return id === null ? [] : [[id, nameOf(channel)] as const];
    }),
  );
}

const busName = (buses: Buses, id: number | null): string | null => (id === null ? null : (buses.get(id) ?? null));

export const outputOf = (channel: Dictionary, buses: Buses): string | null =>
  busName(buses, numberAt(within(channel, 'OutputBusValue'), 'Value'));

export const inputOf = (channel: Dictionary, buses: Buses): string | null =>
  busName(buses, numberAt(within(channel, 'InputBusValue'), 'Value'));

/** A slot without a target is empty. */
export function sendsOf(channel: Dictionary, buses: Buses): readonly Send[] {
  return listAt(within(channel, 'SendFolder'), 'Slot').flatMap((slot) => {
    const target = numberAt(within(slot, 'Output'), 'Value');
    if (target === null || target === 0) return [];
    const on = numberAt(slot, 'On');
    const to = buses.get(target) || `Bus ${target}`;
    return [{ to, levelDb: levelOf(slot), preFader: null, enabled: on === null ? null : on === 1 }];
  });
}

/** The bands of the equalizer that are on, in words; '' where none is. The scales of gain and Q are not known: as stored. */
export function equalizerOf(channel: Dictionary): string {
  const equalizer = within(channel, 'EQ');
  const bands = listAt(equalizer, 'Band').flatMap((band, at) => {
    if (numberAt(band, 'Enable') !== 1) return [];
    const settings = [
      ['type', numberAt(band, 'Type'), ''],
      ['frequency', numberAt(band, 'Freq'), ' Hz'],
      ['gain (as stored)', numberAt(band, 'Gain'), ''],
      ['Q (as stored)', numberAt(band, 'Q'), ''],
    ] as const;
    const texts = settings.flatMap(([name, value, unit]) => (value === null ? [] : `${name} ${rounded(value)}${unit}`));
    return [`Band ${at + 1}: ${texts.join(', ')}`];
  });
  const off = numberAt(equalizer, 'Bypass') === 1 ? ['Bypassed'] : [];
  return bands.length === 0 ? '' : [...off, ...bands].join('\n');
}

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000);
