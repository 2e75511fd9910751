/** Ardour and Mixbus sessions: `.ardour`, `.ardour.bak`, `.pending`, `.template` (docs/formats/ardour.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detect, owns, regenerable } from './detect.js';
import { mediaFolder } from './folders.js';
import { read } from './read.js';
import { canStore, edits } from './relink.js';
import { resolve } from './resolve.js';

export const ardour: SessionParser = {
  format: 'ardour',
  name: 'Ardour',
  opening:
    'Ardour takes the files from the session folder and asks for a folder only where one is missing; missing plug-ins are passed over.',
  detect,
  read,
  relink: 'bytes',
  edits,
  canStore,
  layout: { mediaFolder: (_session, reference) => mediaFolder(reference), folders: [] },
  resolve,
  regenerable,
  owns,
};
