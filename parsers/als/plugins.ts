/** Plug-ins: what they are called, and how much of their state is kept (als.md, section 4, "Devices"). The state itself is opaque. */

import { fileNamesInState } from '../shared/file-names-in-state.js';
import { baseName } from '../shared/stored-path.js';
import type { XmlText } from '../shared/xml-events.js';
import type { DeviceDraft, SetDraft } from './drafts.js';
import { anywhere, type Child, childrenOf, numberOf, type Place, textOf } from './places.js';

/** State that is looked through for file names, in hex digits: of one plug-in and of a whole set. */
const [MAX_STATE, MAX_STATE_OF_SET] = [1 << 20, 1 << 24];
/** "aumu", the type of an Audio Unit that is an instrument. */
const MUSIC_DEVICE = 0x61756d75;
/** VST2's category of synthesizers, VST3's device type of instruments in Live. */
const [SYNTH_CATEGORY, INSTRUMENT_TYPE] = [2, 1];

const INFOS = { VstPluginInfo: 'VST2', Vst3PluginInfo: 'VST3', AuPluginInfo: 'AU' } as const;

/** `PluginDesc` with one of the three kinds of description. */
export const pluginPlace = (set: SetDraft, device: DeviceDraft): Place => ({
  open(tag) {
    if (!Object.hasOwn(INFOS, tag.name)) return null;
    device.format = INFOS[tag.name as keyof typeof INFOS];
    return infoPlace(set, device);
  },
});

function infoPlace(set: SetDraft, device: DeviceDraft): Place {
  const codes: string[] = [];
  let file = '';
  const code: Child = (tag) => {
    codes.push(fourCharacters(textOf(tag)));
  };
  const fileName: Child = (tag) => {
    file ||= baseName(textOf(tag)).replace(/\.(dll|vst3?|component)$/i, '');
  };
  const name: Child = (tag) => {
    device.name = textOf(tag);
  };
  const inside = childrenOf({
    PlugName: name,
    Name: name,
    Path: fileName,
    FileName: fileName,
    Manufacturer(tag) {
      device.maker = textOf(tag) || null;
    },
    UniqueId(tag) {
      device.identifier = textOf(tag) || null;
    },
    Uid: () => uidPlace(device),
    Category(tag) {
      device.isInstrument = numberOf(tag) === SYNTH_CATEGORY;
    },
    DeviceType(tag) {
      device.isInstrument = numberOf(tag) === INSTRUMENT_TYPE;
    },
    ComponentType(tag) {
      device.isInstrument = numberOf(tag) === MUSIC_DEVICE;
      code(tag);
    },
    ComponentSubType: code,
    ComponentManufacturer: code,
    Preset: () => statePlace(set, device),
  });
  return {
    ...inside,
    close() {
      device.name ||= file;
      if (codes.length > 0) device.identifier = codes.join(' ');
    },
  };
}

/** Four signed numbers of 32 bits are the 16 bytes of a class id. */
function uidPlace(device: DeviceDraft): Place {
  let id = '';
  return {
    open(tag) {
      if (tag.name.startsWith('Fields.')) id += word(textOf(tag)).toString('hex').toUpperCase();
      return null;
    },
    close() {
      if (id.length === 32) device.identifier = id;
    },
  };
}

function word(text: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Number(text) >>> 0);
  return bytes;
}

/** `1635083896` → `aufx`. */
function fourCharacters(text: string): string {
  const characters = word(text).toString('latin1');
  return /^[\x20-\x7e]{4}$/.test(characters) ? characters : text;
}

const STATES = ['Buffer', 'ProcessorState', 'ControllerState', 'Blob'];

/** Every hex text of the state below; `Blob` is that of a Max device. */
export const statePlace = (set: SetDraft, device: DeviceDraft): Place =>
  anywhere((tag) => (STATES.includes(tag.name) ? hexPlace(set, device) : 'further'));

function hexPlace(set: SetDraft, device: DeviceDraft): Place {
  let digits = 0;
  let kept: string[] | null = [];
  return {
    text(text) {
      digits += countDigits(text);
      if (kept === null) return;
      if (digits > MAX_STATE || set.spent.state + digits > MAX_STATE_OF_SET) kept = null;
      else kept.push(text.string());
    },
    close() {
      device.stateBytes += digits >> 1;
      if (kept === null) return;
      set.spent.state += digits;
      const names = fileNamesInState(Buffer.from(kept.join('').replace(/[^0-9A-Fa-f]+/g, ''), 'hex'));
      device.hints = [...new Set([...device.hints, ...names])];
    },
  };
}

/** Blanks, and line ends that stand as references, are none. */
function countDigits(text: XmlText): number {
  const bytes = text.bytes();
  if (bytes.includes(0x26)) return text.string().replace(/\s+/g, '').length;
  let digits = 0;
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x20) digits++;
  return digits;
}
