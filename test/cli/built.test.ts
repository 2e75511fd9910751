import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { helpText } from '../../lib/cli/run.js';
import { VERSION } from '../../lib/model/version.js';

describe('what the build puts down', () => {
  it('the version of the program is that of the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).to.equal(VERSION);
  });

  it('the page of --help is what the commands say now', async () => {
    expect(readFileSync('dist/lib/cli/help.txt', 'utf8')).to.equal(`${await helpText()}\n`);
  });
});
