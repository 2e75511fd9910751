/** What lies outside of the list of tracks: outputs, inputs, the rack of instruments (cpr.md, sections 4.2 and 4.6). */
import { cursorOn } from '../shared/cursor.js';
import { archiveOf, cursorIn, nextObject } from './archive.js';
import { type Dictionary, listAt, type Room, readAttributes, within } from './attributes.js';

export interface Devices {
  readonly outputs: readonly Dictionary[];
  readonly inputs: readonly Dictionary[];
  readonly rack: readonly Dictionary[];
  readonly isRackOff: boolean;
  /** The stream of Cubase SX; null from 4.5 on. */
  readonly stream: Uint8Array | null;
  readonly isWhole: boolean;
}

export function readDevices(bytes: Uint8Array | null, room: Room): Devices {
  const none = { outputs: [], inputs: [], rack: [], isRackOff: false, stream: null };
  if (bytes === null) return { ...none, isWhole: true };
  const archive = archiveOf(bytes);
  const object = nextObject(archive, cursorOn(bytes, 'be'));
  if (object?.type === 'FMemoryStream')
    return { ...none, stream: bytes.subarray(object.start, object.end), isWhole: true };
  if (object?.type !== 'FAttributes') return { ...none, isWhole: false };
  const { entries, isWhole } = readAttributes(archive, cursorIn(archive, object), room);
  const mixer = within(entries, 'VST Mixer');
  const rack = within(mixer, 'Synth Rack');
  return {
    outputs: listAt(mixer, 'Output Channels'),
    inputs: listAt(mixer, 'Input Channels'),
    rack: listAt(rack, 'Slot'),
    isRackOff: rack.get('Bypass') === 1,
    stream: null,
    isWhole,
  };
}
