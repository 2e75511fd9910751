import type { InspectedPlugin, InspectedSession } from '../../model/inspect.js';
import { count, firstFew, showBytes } from '../../text/show.js';

export interface PluginRow {
  readonly name: string;
  readonly maker: string;
  readonly format: string;
  readonly identifier: string;
  readonly on: string;
  /** "off on 2 of 6"; empty where none is. */
  readonly bypassed: string;
  readonly presets: string;
  readonly look: 'ok' | 'warn' | 'info';
  /** Whether somebody without the plug-in can read its settings. */
  readonly readable: 'readable' | 'not readable' | 'nothing stored';
  /** How much opaque state there is. */
  readonly state: string;
  /** Names of files seen inside opaque state. */
  readonly hints: string;
  /** Settings that can be read, one instance after the other. */
  readonly details: readonly { readonly track: string; readonly settings: string }[];
}

const MAX_DETAILS = 12;
const MAX_SETTINGS = 40;

interface Instance {
  readonly track: string;
  readonly plugin: InspectedPlugin;
}

/** One row for each kind of plug-in, the most used first. */
export function pluginRows(session: InspectedSession): PluginRow[] {
  const kinds = new Map<string, Instance[]>();
  for (const track of session.tracks)
    for (const plugin of track.plugins) {
      const key = `${plugin.format}\n${plugin.name}`;
      const instances = kinds.get(key) ?? [];
      instances.push({ track: track.name, plugin });
      kinds.set(key, instances);
    }
  return [...kinds.values()].sort((a, b) => b.length - a.length).map(rowOf);
}

function rowOf(instances: readonly Instance[]): PluginRow {
  const { plugin } = instances[0] as Instance;
  const plugins = instances.map((instance) => instance.plugin);
  const opaque = plugins.filter(({ state }) => state.bytes > 0 && !state.readable);
  const off = plugins.filter(({ bypassed }) => bypassed === true).length;
  const isReadable = plugins.some(({ state, settings }) => state.readable || settings.length > 0);
  const size = opaque.reduce((sum, { state }) => sum + state.bytes, 0);
  return {
    name: plugin.name,
    maker: plugin.maker ?? '',
    format: plugin.format,
    identifier: plugin.identifier === plugin.name ? '' : (plugin.identifier ?? ''),
    on: firstFew(distinct(instances.map(placeText)), 12),
    bypassed: off === 0 ? '' : off === plugins.length ? 'off' : `off on ${off} of ${plugins.length}`,
    presets: firstFew(distinct(plugins.flatMap(({ preset }) => (preset === null ? [] : [`“${preset}”`]))), 6),
    look: opaque.length > 0 ? 'warn' : isReadable ? 'ok' : 'info',
    readable: opaque.length > 0 ? 'not readable' : isReadable ? 'readable' : 'nothing stored',
    state: opaque.length > 0 ? `${count(opaque.length, 'state')}, ${showBytes(size)}` : '',
    hints: firstFew(distinct(plugins.flatMap(({ hints }) => hints)), 5),
    details: instances
      .filter(({ plugin: { settings } }) => settings.length > 0)
      .slice(0, MAX_DETAILS)
      .map((instance) => ({ track: placeText(instance), settings: settingsText(instance.plugin) })),
  };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** "Drums", "Drums (in Parallel Rack)". */
const placeText = ({ track, plugin }: Instance): string =>
  plugin.within === null ? track : `${track} (in ${plugin.within})`;

const settingsText = ({ settings }: InspectedPlugin): string =>
  firstFew(
    settings.map(({ name, value, unit }) => [name, value, unit].filter((part) => part).join(' ')),
    MAX_SETTINGS,
    ' · ',
  );
