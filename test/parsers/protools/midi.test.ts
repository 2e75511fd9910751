import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { sharedFolder } from '../shared-folder.js';
import { type MadeMidi, midiSession } from './midi-session.js';
import { readBytes } from './sessions.js';
import { writeSession } from './writer.js';

const clipsOf = (session: ParsedSession) => session.tracks.flatMap(({ clips }) => clips);

async function played(made: MadeMidi): Promise<readonly (string | undefined)[]> {
  const session = await readBytes(writeSession(midiSession(made)), true);
  return clipsOf(session).map(({ midi }) =>
    midi === undefined
      ? undefined
      : [`${midi.count}:`, ...midi.notes.map(({ at, length, key }) => `${at} ${length} ${key}`)].join(' | '),
  );
}

const CHUNK: MadeMidi['chunks'][number] = [
  [0, 60, 1],
  [1, 64, 1],
  [3, 67, 4],
];

describe('Pro Tools: notes', () => {
  it('are told only where they are asked for', async () => {
    const made = midiSession({ chunks: [CHUNK], clips: [{ chunk: 0, length: 4 }], placed: [{ clip: 0, at: 0 }] });
    const [clip] = clipsOf(await readBytes(writeSession(made)));
    expect(clip?.kind).to.equal('midi');
    expect(clip).to.not.have.property('midi');
  });

  it('of the chunk of a clip, from where the clip begins in it, at every place of the clip', async () => {
    for (const order of ['le', 'be'] as const) {
      const made: MadeMidi = {
        order,
        chunks: [[], CHUNK],
        clips: [
          { chunk: 1, length: 4 },
          { chunk: 1, offset: 1, length: 2 },
          { chunk: 0, length: 4 },
        ],
        placed: [
          { clip: 0, at: 4 },
          { clip: 1, at: 8 },
          { clip: 2, at: 12 },
          { clip: 1, at: 16 },
        ],
      };
      const part = '1: | 0 0.5 64';
      expect(await played(made), order).to.deep.equal(['3: | 0 0.5 60 | 0.5 0.5 64 | 1.5 0.5 67', part, '0:', part]);
    }
  });

  it('whatever stands for 0 in them, and in samples', async () => {
    const made = { chunks: [CHUNK], clips: [{ chunk: 0, length: 4 }], placed: [{ clip: 0, at: 2 }] };
    expect(await played({ ...made, zero: 0n })).to.deep.equal(['3: | 0 0.5 60 | 0.5 0.5 64 | 1.5 0.5 67']);
    expect(await played({ ...made, unit: 'samples' })).to.deep.equal(['3: | 0 1 60 | 1 1 64 | 3 1 67']);
  });

  it('not where there is no such chunk', async () => {
    const made = { chunks: [CHUNK], clips: [{ chunk: 7, length: 4 }], placed: [{ clip: 0, at: 2 }] };
    expect(await played(made)).to.deep.equal([undefined]);
  });

  /**
   * `midiNotes` of the expected lists counts what is stored, used or not. In these sessions the clips play all of it once, but for one
   * note of a clip that lies on no track.
   */
  const ALL_PLAYED = [
    ['skirsdeda__ptformat-objc/TestPTX.ptx', 29, 0],
    ['skirsdeda__ptformat-objc/big_duration_mess.ptx', 22, 0],
    ['skirsdeda__ptformat-objc/RegionPosLimits.ptx', 23, 1],
    ['FastTrackStudios__daw/studio-comp-session.ptx', 1920, 0],
  ] as const;
  const [corpus, lists] = [sharedFolder('corpus', 'protools'), sharedFolder('expected', 'protools')];
  for (const [name, stored, unused] of ALL_PLAYED) {
    it(`are as many as the expected list says: ${name}`, async function () {
      if (!corpus || !lists) return this.skip();
      const list = JSON.parse(readFileSync(join(lists, `${name}.json`), 'utf8')) as { counts: { midiNotes: number } };
      expect(list.counts.midiNotes).to.equal(stored);
      const clips = clipsOf(await readBytes(readFileSync(join(corpus, name)), true));
      expect(clips.reduce((sum, { midi }) => sum + (midi?.count ?? 0), 0)).to.equal(stored - unused);
    });
  }
});
