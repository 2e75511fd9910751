import type { InspectedPlugin, InspectedSession } from '../model/inspect.js';
import { count, firstFew, showBytes } from '../text/show.js';

export interface PluginRow {
  readonly name: string;
  readonly maker: string;
  readonly format: string;
  readonly on: string;
  readonly presets: string;
  readonly look: 'ok' | 'warn';
  readonly settings: string;
  /** Settings that can be read, one instance after the other. */
  readonly details: readonly string[];
}

const MAX_DETAILS = 20;
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
  const opaque = instances.filter(({ plugin: one }) => one.state.bytes > 0 && !one.state.readable);
  const hints = [...new Set(instances.flatMap(({ plugin: one }) => one.hints))];
  const presets = [
    ...new Set(instances.flatMap(({ plugin: one }) => (one.preset === null ? [] : [`“${one.preset}”`]))),
  ];
  const size = opaque.reduce((sum, { plugin: one }) => sum + one.state.bytes, 0);
  return {
    name: plugin.name,
    maker: plugin.maker ?? '',
    format: plugin.format,
    on: firstFew([...new Set(instances.map(({ track }) => track))], 12),
    presets: firstFew(presets, 6),
    look: opaque.length > 0 ? 'warn' : 'ok',
    settings: [
      opaque.length > 0 ? `${count(opaque.length, 'state')}, ${showBytes(size)}` : '',
      hints.length > 0 ? `mentions ${firstFew(hints, 5)}` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
    details: instances
      .filter(({ plugin: one }) => one.settings.length > 0)
      .slice(0, MAX_DETAILS)
      .map(detailsOf),
  };
}

function detailsOf({ track, plugin }: Instance): string {
  const settings = plugin.settings.map(({ name, value, unit }) => [name, value, unit].filter((part) => part).join(' '));
  return `${track}: ${firstFew(settings, MAX_SETTINGS, ' · ')}`;
}
