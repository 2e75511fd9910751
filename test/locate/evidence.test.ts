import { expect } from 'chai';
import { audioFacts } from '../../lib/audio/facts.js';
import { fits, weigh } from '../../lib/locate/evidence.js';
import { crc16, headCrc } from '../../lib/locate/head-crc.js';
import { lookupOn } from '../../lib/locate/lookup.js';
import { locateReference, type Places } from '../../lib/locate/reference.js';
import type { AudioFacts } from '../../lib/model/located.js';
import type { Candidate } from '../../lib/model/parser.js';
import type { Evidence, Reference } from '../../lib/model/session.js';
import { reference } from '../inspect/sample.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { wav } from '../support/project.js';
import { NO_LOCATE } from '../support/world.js';

const ramp = Buffer.from(Array.from({ length: 16_384 }, (_, at) => at & 255));

describe('The check sum that Live stores', () => {
  it('is the one of its vectors (als.md, section 3)', () => {
    expect(crc16(Buffer.from('123456789'))).to.equal(0xfee8);
    expect(crc16(ramp)).to.equal(38_569);
    expect(crc16(new Uint8Array())).to.equal(0);
  });

  it('counts the first 16,384 bytes only', () => {
    const fs = memoryFileSystem();
    fs.put('/a', Buffer.concat([ramp, Buffer.from('and more')]));
    fs.put('/b', Buffer.from('123456789'));
    expect(headCrc(fs, '/a')).to.equal('38569');
    expect(headCrc(fs, '/b')).to.equal('65256');
  });
});

describe('What is weighed', () => {
  const audio = (more: Partial<AudioFacts> = {}): AudioFacts => ({
    ...audioFacts('WAV', { sampleRate: 48_000, channels: 2, bitDepth: 24, frames: 1000 }),
    ...more,
  });
  const judge = (evidence: Evidence, facts: AudioFacts | null, crc: string | null = null) => {
    const weighed = weigh(reference('a.wav', { evidence }), { path: '/a.wav', size: 5000, audio: facts, crc });
    return weighed.contradicts.length > 0 ? 'against' : fits(weighed) ? 'for' : 'nothing';
  };

  for (const [what, verdict, evidence, facts, crc] of [
    ['the same size', 'for', { size: 5000 }, null, null],
    ['another size', 'against', { size: 5001 }, audio(), null],
    ['the same CRC', 'for', { crc: '7' }, null, '7'],
    ['another CRC, though the size is the same', 'against', { size: 5000, crc: '7' }, audio(), '8'],
    ['a CRC that could not be had', 'nothing', { crc: '7' }, null, null],
    ['the same number of frames', 'for', { frames: 1000 }, audio(), null],
    ['another number of frames', 'against', { frames: 999 }, audio(), null],
    ['the frames of an MP3, whose decoder adds some', 'nothing', { frames: 999 }, audio({ container: 'MP3' }), null],
    ['frames that hold at another rate', 'nothing', { frames: 999, framesAtRate: 44_100 }, audio(), null],
    ['frames that hold at its rate', 'against', { frames: 999, framesAtRate: 48_000 }, audio(), null],
    ['a rate alone', 'nothing', { sampleRate: 48_000 }, audio(), null],
    ['another rate', 'against', { frames: 1000, sampleRate: 44_100 }, audio(), null],
  ] as const satisfies readonly (readonly [string, string, Evidence, AudioFacts | null, string | null])[]) {
    it(`${what}: ${verdict}`, () => expect(judge(evidence, facts, crc)).to.equal(verdict));
  }
});

describe('What a session says of places', () => {
  const sound = wav(100, 1);
  const stored = '/old/kick.wav';
  const hint: Candidate = { path: '/hinted/kick.wav', rule: 'search hint', isHint: true };

  async function state(of: Reference, own: readonly Candidate[], libraries: 'all' | 'user' | 'none' = 'user') {
    const fs = memoryFileSystem();
    fs.put('/hinted/kick.wav', sound);
    const none = () => [];
    const places: Places = {
      fs,
      here: 'linux',
      home: null,
      projectRoot: '/w/Song',
      lookup: lookupOn(fs),
      inProject: none,
      inSearch: none,
      options: { ...NO_LOCATE, libraries },
    };
    const located = await locateReference(of, own, places);
    return `${located.state} ${located.by ?? ''}`.trim();
  }

  it('takes the file at a hint on evidence, and without it leaves it alone', async () => {
    const size = sound.length;
    expect(await state(reference(stored, { evidence: { size } }), [hint])).to.equal('relocated search hint');
    expect(await state(reference(stored, { evidence: { size: size + 1 } }), [hint])).to.equal('missing');
    expect(await state(reference(stored), [hint])).to.equal('missing');
  });

  it('leaves libraries with the DAW as far as the person wants', async () => {
    const here: Candidate = { path: '/hinted/kick.wav', rule: 'absolute' };
    const of = (library: 'factory' | 'user') => reference(stored, { library });
    expect(await state(of('factory'), [here])).to.equal('library');
    expect(await state(of('factory'), [here], 'all')).to.equal('found absolute');
    expect(await state(of('user'), [here])).to.equal('found absolute');
    expect(await state(of('user'), [here], 'none')).to.equal('library');
  });
});
