/** Logic Pro 10 to 12: bundles (`.logicx`), project folders, zipped bundles (docs/formats/logic.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detectLogic, owns, regenerable } from './detect.js';
import { readerFor } from './read.js';
import { layout, resolve } from './resolve.js';

/** Logic finds a file by its name in the project's own folder first, so that putting it there is enough. */
export const logic: SessionParser = {
  format: 'logic',
  name: 'Logic Pro',
  detect: detectLogic,
  read: readerFor('logic'),
  relink: 'layout',
  layout,
  resolve,
  regenerable,
  owns,
};
