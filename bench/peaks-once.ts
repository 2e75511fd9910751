/** `peaks-once.js FILE…`: reads the sound of each file for its peaks, here and on one core, and nothing else. */
import { peakRequest } from '../lib/audio/peaks/request.js';
import { readAudioFacts } from '../lib/audio/read-audio-facts.js';
import { nodeFileSystem } from '../lib/ports/node-file-system.js';
import { run } from '../lib/recall/wave-job.js';

const SECONDS_SHOWN = 240;
const MOST = 8192;

for (const path of process.argv.slice(2)) {
  const facts = await readAudioFacts(nodeFileSystem, path, nodeFileSystem.look(path).size);
  const peaks = facts === null ? null : peakRequest(facts, SECONDS_SHOWN, MOST);
  if (peaks === null) throw new Error(`${path} has no sound that can be drawn`);
  const { wave } = run(nodeFileSystem, { bytes: peaks.place.bytes, files: 1, path, peaks }, () => {});
  console.log(wave?.peaks.lows.length, wave?.check.isSilent, wave?.check.zeroRuns.length);
}
