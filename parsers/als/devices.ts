/** Devices: every child of a `Devices` element, also in racks (als.md, section 4, "Devices"), with the files that they name (section 3). */
import type { MediaKind } from '../../lib/model/session.js';
import { shownValue } from '../shared/setting-value.js';
import type { XmlTag } from '../shared/xml-events.js';
import { eventsPlace, newParameter, noEvents, parameterPlace } from './automation.js';
import { droppedPlace, patchPlace, presetPlace } from './device-files.js';
import { type DeviceDraft, nameOfDevice, type SetDraft, type TrackDraft } from './drafts.js';
import type { UseDraft } from './media.js';
import { childrenOf, type Place, textOf } from './places.js';
import { pluginPlace, statePlace } from './plugins.js';
import { samplePlace } from './samples.js';

/** Parameters that are kept, of one device and of a whole set. */
const [MAX_SETTINGS, MAX_SETTINGS_OF_SET] = [200, 40_000];

/** Where things come from, how they look, and the mixer of a chain: of no use here, and full of FileRefs that nothing plays. */
const SKIPPED: ReadonlySet<string> = new Set([
  'SourceContext',
  'BranchSourceContext',
  'MidiControllerRange',
  'MidiCCOnOffThresholds',
  'ModulationTarget',
  'LockedScripts',
  'MixerDevice',
  'SavedBuffer',
]);

const INSTRUMENTS: ReadonlySet<string> = new Set([
  'OriginalSimpler',
  'MultiSampler',
  'UltraAnalog',
  'StringStudio',
  'LoungeLizard',
  'DrumCell',
  'Operator',
  'Collision',
  'Drift',
  'DrumGroupDevice',
  'MxDeviceInstrument',
  'ProxyInstrumentDevice',
]);

export const devicesPlace = (set: SetDraft, track: TrackDraft, within: string | null): Place => ({
  open: (tag) => devicePlace(set, track, within, tag),
});

function newDevice(tag: string, within: string | null): DeviceDraft {
  return {
    tag,
    within,
    name: '',
    format: 'native',
    maker: null,
    identifier: null,
    userName: '',
    annotation: '',
    preset: null,
    on: newParameter(),
    isInstrument: INSTRUMENTS.has(tag) || tag.startsWith('Instrument'),
    stateBytes: 0,
    settings: [],
    hints: [],
  };
}

/** State of the walk through one device. The place is its own child: what the element is, the path tells. */
interface Walk {
  readonly set: SetDraft;
  readonly track: TrackDraft;
  readonly device: DeviceDraft;
  /** Names of the open elements below the device. */
  readonly path: string[];
  /** The present chain of a rack, the present zone of a sampler, the present parameter of a plug-in. */
  chain: string;
  zone: string;
  parameter: string;
  readonly zoneUses: UseDraft[];
}

function devicePlace(set: SetDraft, track: TrackDraft, within: string | null, { name: tag }: XmlTag): Place {
  const device = newDevice(tag, within);
  track.devices.push(device);
  const walk: Walk = {
    set,
    track,
    device,
    path: [],
    chain: '',
    zone: '',
    parameter: '',
    zoneUses: [],
  };
  const place: Place = {
    open(child) {
      const found = walk.path.length === 0 ? ofDevice(child, walk) : undefined;
      if (found !== undefined) return found;
      const other = ofAny(child, walk);
      if (other !== 'further') return other;
      if (child.selfClosing) return null;
      walk.path.push(child.name);
      return place;
    },
    close: () => leave(walk),
  };
  return place;
}

/** A direct child of the device; undefined where it is nothing special. */
function ofDevice(tag: XmlTag, { set, device, track }: Walk): Place | null | undefined {
  switch (tag.name) {
    case 'On':
      return parameterPlace(device.on);
    case 'UserName':
      device.userName = textOf(tag);
      return null;
    case 'Annotation':
      device.annotation = textOf(tag);
      return null;
    case 'LastPresetRef':
      return presetPlace(device);
    case 'PluginDesc':
      return pluginPlace(set, device);
    case 'PatchSlot':
      return patchPlace(set, track, device);
    case 'BlobSlot':
      return statePlace(set, device);
    case 'FileDropList':
      return droppedPlace(set, track, device);
    default:
      if (!tag.name.startsWith(MACRO_NAMES)) return undefined;
      nameMacro(device, tag.name.slice(MACRO_NAMES.length), textOf(tag));
      return null;
  }
}

const MACRO_NAMES = 'MacroDisplayNames.';

/** What the user called a knob of a rack stands behind all knobs, by its number. */
function nameMacro({ settings }: DeviceDraft, number: string, name: string): void {
  const at = settings.findIndex((setting) => setting.name === `MacroControls.${number}`);
  const known = settings[at];
  if (known !== undefined && name !== '') settings[at] = { ...known, name };
}

function ofAny(tag: XmlTag, walk: Walk): Place | null | 'further' {
  const { set, track, device, path } = walk;
  const parent = path.at(-1) ?? '';
  switch (tag.name) {
    case 'Manual':
      keepSetting(walk, textOf(tag), true);
      return null;
    case 'ArrangerAutomation':
      return oldAutomationPlace(walk);
    case 'AutomationTarget':
      if ((track.envelopes.get(tag.attribute('Id') ?? '')?.numbers.length ?? 0) > 2) addAutomated(walk);
      return null;
    case 'ParameterName':
      walk.parameter = textOf(tag);
      return null;
    case 'SampleRef':
      return zonePlace(walk);
    case 'Devices':
      return devicesPlace(
        set,
        track,
        [device.within, device.userName || device.tag, walk.chain].filter(Boolean).join(' / '),
      );
    case 'Name':
      if (parent === 'MultiSamplePart') walk.zone = textOf(tag);
      else if (parent.endsWith('Branch')) return chainNamePlace(walk);
      return null;
    default:
      return SKIPPED.has(tag.name) ? null : 'further';
  }
}

function leave(walk: Walk): void {
  const left = walk.path.pop();
  if (left === 'MultiSamplePart') {
    for (const use of walk.zoneUses) use.what = walk.zone || use.what;
    walk.zoneUses.length = 0;
    walk.zone = '';
  } else if (left?.endsWith('Branch')) walk.chain = '';
}

/** Of a rack the macros: what lies in its chains belongs to other devices. */
function keepSetting({ set, device, path }: Walk, value: string, overrules: boolean): void {
  if (device.format !== 'native' || path.length === 0 || device.tag.startsWith('MxDevice')) return;
  const name = path.join(' ');
  if (device.settings.at(-1)?.name === name) {
    if (!overrules) return;
    device.settings.pop();
  } else if (device.settings.length >= MAX_SETTINGS || set.spent.settings >= MAX_SETTINGS_OF_SET) return;
  else set.spent.settings++;
  device.settings.push({ name, value: shownValue(value), unit: null });
}

function addAutomated({ track, device, path, parameter }: Walk): void {
  const name = path.at(-1) === 'ParameterValue' && parameter !== '' ? parameter : path.join(' ');
  track.automated.add(`${nameOfDevice(device)} ${name}`.trim());
}

/** Live 8 keeps the value of a parameter as the first event of its automation (als.md, section 4). */
function oldAutomationPlace(walk: Walk): Place {
  const events = noEvents();
  return {
    ...eventsPlace(events, 2),
    close() {
      const [, value] = events.numbers;
      if (value !== undefined) keepSetting(walk, String(value), false);
      if (events.numbers.length > 2) addAutomated(walk);
    },
  };
}

const chainNamePlace = (walk: Walk): Place =>
  childrenOf({
    EffectiveName(tag) {
      walk.chain = textOf(tag);
    },
    UserName(tag) {
      walk.chain ||= textOf(tag);
    },
  });

/** The sample of a zone, a pad, a cell, a slot; impulse responses lie below an `ImpulseResponseHandler`. */
function zonePlace({ set, track, device, path, zoneUses }: Walk): Place {
  const kind: MediaKind = path.includes('ImpulseResponseHandler') ? 'impulse' : 'sample';
  const use: UseDraft = { track, clip: null, what: nameOfDevice(device) };
  return samplePlace(set, kind, use, () => {
    if (path.includes('MultiSamplePart')) zoneUses.push(use);
  });
}
