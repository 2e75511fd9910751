import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';

interface Truth {
  readonly size: number;
  readonly container: string | null;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly validBits?: number;
  readonly frames?: number | null;
}

const FIXTURES = resolve(process.cwd(), '../shared/fixtures/audio');
const CONTAINERS: Readonly<Record<string, string>> = { RIFF: 'WAV', MPEG: 'MP3' };
/** Not told by a header that is read here. */
const NO_HEADER = new Set(['sd2-stereo-24.sd2', '._sd2-stereo-24.sd2', 'all-zero.wav']);

function truthOrNull(): Record<string, Truth> | null {
  try {
    return JSON.parse(readFileSync(join(FIXTURES, 'truth.json'), 'utf8')) as Record<string, Truth>;
  } catch {
    return null;
  }
}

const facts = (path: string, size: number) => readAudioFacts(nodeFileSystem, path, size);

describe('readAudioFacts over the fixtures', () => {
  const truth = truthOrNull();
  if (truth === null) {
    it.skip(`no fixtures at ${FIXTURES}`);
    return;
  }
  for (const [name, expected] of Object.entries(truth)) {
    it(name, async () => {
      const got = await facts(join(FIXTURES, name), expected.size);
      if (NO_HEADER.has(name)) {
        expect(got).to.equal(null);
        return;
      }
      const container = expected.container ?? '';
      expect(got?.container).to.equal(CONTAINERS[container] ?? container);
      expect(got?.sampleRate).to.equal(expected.sampleRate || null);
      expect(got?.channels).to.equal(expected.channels || null);
      if (!/mp3|ogg|opus/.test(name)) expect(got?.bitDepth).to.equal(expected.validBits || expected.bits || null);
      expect(got?.frames).to.equal(name.endsWith('.mp3') ? null : expected.frames);
    });
  }
  for (const name of ['mp3-cbr-info.mp3', 'mp3-vbr-id3.mp3'])
    it(`${name}: a length, about`, async () => {
      const got = await facts(join(FIXTURES, name), truth[name]?.size ?? 0);
      expect(Number(got?.lengthNs) / 1e9).to.be.within(0.5, 0.6);
    });
});

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

  it('every fixture, cut at many places, gives an answer', async function () {
    const truth = truthOrNull();
    if (truth === null) this.skip();
    for (const name of Object.keys(truth)) {
      const whole = readFileSync(join(FIXTURES, name));
      for (const part of [1, 4, 11, 12, 20, 40, 43, 60, 100, 200, Math.floor(whole.length / 2)]) {
        const path = write(basename(name), whole.subarray(0, part));
        await facts(path, Math.min(part, whole.length));
      }
    }
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
