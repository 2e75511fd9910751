/** Ableton Live: sets (`.als`) and clips (`.alc`) of Live 8 to 12 (docs/formats/als.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { isXmlText } from '../shared/xml-value.js';
import { detect, owns, regenerable } from './detect.js';
import { layout } from './layout.js';
import { read } from './read.js';
import { edits } from './relink.js';
import { resolve } from './resolve.js';

export const als: SessionParser = {
  format: 'als',
  name: 'Ableton Live',
  opening:
    'Live takes the files from the project folder; only what is missing stands in Missing Media, with a search of its own.',
  detect,
  read,
  relink: 'bytes',
  edits,
  canStore: isXmlText,
  layout,
  resolve,
  regenerable,
  owns,
};
