import { expect } from 'chai';
import { audioFacts, type RawFacts } from '../../lib/audio/facts.js';
import { audioFindings } from '../../lib/audio/findings.js';
import { readAudioFacts } from '../../lib/audio/read-audio-facts.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { pathOf, VECTORS } from './truth.js';

/** What the vectors end in; the others in nothing. */
const EXPECTED: Readonly<Record<string, string>> = {
  'aiff-cut.aif': 'error audio-cut',
  'cut-data.wav': 'error audio-cut',
  'all-zero.wav': 'error audio-empty',
  'missing-fmt.wav': 'error audio-broken',
  'zero-blockalign.wav': 'error audio-broken',
  'data-size-0.wav': 'warn audio-unclosed',
};

const SOUND = { sampleRate: 48_000, channels: 2, bitDepth: 24 };
const MINUTE = 48_000 * 60;

describe('audioFindings', () => {
  for (const [name, { size }] of VECTORS) {
    it(`${name}: ${EXPECTED[name] ?? 'nothing'}`, async () => {
      const facts = await readAudioFacts(nodeFileSystem, pathOf(name), size);
      const told = facts === null ? [] : audioFindings(name, facts, null);
      expect(told.map(({ severity, code }) => `${severity} ${code}`).join()).to.equal(EXPECTED[name] ?? '');
      for (const { severity, next } of told) if (severity !== 'info') expect(next).to.be.a('string');
    });
  }

  for (const [what, raw, expected] of [
    [
      'a long file that was cut',
      { frames: 2 * MINUTE, framesByHeader: 3 * MINUTE, missingBytes: 5, problems: ['file-cut'] },
      'error "a.wav" was cut: 2:00 of 3:00 are there',
    ],
    [
      'a short one',
      { frames: 1250, framesByHeader: 3000, missingBytes: 6999, problems: ['file-cut'] },
      'error "a.wav" was cut: 1250 of 3000 samples are there',
    ],
    [
      'one whose frames nobody knows',
      { missingBytes: 6999, problems: ['file-cut'] },
      'error "a.wav" was cut: 6999 bytes are missing',
    ],
    [
      'a last frame that is not whole',
      { frames: 2999, framesByHeader: 3000, missingBytes: 2, problems: ['file-cut'] },
      'info "a.wav" lacks 2 bytes at its end; its sound is there',
    ],
    [
      'a chunk behind the sound',
      { frames: 3000, missingBytes: 20, problems: ['file-cut'] },
      'info "a.wav" lacks 20 bytes at its end; its sound is there',
    ],
    [
      'a recording that was never closed',
      { frames: MINUTE, problems: ['riff-size-zero', 'data-size-zero'] },
      'warn "a.wav" is a recording that was never closed, 1:00 of sound are there',
    ],
    ['a header alone', { frames: 0 }, 'info "a.wav" has a header and no sound'],
    ['what is only odd', { frames: 5, problems: ['riff-size-wrong', 'trailing-bytes', 'pad-missing'] }, ''],
    ['what came through a pipe', { frames: 5, problems: ['riff-size-unknown', 'data-size-unknown'] }, ''],
  ] as const satisfies readonly (readonly [string, RawFacts, string])[]) {
    it(`of ${what}`, () => {
      const told = audioFindings('a.wav', audioFacts('WAV', { ...SOUND, ...raw }), 'Vox at 1:02');
      expect(told.map(({ severity, message }) => `${severity} ${message}`).join()).to.equal(expected);
      for (const { where } of told) expect(where).to.equal('Vox at 1:02');
    });
  }
});
