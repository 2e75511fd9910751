import { expect } from 'chai';
import { compareBytes, decodePath, encodePath, isUndecodable, showPath } from '../../lib/model/path-bytes.js';

describe('names as bytes', () => {
  it('takes no half of a pair for a lost byte', () => {
    // The second half of U+1F480 is U+DC80.
    expect(isUndecodable('💀.wav')).to.equal(false);
    expect(encodePath('💀.wav')).to.deep.equal(Buffer.from('💀.wav'));
    expect(showPath('💀.wav')).to.equal('💀.wav');
    expect(compareBytes('\uffee', '💀')).to.be.lessThan(0);
  });

  it('gives lost bytes back, beside such characters as well', () => {
    for (const hex of ['80', 'f09f928080', '80f09f9280', 'f09f92', 'c3a4ff2e776176']) {
      const bytes = Buffer.from(hex, 'hex');
      expect(encodePath(decodePath(bytes))).to.deep.equal(bytes);
    }
  });
});
