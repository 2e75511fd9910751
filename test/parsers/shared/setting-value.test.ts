import { expect } from 'chai';
import fc from 'fast-check';
import { shownValue } from '../../../parsers/shared/setting-value.js';

describe('Values of settings', () => {
  it('are shown with the digits that mean something', () => {
    for (const [stored, shown] of [
      ['0.7071067095', '0.707107'],
      ['-1.9073486328125e-06', '-0.00000190735'],
      ['1.000000000000', '1'],
      ['-0.000000', '0'],
      ['2499.99976', '2500'],
      ['16777216.5', '16777217'],
      ['+0.5', '0.5'],
      ['.5', '0.5'],
    ])
      expect(shownValue(stored as string), stored).to.equal(shown);
  });

  it('are left alone where they are no broken number', () => {
    for (const stored of ['0', '-12', '123456789012', 'true', '', '-', '1.2.3', 'a 0.5.wav', '0x1f', '1e999', '+'])
      expect(shownValue(stored)).to.equal(stored);
  });

  it('stay within a millionth of what is stored', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const shown = Number(shownValue(String(value)));
        expect(Math.abs(shown - value)).to.be.at.most(Math.abs(value) * 1e-5);
      }),
    );
  });
});
