import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';

const facts = (path: string, size: number) => readAudioFacts(nodeFileSystem, path, size);

describe('readAudioFacts over broken files', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'audio-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it('never throws, whatever the bytes behind a known beginning are', async () => {
    const beginnings = [
      'RIFF\0\0\0\0WAVE',
      'RF64\xff\xff\xff\xffWAVEds64',
      'FORM\0\0\0\0AIFCCOMM',
      'caff\0\x01\0\0desc',
    ];
    const more = ['fLaC', 'OggS\0\x02', 'ID3\x04\0\0', '\xff\xfb\x90\x64', '\0\0\0\x18ftypM4A ', 'wvpk'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings, ...more),
        fc.uint8Array({ maxLength: 600 }),
        async (start, rest) => {
          const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
          const path = write('any', bytes);
          const got = await facts(path, bytes.length);
          expect(got === null || got.frames === null || got.frames >= 0).to.equal(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads a long RF64 without touching its sound', async () => {
    const header = Buffer.alloc(104);
    header.write('RF64', 0);
    header.writeUInt32LE(0xffffffff, 4);
    header.write('WAVEds64', 8);
    header.writeUInt32LE(28, 16);
    header.writeBigUInt64LE(5n * 2n ** 30n, 28);
    header.write('fmt ', 48);
    header.writeUInt32LE(16, 52);
    header.writeUInt16LE(1, 56);
    header.writeUInt16LE(1, 58);
    header.writeUInt32LE(48000, 60);
    header.writeUInt16LE(2, 68);
    header.writeUInt16LE(16, 70);
    header.write('data', 72);
    header.writeUInt32LE(0xffffffff, 76);
    const path = write('long.wav', header.subarray(0, 80));
    const size = 80 + 5 * 2 ** 30;
    truncateSync(path, size);
    let read = 0;
    const counted: FileSystem = {
      ...nodeFileSystem,
      read(...args) {
        const n = nodeFileSystem.read(...args);
        read += n;
        return n;
      },
    };
    const got = await readAudioFacts(counted, path, size);
    expect(got?.frames).to.equal((5 * 2 ** 30) / 2);
    expect(read).to.be.within(1, 64 * 1024);
  });
});
