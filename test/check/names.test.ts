import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { firstClash, unsafePath } from '../../lib/check/names.js';
import { fixtureFolder } from '../support/fixtures.js';

const UNSAFE = [
  '', '/etc/passwd', '../x', 'a/../x', 'a/..', '.', 'a/./b', 'a//b', 'a\\b', '..\\x', 'C:evil', 'C:/evil', 'a.txt:stream',
  'a\0b', 'a\nb', 'a\rb', 'a\ud800b', 'a\udc80b', '\\\\server\\share', '//server/share', 'a/',
]; // biome-ignore format: a list
const SAFE = [
  'a',
  'a/b',
  '...',
  'a/..b',
  'x%L.wav',
  'Song/recorder:Synth-1.mid',
  ' a',
  'a ',
  'nul.wav',
  'a\u001bb',
  '日本語 🎹.txt',
];

const clash = (...paths: string[]) =>
  firstClash(paths.map((name) => ({ path: name.replace(/\/$/, ''), isFolder: name.endsWith('/') }))) !== null;

describe('names from a package', () => {
  for (const name of UNSAFE) it(`refuses ${JSON.stringify(name)}`, () => expect(unsafePath(name)).to.be.a('string'));
  for (const name of SAFE) it(`takes ${JSON.stringify(name)}`, () => expect(unsafePath(name)).to.equal(null));

  it('finds two names of one place', () => {
    expect(clash('a', 'a')).to.equal(true);
    expect(clash('a/', 'a/')).to.equal(true);
    expect(clash('Kick.wav', 'kick.WAV')).to.equal(true);
    expect(clash('\u00e9', 'e\u0301')).to.equal(true);
    expect(clash('Straße/a', 'STRASSE/b')).to.equal(true);
    expect(clash('Audio/a', 'AUDIO/b')).to.equal(true);
    expect(clash('a', 'a/b')).to.equal(true);
    expect(clash('a/b', 'a')).to.equal(true);
    expect(clash('A', 'a/b')).to.equal(true);
  });

  it('keeps apart what is apart everywhere', () => {
    expect(clash('a/', 'a/b', 'a/c/', 'a/c/d', 'b')).to.equal(false);
    expect(clash('a/b', 'a/', 'a/c')).to.equal(false);
    expect(clash('x/a', 'y/a', 'a')).to.equal(false);
  });

  it('agrees with the collision keys of the fixtures', function () {
    const folder = fixtureFolder('names');
    if (folder === null) return this.skip();
    const file = JSON.parse(nodeFs.readFileSync(path.join(folder, 'names.json'), 'utf8'));
    const names: { text: string | null; key: string | null; posix: boolean }[] = Array.isArray(file)
      ? file
      : file.names;
    const usable = names.filter(({ text, posix }) => text !== null && posix && unsafePath(text) === null);
    expect(usable.length).to.be.greaterThan(80);
    for (const a of usable) {
      for (const b of usable) {
        if (a.text !== b.text) expect(clash(String(a.text), String(b.text))).to.equal(a.key === b.key);
      }
    }
  });
});
