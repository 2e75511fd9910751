import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { type BagFiles, checkBag } from '../../lib/check/bag.js';
import { decodeTagText, parseLabels } from '../../lib/check/tag-text.js';

const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function bag(texts: Readonly<Record<string, string>>): BagFiles {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  const at = (path: string) => files.get(path) ?? Buffer.alloc(0);
  return {
    files: [...files].map(([path, { length }]) => ({ path, size: length })),
    read: at,
    hash: async (requests) =>
      requests.map(({ path, algorithms }) =>
        Object.fromEntries(algorithms.map((name) => [name, createHash(name).update(at(path)).digest('hex')])),
      ),
  };
}

const whole = {
  'bagit.txt': DECLARATION,
  'data/a': 'a',
  'data/100%25': 'b',
  'manifest-sha256.txt': `${sha256('a')} data/a\n${sha256('b').toUpperCase()} data/100%2525\n`,
};

describe('bags', () => {
  it('tells complete from valid', async () => {
    expect(await checkBag(bag(whole), 'full')).to.include({ version: '1.0', complete: true, valid: true });
    expect(await checkBag(bag({ ...whole, 'data/a': 'x' }), 'full')).to.include({ complete: true, valid: false });
    expect(await checkBag(bag({ ...whole, 'data/c': 'x' }), 'full')).to.include({ complete: false, valid: false });
    expect(await checkBag(bag({ ...whole, 'data/a': 'x' }), 'quick')).to.include({ complete: true, valid: null });
  });

  it('holds every manifest of every known kind', async () => {
    const sha1 = createHash('sha1').update('a').digest('hex');
    const two = { ...whole, 'manifest-sha1.txt': `${sha1} data/a\n` };
    expect(await checkBag(bag(two), 'full')).to.include({ complete: false });
    const draft = { ...two, 'bagit.txt': DECLARATION.replace('1.0', '0.97'), 'data/100%2525': 'b' };
    const { 'data/100%25': _, ...old } = draft;
    expect((await checkBag(bag(old), 'full')).problems).to.deep.equal([]);
    expect(await checkBag(bag({ ...old, 'manifest-sha1.txt': `${'0'.repeat(40)} data/a\n` }), 'full')).to.include({
      complete: true,
      valid: false,
    });
  });

  it('passes over checksums that nobody knows, but not over having no other', async () => {
    const odd = { ...whole, 'manifest-blake9.txt': 'ff data/a\n' };
    expect((await checkBag(bag(odd), 'full')).warnings.map(({ code }) => code)).to.deep.equal(['bag-algorithm']);
    const { 'manifest-sha256.txt': _, ...only } = odd;
    expect(await checkBag(bag(only), 'full')).to.include({ complete: false });
  });

  it('reads labels with continuations, and takes no time for hostile lines', () => {
    expect(parseLabels('A: 1\r\n  more\nb : 2:3\n\n')).to.deep.equal([
      ['A', '1 more'],
      ['b', '2:3'],
    ]);
    expect(parseLabels('no label\n')).to.equal(null);
    expect(parseLabels(`a${' '.repeat(1_000_000)}b`)).to.equal(null);
  });

  it('decodes the encodings that bags come in', () => {
    expect(decodeTagText(Buffer.from('fffe e900'.replace(' ', ''), 'hex'), 'UTF-16')).to.equal('é');
    expect(decodeTagText(Buffer.from('00e9', 'hex'), 'UTF-16')).to.equal('é');
    expect(decodeTagText(Buffer.from('e9', 'hex'), 'ISO-8859-1')).to.equal('é');
    expect(decodeTagText(Buffer.from('e9', 'hex'), 'UTF-8')).to.equal(null);
    expect(decodeTagText(Buffer.from('e9', 'hex'), 'KLINGON')).to.equal(null);
  });
});
