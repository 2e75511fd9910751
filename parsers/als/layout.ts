/** Where "Collect All and Save" puts things (als.md, section 6). */
import type { MediaLayout } from '../../lib/model/parser.js';
import type { Site } from './media.js';

const MAX_DEVICES: ReadonlyMap<string | null, string> = new Map([
  ['MxDeviceMidiEffect', 'Presets/MIDI Effects/Max MIDI Effect/Imported'],
  ['MxDeviceAudioEffect', 'Presets/Audio Effects/Max Audio Effect/Imported'],
  ['MxDeviceInstrument', 'Presets/Instruments/Max Instrument/Imported'],
]);

export const layout: MediaLayout = {
  mediaFolder: (_session, { sites }) => {
    const device = (sites as readonly Site[]).find((site) => site.device !== null)?.device ?? null;
    return MAX_DEVICES.get(device) ?? (device === null ? 'Samples/Imported' : 'Presets/Imported/Max');
  },
  // It marks the folder that stored paths start from.
  folders: ['Ableton Project Info'],
};
