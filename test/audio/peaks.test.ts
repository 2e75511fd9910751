/** Peaks against a plain reading of every sample, against sox, and whatever the pieces are cut into. */
import { expect } from 'chai';
import fc from 'fast-check';
import { audioFacts } from '../../lib/audio/facts.js';
import { peakCollector } from '../../lib/audio/peaks/collector.js';
import { peakRequest, peaksOf, WIDTHS } from '../../lib/audio/peaks/request.js';
import { waveCollector } from '../../lib/audio/peaks/wave.js';
import type { PlainPeakRequest as PeakRequest, SampleFormat } from '../../lib/model/peaks.js';

const FORMATS = Object.keys(WIDTHS) as SampleFormat[];
const ORDERS = ['little', 'big'] as const;

/** One sample as its format says, by the plainest means. */
function sampleAt(bytes: Buffer, at: number, format: SampleFormat, little: boolean): number {
  const width = WIDTHS[format];
  switch (format) {
    case 'u8':
      return (bytes.readUInt8(at) - 128) / 128;
    case 's8':
    case 's16':
    case 's24':
    case 's32':
      return (little ? bytes.readIntLE(at, width) : bytes.readIntBE(at, width)) / 2 ** (8 * width - 1);
    case 'f32':
      return little ? bytes.readFloatLE(at) : bytes.readFloatBE(at);
    case 'f64':
      return little ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at);
    case 'ulaw':
    case 'alaw':
      return LAWS[format](bytes.readUInt8(at)) / 32768;
  }
}

/** G.711, in words: sign, exponent, mantissa. */
const LAWS = {
  ulaw(byte: number) {
    const bits = 255 - byte;
    const size = (33 + 2 * (bits % 16)) * 2 ** (Math.floor(bits / 16) % 8) - 33;
    return 4 * (bits >= 128 ? -size : size);
  },
  alaw(byte: number) {
    const bits = byte ^ 0x55;
    const exponent = Math.floor(bits / 16) % 8;
    const size = exponent === 0 ? 2 * (bits % 16) + 1 : (33 + 2 * (bits % 16)) * 2 ** (exponent - 1);
    return 8 * (bits >= 128 ? size : -size);
  },
};

const CLAMP = 1000;
const clamped = (value: number) => Math.fround(Math.max(-CLAMP, Math.min(CLAMP, value)));
/** Zero has a sign in floats, and nobody sees it. */
const unsigned = (value: number) => value + 0;

function plainPeaks(bytes: Buffer, request: PeakRequest): { lows: number[]; highs: number[] } {
  const { place, format, channels, framesPerPeak } = request;
  const width = WIDTHS[format];
  const lows: number[] = [];
  const highs: number[] = [];
  const step = width * channels * framesPerPeak;
  for (let from = place.start; from < place.start + place.bytes; from += step) {
    const samples: number[] = [];
    for (let at = from; at < Math.min(from + step, place.start + place.bytes); at += width)
      samples.push(sampleAt(bytes, at, format, place.byteOrder === 'little'));
    const numbers = samples.filter((sample) => !Number.isNaN(sample));
    lows.push(numbers.length === 0 ? 0 : clamped(Math.min(...numbers)));
    highs.push(numbers.length === 0 ? 0 : clamped(Math.max(...numbers)));
  }
  return plain({ lows, highs });
}

const plain = ({ lows, highs }: { readonly lows: Iterable<number>; readonly highs: Iterable<number> }) => ({
  lows: [...lows].map(unsigned),
  highs: [...highs].map(unsigned),
});

interface Sound {
  readonly bytes: Buffer;
  readonly request: PeakRequest;
}

/** Bytes of any kind around and in a place of whole frames. */
const anySound: fc.Arbitrary<Sound> = fc
  .record({
    format: fc.constantFrom(...FORMATS),
    byteOrder: fc.constantFrom(...ORDERS),
    channels: fc.integer({ min: 1, max: 7 }),
    frames: fc.integer({ min: 1, max: 60 }),
    framesPerPeak: fc.integer({ min: 1, max: 70 }),
    before: fc.nat(20),
    after: fc.nat(20),
  })
  .chain(({ format, byteOrder, channels, frames, framesPerPeak, before, after }) => {
    const bytes = frames * channels * WIDTHS[format];
    const length = before + bytes + after;
    const place = { start: before, bytes, byteOrder };
    return fc.uint8Array({ minLength: length, maxLength: length }).map((all) => ({
      bytes: Buffer.from(all),
      request: { place, format, channels, sampleRate: 48_000, framesPerPeak },
    }));
  });

/** The whole in pieces that end at `cuts`. */
function inPieces(bytes: Buffer, cuts: readonly number[], take: (piece: Buffer, at: number) => void): void {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  let at = 0;
  for (const end of ends) {
    // A copy, so that nothing is read behind the end of a piece.
    take(Buffer.from(bytes.subarray(at, end)), at);
    at = end;
  }
}

describe('peakCollector', () => {
  it('tells lowest and highest of every format, as a plain reading does', () => {
    fc.assert(
      fc.property(anySound, ({ bytes, request }) => {
        const collector = peakCollector(request);
        collector.update(bytes, 0);
        expect(plain(collector.peaks())).to.deep.equal(plainPeaks(bytes, request));
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same whatever the pieces are cut into', () => {
    fc.assert(
      fc.property(anySound, fc.array(fc.nat(5000), { maxLength: 30 }), ({ bytes, request }, cuts) => {
        const [whole, pieces] = [waveCollector(request), waveCollector(request)];
        whole.update(bytes, 0);
        inPieces(bytes, cuts, (piece, at) => pieces.update(piece, at));
        expect(pieces.wave()).to.deep.equal(whole.wave());
      }),
      { numRuns: 1500 },
    );
  });

  it('gives of a file that ends early what was there', () => {
    fc.assert(
      fc.property(anySound, fc.nat(5000), ({ bytes, request }, cut) => {
        const { place, format } = request;
        const end = cut % (bytes.length + 1);
        const collector = waveCollector(request);
        collector.update(bytes.subarray(0, end), 0);
        const there = Math.floor(Math.max(0, Math.min(place.bytes, end - place.start)) / WIDTHS[format]);
        const wave = collector.wave();
        if (there === 0) expect(wave).to.equal(null);
        else {
          const shorter = { ...request, place: { ...place, bytes: there * WIDTHS[format] } };
          expect(plain((wave as NonNullable<typeof wave>).peaks)).to.deep.equal(plainPeaks(bytes, shorter));
        }
      }),
    );
  });

  it('is not upset by what is no number, or endless', () => {
    for (const format of ['f32', 'f64'] as const) {
      const values = [Number.NaN, 0.5, Infinity, Number.NaN, Number.NaN, Number.NaN, -Infinity, -0.25];
      const bytes = Buffer.from(
        (format === 'f32' ? Float32Array.from(values) : Float64Array.from(values)).buffer as ArrayBuffer,
      );
      const place = { start: 0, bytes: bytes.length, byteOrder: 'little' } as const;
      const collector = peakCollector({ place, format, channels: 1, sampleRate: 1, framesPerPeak: 2 });
      collector.update(bytes, 0);
      expect(plain(collector.peaks())).to.deep.equal({ lows: [0.5, CLAMP, 0, -CLAMP], highs: [0.5, CLAMP, 0, -0.25] });
    }
  });

  it('hears silence in every format, and no silence in one sample', () => {
    const zero: Partial<Record<SampleFormat, number>> = { u8: 128, ulaw: 255, alaw: 0xd5 };
    for (const format of FORMATS) {
      const bytes = Buffer.alloc(WIDTHS[format] * 300, zero[format] ?? 0);
      const place = { start: 0, bytes: bytes.length, byteOrder: 'little' } as const;
      const request = { place, format, channels: 2, sampleRate: 1, framesPerPeak: 7 };
      const silent = waveCollector(request);
      silent.update(bytes, 0);
      expect(silent.wave()?.check.isSilent, format).to.equal(true);
      bytes[WIDTHS[format] * 177 - 1] = 0x3f;
      const heard = waveCollector(request);
      heard.update(bytes, 0);
      expect(heard.wave()?.check.isSilent, format).to.equal(false);
    }
  });
});

describe('peakRequest', () => {
  const facts = (more: Parameters<typeof audioFacts>[1], container = 'WAV') =>
    audioFacts(container, {
      ...{ codec: 'pcm-int', sampleRate: 48_000, channels: 2, bitDepth: 24, containerBits: 24, frames: 1000 },
      sound: { start: 44, bytes: 6000, byteOrder: 'little' },
      ...more,
    });

  it('is as fine as half a pixel of the picture, and no finer than allowed', () => {
    const sound = { start: 44, bytes: 6 * 480_000, byteOrder: 'little' } as const;
    const long = facts({ frames: 480_000, sound });
    expect(peakRequest(long, 204, 8192)).to.deep.equal({
      ...{ place: sound, format: 's24', channels: 2, sampleRate: 48_000, framesPerPeak: 4800 },
    });
    expect(peakRequest(long, 1, 8192)?.framesPerPeak).to.equal(Math.ceil(480_000 / 8192));
    expect(peakRequest(long, 1, 100)?.framesPerPeak).to.equal(4800);
    expect(peakRequest(facts({}), 1e9, 8192)?.framesPerPeak).to.equal(1000);
    expect(peakRequest(facts({}), 0, 8192)?.framesPerPeak).to.equal(1);
  });

  it('asks for whole frames that the header counts', () => {
    const sound = { start: 44, bytes: 6005, byteOrder: 'little' } as const;
    expect(peakRequest(facts({ sound }), 1, 8192)?.place.bytes).to.equal(6000);
    expect(peakRequest(facts({ sound, frames: 900 }), 1, 8192)?.place.bytes).to.equal(5400);
  });

  it('knows what a byte is by its container', () => {
    const byte = { containerBits: 8 };
    expect(peakRequest(facts(byte, 'WAV'), 1, 9)?.format).to.equal('u8');
    expect(peakRequest(facts(byte, 'W64'), 1, 9)?.format).to.equal('u8');
    expect(peakRequest(facts(byte, 'AIFF'), 1, 9)?.format).to.equal('s8');
    expect(peakRequest(facts(byte, 'CAF'), 1, 9)?.format).to.equal('s8');
    const sound = { start: 0, bytes: 6000, byteOrder: 'big', isUnsigned: true } as const;
    expect(peakRequest(facts({ ...byte, sound }, 'AIFC'), 1, 9)?.format).to.equal('u8');
    expect(peakRequest(facts({ containerBits: 12 }), 1, 9)?.format).to.equal('s16');
    expect(peakRequest(facts({ containerBits: 32, codec: 'pcm-float' }, 'CAF'), 1, 9)).to.equal(null); // too few bytes
  });

  it('asks for nothing where the sound is compressed, absent or nonsense', () => {
    for (const more of [
      ...[{ codec: 'ima-adpcm' }, { codec: null }, { containerBits: undefined }, { containerBits: 96 }],
      ...[{ frames: 0 }, { frames: null }, { sound: null }, { sampleRate: 0 }, { channels: 0 }, { channels: 60_000 }],
      ...[{ frames: 1001 }, { problems: ['fmt-nonsense'] as const }, { containerBits: 40 }],
    ])
      expect(peakRequest(facts(more), 1, 8192), JSON.stringify(more)).to.equal(null);
    expect(peakRequest(facts({}), 1, 0)).to.equal(null);
  });

  it('is bounded whatever the header says', () => {
    const number = fc.oneof(fc.nat(), fc.double(), fc.constantFrom(0, -1, 2 ** 53 - 1, 1e300, Number.NaN, Infinity));
    fc.assert(
      fc.property(
        fc.record({
          sampleRate: number,
          channels: number,
          containerBits: number,
          frames: number,
          bytes: fc.maxSafeNat(),
        }),
        number,
        fc.constantFrom('pcm-int', 'pcm-float', 'mu-law', 'a-law'),
        ({ bytes, ...raw }, seconds, codec) => {
          const sound = { start: 44, bytes, byteOrder: 'little' } as const;
          const request = peakRequest(audioFacts('WAV', { ...raw, codec, sound }), seconds, 8192);
          if (request === null) return;
          expect(peaksOf(request)).to.be.within(1, 8192);
          expect(request.place.bytes).to.be.within(1, bytes);
          expect(Number.isSafeInteger(request.framesPerPeak)).to.equal(true);
          const { lows } = peakCollector(request as PeakRequest).peaks();
          expect(lows.length).to.equal(0);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
