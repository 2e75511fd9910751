import { expect } from 'chai';
import { TapeboxError } from '../../../lib/model/errors.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { aaf } from '../../../parsers/aaf/index.js';
import { memorySource } from '../memory-source.js';
import * as s from './songs.js';
import * as w from './writer.js';

async function outcome(bytes: Buffer): Promise<string> {
  try {
    const { findings } = await s.readBytes(bytes);
    return findings.find(({ severity }) => severity !== 'info')?.code ?? 'sound';
  } catch (error) {
    if (error instanceof TapeboxError && error.exitCode === 4) return `refused: ${error.code}`;
    throw error;
  }
}

const changed = (bytes: Buffer, change: (bytes: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

describe('AAF: damage', () => {
  const whole = s.aafOf(s.LINKED, [], { sectorSize: 512 });
  const directory = (whole.readUInt32LE(48) + 1) * 512;
  const fat = (whole.readUInt32LE(76) + 1) * 512;

  it('refuses what is none, and what has no directory or no header', async () => {
    expect(await outcome(Buffer.from('text'))).to.equal('refused: not-a-session');
    expect(await outcome(whole.subarray(0, 512))).to.equal('refused: session-damaged');
    expect(await outcome(changed(whole, (bytes) => bytes.writeUInt32LE(0xfffff, 48)))).to.equal(
      'refused: session-damaged',
    );
    expect(await outcome(changed(whole, (bytes) => bytes.writeUInt32LE(0xffffffff, directory + 76)))).to.equal(
      'refused: session-damaged',
    );
    expect(await outcome(w.writeAaf(null))).to.equal('refused: session-damaged');
  });

  it('tells of a file that ends too early', async () => {
    const bytes = s.aafOf(s.EMBEDDED, [...s.ESSENCES, s.essence(5, Buffer.alloc(100_000))]);
    expect(await outcome(bytes)).to.equal('sound');
    expect(await outcome(bytes.subarray(0, bytes.length - 4096))).to.match(/session-(cut|damaged)/);
  });

  it('ends where a chain comes back to itself', async () => {
    const first = whole.readUInt32LE(48);
    const loop = changed(whole, (bytes) => bytes.writeUInt32LE(first, fat + 4 * first));
    expect(await outcome(loop)).to.match(/session-damaged/);
    // The second sector of the directory leads to the first: what stands in both is read.
    const second = whole.readUInt32LE(fat + 4 * first);
    const late = changed(whole, (bytes) => bytes.writeUInt32LE(first, fat + 4 * second));
    expect(await outcome(late)).to.match(/session-damaged/);
    const everywhere = changed(whole, (bytes) => {
      for (let at = 0; at < 128; at++) bytes.writeUInt32LE(0, fat + 4 * at);
    });
    expect(await outcome(everywhere)).to.match(/session-(damaged|cut)/);
  });

  it('ends where the tree of the directory comes back to itself', async () => {
    const loop = changed(whole, (bytes) => {
      for (let entry = 1; entry < 12; entry++) bytes.writeUInt32LE(1, directory + 128 * entry + 68);
    });
    expect(await outcome(loop)).to.match(/session-damaged/);
  });

  it('reads what is left where an object is not there', async () => {
    const gone = changed(whole, (bytes) => {
      const at = bytes.indexOf(Buffer.from('Property-4701', 'utf16le'), directory);
      bytes.writeUInt8(0x58, at);
    });
    const session = await s.readBytes(gone);
    expect(session.findings[0]?.code).to.equal('session-damaged');
    expect(session.media).to.have.length(1);
    expect(session.coverage.tracks).to.equal('partial');
  });

  it('goes no deeper than programs do', async () => {
    let segment = s.sequence([s.filler(1)]);
    for (let depth = 0; depth < 200; depth++) segment = s.sequence([segment]);
    expect(await outcome(s.aafOf([s.composition(1, 'Deep', [s.slot(1, segment)])]))).to.equal('session-structure');
  });

  it('holds no more than it may', async () => {
    const read = () => aaf.read(memorySource(whole, 'Song.aaf'), { ...READ_LIMITS, maxBytes: 2000 });
    let code = '';
    try {
      code = (await read()).findings[0]?.code ?? '';
    } catch (error) {
      code = (error as TapeboxError).code;
    }
    expect(code).to.equal('session-damaged');
  });
});

describe('AAF: a big one', () => {
  it('is read by its structure, whatever essence it holds', async () => {
    const bytes = s.aafOf(s.EMBEDDED, [s.essence(31, Buffer.alloc(40 * 1024 * 1024))]);
    let asked = 0;
    const source = memorySource(bytes, 'Big.aaf');
    const counted = {
      ...source,
      bytes: (start: number, end: number) => {
        asked += end - start;
        return source.bytes(start, end);
      },
    };
    const { media } = await aaf.read(counted, READ_LIMITS);
    expect(media[0]?.evidence.size).to.equal(40 * 1024 * 1024);
    expect(asked).to.be.below(1024 * 1024);
  });

  it('also with more FAT than its header lists, as the old sectors need it', async () => {
    const essence = Buffer.alloc(8 * 1024 * 1024, 1);
    const bytes = s.aafOf(s.EMBEDDED, [s.essence(31, essence), s.essence(32, s.WHOLE_WAVE)], { sectorSize: 512 });
    expect(bytes.readUInt32LE(72)).to.be.above(0);
    const { media } = await s.readBytes(bytes);
    const file = aaf.embedded?.(memorySource(bytes), media[0] as never);
    expect(
      Buffer.concat([...(file?.pieces() ?? [])])
        .subarray(44)
        .equals(essence),
    ).to.equal(true);
    expect(await outcome(bytes)).to.equal('sound');
  });
});
