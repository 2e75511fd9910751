import { expect } from 'chai';
import { PlistError, readPlist } from '../../../parsers/shared/plist.js';
import { binaryOf, binaryPlist, type Made, marked, refs, xmlPlist } from '../logic/bundle.js';

const VALUE: Made = {
  text: 'a & <b>',
  name: 'Größe 大',
  long: 'x'.repeat(300),
  whole: 42,
  minus: -7,
  real: 1.5,
  yes: true,
  no: false,
  data: Buffer.from([0, 1, 255]),
  list: ['a', 1, ['b']],
  empty: {},
};

/** Maps as objects, so that they can be compared. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

const refused = (bytes: Uint8Array, what: RegExp) => expect(() => readPlist(bytes)).to.throw(PlistError, what);

describe('property lists', () => {
  for (const [form, write] of [
    ['XML', xmlPlist],
    ['binary', binaryPlist],
  ] as const)
    it(`${form}: every kind of value`, () => expect(plain(readPlist(write(VALUE)))).to.deep.equal(VALUE));

  it('dates are seconds since 2001, references of archives dictionaries', () => {
    expect(readPlist(Buffer.from('<plist><date>2001-01-01T00:01:00Z</date></plist>'))).to.equal(60);
    const date = Buffer.alloc(9, 0);
    date[0] = 0x33;
    date.writeDoubleBE(60, 1);
    expect(readPlist(binaryOf([date]))).to.equal(60);
    expect(plain(readPlist(binaryOf([Buffer.from([0x81, 1, 2])])))).to.deep.equal({ CF$UID: 258 });
  });

  it('refuses what is none', () => {
    refused(Buffer.from('RIFF'), /no property list/);
    refused(Buffer.from('<plist><dict><key>a</key><array><string>b'), /ends/);
    refused(Buffer.from('<plist><svg/></plist>'), /no property list has/);
    refused(Buffer.from('<!DOCTYPE plist [<!ENTITY a "b">]><plist><string>&a;</string></plist>'), /document type/);
    refused(Buffer.from('bplist00'), /cut off/);
  });

  it('refuses circles', () => refused(binaryOf([Buffer.concat([marked(10, 1), refs([0])])]), /hold each other/));

  it('reads a pyramid of references once', () => {
    const floors = Array.from({ length: 60 }, (_, at) => Buffer.concat([marked(10, 2), refs([at + 1, at + 1])]));
    expect(Array.isArray(readPlist(binaryOf([...floors, Buffer.from([9])])))).to.equal(true);
  });

  it('refuses depth and counts that no list has', () => {
    const deep = Array.from({ length: 5000 }, (_, at) => Buffer.concat([marked(10, 1), refs([at + 1])]));
    refused(binaryOf([...deep, Buffer.from([9])]), /hold each other/);
    refused(Buffer.from(`<plist>${'<array>'.repeat(500)}`), /nested/);
    refused(binaryOf([marked(10, 0x7fffffff)]), /outside/);
    refused(binaryOf([marked(4, 0x7fffffff)]), /outside/);
  });

  it('ends at once for every cut and every turned byte', () => {
    for (const whole of [binaryPlist(VALUE), xmlPlist(VALUE)]) {
      for (let at = 0; at < whole.length; at++) {
        const turned = Buffer.from(whole);
        turned[at] = (turned[at] as number) ^ (1 << (at % 8));
        for (const bytes of [whole.subarray(0, at), turned]) {
          try {
            readPlist(bytes);
          } catch (error) {
            expect(error).to.be.instanceOf(PlistError);
          }
        }
      }
    }
  });
});
