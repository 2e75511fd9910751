/** Plug-in slots of mixer channels (logic.md, section 4.4). */
import type { PluginInstance } from '../../lib/model/session.js';
import { fileNamesInState } from '../shared/file-names-in-state.js';
import { fourCode, u8, u16, zeroEnded } from './fields.js';
import type { Song } from './records.js';

/** Instrument or audio effect, MIDI effect. */
const PLUGIN_KINDS = [1, 2];
const MIDI_EFFECT = 2;
/** Logic's own: of Emagic, which made it. */
const OWN_MAKERS = ['EMAG', 'CLEM'];
/** Behind the name; what is shorter is no plug-in. */
const WHOLE = 132;
const STATE = 152;
/** All states together that are searched for file names: what is over it would cost more time than a hint is worth. */
const SEARCHED_BYTES = 16 * 1024 * 1024;

/** By the owner of their channel, in signal order: MIDI effects first, then by slot. */
export function pluginsOf(song: Song): ReadonlyMap<number, readonly PluginInstance[]> {
  const slots = song
    .records('UCuA')
    .map(({ owner, payload }) => ({ owner, payload, kind: u16(payload, 4) ?? -1, slot: u16(payload, 6) ?? 0 }))
    .filter(({ kind, payload }) => PLUGIN_KINDS.includes(kind) && payload.length >= WHOLE)
    .sort((a, b) => order(a.kind) - order(b.kind) || a.slot - b.slot);
  let left = SEARCHED_BYTES;
  const byOwner = new Map<number, PluginInstance[]>();
  for (const { owner, payload } of slots) {
    const state = payload.subarray(STATE);
    left -= state.length;
    const plugin = pluginIn(payload, left >= 0 ? fileNamesInState(state) : []);
    const known = byOwner.get(owner);
    if (known === undefined) byOwner.set(owner, [plugin]);
    else known.push(plugin);
  }
  return byOwner;
}

const order = (kind: number): number => (kind === MIDI_EFFECT ? 0 : 1);

function pluginIn(payload: Buffer, hints: readonly string[]): PluginInstance {
  const maker = fourCode(payload, 132) ?? '';
  const isOwn = OWN_MAKERS.includes(maker);
  const identifier = [fourCode(payload, 136), fourCode(payload, 140), maker].join('/');
  return {
    // Cut at 11 or 12 characters: the file has no longer one.
    name: zeroEnded(payload, 120, 12).trimEnd(),
    maker: isOwn ? 'Apple' : null,
    format: isOwn ? 'native' : 'AU',
    identifier: isOwn ? null : identifier,
    bypassed: u8(payload, 112) === 1,
    preset: zeroEnded(payload, 14, 98) || null,
    within: null,
    state: { bytes: Math.max(payload.length - STATE, 0), readable: false },
    settings: [],
    hints,
  };
}
