/** Archives that no fixture has: each is wrong in one way only, so that each rule of the reader is seen to work alone. */
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { fileBytes } from '../../lib/check/bytes.js';
import { readZipDirectory } from '../../lib/check/zip.js';
import { checkMember, readMember } from '../../lib/check/zip-content.js';
import { TapeboxError } from '../../lib/model/errors.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { centralOf, endOf, localOf, type Member, writeZip } from './package-maker.js';

const member = (name: string, content: string | Buffer, more: Partial<Member> = {}): Member => ({
  name,
  content: Buffer.from(content as string),
  mtime: 0,
  mode: 0o100644,
  ...more,
});

/** Parts back to back, then a directory that says where each member is. */
function archive(parts: readonly Buffer[], listed: readonly (readonly [Member, number])[]): Buffer {
  const body = Buffer.concat(parts);
  const directory = Buffer.concat(listed.map(([entry, offset]) => centralOf(entry, entry.content.length, offset)));
  return Buffer.concat([body, directory, endOf(listed.length, body.length, directory.length)]);
}

function opened(zip: Buffer) {
  const fs = memoryFileSystem();
  fs.put('/x.zip', zip);
  return fileBytes(fs, fs.open('/x.zip', 'read'), 'x.zip');
}

async function codeOf(zip: Buffer): Promise<string> {
  try {
    const bytes = opened(zip);
    for (const entry of (await readZipDirectory(bytes)).members) await checkMember(bytes, entry);
    return 'accepted';
  } catch (error) {
    if (error instanceof TapeboxError) return error.code;
    throw error;
  }
}

const a = member('a', 'first');
const b = member('b', 'second');
const [localA, localB] = [a, b].map((entry) => localOf(entry, entry.content.length, 0)) as [Buffer, Buffer];
const partA = Buffer.concat([localA, a.content]);
const partB = Buffer.concat([localB, b.content]);

describe('ZIPs that are wrong in one way', () => {
  it('accepts the control, in any order of the directory', async () => {
    expect(
      await codeOf(
        archive(
          [partA, partB],
          [
            [a, 0],
            [b, partA.length],
          ],
        ),
      ),
    ).to.equal('accepted');
    expect(
      await codeOf(
        archive(
          [partA, partB],
          [
            [b, partA.length],
            [a, 0],
          ],
        ),
      ),
    ).to.equal('accepted');
  });

  it('refuses a member that stands inside the data of another', async () => {
    const outer = member('outer', Buffer.concat([Buffer.from('before'), partB]));
    const local = localOf(outer, outer.content.length, 0);
    const zip = archive(
      [local, outer.content],
      [
        [outer, 0],
        [b, local.length + 6],
      ],
    );
    expect(await codeOf(zip)).to.equal('zip-overlap');
  });

  it('refuses a member whose data reach into the next', async () => {
    const long = member('a', Buffer.concat([a.content, localB.subarray(0, 4)]));
    const local = localOf(long, long.content.length, 0);
    const zip = archive(
      [local, a.content, partB],
      [
        [long, 0],
        [b, local.length + a.content.length],
      ],
    );
    expect(await codeOf(zip)).to.equal('zip-overlap');
  });

  it('refuses a single byte that belongs to nothing, wherever it is', async () => {
    const stray = Buffer.alloc(1);
    expect(await codeOf(archive([stray, partA], [[a, 1]]))).to.equal('zip-gap');
    expect(
      await codeOf(
        archive(
          [partA, stray, partB],
          [
            [a, 0],
            [b, partA.length + 1],
          ],
        ),
      ),
    ).to.equal('zip-gap');
    expect(await codeOf(archive([partA, stray], [[a, 0]]))).to.equal('zip-gap');
    expect(await codeOf(Buffer.concat([archive([partA], [[a, 0]]), stray]))).to.equal('zip-end');
  });

  it('refuses many small bombs as one', async () => {
    const zeros = Buffer.alloc(1024 * 1024);
    const bombs = Array.from({ length: 17 }, (_, n) => member(`${n}`, zeros, { deflated: true }));
    expect(await codeOf(writeZip(bombs.slice(0, 16)))).to.equal('accepted');
    expect(await codeOf(writeZip(bombs))).to.equal('zip-bomb');
  });

  it('refuses bytes after the end of compressed data', async () => {
    const packed = Buffer.concat([deflateRawSync(a.content), Buffer.alloc(3)]);
    const entry = { ...a, deflated: true };
    const body = Buffer.concat([localOf(entry, 5, 0, packed.length), packed]);
    const directory = centralOf(entry, 5, 0, packed.length);
    const zip = Buffer.concat([body, directory, endOf(1, body.length, directory.length)]);
    expect(await codeOf(zip)).to.equal('zip-content');
  });

  it('reads a small member whole, and no more than was allowed', async () => {
    const bytes = opened(writeZip([a, { ...b, deflated: true }]));
    const { members } = await readZipDirectory(bytes);
    const texts = members.map((entry) => readMember(bytes, entry, 100, 'checked').toString());
    expect(texts).to.deep.equal(['first', 'second']);
    for (const entry of members) expect(() => readMember(bytes, entry, 4, 'checked')).to.throw(TapeboxError, /larger/);
  });
});
