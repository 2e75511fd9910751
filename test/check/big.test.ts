/** A package beyond 4 GiB, whose big member is zeros that only the file system's answers know. */
import { expect } from 'chai';
import { openPackage } from '../../lib/check/open.js';
import { verifyPackage } from '../../lib/check/verify.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { centralOf, endOf, localOf, membersOf, recordOf, SMALL } from './package-maker.js';

const ZIP = '/shelf/Big.tapebox.zip';
const BIG = 'data/Project/Song/a-big.wav';
const BIG_SIZE = 5 * 1024 ** 3;

/** A file that reads as `head`, then zeros, then `tail`. */
function withZeros(head: Buffer, zeros: number, tail: Buffer): FileSystem {
  const fs = memoryFileSystem();
  fs.put(ZIP, Buffer.concat([head, tail]));
  return {
    ...fs,
    look: (path) => ({ ...fs.look(path), size: head.length + zeros + tail.length }),
    lookAt: (handle) => ({ ...fs.lookAt(handle), size: head.length + zeros + tail.length }),
    read(handle, buffer, offset, length, position) {
      if (position < head.length)
        return fs.read(handle, buffer, offset, Math.min(length, head.length - position), position);
      if (position >= head.length + zeros) return fs.read(handle, buffer, offset, length, position - zeros);
      const count = Math.min(length, head.length + zeros - position);
      buffer.fill(0, offset, offset + count);
      return count;
    },
  };
}

/** Laid out by hand, with a size for the big member that its content does not have. */
function bigPackage(): FileSystem {
  const options = { ...SMALL, files: { [BIG]: '', 'data/Project/Song/b.wav': 'small' }, folders: [] };
  const files = recordOf(options).files.map((file) => (file.path === BIG ? { ...file, size: BIG_SIZE } : file));
  const members = membersOf({ ...options, record: { files } }).map((member) => {
    if (!member.name.endsWith('/bag-info.txt')) return member;
    const text = member.content.toString().replace(/Payload-Oxum: .*/, `Payload-Oxum: ${BIG_SIZE + 5}.2`);
    return { ...member, content: Buffer.from(text) };
  });
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const size = member.name.endsWith(BIG) ? BIG_SIZE : member.content.length;
    const local = localOf(member, size, offset);
    body.push(local, member.content);
    directory.push(centralOf(member, size, offset));
    offset += local.length + size;
  }
  const [head, ...rest] = body as [Buffer, ...Buffer[]];
  const central = Buffer.concat(directory);
  return withZeros(head, BIG_SIZE, Buffer.concat([...rest, central, endOf(members.length, offset, central.length)]));
}

describe('a package beyond 4 GiB', () => {
  it('has the headers that its sizes and offsets need', async () => {
    const answer = await verifyPackage(bigPackage(), ZIP, { level: 'quick' });
    expect(answer.problems).to.deep.equal([]);
    expect(answer.bytes).to.equal(BIG_SIZE + 5);
  });

  it('opens at the right places', async () => {
    const opened = await openPackage(bigPackage(), ZIP);
    expect(opened.place(BIG).size).to.equal(BIG_SIZE);
    expect(opened.place('data/Project/Song/b.wav').offset).to.be.greaterThan(BIG_SIZE);
    expect(opened.read('data/Project/Song/b.wav', 10).toString()).to.equal('small');
    opened.close();
  });
});
