/** Figure 5: cut and lengthened packages (reliability.md, section 3). */
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { verifyPackage } from '../../lib/check/verify.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { makePackage, membersOf, SMALL, writeZip } from './package-maker.js';

const ZIP = '/shelf/Song_v01.tapebox.zip';
const KIB = 1024;

/** The lengths whose verification says that all is well. */
async function unseen(variants: Iterable<readonly [what: string, bytes: Buffer]>): Promise<string[]> {
  const fs = memoryFileSystem();
  const missed: string[] = [];
  for (const [what, bytes] of variants) {
    fs.put(ZIP, bytes);
    const { ok } = await verifyPackage(fs, ZIP, { level: 'full' });
    if (ok) missed.push(what);
  }
  return missed;
}

describe('cuts (figure 5)', () => {
  const options = {
    ...SMALL,
    files: { ...SMALL.files, 'data/Project/Song/Audio/take.wav': Buffer.alloc(90 * KIB, 7) },
  };
  const zip = makePackage(options);

  it('finds the whole package whole', async () => {
    expect(await unseen([['whole', zip]])).to.deep.equal(['whole']);
  });

  it('finds a cut at each of the last 65,536 bytes, and at every 4 KiB before', async () => {
    const lengths: number[] = [];
    for (let length = zip.length - 1; length >= zip.length - 64 * KIB; length--) lengths.push(length);
    for (let length = zip.length - 68 * KIB; length > 0; length -= 4 * KIB) lengths.push(length);
    lengths.push(0);
    const cuts = lengths.map((length): [string, Buffer] => [`cut to ${length}`, zip.subarray(0, length)]);
    expect(await unseen(cuts)).to.deep.equal([]);
  });

  it('finds what was appended: zeros, noise, a second ZIP', async () => {
    const lengths = [...Array(100).keys(), ...Array(64).keys()].map((n, index) =>
      index < 100 ? n + 1 : (n + 1) * KIB,
    );
    const noise = randomBytes(64 * KIB);
    const longer = lengths.flatMap((length): [string, Buffer][] => [
      [`${length} zeros`, Buffer.concat([zip, Buffer.alloc(length)])],
      [`${length} bytes of noise (${noise.toString('hex', 0, 4)}…)`, Buffer.concat([zip, noise.subarray(0, length)])],
      [`a second ZIP, ${length} bytes longer`, Buffer.concat([zip, Buffer.alloc(length), zip])],
    ]);
    expect(await unseen(longer)).to.deep.equal([]);
  });

  it('finds what stands before, even where the directory counts it in', async () => {
    const first = { name: 'x', content: Buffer.from('junk'), mtime: 0, mode: 0o100644 };
    const members = membersOf(SMALL);
    const prefixed = writeZip([first, ...members]);
    expect(
      await unseen([
        ['another top', prefixed],
        ['junk', Buffer.concat([Buffer.from('junk'), zip])],
      ]),
    ).to.deep.equal([]);
  });
});
