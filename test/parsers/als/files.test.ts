import { expect } from 'chai';
import type { ResolveContext } from '../../../lib/model/parser.js';
import { pathInData } from '../../../parsers/als/alias.js';
import { als } from '../../../parsers/als/index.js';
import { clip, type FileOptions, liveSet, pathData, track } from './live-set.js';
import { everything, read } from './sets.js';

const none = new Uint8Array();

describe('Live: the absolute path of old sets', () => {
  for (const path of ['C:\\Töne\\a.wav', '\\\\server\\share\\a.wav', '/Users/me/Töne/a.wav']) {
    it(path, () => expect(pathInData(pathData(path).toString('hex'))).to.equal(path));
  }
  it('blanks between the digits are none', () => {
    expect(pathInData(pathData('C:\\a.wav').toString('hex').replace(/.{8}/g, '$&\r\n\t'))).to.equal('C:\\a.wav');
  });
  for (const [what, data] of [
    ['nothing', ''],
    ['half a record', pathData('/a').toString('hex').slice(0, 290)],
    ['an item without end', `${'00'.repeat(6)}0002${'00'.repeat(142)}0012ffff`],
    ['no hex', 'xyz'],
  ] as const) {
    it(`${what} is no path`, () => expect(pathInData(data)).to.equal(null));
  }
});

describe('Live: references', () => {
  it('one for each stored path, with all its uses', async () => {
    const { media } = await read(everything('new'));
    expect(media.map(({ name, usedBy }) => [name, usedBy.map(({ what }) => what)])).to.deep.include.members([
      ['a & b.wav', ['verse', 'again']],
      ['Wobble.amxd', ['Max for Live']],
      ['Grand.aif', ['zone']],
    ]);
    expect(media.find(({ name }) => name === 'a & b.wav')).to.deep.include({
      stored: '/Users/me/Song/Samples/Recorded/a & b.wav',
      alternates: ['Samples/Recorded/a & b.wav'],
      evidence: {
        size: 1000,
        crc: '4242',
        frames: 44100,
        framesAtRate: 44100,
        sampleRate: 44100,
        modified: '2020-11-24T09:08:08Z',
      },
    });
  });
  it('what a frozen track plays is needed, what is left over is not', async () => {
    const { media } = await read(everything('new'));
    expect(media.filter(({ needed }) => !needed).map(({ name }) => name)).to.deep.equal(['old.wav']);
  });
  it('what Live brings along says so', async () => {
    const { media } = await read(everything('new'));
    expect(media.filter(({ library }) => library === 'factory').map(({ name }) => name)).to.deep.equal(['Grand.aif']);
  });
  it('where a sample came from, and empty places, are no references', async () => {
    const { media } = await read(liveSet({ tracks: [track({ arrangement: [clip({ file: {} })] })] }));
    expect(media).to.deep.equal([]);
  });
});

describe('Live: where it looks', () => {
  const places = async (file: FileOptions, around: readonly string[] = [], baseFolder = '/p') => {
    const files = Object.fromEntries(around.map((path) => [path, none]));
    const session = await read(liveSet({ tracks: [track({ arrangement: [clip({ file })] })] }), files);
    const context: ResolveContext = { session, baseFolder, projectRoot: baseFolder, named: () => [] };
    return als
      .resolve(session.media[0] as (typeof session.media)[number], context)
      .map(({ path, isHint }) => `${path}${isHint ? ' ?' : ''}`);
  };
  const mark = 'Ableton Project Info/Project8_1.cfg';

  it('from the project, then from the set, then the absolute path', async () => {
    const file: FileOptions = { relative: 'Samples/a.wav', absolute: '/old/a.wav' };
    expect(await places(file)).to.deep.equal(['/p/Samples/a.wav', '/old/a.wav']);
    expect(await places(file, [`../${mark}`])).to.deep.equal([
      '/p/Samples/a.wav',
      '/p/Song/Samples/a.wav',
      '/old/a.wav',
    ]);
  });
  it('from the set, where the path says so', async () => {
    const file: FileOptions = { relative: '../x/a.wav', type: 1 };
    expect(await places(file)).to.deep.equal(['/x/a.wav']);
    expect(await places(file, [`../${mark}`])).to.deep.equal(['/p/x/a.wav']);
    const below = [`../../${mark}`, '../../Sets/Song/Song.als', '../../Other/b.als'];
    expect(await places(file, below)).to.deep.equal(['/p/Sets/x/a.wav']);
    expect(await places(file, [...below, '../../Else/Song/Song.als'])).to.deep.equal([]);
  });
  it('packs and libraries: only the absolute path', async () => {
    for (const type of [0, 2, 5, 6, 7])
      expect(await places({ relative: 'a.wav', type, absolute: '/old/a.wav' })).to.deep.equal(['/old/a.wav']);
  });
  it('a path of Windows has no place here', async () => {
    expect(await places({ absolute: 'C:/a/b.wav' })).to.deep.equal([]);
    expect(await places({ absolute: 'C:/a/b.wav' }, [], 'D:\\p')).to.deep.equal(['C:\\a\\b.wav']);
  });
  it('the search hint is no more than a hint', async () => {
    expect(await places({ shape: 'old', absolute: 'C:\\a.wav', hint: 'Users/me' })).to.deep.equal([
      '/Users/me/a.wav ?',
    ]);
  });
});
