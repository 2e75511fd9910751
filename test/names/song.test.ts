import { expect } from 'chai';
import { carriesName, songKey } from '../../lib/names/song.js';

const ONE_SONG: readonly (readonly [string, string])[] = [
  ['Song.rpp', 'SONG'],
  ['song.RPP', 'SONG'],
  ['Song_mix1.rpp', 'SONG'],
  ['Song_mix14.rpp', 'SONG'],
  ['Song mix 3.rpp', 'SONG'],
  ['Song v2 final.rpp', 'SONG'],
  ['Song_v2b.rpp', 'SONG'],
  ['Song (2).rpp', 'SONG'],
  ['Song-2024-01-02_165437.rpp-bak', 'SONG'],
  ['Song 2024-01-02.rpp', 'SONG'],
  ['Song_240102.rpp', 'SONG'],
  ['Song final master old.rpp', 'SONG'],
  ['Song-instrumental.rpp', 'SONG'],
  ['Cafe\u0301_mix2.rpp', 'CAFÉ'],
  ['Straße v3.rpp', 'STRASSE'],
];

const OTHER_SONGS: readonly (readonly [string, string])[] = [
  ['Song 2.rpp', 'SONG 2'],
  ['Song2.rpp', 'SONG2'],
  ['Remix.rpp', 'REMIX'],
  ['Evolution.rpp', 'EVOLUTION'],
  ['Songv2.rpp', 'SONGV2'],
  ['mix.rpp', 'MIX'],
  ['_mix3.rpp', '_MIX3'],
  ['1999.rpp', '1999'],
  ['240102.rpp', '240102'],
];

describe('the song that a file name speaks of', () => {
  for (const [name, key] of [...ONE_SONG, ...OTHER_SONGS]) {
    it(`${name} is ${key}`, () => expect(songKey(name)).to.equal(key));
  }
});

describe('a name that carries a song', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['Song.wav', true],
    ['song mix 3.wav', true],
    ['Song_stems', true],
    ['SONG', true],
    ['Song-2024-01-02.rpp-bak', true],
    ['Songs.wav', false],
    ['Song2.wav', false],
    ['My Song.wav', false],
    ['Son.wav', false],
  ];
  for (const [name, carries] of cases) {
    it(`${name}: ${carries ? 'yes' : 'no'}`, () => expect(carriesName(name, 'SONG')).to.equal(carries));
  }
});
