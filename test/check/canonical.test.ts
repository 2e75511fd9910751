/** The two implementations of the layout, written apart from each other, held against each other (reliability.md, section 4.5). */
import { expect } from 'chai';
import fc from 'fast-check';
import { type CanonicalMember, centralHeader, endRecords, localHeader } from '../../lib/check/canonical.js';
import { unsafePath } from '../../lib/check/names.js';
import { verifyPackage } from '../../lib/check/verify.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { centralOf, endOf, localOf, type Member, makePackage, SMALL } from './package-maker.js';

const BORDERS = [0, 1, 0xfffe, 0xffff, 0x10000, 0xfffffffe, 0xffffffff, 0x100000000, 2 ** 40];
const big = fc.oneof(fc.constantFrom(...BORDERS), fc.nat(2 ** 31 - 1));
const TIMES = [
  -(2 ** 31) - 1,
  -(2 ** 31),
  -1,
  0,
  315532799,
  315532800,
  2 ** 31 - 1,
  2 ** 31,
  4354819198,
  4354819199,
  1e11,
  -1e11,
];
const mtime = fc.oneof(fc.constantFrom(...TIMES), fc.integer());

describe('canonical headers', () => {
  it('are the same from both implementations, beyond every border', () => {
    fc.assert(
      fc.property(
        big,
        big,
        mtime,
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        (size, offset, seconds, sum, isFolder, executable) => {
          const name = isFolder ? 'Song/Gesänge/' : 'Song/日本語.wav';
          const ours: CanonicalMember = { name, size, crc32: sum, mtime: seconds, isFolder, executable, offset };
          const mode = isFolder ? 0o40755 : executable ? 0o100755 : 0o100644;
          const theirs: Member = { name, content: Buffer.alloc(0), crc: sum, mtime: seconds, mode };
          expect(localHeader(ours)).to.deep.equal(localOf(theirs, size, offset));
          expect(centralHeader(ours)).to.deep.equal(centralOf(theirs, size, offset));
        },
      ),
    );
  });

  it('end in the same records', () => {
    fc.assert(
      fc.property(big, big, big, (count, offset, size) => {
        expect(endRecords(count, offset, size)).to.deep.equal(endOf(count, offset, size));
      }),
    );
  });

  it('hold for any payload', async () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((name) => unsafePath(name) === null && !/%(0A|0D|25)/i.test(name) && !name.includes('/'));
    const file = fc.tuple(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.uint8Array({ maxLength: 40 }),
      fc.bigInt(-(2n ** 61n), 2n ** 62n),
    );
    const files = fc.uniqueArray(file, {
      maxLength: 6,
      selector: ([parts]) => String(parts[0]).normalize('NFD').toLowerCase().toUpperCase().normalize('NFC'),
    });
    await fc.assert(
      fc.asyncProperty(files, async (drawn) => {
        const named = drawn.map(
          ([parts, bytes, ns]) => [`data/Project/S/${parts.join('/')}`, Buffer.from(bytes), String(ns)] as const,
        );
        const fs = memoryFileSystem();
        const options = {
          ...SMALL,
          files: Object.fromEntries(named.map(([path, bytes]) => [path, bytes])),
          mtimes: Object.fromEntries(named.map(([path, , ns]) => [path, ns])),
          folders: [],
        };
        fs.put('/S.tapebox.zip', makePackage(options));
        expect((await verifyPackage(fs, '/S.tapebox.zip', { level: 'full' })).problems).to.deep.equal([]);
      }),
    );
  });

  it('hold with more members than 16 bits count', async () => {
    const files = Object.fromEntries(Array.from({ length: 0x10000 }, (_, n) => [`data/Project/S/${n}`, '']));
    const fs = memoryFileSystem();
    fs.put('/S.tapebox.zip', makePackage({ ...SMALL, files, folders: [] }));
    const answer = await verifyPackage(fs, '/S.tapebox.zip', { level: 'full' });
    expect(answer.problems).to.deep.equal([]);
    expect(answer.files).to.equal(0x10000);
  });
});
