import { expect } from 'chai';
import { TapeboxError } from '../../../lib/model/errors.js';
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { cpr } from '../../../parsers/cpr/index.js';
import { memorySource } from '../memory-source.js';
import { newArchive, riffOf } from './archive-writer.js';
import { BLUE } from './sessions.js';
import { projectOf, type TrackSpec } from './writer.js';

const read = (bytes: Buffer): Promise<ParsedSession> => cpr.read(memorySource(bytes, 'Blue.cpr'), READ_LIMITS);

const codes = ({ findings }: ParsedSession): readonly string[] =>
  findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);

async function refusal(bytes: Buffer): Promise<string> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof TapeboxError) return error.code;
    throw error;
  }
  return 'read';
}

describe('Cubase: damage', () => {
  it('is refused where nothing of a project is there', async () => {
    expect(await refusal(Buffer.from('RIFF\0\0\0\0WAVE'))).to.equal('not-a-session');
    expect(await refusal(projectOf(BLUE).subarray(0, 100))).to.equal('session-damaged');
  });

  it('leaves what stands before a cut', async () => {
    const whole = projectOf(BLUE);
    const session = await read(whole.subarray(0, whole.indexOf('Drums')));
    expect(codes(session)).to.deep.equal(['session-cut']);
    expect(session.tracks.map(({ name }) => name)).to.include('Vocals ä');
    expect(session.coverage.media).to.equal('partial');
    // Nobody knows what the lost tracks play.
    expect(session.media.every(({ needed }) => needed)).to.equal(true);
  });

  it('breaks the list of tracks, not the pool, where a class refers to nowhere', async () => {
    const bytes = Buffer.from(projectOf(BLUE));
    // The tag stands before the length of the name.
    const tag = bytes.indexOf('MFolderTrack') - 8;
    bytes.fill(0x9f, tag, tag + 4);
    const session = await read(bytes);
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect(session.tracks.filter(({ inTrackList }) => inTrackList).map(({ name }) => name)).to.deep.equal(['Vocals ä']);
    expect(session.media.length).to.equal(4);
  });

  it('reads the tracks where the list around them says that it is larger than the project', async () => {
    const bytes = Buffer.from(projectOf(BLUE));
    bytes.writeUInt32BE(0x7fffffff, bytes.indexOf('MTrackList') + 'MTrackList'.length + 3);
    const session = await read(bytes);
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect(session.tracks.map(({ name }) => name)).to.include.members(['Vocals ä', 'Kick', 'Hall']);
  });

  it('leaves out a path that cannot be read, and says so', async () => {
    const bytes = Buffer.from(projectOf(BLUE));
    bytes.writeUInt32BE(0x7fffffff, bytes.indexOf('vox 1.wav') - 4);
    const session = await read(bytes);
    expect(codes(session)).to.deep.equal(['session-damaged']);
    expect(session.media.map(({ name }) => name)).to.deep.equal(['Bass-Reverse.wav', 'kick.wav', 'unused.wav']);
  });

  it('leaves out a track of a kind that it does not know, and says so', async () => {
    const w = newArchive('new');
    w.object('PArrangement', () => {
      w.object('MRoot', () => {
        w.zeros(26);
        w.object('MTrackList', () => {
          w.text('Root');
          w.u32(1);
          w.zeros(10);
          w.u32(1);
          w.object('MHologramTrackEvent', () => w.zeros(100));
        });
      });
    });
    const session = await read(riffOf([{ name: 'Arrangement1', type: 'PArrangement', archive: w.content() }]));
    expect(codes(session)).to.deep.equal(['session-structure']);
    expect(session.coverage.tracks).to.equal('partial');
  });
});

describe('Cubase: hostile projects', () => {
  it('may nest folders without end', async () => {
    let track: TrackSpec = { name: 'x' };
    for (let depth = 0; depth < 500; depth++) track = { name: 'f', tracks: [track] };
    const session = await read(projectOf({ tracks: [track] }));
    expect(session.tracks.length).to.be.lessThan(200);
  });

  it('may count what it does not have', async () => {
    const w = newArchive('new');
    w.object('PArrangement', () => {
      w.object('MRoot', () => {
        w.zeros(26);
        w.object('MTrackList', () => {
          w.text('Root');
          w.u32(1);
          w.zeros(10);
          w.u32(0xffffffff);
        });
      });
    });
    const archive = w.content();
    const session = await read(riffOf([{ name: 'Arrangement1', type: 'PArrangement', archive }]));
    expect(codes(session)).to.deep.equal(['session-damaged']);
  });

  it('may repeat the tag of a class without end', async () => {
    const w = newArchive('new');
    w.object('PArrangement', () => {
      w.zeros(40);
      w.object('AudioFile', () => w.zeros(30));
      const tag = Buffer.alloc(8);
      // The place of the class in the archive: behind the declaration of the first.
      tag.writeUInt32BE(0x80000000 + w.content().lastIndexOf('AudioFile') - 8);
      tag.writeUInt32BE(1, 4);
      for (let at = 0; at < 200_000; at++) w.put(tag);
    });
    const started = Date.now();
    const session = await read(riffOf([{ name: 'Arrangement1', type: 'PArrangement', archive: w.content() }]));
    expect(session.media).to.deep.equal([]);
    expect(Date.now() - started).to.be.lessThan(5000);
  });

  it('may be nothing but ones', async () => {
    const session = await read(
      riffOf([{ name: 'Arrangement1', type: 'PArrangement', archive: Buffer.alloc(4 << 20, 0xff) }]),
    );
    expect(codes(session)).to.deep.equal(['session-damaged']);
  });
});
