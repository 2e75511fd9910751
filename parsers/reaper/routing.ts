/** Inputs, outputs and sends of a track (reaper.md, section 4, "Routing"). */
import type { Send } from '../../lib/model/session.js';
import { decibels } from '../shared/decibels.js';
import { numberOf } from './grammar.js';

export interface Receive extends Omit<Send, 'to'> {
  /** The sending track, counted from 0 in file order. */
  readonly from: number;
}

const CHANNEL = 0x3ff;
const MONO_OUTPUT = 0x400;
const STEREO_INPUT = 0x400;
const MULTICHANNEL_INPUT = 0x800;
const MIDI_INPUT = 0x1000;

/** `AUXRECV src mode vol pan mute …`; mode 0 = post-fader, 1 = pre-FX, 3 = pre-fader. */
export function receiveOf([, source, mode, volume, , mute]: readonly string[]): readonly Receive[] {
  const from = numberOf(source);
  if (from === null) return [];
  return [
    {
      from,
      levelDb: decibels(numberOf(volume)),
      preFader: mode === undefined ? null : mode !== '0',
      enabled: mute === undefined ? null : mute === '0',
    },
  ];
}

/** `HWOUT channel …`: the first channel, counted from 0. */
export function hardwareOutput([, channel]: readonly string[]): readonly string[] {
  const value = numberOf(channel);
  if (value === null || value < 0) return [];
  return [`Output ${channels(value & CHANNEL, (value & MONO_OUTPUT) === 0)}`];
}

/** `REC armed input monitor …`; a negative input is none. */
export function inputOf(words: readonly string[] | undefined): string | null {
  const value = numberOf(words?.[2]);
  if (value === null || value < 0) return null;
  if (value & MIDI_INPUT) {
    const channel = value & 0x1f;
    return channel === 0 ? 'MIDI' : `MIDI channel ${channel}`;
  }
  if (value & MULTICHANNEL_INPUT) return `Input ${(value & CHANNEL) + 1} and up`;
  return `Input ${channels(value & CHANNEL, (value & STEREO_INPUT) !== 0)}`;
}

const channels = (first: number, stereo: boolean): string => (stereo ? `${first + 1}/${first + 2}` : `${first + 1}`);

/** All outputs of a track in one text; `parent` is null where it does not feed its parent. */
export const outputOf = (parent: string | null, hardware: readonly string[]): string | null =>
  [...(parent === null ? [] : [parent]), ...hardware].join(', ') || null;
