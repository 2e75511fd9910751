import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { FormatId } from '../../lib/model/session.js';
import { PARSERS } from '../../parsers/index.js';
import { AAF_SESSIONS } from './aaf/songs.js';
import { LIVE_SETS } from './als/sets.js';
import { ARDOUR_SESSIONS } from './ardour/sessions.js';
import { itKeepsTheContract, type SampleSession } from './contract.js';
import { PROTOOLS_SESSIONS } from './protools/sessions.js';
import { REAPER_SESSIONS } from './reaper/sessions.js';
import { filesBelow, sharedFolder } from './shared-folder.js';

/** Sessions made for the tests, by format. */
const MADE: ReadonlyMap<FormatId, readonly SampleSession[]> = new Map([
  ['als', LIVE_SETS],
  ['reaper', REAPER_SESSIONS],
  ['ardour', ARDOUR_SESSIONS],
  ['protools', PROTOOLS_SESSIONS],
  ['aaf', AAF_SESSIONS],
]);

for (const { format, names, load } of PARSERS) {
  const parser = await load();
  describe(`The contract of readers, ${parser.name}`, () => {
    for (const sample of MADE.get(format) ?? []) itKeepsTheContract(parser, sample);
    const corpus = sharedFolder('corpus', format);
    if (!corpus) it.skip(`over real sessions: needs ../shared/corpus/${format}`);
    for (const file of corpus ? filesBelow(corpus) : []) {
      if (!names.test(basename(file))) continue;
      const name = relative(corpus as string, file);
      itKeepsTheContract(parser, { name, bytes: readFileSync(file), mayRefuse: name.startsWith('broken') });
    }
  });
}
