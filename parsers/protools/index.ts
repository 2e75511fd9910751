/** Pro Tools sessions of version 5 and later: `.pts`, `.ptf`, `.ptx`, templates `.ptt`, `.ptxt` (docs/formats/protools.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detect, owns, regenerable } from './detect.js';
import { read } from './read.js';
import { mediaFolder, resolve } from './resolve.js';

export const protools: SessionParser = {
  format: 'protools',
  name: 'Pro Tools',
  detect,
  read,
  relink: 'layout',
  layout: { mediaFolder, folders: ['Audio Files'] },
  resolve,
  regenerable,
  owns,
};
