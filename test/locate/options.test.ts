import { expect } from 'chai';
import { mapped, parseAccepted, parseMap } from '../../lib/locate/options.js';
import { failureOf } from '../support/trouble.js';

describe('--map OLD=NEW', () => {
  const splits: readonly (readonly [string, string, string])[] = [
    ['E:=/Volumes/OLD_E', 'E:', '/Volumes/OLD_E'],
    ['E:\\=/m', 'E:\\', '/m'],
    ['/a=b/c=/new', '/a=b/c', '/new'],
    ['/a=/b=/c', '/a', '/b=/c'],
    ['x=y=/new=old', 'x=y', '/new=old'],
  ];
  for (const [text, old, to] of splits) {
    it(`${text} is split at the first = before an absolute path`, () =>
      expect(parseMap(text)).to.deep.equal({ old, new: to }));
  }

  for (const text of ['', 'E:', '=/new', 'E:=new', 'E:=', 'E:=~/new']) {
    it(`"${text}" is wrong usage`, async () =>
      expect(await failureOf(() => parseMap(text))).to.include({ exitCode: 2, code: 'usage' }));
  }

  const cases: readonly (readonly [string, string, string, string | null])[] = [
    // what it is, --map, stored, where it leads
    ['a drive', 'E:=/new', 'E:\\Takes\\a.wav', '/new/Takes/a.wav'],
    ['a drive with its slash', 'E:\\=/new', 'E:\\Takes\\a.wav', '/new/Takes/a.wav'],
    ['a drive with another slash', 'E:/=/new', 'E:\\Takes\\a.wav', '/new/Takes/a.wav'],
    ['a drive in small letters', 'e:=/new', 'E:/Takes/a.wav', '/new/Takes/a.wav'],
    ['another drive', 'F:=/new', 'E:\\Takes\\a.wav', null],
    ['a Windows folder without its case', 'E:\\takes=/new', 'E:\\TAKES\\Sub\\A.wav', '/new/Sub/A.wav'],
    ['a part of a name', 'E:\\Take=/new', 'E:\\Takes\\a.wav', null],
    ['a Unix folder', '/old/place=/new', '/old/place/a.wav', '/new/a.wav'],
    ['a Unix folder with slashes at the ends', '/old/place/=/new/', '/old/place/a.wav', '/new/a.wav'],
    ['a Unix folder in another case', '/Old/Place=/new', '/old/place/a.wav', null],
    ['all of Unix', '/=/new', '/old/a.wav', '/new/old/a.wav'],
    ['into the top', '/old=/', '/old/a.wav', '/a.wav'],
    ['a single file', 'E:\\Takes\\a.wav=/new/b.wav', 'E:\\Takes\\a.wav', '/new/b.wav'],
    ['a mounted volume', '/Volumes/OLD=/new', '/Volumes/OLD/Takes/a.wav', '/new/Takes/a.wav'],
    ['a mounted volume in another case', '/volumes/old=/new', '/Volumes/OLD/TAKES/a.wav', '/new/TAKES/a.wav'],
    ['a mac volume by its name', 'Old Drive=/new', '/Volumes/Old Drive/Takes/a.wav', '/new/Takes/a.wav'],
    ['a mac volume in an HFS path', 'Macintosh HD=/new', 'Macintosh HD:Takes:a.wav', '/new/Takes/a.wav'],
    ['a folder in an HFS path', 'Macintosh HD:takes=/new', 'Macintosh HD:Takes:a.wav', '/new/a.wav'],
    ['a share', '\\\\NAS\\Audio=/new', '\\\\nas\\audio\\Takes\\a.wav', '/new/Takes/a.wav'],
    ['a folder of a share', '//nas/audio/takes=/new', '\\\\NAS\\Audio\\Takes\\a.wav', '/new/a.wav'],
    ['another share', '\\\\nas\\other=/new', '\\\\nas\\audio\\a.wav', null],
    ['a URL', 'E:=/new', 'file:///E:/My%20Takes/a.wav', '/new/My Takes/a.wav'],
    ['a URL on both sides', 'file:///old%20place=/new', 'file://localhost/old%20place/a.wav', '/new/a.wav'],
    ['a percent sign outside of a URL', '/old=/new', '/old/100%20.wav', '/new/100%20.wav'],
    ['normal forms', '/old/Cafe\u0301=/new', '/old/Caf\u00e9/a.wav', '/new/a.wav'],
    ['an = in a name', '/a=b=/new', '/a=b/c.wav', '/new/c.wav'],
    ['a relative path', 'E:=/new', 'Takes\\a.wav', null],
  ];
  for (const [what, map, stored, expected] of cases) {
    it(`${what}: ${map} leads ${stored} to ${expected}`, () =>
      expect(mapped(stored, [parseMap(map)])).to.equal(expected));
  }

  it('the longest OLD wins, whatever the order', () => {
    const maps = ['E:=/all', 'E:\\Takes\\Old=/old', 'E:\\Takes=/takes'].map(parseMap);
    for (const some of [maps, [...maps].reverse()]) {
      expect(mapped('E:\\Takes\\Old\\a.wav', some)).to.equal('/old/a.wav');
      expect(mapped('E:\\Takes\\b.wav', some)).to.equal('/takes/b.wav');
      expect(mapped('E:\\c.wav', some)).to.equal('/all/c.wav');
    }
  });
});

describe('--accept FILE', () => {
  const HEAD = { schema: 'tapebox-accept/1', by: 'Anna', at: '2026-01-01' };
  const read = (value: unknown) => parseAccepted(JSON.stringify(value), 'decisions.json');

  it('gives each decision its name and date', () => {
    const decisions = [
      { stored: 'a.wav', file: '/there/a.wav' },
      { stored: 'b.wav', lost: true },
    ];
    expect(read({ ...HEAD, decisions })).to.deep.equal([
      { stored: 'a.wav', file: '/there/a.wav', by: 'Anna', at: '2026-01-01' },
      { stored: 'b.wav', lost: true, by: 'Anna', at: '2026-01-01' },
    ]);
  });

  it('needs no name where a file is named', () => {
    const { schema } = HEAD;
    expect(read({ schema, decisions: [{ stored: 'a', file: '/a' }] })).to.deep.equal([
      { stored: 'a', file: '/a', by: null, at: null },
    ]);
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ['no JSON', '{', 'not JSON'],
    ['null', 'null', 'schema'],
    ['another schema', '{"schema":"tapebox-accept/2","decisions":[]}', 'schema'],
    ['no list', JSON.stringify(HEAD), 'decisions'],
    ['no stored path', JSON.stringify({ ...HEAD, decisions: [{ lost: true }] }), 'decision 1'],
    ['neither file nor loss', JSON.stringify({ ...HEAD, decisions: [{ stored: 'a' }] }), 'decision 1'],
    ['a relative file', JSON.stringify({ ...HEAD, decisions: [{ stored: 'a', file: 'b' }] }), 'decision 1'],
    ['lost as a word', JSON.stringify({ ...HEAD, decisions: [{ stored: 'a', lost: 'yes' }] }), 'decision 1'],
    [
      'a loss without a name',
      JSON.stringify({ ...HEAD, by: undefined, decisions: [{ stored: 'a', lost: true }] }),
      '"by"',
    ],
    [
      'a loss without a date',
      JSON.stringify({ ...HEAD, at: undefined, decisions: [{ stored: 'a', lost: true }] }),
      '"at"',
    ],
    ['a wrong second', JSON.stringify({ ...HEAD, decisions: [{ stored: 'a', lost: true }, 7] }), 'decision 2'],
  ];
  for (const [what, text, says] of wrong) {
    it(`${what}: exit 2, with its place`, async () => {
      const error = await failureOf(() => parseAccepted(text, 'decisions.json'));
      expect(error).to.include({ exitCode: 2 });
      expect(error.message).to.include('decisions.json').and.to.include(says);
    });
  }
});
