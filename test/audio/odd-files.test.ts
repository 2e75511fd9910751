/** Odd and broken files that no vector shows: made byte by byte. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readAudioDetails } from '../../lib/audio/details/read-audio-details.js';
import { framesBySmpb } from '../../lib/audio/mp4.js';
import { W64_FILE, W64_WAVE } from '../../lib/audio/w64-magic.js';
import type { AudioFacts } from '../../lib/model/located.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { factsOf } from './memory.js';
import { pathOf, truthOf } from './truth.js';

const u16 = (n: number) => Buffer.from([n & 255, n >> 8]);
const u32 = (n: number) => Buffer.from([0, 0, 0, 0].map((_, i) => (n / 256 ** i) & 255));
const u32be = (n: number) => u32(n).reverse();
const u64 = (n: number) => Buffer.concat([u32(n % 2 ** 32), u32(Math.floor(n / 2 ** 32))]);
const text = (s: string) => Buffer.from(s, 'latin1');
const sound = (bytes: number) => Buffer.alloc(bytes, 0x11);
const chunk = (id: string, body: Buffer, size = body.length) =>
  Buffer.concat([text(id), u32(size), body, Buffer.alloc(body.length % 2)]);
/** Mono, 16 bits, 48 kHz. */
const FMT = Buffer.concat([u16(1), u16(1), u32(48_000), u32(96_000), u16(2), u16(16)]);
const riff = (chunks: readonly Buffer[], size?: number) => {
  const body = Buffer.concat(chunks);
  return Buffer.concat([text('RIFF'), u32(size ?? body.length + 4), text('WAVE'), body]);
};
const regn = (frames: number) =>
  Buffer.concat([u32(1), sound(24), u64(frames), u64(0), u64(7), u64(8), text('\x03old'), Buffer.alloc(28)]);
const guid = (id: string) => Buffer.concat([text(id), W64_WAVE.subarray(4)]);
const w64 = (dataSize: number, bytes: number, whole?: number) => {
  const body = Buffer.concat([guid('fmt '), u64(40), FMT, guid('data'), u64(dataSize), sound(bytes)]);
  return Buffer.concat([W64_FILE, u64(whole ?? body.length + 40), W64_WAVE, body]);
};
const f64be = (n: number) => Buffer.from(Float64Array.of(n).buffer).reverse();
/** Mono, 16 bits. */
const caf = (rate: number, bytes: number) =>
  Buffer.concat([
    ...[text('caff\0\x01\0\0desc'), u64(32).reverse(), f64be(rate), text('lpcm'), u32be(0), u32be(2), u32be(1)],
    ...[u32be(1), u32be(16), text('data'), u64(bytes + 4).reverse(), u32be(0), sound(bytes)],
  ]);
const aiff = (formSize: number, ssndSize: number, frames: number, bytes: number, more = Buffer.alloc(0)) =>
  Buffer.concat([
    ...[text('FORM'), u32be(formSize), text('AIFFCOMM'), u32be(18), Buffer.from([0, 1]), u32be(frames)],
    ...[Buffer.from([0, 16, 0x40, 0x0e, 0xbb, 0x80, 0, 0, 0, 0, 0, 0]), text('SSND'), u32be(ssndSize), u64(0)],
    ...[sound(bytes), more],
  ]);

const data = chunk('data', sound(200));
const fmt = chunk('fmt ', FMT);

const TABLE: readonly (readonly [what: string, bytes: Buffer, expected: Partial<AudioFacts>])[] = [
  ['a whole file', riff([fmt, data]), { frames: 100, problems: [] }],
  [
    'sizes of a pipe',
    riff([fmt, chunk('data', sound(200), 0xffffff9b)], 0xffffffbf),
    { frames: 100, problems: ['riff-size-unknown', 'data-size-unknown'] },
  ],
  ['a size 20 too small', riff([fmt, data], 216), { frames: 100, problems: ['riff-size-wrong'] }],
  [
    'zeros behind the end',
    Buffer.concat([riff([fmt, data]), Buffer.alloc(512)]),
    { frames: 100, trailingBytes: 512, problems: ['trailing-bytes'] },
  ],
  [
    'no sound, though real chunks follow and say how much there was',
    riff([fmt, chunk('data', sound(0)), chunk('regn', regn(4_723_712)), chunk('umid', sound(24))]),
    {
      frames: 0,
      framesByHeader: 4_723_712,
      missingBytes: 9_447_424,
      problems: ['file-cut'],
      id: '111111111111111111111111',
    },
  ],
  [
    'the id of regn where there is no umid',
    riff([fmt, data, chunk('regn', regn(100))]),
    { id: '111111111111111111111111' },
  ],
  ['an empty recording', riff([fmt, chunk('data', sound(0))]), { frames: 0, framesByHeader: null, problems: [] }],
  [
    'an end before the sound',
    riff([fmt, chunk('JUNK', sound(99))]).subarray(0, 100),
    { frames: null, missingBytes: 43, problems: ['file-cut'] },
  ],
  [
    'an end in a header',
    riff([fmt, data, chunk('bext', sound(602))]).subarray(0, 249),
    { frames: 100, missingBytes: 605, problems: ['file-cut'] },
  ],
  [
    'an end behind the sound',
    riff([fmt, data, chunk('bext', sound(602))]).subarray(0, 300),
    { frames: 100, framesByHeader: null, missingBytes: 554, problems: ['file-cut'] },
  ],
  ['two pieces of sound', riff([fmt, data, data]), { frames: 200, sound: null, problems: [] }],
  ['a wave list', riff([fmt, chunk('LIST', Buffer.concat([text('wavl'), data, data]))]), { frames: 200, problems: [] }],
  [
    'a width of nothing',
    riff([chunk('fmt ', Buffer.concat([FMT.subarray(0, 14), u16(0)])), data]),
    { frames: null, problems: ['fmt-nonsense'] },
  ],
  ['a header that is too short', riff([chunk('fmt ', sound(12)), data]), { frames: null, problems: ['fmt-nonsense'] }],
  ['W64', w64(224, 200), { container: 'W64', frames: 100, problems: [] }],
  ['W64 that was cut', w64(424, 200), { frames: 100, framesByHeader: 200, missingBytes: 200, problems: ['file-cut'] }],
  [
    'W64 that was never closed',
    w64(0, 200, 0),
    { frames: 100, framesByHeader: 0, problems: ['data-size-zero', 'riff-size-zero'] },
  ],
  ['W64 with another size of the whole', w64(224, 200, 5000), { frames: 100, problems: ['riff-size-wrong'] }],
  ['AIFF', aiff(246, 208, 100, 200), { container: 'AIFF', sampleRate: 48_000, frames: 100, problems: [] }],
  [
    'AIFF that was never closed',
    aiff(0, 0, 0, 200),
    { frames: 100, framesByHeader: 0, problems: ['riff-size-zero', 'data-size-zero'] },
  ],
  [
    'AIFF whose last chunk is nonsense',
    aiff(246, 208, 100, 200, text('zzzzzzzzzz')),
    { frames: 100, trailingBytes: 10, problems: ['trailing-bytes'] },
  ],
  [
    'a CAF of 1e306 Hz',
    caf(1e306, 200),
    { container: 'CAF', sampleRate: null, frames: 100, lengthNs: null, problems: [] },
  ],
  [
    '24 bits in 32 without a word of it',
    riff([chunk('fmt ', Buffer.concat([u16(1), u16(1), u32(48_000), u32(192_000), u16(4), u16(24)])), data]),
    { bitDepth: 24, containerBits: 32, frames: 50, problems: [] },
  ],
  ['all zero and big', Buffer.alloc(3_000_000), { container: '', frames: null, problems: ['all-zero'] }],
];

describe('readAudioFacts of odd files', () => {
  for (const [what, bytes, expected] of TABLE)
    it(what, async () => {
      expect(await factsOf(bytes)).to.deep.include(expected);
    });

  it('zeros with sound far behind are none of its business', async () => {
    const bytes = Buffer.alloc(3_000_000);
    bytes[bytes.length - 1] = 1;
    expect(await factsOf(bytes)).to.equal(null);
  });
});

describe('readAudioFacts of odd compressed files', () => {
  const fixture = (test: Mocha.Context, name: string) => {
    truthOf(test, name);
    return readFileSync(pathOf(name));
  };

  it('an MP3 behind two tags', async function () {
    const tag = Buffer.concat([text('ID3\x04\0\0\0\0\x01\x00'), Buffer.alloc(128)]);
    const facts = await factsOf(Buffer.concat([tag, tag, fixture(this, 'mp3-cbr-info.mp3')]));
    expect(facts).to.include({ container: 'MP3', frames: 22_050, codec: 'mp3' });
  });

  it('an MP3 that was cut', async function () {
    const whole = fixture(this, 'mp3-cbr-info.mp3');
    const facts = await factsOf(whole.subarray(0, 5000));
    expect(facts).to.deep.include({ frames: null, framesByHeader: 22_050, missingBytes: 4194, problems: ['file-cut'] });
  });

  it('an MP3 whose encoder says nothing has a length, about', async function () {
    const bytes = fixture(this, 'mp3-cbr-info.mp3');
    bytes.write('none', bytes.indexOf('Info'), 'latin1');
    const facts = await factsOf(bytes);
    expect(facts?.frames).to.equal(null);
    expect(Number(facts?.lengthNs) / 1e9).to.be.within(0.5, 0.6);
  });

  it('an MP3 that is counted by VBRI', async () => {
    const frame = Buffer.alloc(417);
    frame.writeUInt32BE(0xfffb9064);
    frame.write('VBRI', 36);
    frame.writeUInt32BE(417, 46);
    frame.writeUInt32BE(10, 50);
    expect(await factsOf(frame)).to.include({ frames: 11_520, channels: 2, sampleRate: 44_100 });
  });

  it('FLAC behind a tag of MP3s', async function () {
    const tag = Buffer.concat([text('ID3\x04\0\0\0\0\0\x10'), Buffer.alloc(16)]);
    const facts = await factsOf(Buffer.concat([tag, fixture(this, 'flac-24.flac')]));
    expect(facts).to.include({ container: 'FLAC', frames: 4800, bitDepth: 24 });
  });

  it('an MP4 that was cut', async function () {
    const facts = await factsOf(fixture(this, 'alac.m4a').subarray(0, 5000));
    expect(facts).to.deep.include({ container: 'MP4', frames: null, problems: ['file-cut'] });
    expect(facts?.missingBytes).to.be.greaterThan(0);
  });

  it('an Ogg of many pages', async function () {
    const bytes = fixture(this, 'vorbis.ogg');
    const last = bytes.lastIndexOf('OggS');
    const page = bytes.subarray(last);
    const middle = Buffer.from(page);
    middle.writeUInt8(0, 5);
    const end = Buffer.from(page);
    end.writeBigInt64LE(9_000_000n, 6);
    const long = Buffer.concat([bytes.subarray(0, last), ...Array<Buffer>(100).fill(middle), end]);
    expect((await factsOf(long))?.frames).to.equal(9_000_000);
    const cut = await factsOf(long.subarray(0, long.length - 10));
    expect(cut).to.deep.include({
      frames: 22_050,
      framesByHeader: 9_000_000,
      missingBytes: 10,
      problems: ['file-cut'],
    });
  });

  it('AAC by the note of iTunes', () => {
    expect(framesBySmpb(' 00000000 00000840 000001CA 00000000003F31F6 00000000 00000000')).to.equal(0x3f31f6);
    expect(framesBySmpb('')).to.equal(null);
    expect(framesBySmpb('a b c zz')).to.equal(null);
  });
});

describe('readAudioDetails of odd files', () => {
  const details = async (bytes: Buffer) => {
    const port = memoryFileSystem();
    port.put('/a', bytes);
    const read = await readAudioDetails(port, '/a', bytes.length);
    if (read === null) throw new Error('nothing was read');
    return read;
  };
  const cue = (...frames: readonly number[]) =>
    chunk(
      'cue ',
      Buffer.concat([
        u32(frames.length),
        ...frames.flatMap((frame, n) => [u32(n + 1), u32(0), u64(0), u32(0), u32(frame)]),
      ]),
    );
  const label = (id: number, name: string) => chunk('labl', Buffer.concat([u32(id), text(`${name}\0`)]));
  const adtl = (...labels: readonly Buffer[]) => chunk('LIST', Buffer.concat([text('adtl'), ...labels]));

  it('the tempo of Logic is no marker', async () => {
    const read = await details(riff([fmt, data, cue(0, 50), adtl(label(1, 'Tempo: 97.5'), label(2, 'Tempo: 80'))]));
    expect(read.tempo).to.equal(97.5);
    expect(read.markers.map(({ name }) => name)).to.deep.equal(['Tempo: 80']);
  });

  it('the tempo of a one-shot means nothing', async () => {
    const acid = (flags: number) =>
      chunk('acid', Buffer.concat([u32(flags), u16(60), u16(0), u32(0), u32(4), u16(4), u16(4), u32(0x42f00000)]));
    expect((await details(riff([fmt, data, acid(1)]))).tempo).to.equal(null);
    expect((await details(riff([fmt, data, acid(0)]))).tempo).to.equal(120);
  });

  it('a UMID that is only what was in memory is not shown', async () => {
    const bext = Buffer.alloc(602);
    bext.writeUInt16LE(1, 346);
    bext.write('\0\0WAVE', 348);
    expect((await details(riff([fmt, data, chunk('bext', bext)]))).bext?.umid).to.equal(null);
  });

  it('XML that is hostile, cut or none ends in what can be told', async () => {
    const ixml = async (xml: string) => (await details(riff([fmt, data, chunk('iXML', text(xml))]))).ixml;
    expect(await ixml('<BWFXML><SCENE>1</SCENE><NOTE>a & b</NOTE></BWFXML>')).to.include({ scene: '1', note: 'a & b' });
    expect(await ixml('<BWFXML><__proto__><TAKE>1</TAKE></__proto__></BWFXML>')).to.include({ take: null });
    expect(await ixml('<!DOCTYPE a [<!ENTITY x "y">]><BWFXML><TAKE>&x;</TAKE></BWFXML>')).to.include({ take: '&x;' });
    for (const xml of ['', 'no XML', '<BWFXML><SCENE', '<OTHER/>', '<a>'.repeat(100_000)])
      expect(await ixml(xml)).to.equal(null);
    expect(({} as Record<string, unknown>)['TAKE']).to.equal(undefined);
  });

  it('what is over the limits is left out, and that is said', async () => {
    const many = await details(riff([fmt, data, cue(...Array(3000).keys())]));
    expect(many.markers).to.have.lengthOf(2000);
    expect(many.isShortened).to.equal(true);
    const text1 = await details(
      riff([fmt, data, chunk('LIST', Buffer.concat([text('INFO'), chunk('ICMT', sound(300_000))]))]),
    );
    expect(text1.isShortened).to.equal(true);
    const lied = await details(
      riff([fmt, data, chunk('cue ', u32(0xffffffff)), chunk('smpl', Buffer.alloc(36, 0xff))]),
    );
    expect(lied).to.deep.include({ markers: [], loops: [] });
  });
});
