import { expect } from 'chai';
import { TapeboxError } from '../../../lib/model/errors.js';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { protools } from '../../../parsers/protools/index.js';
import { memorySource } from '../memory-source.js';
import { readBytes, readSong, SONG } from './sessions.js';
import { type Encoder, writeSession } from './writer.js';

const codes = ({ findings }: ParsedSession) =>
  findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);

async function refusal(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
  } catch (error) {
    if (error instanceof TapeboxError && error.exitCode === 4) return error.code;
    throw error;
  }
  return 'read';
}

describe('Pro Tools: damage', () => {
  const whole = writeSession({ ...SONG, mask: 1, value: 0 });

  it('refuses what does not begin as a session, and an unknown mask', async () => {
    const unknown = Buffer.from(whole);
    unknown[0x12] = 2;
    for (const bytes of [Buffer.alloc(0), Buffer.from('.version 7.0\n.target sm_50'), unknown])
      expect(await refusal(() => readBytes(bytes))).to.equal('not-a-session');
  });

  it('refuses a session of which only the head is there, or whose mask is another', async () => {
    expect(await refusal(() => readBytes(whole.subarray(0, 20)))).to.equal('session-damaged');
    const wrong = Buffer.from(whole);
    wrong[0x13] = 9;
    expect(await refusal(() => readBytes(wrong))).to.equal('session-damaged');
  });

  it('refuses more than it may hold', async () => {
    const read = () => protools.read(memorySource(whole, 'Song.ptx'), { ...READ_LIMITS, maxBytes: 100 });
    expect(await refusal(read)).to.equal('too-large');
  });

  it('leaves the bytes alone that it is given', async () => {
    const given = writeSession(SONG);
    await readBytes(given);
    expect(given.equals(writeSession(SONG))).to.equal(true);
  });

  it('reads what stands before a cut, and says so', async () => {
    const session = await readBytes(whole.subarray(0, whole.length - 300));
    expect(codes(session)).to.deep.equal(['session-cut']);
    expect(session.media).to.have.length(4);
    expect(session.coverage.media).to.equal('partial');
  });

  it('goes on behind a block with a wrong length', async () => {
    for (const length of [0xffffff, 1]) {
      const broken = Buffer.from(whole);
      // The block of the format stands before the list of files.
      const settings = broken.indexOf(Buffer.from([0x28, 0x10]));
      broken.writeUInt32LE(length, settings - 4);
      const session = await readBytes(broken);
      expect(codes(session)).to.deep.equal(['session-damaged']);
      expect(session.media).to.have.length(4);
      expect(session.tracks).to.have.length(3);
    }
  });

  const filesWith = (tree: (encoder: Encoder) => Buffer) => ({
    ...SONG,
    blocks: (encoder: Encoder) => [encoder.list(0x1004, [encoder.block(0x1003, encoder.u32(0))], tree(encoder))],
  });

  it('does not follow a folder that lies in itself', async () => {
    const loop = ({ u8, u32, string, zeros, block }: Encoder) =>
      block(0x103a, [u32(2), u8(2), u32(1), string('a.wav'), zeros(4), u8(1), u32(1), string('loop'), zeros(4)]);
    const session = await readSong(filesWith(loop));
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect(session.media.map(({ kind }) => kind)).to.deep.equal(['video']);
  });

  it('does not believe counts and lengths', async () => {
    const count = ({ u32, block }: Encoder) => block(0x103a, u32(0xffffffff));
    const length = ({ u8, u32, block }: Encoder) => block(0x103a, [u32(1), u8(2), u32(-1), u32(0xffffffff)]);
    for (const one of [count, length]) expect(codes(await readSong(filesWith(one)))).to.deep.equal(['session-damaged']);
    const many = await readSong({ ...SONG, blocks: ({ block, u32 }) => [block(0x262a, u32(0xffffffff))] });
    expect(codes(many)).to.deep.equal(['session-structure']);
    expect(many.coverage.clips).to.equal('partial');
  });

  it('does not let a small tree name more than memory holds', async () => {
    const [depth, files] = [100, 6000];
    const blocks = ({ u8, u32, string, zeros, block, list }: Encoder) => {
      const node = (kind: number, parent: number, name: string) => [u8(kind), u32(parent), string(name), zeros(4)];
      const folders = Array.from({ length: depth }, (_, at) => node(1, at - 1, 'x'.repeat(75)));
      const names = Array.from({ length: files }, (_, at) => node(2, depth - 1, `${at}.wav`));
      const records = names.map((_, at) => block(0x1003, u32(depth + at)));
      return [list(0x1004, records, block(0x103a, [u32(depth + files), ...folders, ...names]))];
    };
    const session = await readSong({ ...SONG, blocks });
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect(session.media.length).to.be.below(5000);
  });

  it('gives a lane to one playlist only, and a playlist to one track', async () => {
    const blocks = ({ list, block, u8, u16, u32, string, zeros }: Encoder) => [
      list(
        0x1015,
        [0, 1, 2].map(() => block(0x1014, [string('again'), u8(0), u32(2), u16(0), u16(0), zeros(16)])),
      ),
    ];
    const session = await readSong({ ...SONG, blocks });
    expect(session.tracks.flatMap(({ clips }) => clips)).to.have.length(1);
    expect(codes(session)).to.deep.equal(['session-structure']);
  });
});
