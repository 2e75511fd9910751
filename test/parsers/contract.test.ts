import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { expect } from 'chai';
import type { FormatId } from '../../lib/model/session.js';
import { PARSERS, parserFor } from '../../parsers/index.js';
import { RECOGNISED } from '../../parsers/recognised/formats.js';
import { AAF_SESSIONS } from './aaf/songs.js';
import { LIVE_SETS } from './als/sets.js';
import { ARDOUR_SESSIONS } from './ardour/sessions.js';
import { itKeepsTheContract, type SampleSession } from './contract.js';
import { CUBASE_PROJECTS } from './cpr/sessions.js';
import { GARAGEBAND_SESSIONS, LOGIC_SESSIONS } from './logic/sessions.js';
import { PROTOOLS_SESSIONS } from './protools/sessions.js';
import { REAPER_SESSIONS } from './reaper/sessions.js';
import { FILES } from './recognised/files.js';
import { filesBelow, sharedFolder } from './shared-folder.js';

/** Sessions made for the tests, by format. */
const MADE: ReadonlyMap<FormatId, readonly SampleSession[]> = new Map([
  ['als', LIVE_SETS],
  ['reaper', REAPER_SESSIONS],
  ['ardour', ARDOUR_SESSIONS],
  ['protools', PROTOOLS_SESSIONS],
  ['cpr', CUBASE_PROJECTS],
  ['logic', LOGIC_SESSIONS],
  ['garageband', GARAGEBAND_SESSIONS],
  ['aaf', AAF_SESSIONS],
]);

for (const { format, names, load } of PARSERS) {
  const made = MADE.get(format);
  if (made === undefined) continue;
  const parser = await load();
  describe(`The contract of readers, ${parser.name}`, () => {
    // A thousand damaged sessions for each reader, also where no real ones are at hand.
    for (const sample of made) itKeepsTheContract(parser, { ...sample, mutants: Math.ceil(1000 / made.length) });
    const corpus = sharedFolder('corpus', format);
    if (!corpus) it.skip(`over real sessions: needs ../shared/corpus/${format}`);
    for (const file of corpus ? filesBelow(corpus) : []) {
      if (!names.test(basename(file))) continue;
      const name = relative(corpus as string, file);
      itKeepsTheContract(parser, { name, bytes: readFileSync(file), mayRefuse: name.startsWith('broken') });
    }
  });
}

describe('The contract of readers', () => {
  it('is kept by every one of the registry: with sessions of its own, or with a file that is only recognised', () => {
    const held = new Set([...MADE.keys(), ...RECOGNISED.map(({ id }) => id)]);
    expect(PARSERS.map(({ format }) => format).filter((format) => !held.has(format))).to.deep.equal([]);
  });
});

for (const [format, name, content] of FILES) {
  const parser = await parserFor(format);
  if (parser !== null) itKeepsTheContract(parser, { name, bytes: Buffer.from(content), mutants: 20 });
}
