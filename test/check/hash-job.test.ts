import { createHash } from 'node:crypto';
import nodeFs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { hashRanges } from '../../lib/check/hash-job.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';

const SIZE = 3 * 1024 * 1024;
const digest = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

describe('hashing of ranges', () => {
  const bytes = Buffer.from(Uint8Array.from({ length: SIZE }, (_, at) => (at * 2654435761) >>> 24));
  const fs = memoryFileSystem();
  fs.put('/a', bytes);
  fs.put('/b', bytes.subarray(5));

  it('gives the digests of exactly these bytes, in any order and over any border', async () => {
    const range = fc.record({
      file: fc.constantFrom('/a', '/b'),
      offset: fc.nat(SIZE),
      size: fc.oneof(fc.nat(2000), fc.nat(SIZE)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 8 }), async (ranges) => {
        const found = await hashRanges(fs, ranges, ['sha256', 'md5']);
        ranges.forEach(({ file, offset, size }, index) => {
          const meant = fs.get(file).subarray(offset, offset + size);
          expect(found[index]).to.deep.equal({
            hashes: { sha256: digest('sha256', meant), md5: digest('md5', meant) },
            crc32: crc32(meant),
            size: meant.length,
            error: null,
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  it('tells which range cannot be read, and goes on', async () => {
    const failing: FileSystem = {
      ...fs,
      read(handle, buffer, offset, length, position) {
        if (position < 1000) throw Object.assign(new Error('bad sector'), { code: 'EIO' });
        return fs.read(handle, buffer, offset, length, position);
      },
    };
    const ranges = [
      { file: '/a', offset: 0, size: 10 },
      { file: '/a', offset: 2000, size: 10 },
      { file: '/none', offset: 0, size: 1 },
    ];
    const found = await hashRanges(failing, ranges, ['sha256']);
    expect(found.map(({ error }) => error)).to.deep.equal(['EIO', null, 'ENOENT']);
    expect(found[1]?.hashes['sha256']).to.equal(digest('sha256', bytes.subarray(2000, 2010)));
  });

  it('opens a file once for many neighbours, and closes it', async () => {
    const calls = { open: 0, read: 0, close: 0 };
    const counted =
      <A extends unknown[], R>(name: keyof typeof calls, call: (...args: A) => R) =>
      (...args: A): R => {
        calls[name] += 1;
        return call(...args);
      };
    const counting: FileSystem = {
      ...fs,
      open: counted('open', fs.open),
      read: counted('read', fs.read),
      close: counted('close', fs.close),
    };
    const ranges = Array.from({ length: 150 }, (_, n) => ({ file: '/a', offset: n * 1000, size: 900 }));
    await hashRanges(counting, ranges, ['sha256']);
    expect(calls).to.deep.equal({ open: 1, read: 1, close: 1 });
  });

  it('gives the same from workers, for much', async () => {
    const folder = nodeFs.mkdtempSync(path.join(os.tmpdir(), 'tapebox-hash-'));
    const file = path.join(folder, 'big');
    try {
      nodeFs.writeFileSync(file, bytes);
      nodeFs.truncateSync(file, 70 * 1024 * 1024);
      let told = 0;
      const ranges = [
        { file, offset: 0, size: 69 * 1024 * 1024 },
        { file, offset: 5, size: 100 },
      ];
      const found = await hashRanges(nodeFileSystem, ranges, ['sha256'], { onBytes: (more) => (told += more) });
      const whole = nodeFs.readFileSync(file);
      expect(found.map(({ hashes }) => hashes['sha256'])).to.deep.equal(
        ranges.map(({ offset, size }) => digest('sha256', whole.subarray(offset, offset + size))),
      );
      expect(told).to.equal(69 * 1024 * 1024 + 100);
    } finally {
      nodeFs.rmSync(folder, { recursive: true });
    }
  });
});
