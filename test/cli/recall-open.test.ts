/** `recall --open` with a desktop that only writes down what it was asked to show. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { run } from '../../lib/cli/commands/recall.js';
import type { Context } from '../../lib/cli/context.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { rpp, wav } from '../support/project.js';
import { scratchFolder, writeAt } from '../support/scratch.js';
import { testWorld } from '../support/world.js';

describe('recall --open', () => {
  const scratch = scratchFolder();

  async function opened(args: Readonly<Record<string, unknown>>) {
    const [said, launched]: [string[], string[]] = [[], []];
    const context: Context = {
      world: testWorld(nodeFileSystem),
      paint: (_style, text) => text,
      desktop: { platform: 'darwin', environment: {}, launch: async (address) => void launched.push(address) },
      say: (text) => void said.push(text),
      json: () => {},
      tell: () => 1,
    };
    const { exitCode } = await run(context, { to: path.join(scratch.path, 'out'), ...args });
    return { said: said.join('\n'), launched, exitCode };
  }

  before(() => {
    for (const name of ['Two/A/-A $(x).rpp', 'Two/B/B.rpp']) writeAt(path.join(scratch.path, name), rpp(['a.wav']));
    for (const name of ['Two/A/a.wav', 'Two/B/a.wav']) writeAt(path.join(scratch.path, name), wav());
    nodeFs.mkdirSync(path.join(scratch.path, 'out'));
  });

  it('shows the page, and says so', async () => {
    const page = path.join(scratch.path, 'out', '-A $(x) recall', 'recall.html');
    const { said, launched, exitCode } = await opened({ path: path.join(scratch.path, 'Two/A'), open: true });
    expect(launched).to.deep.equal([pathToFileURL(page).href]);
    expect(said).to.include(`opened      ${page}`);
    expect(exitCode).to.equal(0);
  });

  it('shows the first of several, and says that', async () => {
    const { said, launched } = await opened({ path: path.join(scratch.path, 'Two'), open: true });
    expect(launched).to.have.length(1);
    expect(said).to.include('the other 1 is not opened');
  });

  it('shows nothing where it was not asked to', async () => {
    expect((await opened({ path: path.join(scratch.path, 'Two/A') })).launched).to.deep.equal([]);
  });
});
