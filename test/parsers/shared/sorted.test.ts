import { expect } from 'chai';
import fc from 'fast-check';
import { lastAtMost } from '../../../parsers/shared/sorted.js';

describe('lastAtMost', () => {
  it('says what a look through the whole list says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (numbers, value) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        expect(lastAtMost(sorted, (one) => one, value)).to.equal(sorted.findLastIndex((one) => one <= value));
      }),
    );
  });
});
