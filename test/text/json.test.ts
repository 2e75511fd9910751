import { expect } from 'chai';
import fc from 'fast-check';
import { jsonBytes } from '../../lib/text/json.js';

describe('JSON in pieces', () => {
  it('is what JSON.stringify gives, and a line end', () => {
    const anything = fc.anything({ withBigInt: false, maxDepth: 6 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anything), fc.constantFrom(1, 2), (value, indent) => {
        // Through JSON once: what it cannot hold (functions, undefined in lists) is no part of what is written.
        const plain = JSON.parse(JSON.stringify(value)) as object;
        expect(jsonBytes(plain, indent).toString('utf8')).to.equal(`${JSON.stringify(plain, null, indent)}\n`);
      }),
    );
  });

  it('leaves out what is not there, and keeps line ends inside of strings', () => {
    const value = { a: undefined, b: ['x\ny', { c: undefined, d: 'z\n' }], e: {}, f: [] };
    expect(jsonBytes(value, 2).toString('utf8')).to.equal(`${JSON.stringify(value, null, 2)}\n`);
  });
});
