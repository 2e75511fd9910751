/** MP3 through libmpg123: right in time, quiet, and harmless whatever the bytes are. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { codedWave, prepareDecoders } from '../../lib/audio/peaks/coded.js';
import type { CodedPeakRequest, Wave } from '../../lib/model/peaks.js';
import { needs } from '../support/scratch.js';
import { pathOf, truthOf } from './truth.js';

const NAMES = ['mp3-cbr-info.mp3', 'mp3-vbr-id3.mp3'];
const FRAMES = 22_050;
const STEP = 21;
const REQUEST: CodedPeakRequest = {
  place: { start: 0, bytes: 1, byteOrder: 'big' },
  ...{ format: 'mp3', sampleRate: 44_100, frames: FRAMES, framesPerPeak: STEP },
};

async function waveOf(bytes: Uint8Array, cuts: readonly number[] = []): Promise<Wave | null> {
  await prepareDecoders([REQUEST]);
  const collector = codedWave(REQUEST);
  let at = 0;
  for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    collector.update(bytes.slice(at, end), at);
    at = end;
  }
  return collector.wave();
}

/** How alike two outlines are: 1 where one is the other. */
function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [values, others] = [Array.from(a), Array.from(b)];
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [ma, mb] = [mean(values), mean(others)];
  const product = (f: (i: number) => number) => values.reduce((sum, _, i) => sum + f(i), 0);
  const [da, db] = [(i: number) => (values[i] as number) - ma, (i: number) => (others[i] as number) - mb];
  return product((i) => da(i) * db(i)) / Math.sqrt(product((i) => da(i) ** 2) * product((i) => db(i) ** 2));
}

describe('peaks of MP3', () => {
  const fixture = (test: Mocha.Context, name: string) => {
    truthOf(test, name);
    return readFileSync(pathOf(name));
  };

  for (const name of NAMES) {
    it(`${name}: the same sound as in Ogg, at the same time`, async function () {
      needs(this, 'sox');
      const bytes = fixture(this, name);
      const { stdout } = spawnSync('sox', [pathOf('vorbis.ogg'), '-t', 'raw', '-L', '-e', 'float', '-b', '32', '-']);
      const samples = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
      const parts = Array.from({ length: Math.ceil(FRAMES / STEP) }, (_, n) => samples.slice(n * STEP, (n + 1) * STEP));
      const peaks = (await waveOf(bytes))?.peaks;
      expect(peaks?.lows.length).to.equal(parts.length);
      expect(
        likeness(
          peaks?.highs ?? [],
          parts.map((part) => Math.max(...part)),
        ),
      ).to.be.greaterThan(0.95);
      expect(
        likeness(
          peaks?.lows ?? [],
          parts.map((part) => Math.min(...part)),
        ),
      ).to.be.greaterThan(0.95);
    });

    it(`${name}: whatever the pieces are cut into`, async function () {
      const bytes = fixture(this, name);
      const wave = await waveOf(bytes);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
          expect(await waveOf(bytes, cuts)).to.deep.equal(wave);
        }),
        { numRuns: 30 },
      );
    });

    it(`${name}: broken in any way`, async function () {
      const bytes = fixture(this, name);
      const told: unknown[] = [];
      const { error } = console;
      console.error = (...words: unknown[]) => told.push(words);
      try {
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 60 }),
            fc.nat(bytes.length),
            async (flips, end) => {
              const flipped = Buffer.from(bytes);
              for (const [at, value] of flips) flipped[at] = value;
              const peaks = (await waveOf(flipped.subarray(0, end)))?.peaks;
              expect(peaks?.lows.every((low) => Number.isFinite(low)) ?? true).to.equal(true);
              expect(peaks?.lows.length ?? 1).to.be.within(1, Math.ceil(FRAMES / STEP));
            },
          ),
          { numRuns: 100 },
        );
      } finally {
        console.error = error;
      }
      expect(told).to.deep.equal([]);
    });
  }

  it('what is no MP3 has no outline', async () => {
    const noise = Uint8Array.from({ length: 500_000 }, (_, i) => (i * 7919) % 251);
    expect(await waveOf(noise)).to.equal(null);
    expect(await waveOf(new Uint8Array(500_000))).to.equal(null);
    expect(await waveOf(new Uint8Array(0))).to.equal(null);
  });

  it('without a decoder there is no outline', function () {
    const bytes = fixture(this, NAMES[0] as string);
    const collector = codedWave(REQUEST);
    collector.update(bytes, 0);
    expect(collector.wave()).to.equal(null);
  });
});
