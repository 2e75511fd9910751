import { expect } from 'chai';
import { splice } from '../../../lib/model/splice.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { ardour } from '../../../parsers/ardour/index.js';
import { memorySource } from '../memory-source.js';
import { ardourSession, type MadeSession } from './ardour-session.js';
import type { Around } from './sessions.js';

const FILE = Buffer.from('x');

/** Moves the references of that place in the list to those targets, and gives the document as it is then. */
async function relinked(
  made: MadeSession,
  targets: Readonly<Record<number, string>>,
  around: Around = {},
): Promise<string> {
  const content = Buffer.from(ardourSession(made));
  const source = memorySource(content, 'Song.ardour', around);
  const session = await ardour.read(source, READ_LIMITS);
  const changes = Object.entries(targets).map(([at, target]) => {
    const reference = session.media[Number(at)];
    if (reference === undefined) throw new Error('no reference');
    return { reference, target };
  });
  return splice(content, ardour.edits?.(source, session, changes) ?? []).toString('utf8');
}

const sources = (content: string): readonly string[] =>
  [...content.matchAll(/<Source name="([^"]*)"[^>]*?(?: origin="([^"]*)")?(?: gain="1")?\/>/g)].map(
    ([, name, origin]) => `${name} from ${origin ?? '-'}`,
  );
const option = (content: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(content)?.[1];

const HOME = 'interchange/Song/audiofiles';
const embedded = { name: 'a.wav', origin: '/m/a.wav', channels: 2 };

describe('Ardour: re-linking', () => {
  it('names the copy at both channels, and takes the origin away', async () =>
    expect(sources(await relinked({ files: [embedded] }, { 0: `${HOME}/a-1.wav` }))).to.deep.equal([
      'a-1.wav from ',
      'a-1.wav from ',
    ]));
  it('adds no origin where there is none', async () => {
    const made: MadeSession = { version: '2.0.0', files: [{ name: '/m/a.wav' }] };
    expect(sources(await relinked(made, { 0: 'sounds/b.wav' }, { 'sounds/x': FILE }))).to.deep.equal(['b.wav from -']);
  });
  it('leaves what is not moved as it is', async () => {
    const made: MadeSession = { files: [{ name: 'keep.wav', origin: 'x.wav' }, embedded] };
    expect(sources(await relinked(made, { 1: `${HOME}/b.wav` }))[0]).to.equal('keep.wav from x.wav');
  });
  it('writes entities, and a folder below the media folder', async () =>
    expect(sources(await relinked({ files: [embedded] }, { 0: `${HOME}/sub/a & 'b' <"c">.wav` }))[0]).to.equal(
      "sub/a &amp; 'b' &lt;&quot;c&quot;&gt;.wav from ",
    ));
  it('keeps to the quotes of the document', async () => {
    const content = ardourSession({ files: [embedded] }).replace('name="a.wav"', "name='a.wav'");
    const source = memorySource(content, 'Song.ardour');
    const session = await ardour.read(source, READ_LIMITS);
    const [reference] = session.media;
    if (reference === undefined) throw new Error('no reference');
    const splices = ardour.edits?.(source, session, [{ reference, target: `${HOME}/a'"b.wav` }]) ?? [];
    expect(splice(Buffer.from(content), splices).toString()).to.include(`name='a&apos;"b.wav'`);
  });
  it('the film', async () => {
    const children = '<Extra><Videotimeline Filename="/v/film.avi" LocalFile="1"/></Extra>';
    const after = await relinked({ children }, { 0: 'interchange/Song/videofiles/film.avi' });
    expect(after).to.include('<Videotimeline Filename="film.avi" LocalFile="1"/>');
  });

  describe('search paths', () => {
    const options = { 'audio-search-path': '/m', 'midi-search-path': '/n', 'raid-path': '/r' };
    const paths = (content: string) => [
      ...['audio-search-path', 'midi-search-path', 'raid-path'].map((name) => option(content, name)),
      /<Path>(.*)<\/Path>/.exec(content)?.[1],
    ];
    const children = '<Path>/r</Path>';
    it('are emptied when all files have come', async () =>
      expect(paths(await relinked({ files: [embedded], options, children }, { 0: `${HOME}/a.wav` }))).to.deep.equal([
        '',
        '',
        '',
        '',
      ]));
    it('stay without changes', async () =>
      expect(paths(await relinked({ files: [embedded], options, children }, {}))).to.deep.equal([
        '/m',
        '/n',
        '/r',
        '/r',
      ]));
    it('are emptied when the others lie in the session', async () => {
      const made = { files: [embedded, { name: 'b.wav' }], options };
      const around = { [`${HOME}/b.wav`]: FILE };
      expect(option(await relinked(made, { 0: `${HOME}/a.wav` }, around), 'audio-search-path')).to.equal('');
    });
    it('stay for a file that is not here', async () => {
      const made = { files: [embedded, { name: 'b.wav' }], options, children };
      expect(paths(await relinked(made, { 0: `${HOME}/a.wav` }))).to.deep.equal(['/m', '', '/r', '/r']);
    });
  });

  describe('what can be stored', () => {
    const files = [{ name: 'a.wav', origin: '/m/a.wav' }];
    for (const [path, expected] of [
      ['a.wav', true],
      ['recorder:Synth-1 [x] %L.wav', true],
      [`${HOME}/a.wav`, true],
      [`${HOME}/sub/a.wav`, true],
      ['audio/a.wav', false],
      ['interchange/Other/audiofiles/a.wav', false],
      ['a\u0001b.wav', false],
      ['a\udc80.wav', false],
    ] as const) {
      it(JSON.stringify(path), async () => {
        const session = await ardour.read(memorySource(ardourSession({ files }), 'Song.ardour'), READ_LIMITS);
        const [reference] = session.media;
        expect(reference && ardour.canStore?.(path, reference)).to.equal(expected);
      });
    }
    it('another place is refused', async () => {
      const error = await relinked({ files }, { 0: 'audio/a.wav' }).catch((thrown) => thrown);
      expect(error.code).to.equal('unstorable-path');
    });
  });

  it('collects each kind into its folder', async () => {
    const made: MadeSession = { files: [{ name: 'a.wav' }, { name: 'a.mid', kind: 'midi' }] };
    const folders = async (around: Around) => {
      const session = await ardour.read(memorySource(ardourSession(made), 'Song.ardour', around), READ_LIMITS);
      return session.media.map((reference) => ardour.layout.mediaFolder(session, reference));
    };
    expect(await folders({})).to.deep.equal([HOME, 'interchange/Song/midifiles']);
    expect(await folders({ 'interchange/Old/x': FILE })).to.deep.equal([
      'interchange/Old/audiofiles',
      'interchange/Old/midifiles',
    ]);
    expect(await folders({ 'sounds/x': FILE })).to.deep.equal(['sounds', 'interchange/Song/midifiles']);
  });
});
