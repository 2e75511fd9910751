import { expect } from 'chai';
import { extrasFindings, extrasOf } from '../../lib/inspect/extras.js';
import { entry, glassHarbour, located, locatedSession, parsed, project, ROOT, reference } from './sample.js';

describe('extrasOf', () => {
  it('finds mixes, notes and photos by folder and by the name of the song', () => {
    expect(extrasOf(glassHarbour())).to.deep.equal({
      mixes: ['Glass Harbour.wav', 'Mixes/Glass Harbour m6.wav', 'Mixes/Glass Harbour m7.wav'],
      stems: [],
      notes: ['notes.md'],
      photos: ['Photos/outboard.jpg'],
      unused: [],
    });
  });

  const kinds: readonly [string, 'mixes' | 'stems' | 'notes' | 'photos' | 'unused' | null][] = [
    ['Bounced Files/vocal up.wav', 'mixes'],
    ['Mixes/Stems/drums.wav', 'stems'],
    ['Glass Harbour STEMS 48k/bass.wav', 'stems'],
    ['old/Glass Harbour_mix3.wav', 'mixes'],
    ['Audio/Glass Harbour.wav', 'unused'],
    ['Audio/take 1.wav', 'unused'],
    ['Samples/pack/license.txt', null],
    ['Docs/patch list.pdf', 'notes'],
    ['Band/Lyrics.docx', 'notes'],
    ['Samples/pack/cover.png', null],
    ['._notes.txt', null],
  ];
  for (const [path, expected] of kinds)
    it(`${path}: ${expected ?? 'nothing'}`, () => {
      const session = locatedSession(parsed(), []);
      const found = Object.entries(extrasOf(project([session], [entry(path)]))).filter(([, paths]) => paths.length > 0);
      expect(found.map(([kind]) => kind)).to.deep.equal(expected === null ? [] : [expected]);
    });

  it('takes no file that the session plays', () => {
    const session = locatedSession(parsed(), [located(reference('Mixes/loop.wav'), `${ROOT}/Mixes/loop.wav`)]);
    expect(extrasOf(project([session], [entry('Mixes/loop.wav')])).mixes).to.deep.equal([]);
  });

  it('asks for what is not there', () => {
    const bare = project([locatedSession(parsed(), [])]);
    const findings = extrasFindings(extrasOf(bare), bare);
    expect(findings.map(({ code }) => code)).to.deep.equal(['no-mix', 'no-stems', 'no-notes']);
    expect(findings.every(({ next }) => next !== null)).to.equal(true);
  });
});
