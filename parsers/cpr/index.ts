/** Cubase and Nuendo: projects of Cubase SX 2 to Cubase 14 (docs/formats/cpr.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detect, owns, regenerable } from './detect.js';
import { layout } from './layout.js';
import { read } from './read.js';
import { resolve } from './resolve.js';

export const cpr: SessionParser = {
  format: 'cpr',
  name: 'Cubase',
  detect,
  read,
  relink: 'layout',
  layout,
  resolve,
  regenerable,
  owns,
};
