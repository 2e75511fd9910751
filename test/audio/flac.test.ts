/** FLAC of strangers: whatever the bytes are, the end comes soon, and either the sound is right or there is none. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { codedWave } from '../../lib/audio/peaks/coded.js';
import type { CodedPeakRequest, Wave } from '../../lib/model/peaks.js';
import { pathOf, truthOf } from './truth.js';

const FIXTURE = 'flac-24.flac';
const FRAMES = 4800;

const request = (frames = FRAMES): CodedPeakRequest => ({
  place: { start: 0, bytes: 1, byteOrder: 'big' },
  ...{ format: 'flac', sampleRate: 48_000, frames, framesPerPeak: Math.ceil(frames / 100) },
});

function waveOf(bytes: Uint8Array, cuts: readonly number[] = [], of = request()): Wave | null {
  const collector = codedWave(of);
  let at = 0;
  for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    collector.update(bytes.slice(at, end), at);
    at = end;
  }
  return collector.wave();
}

function expectDrawable(wave: Wave | null): void {
  if (wave === null) return;
  const { lows, highs } = wave.peaks;
  expect(lows.length).to.be.within(1, 100);
  expect(lows.every((low, index) => Number.isFinite(low) && low <= (highs[index] as number))).to.equal(true);
}

/** The head of a file of 16 bits and `channels` channels. */
const head = (channels: number) =>
  Buffer.from([
    ...Buffer.from('fLaC'),
    0x80,
    0,
    0,
    34,
    ...Array(12).fill(0),
    (channels - 1) << 1,
    0xf0,
    ...Array(20).fill(0),
  ]);

/** A frame of 65,536 samples in `count` channels, each subframe given as bits; CRC-8 as it must be. */
function frame(count: number, subframe: string): Buffer {
  const start = [0xff, 0xf8, 0x70, ((count - 1) << 4) | 0x08, 0, 0xff, 0xff];
  let crc = 0;
  for (const byte of start) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = ((crc << 1) ^ ((crc & 0x80) === 0 ? 0 : 0x07)) & 0xff;
  }
  const bits = subframe.repeat(count);
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  return Buffer.from([...start, crc, ...bytes.map((byte) => Number.parseInt(byte, 2)), 0, 0]);
}

const SILENCE = `0${'000000'}0${'0'.repeat(16)}`;
/** Order 4, four samples of zero, one partition of Rice codes that escapes to numbers of no bits at all. */
const MADE_OF_NOTHING = `0${'001100'}0${'0'.repeat(64)}00${'0000'}1111${'00000'}`;

describe('FLAC of strangers', () => {
  const whole = (test: Mocha.Context) => {
    truthOf(test, FIXTURE);
    return readFileSync(pathOf(FIXTURE));
  };

  it('is the same whatever the pieces are cut into', function () {
    const bytes = whole(this);
    const wave = waveOf(bytes);
    expect(wave?.peaks.lows.length).to.equal(100);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        expect(waveOf(bytes, cuts)).to.deep.equal(wave);
      }),
    );
    expect(
      waveOf(
        bytes,
        Array.from({ length: bytes.length }, (_, at) => at),
      ),
    ).to.deep.equal(wave);
  });

  it('is read behind a tag of MP3s, and before one', function () {
    const bytes = whole(this);
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x10', 'latin1'), Buffer.alloc(2 * 128 + 16, 0xff)]);
    const end = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x20)]);
    expect(waveOf(Buffer.concat([tag, bytes, end]), [5, 300, 1000])).to.deep.equal(waveOf(bytes));
  });

  it('cut at any place has what was there, or nothing', function () {
    const bytes = whole(this);
    const peaks = waveOf(bytes)?.peaks;
    for (let end = 0; end < bytes.length; end += 97) {
      const cut = waveOf(bytes.subarray(0, end))?.peaks;
      if (cut === undefined) continue;
      expect([...cut.lows.slice(0, -1)]).to.deep.equal([...(peaks?.lows.slice(0, cut.lows.length - 1) ?? [])]);
    }
  });

  it('with flipped bytes', function () {
    const bytes = whole(this);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(bytes.length), { maxLength: 5 }),
        (flips, cuts) => {
          const flipped = Buffer.from(bytes);
          for (const [at, value] of flips) flipped[at] = value;
          expectDrawable(waveOf(flipped, cuts));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('hours of silence in few bytes are silence', () => {
    const frames = 4000 * 65_536;
    const one = frame(2, SILENCE);
    const wave = waveOf(Buffer.concat([head(2), ...Array<Buffer>(4000).fill(one)]), [], request(frames));
    expect(wave?.check.isSilent).to.equal(true);
    expect(wave?.peaks.lows.length).to.equal(100);
  });

  it('what is made to keep us busy is given up', () => {
    const frames = 100_000 * 65_536;
    const one = frame(8, MADE_OF_NOTHING);
    // One such frame is right: the sound is silent. A hundred thousand of them would be half a day of work.
    const few = waveOf(Buffer.concat([head(8), one]), [], request(65_536));
    expect(few?.check.isSilent).to.equal(true);
    expect(waveOf(Buffer.concat([head(8), ...Array<Buffer>(20_000).fill(one)]), [], request(frames))).to.equal(null);
  });

  it('a frame that never ends is given up', () => {
    const endless = Buffer.concat([head(1), frame(1, `0${'001000'}0${'00'}${'0000'}0000`).subarray(0, -2)]);
    const piece = Buffer.alloc(128 * 1024);
    const collector = codedWave(request());
    collector.update(endless, 0);
    for (let n = 0; n < 400; n++) collector.update(piece, n);
    expect(collector.wave()).to.equal(null);
  });
});
