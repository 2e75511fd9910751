import { expect } from 'chai';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { ardour } from '../../../parsers/ardour/index.js';
import { PARSERS, parserFor } from '../../../parsers/index.js';
import { memorySource, probeOf } from '../memory-source.js';
import { ardourSession } from './ardour-session.js';

const SESSION = ardourSession();
const TEMPLATE = SESSION.replace(
  / name="Song" sample-rate="48000" id-counter="\d+" name-counter="1" event-counter="0" vca-counter="1"/,
  '',
);
const NOTHING = Buffer.alloc(0);

describe('Ardour: detection', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['Song.ardour', SESSION, 'session'],
    ['Song-3002.ardour', SESSION, 'session'],
    ['Song', SESSION, 'session'],
    ['Song.ardour.bak', SESSION, 'backup'],
    ['Song.pending', SESSION, 'autosave'],
    ['Song.ardour', `\ufeff<!-- x -->\r\n ${SESSION.slice(SESSION.indexOf('<Session'))}`, 'session'],
    ['Band.template', TEMPLATE, 'template'],
    ['Song.ardour', SESSION.replace('?>', '?><!DOCTYPE Session [<!ENTITY a "b">]>'), 'session'],
    ['Song.ardour', '<Session version="3" user="a"><Login/></Session>', null],
    ['Song.ardour', '<Session name="a"><Sources/></Session>', null],
    ['Song.ardour', '<Sessions version="3"><Sources/></Sessions>', null],
    ['Song.ardour', '<lmms><Session version="3" id-counter="1"/></lmms>', null],
    ['Song.ardour', 'RIFF', null],
    ['Song.ardour', '', null],
  ];
  for (const [name, content, role] of cases) {
    it(`${name} with ${JSON.stringify(content.slice(0, 60))}`, () =>
      expect(ardour.detect(probeOf(content, name))?.role ?? null).to.equal(role));
  }

  it('a folder with media folders is its own project', () => {
    const own = (files: Record<string, Uint8Array>) =>
      ardour.detect(probeOf(SESSION, 'a.ardour', files))?.ownFolder ?? false;
    expect(own({ 'interchange/Song/audiofiles/a.wav': NOTHING })).to.equal(true);
    expect(own({ 'sounds/a.wav': NOTHING })).to.equal(true);
    expect(own({ 'a.wav': NOTHING })).to.equal(false);
  });

  it('takes no longer for a long head', () => {
    const blanks = `<?xml version="1.0"?>${' '.repeat(4000)}x<Session version="1">`;
    expect(ardour.detect(probeOf(blanks, 'a.ardour'))).to.equal(null);
  });

  it('is in the registry', async () => {
    expect(await parserFor('ardour')).to.equal(ardour);
    const names = PARSERS.find(({ format }) => format === 'ardour')?.names;
    const tried = ['a.ardour', 'a.ardour.bak', 'a.pending', 'a.template', 'a.history', 'a.wav'].map((name) =>
      names?.test(name),
    );
    expect(tried).to.deep.equal([true, true, true, true, false, false]);
  });
});

describe('Ardour: files of a project', () => {
  it('what Ardour makes again', () => {
    const again = ['peaks/ab12.peak', 'peaks/take%A.peak', 'analysis/x.TransientDetector'];
    expect(again.filter((path) => !ardour.regenerable(path))).to.deep.equal([]);
    expect(
      ['a.wav', 'interchange/S/audiofiles/x.peak', 'Song.history', 'analysis'].filter(ardour.regenerable),
    ).to.deep.equal([]);
  });
  it('what belongs to it by its name', () => {
    const own = [
      'S.ardour.bak',
      'S.history',
      'S.history.bak',
      'S.pending',
      'S.reclog',
      'instant.xml',
      'backup/S-3002.ardour',
    ];
    expect(own.filter((path) => !ardour.owns(path))).to.deep.equal([]);
    expect(['S.ardour', 'a.bak', 'a.wav', 'my backup/S.ardour'].filter(ardour.owns)).to.deep.equal([]);
  });
});

describe('Ardour: broken sessions', () => {
  const code = async (content: string): Promise<string> => {
    try {
      const session = await ardour.read(memorySource(content, 'Song.ardour'), READ_LIMITS);
      return session.findings.map((one) => `${one.severity} ${one.code}`).join(', ');
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const cut = (at: string) => SESSION.slice(0, SESSION.indexOf(at));
  for (const [what, content, expected] of [
    ['whole', SESSION, ''],
    ['nothing', '', 'not-a-session'],
    ['another root', '<Project version="1"/>', 'not-a-session'],
    ['no lists', '<Session version="1"><Config/></Session>', 'not-a-session'],
    ['cut before the lists', cut('<Sources'), 'session-damaged'],
    ['cut in the middle', cut('</Routes>'), 'error session-cut'],
    ['a broken tag', SESSION.replace('<Playlists>', '<Playlists =>'), 'error session-damaged'],
    ['an unknown entity', SESSION.replace('value=""', 'value="&song;"'), 'session-damaged'],
    ['a document type', SESSION.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aa">]>'), 'session-damaged'],
    ['UTF-16', SESSION.replace('UTF-8', 'UTF-16'), 'session-damaged'],
  ] as const) {
    it(what, async () => expect(await code(content)).to.equal(expected));
  }

  it('keeps what stands before a cut', async () => {
    const content = ardourSession({ files: [{ name: 'a.wav' }], tracks: [{ name: 'A' }] });
    const source = memorySource(content.slice(0, content.indexOf('<Playlists>')), 'Song.ardour');
    const session = await ardour.read(source, READ_LIMITS);
    expect(session.media.map(({ stored }) => stored)).to.deep.equal(['a.wav']);
    expect(session.tracks.map(({ name }) => name)).to.deep.equal(['A']);
    expect(session.coverage.clips).to.equal('partial');
  });
});
