/** `read-once.js FILE`: detects and reads one session, the whole model, and nothing else. */
import path from 'node:path';
import { detectSession } from '../lib/discover/detect.js';
import { nodeFileSystem } from '../lib/ports/node-file-system.js';
import { readSession } from '../lib/read/read.js';

const file = path.resolve(process.argv[2] as string);
const detected = await detectSession(nodeFileSystem, file);
if (detected === null) throw new Error(`${file} is no session`);
const { session } = await readSession(nodeFileSystem, {
  path: file,
  format: detected.entry.format,
  role: 'session',
  baseFolder: path.dirname(file),
  ownFolder: false,
  bundle: null,
  shown: file,
});
console.log(session.tracks.length, session.media.length, session.tracks.flatMap(({ clips }) => clips).length);
