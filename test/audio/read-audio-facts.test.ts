import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
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
});
