import { expect } from 'chai';
import { readmeText } from '../../lib/recall/readme.js';

const facts = {
  name: '2019-03-14_Anna-Larsen_Glass-Harbour_REAPER_v01',
  title: 'Glass Harbour',
  artist: 'Anna Larsen',
  daw: 'REAPER 5.96',
  rootName: 'Glass Harbour',
  session: 'Glass Harbour.rpp',
  relinked: true,
  missing: 1,
} as const;

describe('readmeText', () => {
  it('says how to unpack, check and open the package with common tools', () => {
    const text = readmeText(facts);
    for (const words of [
      `LC_ALL=C.UTF-8 unzip "${facts.name}.tapebox.zip"`,
      'sha256sum -c --quiet manifest-sha256.txt',
      'shasum -a 256 -c manifest-sha256.txt',
      'certutil',
      'data/Recall/recall.html',
      'data/Project/Glass Harbour/',
      'is in data/Original/.',
      '1 file was missing',
      'tapebox/record.json',
      'tapebox/links.tsv',
    ])
      expect(text).to.contain(words);
  });
  it('says nothing of what is not so', () => {
    const text = readmeText({ ...facts, relinked: false, missing: 0 });
    expect(text).not.to.match(/byte for byte|missing/);
  });
  it('is plain text whatever the names are', () => {
    const text = readmeText({ ...facts, title: 'a\u001b[2J\n<b>', rootName: 'x\u202ey' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text.split('\n')[0]).to.equal('a␛[2J <b> - Anna Larsen');
  });
});
