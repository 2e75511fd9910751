import { expect } from 'chai';
import fc from 'fast-check';
import { cursorOn } from '../../../parsers/shared/cursor.js';

describe('The cursor', () => {
  const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 0xff]);

  it('reads both byte orders', () => {
    expect(cursorOn(bytes, 'le').u32()).to.equal(0x04030201);
    expect(cursorOn(bytes, 'be').u32()).to.equal(0x01020304);
    expect(cursorOn(bytes, 'be').u64()).to.equal(0x0102030405060708n);
    expect(cursorOn(bytes, 'le', 8).u8()).to.equal(0xff);
    expect(cursorOn(bytes, 'le', 7).i16()).to.equal(-248);
  });

  it('never reads past its end, and stays where it is when it would', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 12 }), fc.integer({ min: -3, max: 12 }), (start, length) => {
        const cursor = cursorOn(bytes, 'le', Math.max(start, 0), 7);
        const at = cursor.at;
        const taken = cursor.take(length);
        const fits = length >= 0 && length <= Math.max(7 - at, 0);
        expect(taken === null).to.equal(!fits);
        expect(cursor.at).to.equal(fits ? at + length : at);
      }),
    );
  });

  it('gives a cursor over a part', () => {
    const cursor = cursorOn(bytes, 'be');
    const part = cursor.sub(2);
    expect(part?.u16()).to.equal(0x0102);
    expect(part?.u8()).to.equal(null);
    expect(cursor.u8()).to.equal(3);
    expect(cursor.sub(7)).to.equal(null);
  });
});
