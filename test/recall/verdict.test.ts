import { expect } from 'chai';
import type { LocatedSession } from '../../lib/model/located.js';
import { sheetOf } from '../../lib/recall/sheet.js';
import { todoOf, verdictOf } from '../../lib/recall/verdict.js';
import {
  clip,
  entry,
  located,
  locatedSession,
  parsed,
  plugin,
  project,
  ROOT,
  reference,
  track,
} from '../inspect/sample.js';

const titles = (session: LocatedSession, packed = true) => {
  const plan = packed ? { collected: new Map<string, string>(), relinked: new Set<string>(), findings: [] } : null;
  const sheet = sheetOf({ located: project([session]), title: null, artist: null, client: null, notes: [], plan });
  return verdictOf(sheet).map(({ look, title }) => `${look}: ${title}`);
};
const inside = located(reference('Audio/a.wav'), `${ROOT}/Audio/a.wav`);
const lost = (name: string, state: 'missing' | 'offline' = 'missing', needed = true) =>
  located(reference(name, { needed }), null, { state });
const full = parsed().coverage;

describe('verdictOf', () => {
  const table: readonly [string, LocatedSession, readonly string[]][] = [
    [
      'all well',
      locatedSession(parsed(), [inside]),
      ['ok: Nothing is missing', 'ok: All in one place', 'ok: No plug-ins', 'ok: Opens as it is'],
    ],
    [
      'two missing',
      locatedSession(parsed(), [lost('a'), lost('b')]),
      ['bad: 2 files missing', 'warn: Nothing to collect', 'ok: No plug-ins', 'warn: Opens, and asks'],
    ],
    [
      'mixed reasons',
      locatedSession(parsed(), [lost('a'), lost('b', 'offline')]),
      ['bad: 2 files not at hand', 'warn: Nothing to collect', 'ok: No plug-ins', 'warn: Opens, and asks'],
    ],
    [
      'missing, and not needed',
      locatedSession(parsed(), [inside, lost('a', 'missing', false)]),
      ['ok: Nothing is missing', 'ok: All in one place', 'ok: No plug-ins', 'ok: Opens as it is'],
    ],
    [
      'outside',
      locatedSession(parsed(), [located(reference('/x/y/a.wav'), '/x/y/a.wav')]),
      ['ok: Nothing is missing', 'warn: 1 file lies outside', 'ok: No plug-ins', 'ok: Opens as it is'],
    ],
    [
      'read in part',
      locatedSession(parsed({ coverage: { ...full, media: 'partial', plugins: 'none' } }), [inside]),
      ['warn: Media not fully known', 'ok: All in one place', 'warn: Plug-ins not known', 'ok: Opens as it is'],
    ],
    [
      'readable plug-ins',
      locatedSession(
        parsed({ tracks: [track('a', { plugins: [plugin('EQ', { state: { bytes: 9, readable: true } })] })] }),
        [],
      ),
      ['ok: No media files', 'ok: All in one place', 'ok: 1 plug-in', 'ok: Opens as it is'],
    ],
  ];
  for (const [what, session, expected] of table) it(what, () => expect(titles(session)).to.deep.equal(expected));

  it('does not say that nothing is missing where a stand-in lies in the place of a sound', () => {
    const findings = [{ code: 'media-placeholder', severity: 'error', message: 'x', where: null, next: 'y' }] as const;
    const of = project([locatedSession(parsed(), [inside])], [], { findings });
    const sheet = sheetOf({ located: of, title: null, artist: null, client: null, notes: [], plan: null });
    expect(verdictOf(sheet)[0]).to.include({ look: 'bad', title: '1 file is only a stand-in' });
    expect(todoOf(sheet)[0]).to.equal('x. y');
  });
  it('sends nobody to print what stems hold, nor for takes that nobody hears', () => {
    const midi = track('Piano', {
      kind: 'instrument',
      plugins: [plugin('Keys')],
      clips: [clip(null, 0, 4, { kind: 'midi' })],
    });
    const use = { track: 1, what: 'take', startNs: 0n, lengthNs: 4n };
    const take = track('T', { clips: [clip(0, 0, 4, { lengthNs: 4n, active: false })] });
    const gone = located(reference('gone.wav', { usedBy: [use] }), null);
    const session = locatedSession(parsed({ tracks: [midi, take] }), [gone]);
    const todo = (entries: readonly string[]) => {
      const of = project(
        [session],
        entries.map((path) => entry(path)),
      );
      return todoOf(sheetOf({ located: of, title: null, artist: null, client: null, notes: [], plan: null }));
    };
    expect(todo([])[0]).to.equal('Look for gone.wav: only in what is muted or not chosen.');
    expect(todo([])[1]).to.match(/^Print “Piano” \(Keys\) while/);
    expect(todo(['Stems/Piano.wav']).filter((text) => text.startsWith('Print “'))).to.deep.equal([]);
  });
  it('names a missing file once, whoever else says it', () => {
    const findings = [
      { code: 'media-missing', severity: 'error', message: '"a" is missing', where: null, next: 'y' },
    ] as const;
    const of = project([locatedSession(parsed(), [lost('a')])], [], { findings });
    const sheet = sheetOf({ located: of, title: null, artist: null, client: null, notes: [], plan: null });
    expect(todoOf(sheet).filter((text) => text.includes('"a"'))).to.deep.equal([]);
    expect(todoOf(sheet)[0]).to.equal('Look for a.');
  });
});
