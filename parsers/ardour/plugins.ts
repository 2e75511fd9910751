/** Plug-ins, wherever a processor stands (ardour.md, section 4, "Plug-ins"). */
import type { SessionSource } from '../../lib/model/parser.js';
import type { PluginFormat, PluginInstance } from '../../lib/model/session.js';
import { fileNamesInState } from '../shared/file-names-in-state.js';
import { shownValue } from '../shared/setting-value.js';
import { child, childrenNamed, type XmlElement } from '../shared/xml-tree.js';
import { flagOf, numberOf, textOf } from './values.js';

const FORMATS: ReadonlyMap<string, PluginFormat> = new Map([
  ['lv2', 'LV2'],
  ['ladspa', 'LADSPA'],
  ['vst3', 'VST3'],
  ['lxvst', 'VST2'],
  ['windows-vst', 'VST2'],
  ['mac-vst', 'VST2'],
  ['vst', 'VST2'],
  ['audiounit', 'AU'],
  ['luaproc', 'native'],
]);

export interface FoundPlugin {
  readonly plugin: PluginInstance;
  /** The folder of an LV2 plug-in's state, relative to the session folder; null where it has none. */
  readonly stateFolder: string | null;
}

/** Those of a route, also the nested ones, in the order of the document. */
export function readPlugins(
  element: XmlElement,
  document: SessionSource,
  within: string | null = null,
): readonly FoundPlugin[] {
  const plugins: FoundPlugin[] = [];
  collect(element, document, within, plugins);
  return plugins;
}

const HOLDERS: ReadonlySet<string> = new Set(['Processor', 'Insert', 'IOPlug', 'RegionFXPlugin']);

function collect(element: XmlElement, document: SessionSource, within: string | null, plugins: FoundPlugin[]): void {
  for (const one of element.children) {
    if (!HOLDERS.has(one.name)) continue;
    const found = readPlugin(one, document, within);
    if (found !== null) plugins.push(found);
    collect(one, document, found?.plugin.name ?? within, plugins);
  }
}

function readPlugin(processor: XmlElement, document: SessionSource, within: string | null): FoundPlugin | null {
  const type = textOf(processor, 'type') ?? '';
  const format = FORMATS.get(type);
  if (format === undefined) return null;
  const isOld = processor.name === 'Insert';
  const redirect = child(processor, 'Redirect');
  const active = flagOf(isOld ? redirect : processor, 'active');
  const own = child(processor, type);
  const identifier = textOf(processor, 'unique-id');
  return {
    plugin: {
      name:
        textOf(isOld ? child(redirect, 'IO') : processor, 'name') ?? textOf(processor, 'label') ?? identifier ?? type,
      maker: null,
      format,
      identifier,
      bypassed: active === null ? null : !active,
      preset: textOf(own, 'last-preset-label'),
      within,
      settings: isOld ? oldSettings(processor, own) : settingsOf(processor),
      ...stateOf(own, document),
    },
    stateFolder: stateFolderOf(processor, own),
  };
}

/** `<Controllable name="Blend" value="0.78" parameter="4">`, of every format. */
const settingsOf = (processor: XmlElement): PluginInstance['settings'] =>
  childrenNamed(processor, 'Controllable').flatMap((one) => {
    const [name, value] = [textOf(one, 'name'), textOf(one, 'value')];
    return name !== null && value !== null && one.attributes.has('parameter')
      ? [{ name, value: shownValue(value), unit: null }]
      : [];
  });

/** 2.x: values by number, the names of some of them elsewhere; VST in one element `parameters`. */
function oldSettings(insert: XmlElement, own: XmlElement | undefined): PluginInstance['settings'] {
  const names = new Map(
    childrenNamed(child(insert, 'controls'), 'controllable').map((one) => [
      numberOf(one, 'parameter'),
      textOf(one, 'name'),
    ]),
  );
  const ports = childrenNamed(own, 'port').flatMap((port) => {
    const [number, value] = [numberOf(port, 'number'), textOf(port, 'value')];
    return value === null
      ? []
      : [{ name: names.get(number) ?? `port ${number}`, value: shownValue(value), unit: null }];
  });
  const parameters = [...(child(own, 'parameters')?.attributes ?? [])];
  return [...ports, ...parameters.map(([name, value]) => ({ name, value: shownValue(value), unit: null }))];
}

const MAX_STATE = 4 << 20;

function stateOf(own: XmlElement | undefined, document: SessionSource): Pick<PluginInstance, 'state' | 'hints'> {
  const chunk = child(own, 'chunk');
  if (chunk === undefined) {
    return { state: { bytes: 0, readable: textOf(own, 'state-dir') === null }, hints: [] };
  }
  const size = chunk.end - chunk.start;
  if (size > MAX_STATE * 1.4) return { state: { bytes: Math.floor((size * 3) / 4), readable: false }, hints: [] };
  const element = Buffer.from(document.bytes(chunk.start, chunk.end)).toString('latin1');
  const content = element.slice(element.indexOf('>') + 1, Math.max(element.lastIndexOf('<'), 0));
  const state = Buffer.from(content, 'base64');
  return { state: { bytes: state.length, readable: false }, hints: fileNamesInState(state) };
}

/** Only plain names: what they lead to is read beside the session. */
function stateFolderOf(processor: XmlElement, own: XmlElement | undefined): string | null {
  const [id, folder] = [textOf(processor, 'id'), textOf(own, 'state-dir')];
  return id !== null && folder !== null && /^\d+$/.test(id) && /^state\d+$/.test(folder)
    ? `plugins/${id}/${folder}`
    : null;
}
