import { expect } from 'chai';
import type { Reference } from '../../../lib/model/session.js';
import { embedded } from '../../../parsers/aaf/essence.js';
import { memorySource } from '../memory-source.js';
import * as s from './songs.js';
import * as w from './writer.js';

async function given(bytes: Buffer, at: number) {
  const { media } = await s.readBytes(bytes);
  const file = embedded(memorySource(bytes), media[at] as Reference);
  return file === null ? null : { name: file.name, size: file.size, bytes: Buffer.concat([...file.pieces()]) };
}

describe('AAF: embedded essence', () => {
  for (const sectorSize of [512, 4096] as const) {
    const bytes = s.aafOf(s.EMBEDDED, s.ESSENCES, { sectorSize });

    it(`is listed with its size, and not looked for elsewhere (${sectorSize})`, async () => {
      const { media, tracks } = await s.readBytes(bytes);
      expect(media.map(({ stored, name, place, kind }) => [stored, name, place, kind])).to.deep.equal([
        [w.mobIdText(31), 'Drums', 'embedded', 'audio'],
        [w.mobIdText(32), '', 'embedded', 'audio'],
        [w.mobIdText(99), '', 'embedded', 'other'],
      ]);
      expect(media.map(({ evidence }) => evidence.size)).to.deep.equal([s.RAW.length, s.WHOLE_WAVE.length, 7]);
      expect(tracks[0]?.clips.map((clip) => clip.media)).to.deep.equal([0, 1]);
    });

    it(`is given out: raw sound with a header, a whole file as it is (${sectorSize})`, async () => {
      const raw = await given(bytes, 0);
      expect(raw?.name).to.equal('Drums.wav');
      expect(raw?.size).to.equal(raw?.bytes.length);
      expect(raw?.bytes.subarray(0, 44)).to.deep.equal(
        Buffer.concat([
          Buffer.from('RIFF'),
          Buffer.from([0x4e, 0x23, 0, 0]),
          s.waveSummary(16000, 1, 16).subarray(8, 40),
          Buffer.from([0x29, 0x23, 0, 0]),
        ]),
      );
      // An odd number of bytes is filled up.
      expect(raw?.bytes.subarray(44)).to.deep.equal(Buffer.concat([s.RAW, Buffer.alloc(1)]));
      const whole = await given(bytes, 1);
      expect(whole).to.deep.equal({ name: 'Bass.wav', size: s.WHOLE_WAVE.length, bytes: s.WHOLE_WAVE });
      expect(await given(bytes, 2)).to.equal(null);
    });
  }

  it('has an RF64 header above 4 GiB', () => {
    const size = 5 * 2 ** 30;
    const reference = {
      name: 'Long',
      stored: '',
      usedBy: [],
      sites: [{ start: 0, size, isSound: true, format: { sampleRate: 48000, channels: 1, bitDepth: 24 } }],
    };
    const file = embedded(memorySource(s.aafOf([])), reference as unknown as Reference);
    const [header] = file?.pieces() ?? [];
    const bytes = Buffer.from(header ?? []);
    expect(file?.size).to.equal(80 + size);
    expect(bytes.toString('latin1', 0, 16)).to.equal('RF64\xff\xff\xff\xffWAVEds64');
    expect([bytes.readBigUInt64LE(20), bytes.readBigUInt64LE(28), bytes.readBigUInt64LE(36)]).to.deep.equal([
      BigInt(72 + size),
      BigInt(size),
      BigInt(Math.floor(size / 3)),
    ]);
    expect(bytes.toString('latin1', 72, 80)).to.equal('data\xff\xff\xff\xff');
  });
});
