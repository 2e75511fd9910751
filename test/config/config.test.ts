import { expect } from 'chai';
import { configHome, NO_CONFIG, readConfig, setConfig, writeConfig } from '../../lib/config/config.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { failureOf } from '../support/trouble.js';

const HOME = '/home/somebody/.config/tapebox';
const FILE = `${HOME}/config.json`;

describe('the settings', () => {
  it('are what the program has of itself where there is no file', () => {
    expect(readConfig(memoryFileSystem(), HOME)).to.deep.equal(NO_CONFIG);
  });

  it('come back as they were set', () => {
    const fs = memoryFileSystem();
    const settings: readonly (readonly [string, readonly string[]])[] = [
      ['studio', ['Big Room']],
      ['to', ['/shelf']],
      ['naming', ['{title}_v{n}']],
      ['search', ['/old', '/older']],
      ['libraries', ['all']],
      ['recall.logo', ['/studio/logo.png']],
      ['recall.accent', ['#23527c']],
      ['recall.order', ['notes', 'song']],
      ['recall.hide', ['findings']],
    ];
    for (const [key, values] of settings) writeConfig(fs, HOME, setConfig(readConfig(fs, HOME), key, values));
    expect(readConfig(fs, HOME)).to.deep.equal({
      studio: 'Big Room',
      to: '/shelf',
      naming: '{title}_v{n}',
      search: ['/old', '/older'],
      libraries: 'all',
      'recall.logo': '/studio/logo.png',
      'recall.accent': '#23527c',
      'recall.order': ['notes', 'song'],
      'recall.hide': ['findings'],
    });
    expect(fs.list(HOME).map((entry) => entry.name)).to.deep.equal(['config.json']);
    for (const [key] of settings) writeConfig(fs, HOME, setConfig(readConfig(fs, HOME), key, []));
    expect(readConfig(fs, HOME)).to.deep.equal(NO_CONFIG);
    expect(JSON.parse(fs.get(FILE).toString())).to.deep.equal({});
  });

  it('survive a run that ended between its writes', () => {
    const fs = memoryFileSystem();
    fs.put(`${FILE}.new`, Buffer.from('half'));
    writeConfig(fs, HOME, { ...NO_CONFIG, studio: 'x' });
    expect(readConfig(fs, HOME).studio).to.equal('x');
  });

  const bad: readonly (readonly [string, readonly string[]])[] = [
    ['nothing', ['x']],
    ['__proto__', ['x']],
    ['to', ['shelf']],
    ['search', ['/a', 'b']],
    ['naming', ['{title}']],
    ['libraries', ['some']],
    ['studio', ['Big', 'Room']],
    ['to', ['/a', '/b']],
    ['recall.logo', ['logo.png']],
    ['recall.accent', ['#ffcc00']],
    ['recall.accent', ['red']],
    ['recall.order', ['song', 'songs']],
    ['recall.hide', ['verdict']],
  ];
  for (const [key, values] of bad) {
    it(`${key} = ${values.join(' ')} is wrong usage`, async () =>
      expect(await failureOf(() => setConfig(NO_CONFIG, key, values))).to.include({ exitCode: 2, code: 'usage' }));
  }

  const broken: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['text', '"x"'],
    ['a number for a text', '{"studio": 5}'],
    ['a list for a text', '{"studio": ["x"]}'],
    ['numbers in a list', '{"search": [5]}'],
    ['an unknown setting', '{"studios": "x"}'],
    ['a bad value', '{"libraries": "some"}'],
    ['a relative folder', '{"to": "shelf"}'],
    ['a bad template', '{"naming": "{title}"}'],
    ['a colour that cannot be read', '{"recall.accent": "#ffcc00"}'],
    ['an unknown part of the sheet', '{"recall.hide": ["verdict"]}'],
    ['a text for a list of numbers', '{"recall.order": [1]}'],
  ];
  for (const [what, text] of broken) {
    it(`a file with ${what} is told with its place, not passed over`, async () => {
      const fs = memoryFileSystem();
      fs.put(FILE, Buffer.from(text));
      const error = await failureOf(() => readConfig(fs, HOME));
      expect(error).to.include({ exitCode: 2, code: 'usage' });
      expect(error.message).to.include(FILE);
    });
  }

  it('lie where TAPEBOX_CONFIG_HOME says', () => {
    expect(configHome({ TAPEBOX_CONFIG_HOME: '/there' })).to.equal('/there');
    expect(configHome({})).to.match(/tapebox/);
    expect(configHome({ TAPEBOX_CONFIG_HOME: '' })).to.equal(configHome({}));
  });
});
