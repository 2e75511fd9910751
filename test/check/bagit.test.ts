/** Figure 1: the BagIt conformance bags (reliability.md, section 3), as folders and packed into ZIPs. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type Verification, verifyPackage } from '../../lib/check/verify.js';
import { TapeboxError } from '../../lib/model/errors.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { fixtureFolder } from '../support/fixtures.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { type Member, writeZip } from './package-maker.js';

interface Expected {
  readonly must: 'valid' | 'invalid' | 'either';
  readonly warning: boolean;
}

/** Null: refused, because there is no bagit.txt and so no bag. */
async function answerTo(verify: () => Promise<Verification>): Promise<Verification | null> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof TapeboxError) return null;
    throw error;
  }
}

function membersBelow(folder: string, name: string): Member[] {
  const files = nodeFs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const inside = path.relative(folder, file).split(path.sep).join('/');
    return { name: `${name}/${inside}`, content: nodeFs.readFileSync(file), mtime: 0, mode: 0o100644 };
  });
}

describe('BagIt (figure 1)', () => {
  const folder = fixtureFolder('bagit');
  if (folder === null) {
    it.skip('fixtures are absent');
    return;
  }
  const expected: Record<string, Expected> = JSON.parse(
    nodeFs.readFileSync(path.join(folder, 'expected.json'), 'utf8'),
  );

  const hold = (answer: Verification | null, { must, warning }: Expected) => {
    if (must !== 'either') expect(answer?.ok ?? false).to.equal(must === 'valid', JSON.stringify(answer?.problems));
    if (warning) expect(answer?.problems.map(({ code }) => code)).to.include('bag-warning');
    if (answer !== null && !answer.ok) expect(answer.problems[0]?.message).to.match(/\.$/);
  };

  for (const [bag, wanted] of Object.entries(expected)) {
    it(`${wanted.must}: ${bag}`, async () => {
      const source = path.join(folder, bag);
      hold(await answerTo(() => verifyPackage(nodeFileSystem, source, { level: 'full' })), wanted);
      const fs = memoryFileSystem();
      fs.put('/bag.zip', writeZip(membersBelow(source, 'bag')));
      hold(await answerTo(() => verifyPackage(fs, '/bag.zip', { level: 'full' })), wanted);
    });
  }

  it('holds 60 bags', () => expect(Object.keys(expected)).to.have.length(60));
});
