import { expect } from 'chai';
import { mayOriginalGo } from '../../lib/answer/answer.js';
import type { ReferenceState } from '../../lib/model/inspect.js';
import type { PackageRecord, RecordSession, WhyLeftOut } from '../../lib/model/package.js';

type Media = RecordSession['media'][number];

const media = (state: ReferenceState, needed = true, stored = `${state}.wav`) =>
  ({ stored, name: stored, state, needed }) as Media;

interface Given {
  readonly media?: readonly Media[];
  readonly codes?: readonly (readonly [string, 'error' | 'info'])[];
  readonly leftOut?: readonly (readonly [string, WhyLeftOut])[];
  readonly accepted?: readonly string[];
  readonly coverage?: string;
}

function record({ media = [], codes = [], leftOut = [], accepted = [], coverage = 'full' }: Given): PackageRecord {
  return {
    sessions: [{ path: 'data/Project/Song/Song.rpp', coverage: { media: coverage }, media }],
    findings: codes.map(([code, severity]) => ({ code, severity, message: '', where: null, next: null })),
    leftOut: leftOut.map(([path, reason]) => ({ path, reason, size: 1 })),
    decisions: accepted.map((what) => ({ kind: 'accept-loss', what, to: null, by: 'Anna', at: '2026-01-01' })),
  } as unknown as PackageRecord;
}

const whole = (given: Given) => mayOriginalGo(record(given), 1);

describe('may the original go?', () => {
  it('yes, where nothing is lost and a further copy is known', () => {
    expect(mayOriginalGo(record({ media: [media('found')] }), 1)).to.deep.equal({ answer: 'yes', reasons: [] });
  });

  it('not yet, where this would be the only copy', () => {
    const { answer, reasons } = mayOriginalGo(record({ media: [media('found')] }), 0);
    expect(answer).to.equal('not-yet');
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.match(/^this would be the only copy: /);
  });

  const harmless: readonly (readonly [string, Given])[] = [
    [
      'every state that is there',
      { media: (['found', 'relocated', 'embedded', 'none', 'library'] as const).map((s) => media(s)) },
    ],
    [
      'nothing that plays needs it',
      { media: (['missing', 'offline', 'refused'] as const).map((s) => media(s, false)) },
    ],
    ['a loss that a person accepted', { media: [media('missing')], accepted: ['missing.wav'] }],
    [
      'an accepted loss of another kind',
      { media: [media('offline'), media('ambiguous')], accepted: ['offline.wav', 'ambiguous.wav'] },
    ],
    [
      'caches and what the user left out',
      {
        leftOut: [
          ['a.reapeaks', 'regenerable'],
          ['old', 'excluded'],
        ],
      },
    ],
    ['a pipe, which is no file', { leftOut: [['pipe', 'not-a-file']] }],
    ['an accepted pointer', { codes: [['media-placeholder', 'info']] }],
    [
      'other findings',
      {
        codes: [
          ['media-differs', 'error'],
          ['name-not-for-windows', 'info'],
        ],
      },
    ],
  ];
  for (const [what, given] of harmless)
    it(`yes: ${what}`, () => expect(whole(given)).to.deep.equal({ answer: 'yes', reasons: [] }));

  const reasons: readonly (readonly [string, Given, string])[] = [
    ['one missing', { media: [media('missing')] }, '1 file is missing: find it, or accept the loss with --accept'],
    [
      'two missing',
      { media: [media('missing'), media('missing', true, 'b')] },
      '2 files are missing: find them, or accept the loss with --accept',
    ],
    ['unreadable', { media: [media('unreadable')] }, '1 file is unreadable'],
    ['offline', { media: [media('offline')] }, '1 file is offline'],
    ['ambiguous', { media: [media('ambiguous')] }, '1 file is ambiguous'],
    ['refused', { media: [media('refused')] }, '1 file is refused'],
    [
      'a placeholder',
      { media: [media('placeholder')], codes: [['media-placeholder', 'error']] },
      '1 file is only a placeholder: download the sound itself',
    ],
    ['a session not read', { codes: [['session-unreadable', 'error']] }, '1 session could not be read'],
    [
      'a folder not looked through',
      { codes: [['search-cut-short', 'error']] },
      'the folder was too large to be looked through',
    ],
    ['a file not read', { leftOut: [['a/b.wav', 'unreadable']] }, '1 file could not be read, first "a/b.wav"'],
    ['references partly read', { coverage: 'partial' }, 'the references of "Song.rpp" are not fully read'],
    [
      'another loss accepted',
      { media: [media('missing')], accepted: ['else.wav'] },
      '1 file is missing: find it, or accept the loss with --accept',
    ],
  ];
  for (const [what, given, reason] of reasons) {
    it(`no: ${what}`, () => expect(whole(given)).to.deep.equal({ answer: 'no', reasons: [reason] }));
  }

  for (const why of ['other-project', 'package'] as const) {
    it(`no: files of the folder that stay behind (${why})`, () => {
      const answer = whole({
        leftOut: [
          ['x', why],
          ['y', why],
          ['cache', 'regenerable'],
        ],
      });
      expect(answer.answer).to.equal('no');
      expect(answer.reasons).to.have.length(1);
      expect(answer.reasons[0]).to.match(/^2 /);
    });
  }

  it('no, with all reasons: what is lost first, the only copy last', () => {
    const all = record({
      media: [media('offline'), media('missing')],
      codes: [
        ['session-unreadable', 'error'],
        ['media-placeholder', 'error'],
      ],
      leftOut: [['x.wav', 'unreadable']],
      coverage: 'none',
    });
    const words = mayOriginalGo(all, 0).reasons.map(
      (reason) => /missing|placeholder|offline|session could|first "|not fully|only copy/.exec(reason)?.[0],
    );
    expect(words).to.deep.equal([
      'missing',
      'placeholder',
      'offline',
      'session could',
      'first "',
      'not fully',
      'only copy',
    ]);
  });
});
