/** Figure 2: broken and odd ZIPs (reliability.md, section 3). */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { fileBytes } from '../../lib/check/bytes.js';
import { readZipDirectory, type ZipMember } from '../../lib/check/zip.js';
import { checkMember } from '../../lib/check/zip-content.js';
import { TapeboxError } from '../../lib/model/errors.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { fixtureFolder } from '../support/fixtures.js';

interface Expected {
  readonly must: 'accept' | 'refuse' | 'either';
  readonly what: string;
  readonly members?: readonly { name: string; dir: boolean; size: number; crc32: string; method: number }[];
  readonly namesCertain?: boolean;
}

type Answer = readonly ZipMember[] | TapeboxError;

async function answerTo(file: string): Promise<Answer> {
  const handle = nodeFileSystem.open(file, 'read');
  try {
    const bytes = fileBytes(nodeFileSystem, handle, path.basename(file));
    const { members } = await readZipDirectory(bytes);
    for (const member of members) await checkMember(bytes, member);
    return members;
  } catch (error) {
    if (error instanceof TapeboxError) return error;
    throw error;
  } finally {
    nodeFileSystem.close(handle);
  }
}

/** As expected.json has them; a leading "./", which libarchive writes before every name, says nothing. */
function listed(members: Expected['members'], names: boolean) {
  return (members ?? []).map(({ name, dir, size, crc32, method }) => ({
    name: names ? name.replace(/^\.\//, '') : null,
    dir,
    size,
    crc32,
    method,
  }));
}

function found(members: readonly ZipMember[], names: boolean) {
  return members.map(({ path: name, isFolder: dir, size, crc32, method }) => ({
    name: names ? (dir && name !== '' ? `${name}/` : name) : null,
    dir,
    size,
    crc32: crc32.toString(16).padStart(8, '0'),
    method,
  }));
}

describe('ZIPs (figure 2)', () => {
  const folder = fixtureFolder('zips');
  if (folder === null) {
    it.skip('fixtures are absent');
    return;
  }
  const expected: Record<string, Expected> = JSON.parse(
    nodeFs.readFileSync(path.join(folder, 'expected.json'), 'utf8'),
  );

  for (const [file, { must, members, namesCertain }] of Object.entries(expected)) {
    it(`${must}: ${file}`, async () => {
      const answer = await answerTo(path.join(folder, file));
      if (must === 'accept') {
        if (answer instanceof TapeboxError) throw answer;
        const names = namesCertain !== false;
        expect(found(answer, names)).to.deep.equal(listed(members, names));
      } else if (must === 'refuse') {
        expect(answer).to.be.instanceOf(TapeboxError);
      }
      if (answer instanceof TapeboxError) {
        expect(answer.message).to.include(path.basename(file)).and.match(/\.$/);
        expect(answer.code).to.match(/^zip-/);
      } else {
        expect(await answerTo(path.join(folder, file))).to.deep.equal(answer);
      }
    });
  }

  it('answers each "either" by the rule that is written down', async () => {
    const rules: Record<string, string> = JSON.parse(nodeFs.readFileSync('test/check/zips-either.json', 'utf8'));
    const answers: Record<string, string> = {};
    for (const [file, { must }] of Object.entries(expected)) {
      if (must !== 'either') continue;
      const answer = await answerTo(path.join(folder, file));
      answers[file] = answer instanceof TapeboxError ? answer.code : 'accept';
    }
    expect(answers).to.deep.equal(rules);
  });

  it('holds 365 archives', () => expect(Object.keys(expected)).to.have.length(365));
});
