/** REAPER sessions: `.rpp`, `.rpp-bak`, `.RTrackTemplate` (docs/formats/reaper.md). */
import type { SessionParser } from '../../lib/model/parser.js';
import { detect, owns, regenerable } from './detect.js';
import { read } from './read.js';
import { canStore, edits } from './relink.js';
import { resolve } from './resolve.js';

export const reaper: SessionParser = {
  format: 'reaper',
  name: 'REAPER',
  opening:
    'REAPER loads the files from their places beside the session and asks for nothing; overviews are built again.',
  detect,
  read,
  relink: 'bytes',
  edits,
  canStore,
  layout: { mediaFolder: () => 'Media', folders: [] },
  resolve,
  regenerable,
  owns,
};
