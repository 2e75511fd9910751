/** Peaks against what sox decodes: files that it makes itself in every form, and the fixtures. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import WaveFile from 'wavefile';
import { peakRequest } from '../../lib/audio/peaks/request.js';
import { waveCollector } from '../../lib/audio/peaks/wave.js';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import type { Peaks } from '../../lib/model/peaks.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { needs, scratchFolder } from '../support/scratch.js';
import { pathOf, VECTORS } from './truth.js';

/** sox counts in 32 bits, and both round to single floats. */
const ROUNDING = 2 ** -23;
const MOST = 8192;

/** All samples as sox hears them; null where it cannot read the file. */
function decoded(file: string): Float32Array | null {
  const { status, stdout } = spawnSync(
    'sox',
    ['-D', file, '-t', 'raw', '-L', '-e', 'floating-point', '-b', '32', '-'],
    {
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) return null;
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

async function peaksOfFile(file: string, seconds: number): Promise<{ peaks: Peaks; channels: number } | null> {
  const bytes = readFileSync(file);
  const facts = await readAudioFacts(nodeFileSystem, file, bytes.length);
  const request = facts === null ? null : peakRequest(facts, seconds, MOST, bytes.length);
  if (request === null || facts === null) return null;
  const collector = waveCollector(request);
  for (let at = 0; at < bytes.length; at += 1000) collector.update(bytes.subarray(at, at + 1000), at);
  const wave = collector.wave();
  return wave === null ? null : { peaks: wave.peaks, channels: facts.channels ?? 0 };
}

/** sox cannot hold more than full scale. */
const held = (value: number) => Math.max(-1, Math.min(1, value));

function expectSame({ peaks, channels }: { peaks: Peaks; channels: number }, samples: Float32Array): void {
  const step = peaks.framesPerPeak * channels;
  expect(peaks.lows.length).to.equal(Math.ceil(samples.length / step));
  peaks.lows.forEach((low, index) => {
    const part = samples.subarray(index * step, (index + 1) * step);
    expect(held(low)).to.be.closeTo(
      part.reduce((a, b) => Math.min(a, b), Infinity),
      ROUNDING,
    );
    expect(held(peaks.highs[index] as number)).to.be.closeTo(
      part.reduce((a, b) => Math.max(a, b), -Infinity),
      ROUNDING,
    );
  });
}

/** Ending and options of each form in which sox can write. Not floats in W64 and CAF: those it scales, to full scale or to integers. */
const FORMS: readonly (readonly [name: string, options: readonly string[]])[] = [
  ['u8.wav', ['-b', '8']],
  ['s16.wav', ['-b', '16']],
  ['s24.wav', ['-b', '24']],
  ['s32.wav', ['-b', '32', '-e', 'signed-integer']],
  ['f32.wav', ['-b', '32', '-e', 'floating-point']],
  ['f64.wav', ['-b', '64', '-e', 'floating-point']],
  ['ulaw.wav', ['-e', 'mu-law']],
  ['alaw.wav', ['-e', 'a-law']],
  ['rifx.wav', ['-B', '-b', '16']],
  ['s8.aiff', ['-b', '8']],
  ['s16.aiff', ['-b', '16']],
  ['s24.aiff', ['-b', '24']],
  ['s32.aiff', ['-b', '32']],
  ['s16.aifc', ['-b', '16']],
  ['s24.w64', ['-t', 'w64', '-b', '24']],
  ['s16.caf', ['-t', 'caf', '-b', '16']],
  ['s24.caf', ['-t', 'caf', '-b', '24']],
  ['s8.flac', ['-b', '8']],
  ['s16.flac', ['-b', '16', '-C', '8']],
  ['s16-fast.flac', ['-b', '16', '-C', '0']],
  ['s24.flac', ['-b', '24', '-C', '5']],
  ['ulaw.caf', ['-t', 'caf', '-e', 'mu-law']],
  ['alaw.caf', ['-t', 'caf', '-e', 'a-law']],
];

describe('peaks, as sox hears', () => {
  const scratch = scratchFolder();

  for (const [name, options] of FORMS)
    for (const channels of [1, 2, 3])
      it(`${name}, ${channels} channels`, async function () {
        needs(this, 'sox');
        const file = path.join(scratch.path, `${channels}-${name}`);
        const made = spawnSync('sox', [
          ...['-R', '-n', '-r', '44100', '-c', String(channels), ...options, file],
          ...['synth', '0.4', 'sine', '300', 'synth', '0.4', 'pinknoise', 'mix', 'tremolo', '5', '90', 'norm', '-0.1'],
        ]);
        expect(made.status, String(made.stderr)).to.equal(0);
        const got = await peaksOfFile(file, 1);
        if (got === null) throw new Error('no peaks');
        expect(got.peaks.framesPerPeak).to.equal(21);
        expectSame(got, decoded(file) as Float32Array);
      });

  for (const depth of ['8', '12', '16', '20', '24', '32', '32f', '64'])
    it(`wavefile's ${depth} bits`, async function () {
      needs(this, 'sox');
      const file = path.join(scratch.path, `wavefile-${depth}.wav`);
      const wav = new WaveFile.WaveFile();
      const full = depth.endsWith('f') || depth === '64' ? 1 : 2 ** (Number(depth) - 1) - 1;
      const samples = Array.from({ length: 4000 }, (_, i) => {
        const value = full * Math.sin(i / 9) * Math.sin(i / 700);
        return full === 1 ? value : depth === '8' ? Math.round(value) + 128 : Math.round(value);
      });
      wav.fromScratch(2, 48_000, depth, samples);
      writeFileSync(file, wav.toBuffer());
      const heard = decoded(file);
      const got = await peaksOfFile(file, 0.1);
      if (got === null) throw new Error('no peaks');
      if (heard !== null) expectSame(got, heard);
    });

  it('the fixtures', async function () {
    needs(this, 'sox');
    if (VECTORS.length === 0) this.skip();
    const compared: string[] = [];
    for (const [name] of VECTORS) {
      const got = await peaksOfFile(pathOf(name), 0.05);
      const heard = got === null ? null : decoded(pathOf(name));
      // A header without a length is read by us alone.
      if (got === null || heard === null || heard.length === 0) continue;
      expectSame(got, heard.subarray(0, heard.length - (heard.length % got.channels)));
      compared.push(name);
    }
    expect(compared.length, compared.join()).to.be.at.least(20);
  });
});
