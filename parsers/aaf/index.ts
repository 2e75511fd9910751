/** AAF, in which DAWs and picture editors hand songs to each other: `.aaf` (docs/formats/aaf.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detect, owns, regenerable } from './detect.js';
import { embedded } from './essence.js';
import { read } from './read.js';
import { mediaFolder, resolve } from './resolve.js';

export const aaf: SessionParser = {
  format: 'aaf',
  name: 'AAF',
  isExchange: true,
  detect,
  read,
  relink: 'layout',
  layout: { mediaFolder, folders: [] },
  resolve,
  embedded,
  regenerable,
  owns,
};
