/** Plug-ins in the slots of a channel (cpr.md, section 4.3). Their state is opaque. */
import type { PluginFormat, PluginInstance } from '../../lib/model/session.js';
import { fileNamesInState } from '../shared/file-names-in-state.js';
import { bytesAt, type Dictionary, listAt, numberAt, textAt, within } from './attributes.js';

/** State that is looked through for file names: of one plug-in, and of a whole project. */
const MAX_STATE = 1 << 20;
export interface StateBudget {
  left: number;
}
export const newStateBudget = (): StateBudget => ({ left: 4 << 20 });

/** Inserts of a channel, and an instrument in its own slot with what its further outputs carry. */
export function pluginsOf(channel: Dictionary, budget: StateBudget): readonly PluginInstance[] {
  const inserts = within(channel, 'InsertFolder');
  const isOff = numberAt(inserts, 'Bypass') === 1;
  const instrument = within(channel, 'Synth Slot');
  // The first output repeats the inserts of the track itself, from 8.5 on (cpr.md, section 4.5).
  return [
    ...slotPlugins(instrument, 1, false, budget),
    ...listAt(inserts, 'Slot').flatMap((slot) => pluginOf(slot, isOff, budget)),
  ];
}

/** The slot itself, and the inserts of its outputs from `firstOutput` on. */
export function slotPlugins(
  slot: Dictionary,
  firstOutput: number,
  isOff: boolean,
  budget: StateBudget,
): readonly PluginInstance[] {
  const outputs = listAt(slot, 'Output Channels').slice(firstOutput);
  return [
    ...pluginOf(slot, isOff, budget),
    ...outputs.flatMap((output) => {
      const inserts = within(within(output, 'Output Channel'), 'InsertFolder');
      return listAt(inserts, 'Slot').flatMap((one) => pluginOf(one, numberAt(inserts, 'Bypass') === 1, budget));
    }),
  ];
}

/** None in an empty slot. */
function pluginOf(slot: Dictionary, isOff: boolean, budget: StateBudget): readonly PluginInstance[] {
  const plugin = within(slot, 'Plugin');
  // A name that the user gave stands before the plug-in's own.
  const name = textAt(plugin, 'Original Plugin Name') || textAt(plugin, 'Plugin Name');
  if (name === '') return [];
  const id = textAt(within(plugin, 'Plugin UID'), 'GUID');
  const states = ['audioComponent', 'editController'].flatMap((key) => bytesAt(plugin, key) ?? []);
  const state = numberAt(slot, 'State');
  return [
    {
      name,
      maker: null,
      format: formatOf(id),
      identifier: id || null,
      bypassed: isOff ? true : state === null ? null : state === 0,
      preset: null,
      within: null,
      state: { bytes: states.reduce((sum, { length }) => sum + length, 0), readable: false },
      settings: [],
      hints: hintsIn(states, budget),
    },
  ];
}

/** "VST" and the four letters of a VST2 plug-in make up the beginning of its id; any other is a class of VST3. */
export function formatOf(id: string): PluginFormat {
  if (!/^[0-9A-F]{32}$/i.test(id)) return 'unknown';
  return /^565354/.test(id) ? 'VST2' : 'VST3';
}

export function hintsIn(states: readonly Uint8Array[], budget: StateBudget): readonly string[] {
  const names = states.flatMap((state) => {
    if (state.length > MAX_STATE || state.length > budget.left) return [];
    budget.left -= state.length;
    return fileNamesInState(state);
  });
  return [...new Set(names)];
}
