/** Files that a device itself names: the patch of a Max device, what was dropped on it, the preset that was loaded (als.md, section 3). */
import type { DeviceDraft, SetDraft, TrackDraft } from './drafts.js';
import { fileRefPlace } from './file-ref.js';
import { anywhere, childrenOf, type Place } from './places.js';

/** The device itself is called as its file is. */
const MAX = 'Max for Live';

/** The patch of a Max device: its file's name is the name of the device. */
export const patchPlace = (set: SetDraft, track: TrackDraft, device: DeviceDraft): Place =>
  anywhere((tag) => {
    if (tag.name !== 'MxPatchRef' && tag.name !== 'MxDPatchRef') return 'further';
    return childrenOf({
      FileRef: (fileRef) =>
        fileRefPlace(fileRef, (file) => {
          if (file === null) return;
          device.name = file.name.replace(/\.amxd$/i, '');
          set.media.add(file, 'other', null, { track, clip: null, what: device.userName || MAX }, device.tag);
        }),
    });
  });

/** Files that were dropped on a Max device. */
export const droppedPlace = (set: SetDraft, track: TrackDraft, device: DeviceDraft): Place =>
  anywhere((tag) => {
    if (tag.name !== 'FileRef') return 'further';
    return fileRefPlace(tag, (file) => {
      if (file !== null) set.media.add(file, 'other', null, { track, clip: null, what: device.userName || MAX }, null);
    });
  });

/** The preset that was loaded last, where it is one of the user's; its content is inside of the set. */
export const presetPlace = (device: DeviceDraft): Place =>
  anywhere((tag) => {
    if (tag.name === 'AbletonDefaultPresetRef') return null;
    if (tag.name !== 'FileRef') return 'further';
    return fileRefPlace(tag, (file) => {
      device.preset = file === null ? null : file.name.replace(/\.(adv|adg|aupreset|fxp|vstpreset)$/i, '');
    });
  });
