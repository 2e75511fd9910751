/** Whatever the bytes are, facts and details end, and nothing is thrown; big files are not read. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readAudioDetails } from '../../lib/audio/details/read-audio-details.js';
import { audioFacts } from '../../lib/audio/facts.js';
import { audioFindings } from '../../lib/audio/findings.js';
import { peakRequest } from '../../lib/audio/peaks/request.js';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import { W64_FILE, W64_WAVE } from '../../lib/audio/w64-magic.js';
import type { AudioFacts } from '../../lib/model/located.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { run as readWave } from '../../lib/recall/wave-job.js';
import { failingFileSystem } from '../support/failing-file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { pathOf, truthOf, VECTORS } from './truth.js';
import { zeroRunsIn } from './zero-runs-in.js';

const MOST_PEAKS = 300;

/** Everything that is made of a file; throws where a number is none. */
async function judged(bytes: Buffer, name = '/a.wav'): Promise<void> {
  const port = memoryFileSystem();
  port.put(name, bytes);
  const facts = await readAudioFacts(port, name, bytes.length);
  await readAudioDetails(port, name, bytes.length);
  if (facts === null) return;
  for (const count of [facts.frames, facts.framesByHeader, facts.missingBytes])
    expect(count === null || (Number.isSafeInteger(count) && count >= 0), `${count}`).to.equal(true);
  expect(facts.trailingBytes).to.be.within(0, bytes.length);
  if (facts.sound !== null) expect(facts.sound.start + facts.sound.bytes).to.be.within(0, bytes.length);
  expect(new Set(facts.problems).size).to.equal(facts.problems.length);
  audioFindings('a', facts, null);
  zeroRunsIn(port, name, facts);
  drawn(port, name, facts);
}

/** No more peaks than were allowed, and each of them a place in a picture. */
function drawn(port: FileSystem, path: string, facts: AudioFacts): void {
  const peaks = peakRequest(facts, 1, MOST_PEAKS);
  const wave = peaks === null ? null : readWave(port, { bytes: 0, files: 1, path, peaks }, () => {}).wave;
  if (wave === null) return;
  const { lows, highs } = wave.peaks;
  expect(lows.length).to.be.within(1, MOST_PEAKS);
  expect(highs.length).to.equal(lows.length);
  expect(lows.every((low, index) => Number.isFinite(low) && low <= (highs[index] as number))).to.equal(true);
}

describe('Audio headers of strangers', () => {
  for (const [name] of VECTORS) {
    const whole = () => readFileSync(pathOf(name));

    it(`${name}: cut at any place`, async () => {
      const bytes = whole();
      const step = Math.max(1, Math.floor(bytes.length / 60));
      for (let end = 0; end <= bytes.length; end += end < 100 ? 1 : step) await judged(bytes.subarray(0, end));
    });

    it(`${name}: with flipped bytes`, async () => {
      const bytes = whole();
      const place = fc.oneof(fc.nat(Math.min(bytes.length - 1, 200)), fc.nat(bytes.length - 1));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 }), async (flips) => {
          const flipped = Buffer.from(bytes);
          for (const [at, value] of flips) flipped[at] = value;
          await judged(flipped);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('a fork of nonsense', async function () {
    truthOf(this, 'sd2-stereo-24.sd2');
    const fork = readFileSync(pathOf('._sd2-stereo-24.sd2'));
    await fc.assert(
      fc.asyncProperty(fc.nat(fork.length - 1), fc.nat(255), fc.nat(fork.length), async (at, value, end) => {
        const port = memoryFileSystem();
        const flipped = Buffer.from(fork);
        flipped[at] = value;
        port.put('/a.sd2', Buffer.alloc(6000, 1));
        port.put('/._a.sd2', flipped.subarray(0, end));
        const facts = await readAudioFacts(port, '/a.sd2', 6000);
        expect(facts?.container).to.equal('SD2');
      }),
      { numRuns: 200 },
    );
  });

  it('a disk that fails is not a broken header', async function () {
    for (const name of ['pcm16-stereo.wav', 'alac.m4a', 'mp3-vbr-id3.mp3', 'sd2-stereo-24.sd2']) {
      const { size } = truthOf(this, name);
      const { fs } = failingFileSystem(nodeFileSystem, { nth: 2, kind: 'EIO', forGood: false });
      const error = await readAudioFacts(fs, pathOf(name), size).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).to.include({ code: 'EIO' });
    }
  });
});

describe('Audio files of many gigabytes', () => {
  const SOUND = 5 * 2 ** 30;
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'audio-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Mono, 16 bits, 48 kHz. */
  const fmt = Buffer.from('0100010080bb000000770100020010000', 'hex').subarray(0, 16);
  const u32 = (n: number) => Buffer.from(Uint32Array.of(n).buffer);
  const u64 = (n: number) => Buffer.from(BigUint64Array.of(BigInt(n)).buffer);
  const text = (s: string) => Buffer.from(s, 'latin1');
  const rf64 = Buffer.concat([
    ...[text('RF64'), u32(0xffffffff), text('WAVEds64'), u32(28), u64(SOUND + 72), u64(SOUND), u64(0), u32(0)],
    ...[text('fmt '), u32(16), fmt, text('data'), u32(0xffffffff)],
  ]);
  const guid = (id: string) => Buffer.concat([text(id), W64_WAVE.subarray(4)]);
  const w64 = Buffer.concat([
    ...[W64_FILE, u64(SOUND + 104), W64_WAVE, guid('fmt '), u64(40), fmt, guid('data'), u64(SOUND + 24)],
  ]);

  for (const [container, header] of [
    ['RF64', rf64],
    ['W64', w64],
  ] as const) {
    it(`${container}: the sound is not read`, async () => {
      const path = join(folder, container);
      const size = header.length + SOUND;
      writeFileSync(path, header);
      truncateSync(path, size);
      let reads = 0;
      let bytes = 0;
      const counted: FileSystem = {
        ...nodeFileSystem,
        read(...args) {
          const n = nodeFileSystem.read(...args);
          reads += 1;
          bytes += n;
          return n;
        },
      };
      const facts = await readAudioFacts(counted, path, size);
      expect(facts).to.deep.equal(
        audioFacts(container, {
          ...{ codec: 'pcm-int', sampleRate: 48_000, channels: 1, bitDepth: 16, containerBits: 16, frames: SOUND / 2 },
          sound: { start: header.length, bytes: SOUND, byteOrder: 'little' },
        }),
      );
      expect(facts?.frames).to.be.greaterThan(2 ** 31);
      await readAudioDetails(counted, path, size);
      expect(reads).to.be.at.most(6);
      expect(bytes).to.be.at.most(6 * 64 * 1024);
    });
  }
});
