import { expect } from 'chai';
import { splice } from '../../lib/model/splice.js';

const document = Buffer.from('0123456789');
const at = (start: number, end: number, text: string) => ({ start, end, bytes: Buffer.from(text) });

describe('splice', () => {
  it('replaces, inserts and removes, and keeps the rest', () => {
    expect(splice(document, [at(0, 1, 'ab'), at(3, 3, '-'), at(3, 5, ''), at(10, 10, '!')]).toString()).to.equal(
      'ab12-56789!',
    );
    expect(splice(document, []).equals(document)).to.equal(true);
  });
  for (const [what, splices] of [
    ['an overlap', [at(0, 3, ''), at(2, 4, '')]],
    ['a wrong order', [at(5, 6, ''), at(0, 1, '')]],
    ['a place outside', [at(9, 11, '')]],
    ['an end before the start', [at(4, 3, '')]],
    ['no number', [at(Number.NaN, 3, '')]],
  ] as const) {
    it(`refuses ${what}`, () => expect(() => splice(document, splices)).to.throw(RangeError));
  }
});
