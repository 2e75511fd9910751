import { expect } from 'chai';
import { type Sniffed, sniffMedia } from '../../lib/audio/sniff.js';

const TABLE: readonly [string, Sniffed | null][] = [
  ['RIFF\x10\0\0\0WAVEfmt ', 'audio'],
  ['RIFF\x10\0\0\0AVI LIST', 'video'],
  ['RIFF\x10\0\0\0RMIDdata', 'midi'],
  ['FORM\0\0\0\x10AIFCCOMM', 'audio'],
  ['\xff\xfb\x90\x64\0\0', 'audio'],
  ['\xff\xf1\x50\x80\0\0', 'audio'],
  ['\xff\xfeh\0i\0', null],
  ['\0\0\0\x18ftypM4A \0', 'audio'],
  ['\0\0\0\x18ftypqt  \0', 'video'],
  ['MThd\0\0\0\x06', 'midi'],
  ['\x89PNG\r\n\x1a\n', 'image'],
  ['version https://git-lfs.github.com/spec/v1\n', 'lfs-pointer'],
  ['\0\x05\x16\x07\0\x02\0\0', 'apple-double'],
  ['\0\0\0\0\0\0\0\0', 'zeros'],
  ['Kick: D112, in 1\r\n', 'text'],
  ['\x01\x02\x03\x04', null],
  ['', null],
];

describe('sniffMedia', () => {
  for (const [bytes, expected] of TABLE)
    it(`${JSON.stringify(bytes.slice(0, 16))} is ${expected}`, () => {
      expect(sniffMedia(Buffer.from(bytes, 'latin1'))).to.equal(expected);
    });

  it('tells Wave64 from a VEGAS project', () => {
    const wave = Buffer.from('726966662e91cf11a5d628db04c10000', 'hex');
    const kind = Buffer.from('77617665f3acd3118cd100c04f8edb8a', 'hex');
    expect(sniffMedia(Buffer.concat([wave, Buffer.alloc(8), kind]))).to.equal('audio');
    expect(sniffMedia(Buffer.concat([wave, Buffer.alloc(24)]))).to.equal(null);
  });
});
