import { expect } from 'chai';
import type { Probe, ResolveContext } from '../../../lib/model/parser.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { PARSERS, parserFor } from '../../../parsers/index.js';
import { reaper } from '../../../parsers/reaper/index.js';
import { memorySource, probeOf } from '../memory-source.js';
import { item, project, track, wave } from './sessions.js';

const probe = (name: string, head = project(), folder = 'Song'): Probe => probeOf(head, name, {}, folder);

describe('REAPER: detection', () => {
  const tracks = track('a');
  for (const [name, head, folder, expected] of [
    ['Song.rpp', project(), 'Song', 'session .'],
    ['Song.RPP', `\ufeff\r\n ${project()}`, 'Song', 'session .'],
    ['Song', project(), 'Song', 'session .'],
    ['Song.rpp-bak', project(), 'Song', 'backup .'],
    ['Song-2025-12-02_165437.rpp-bak', project(), 'Backups', 'backup ..'],
    ['Song-2025.rpp-bak', project(), 'AutoSaves', 'autosave ..'],
    ['Song-autosave.RPP', project(), 'Song', 'autosave .'],
    ['Band.RTrackTemplate', tracks, 'TrackTemplates', 'template .'],
    ['Band.rpp', tracks, 'Song', null],
    ['Song.rpp-UNDO', project(), 'Song', null],
    ['Sub.rpp-PROX', project(), 'Song', null],
    ['Song.rpp', 'RIFF....WAVE', 'Song', null],
    ['Song.rpp', '<REAPER_PROJECTION', 'Song', null],
    ['Song.rpp', '', 'Song', null],
  ] as const) {
    it(`${folder}/${name} with ${JSON.stringify(head.slice(0, 18))}`, () => {
      const detection = reaper.detect(probe(name, head, folder));
      expect(detection && `${detection.role} ${detection.base}`).to.equal(expected);
    });
  }

  it('is in the registry', async () => {
    expect(await parserFor('reaper')).to.equal(reaper);
    expect(await parserFor('cassette')).to.equal(null);
    const matches = ['a.rpp', 'a.RPP', 'a.rpp-bak', 'a.RTrackTemplate', 'a.wav'].map((name) =>
      PARSERS[0]?.names.test(name),
    );
    expect(matches).to.deep.equal([true, true, true, true, false]);
  });
});

describe('REAPER: files of a project', () => {
  it('what REAPER makes again', () => {
    const again = [
      'a.wav.reapeaks',
      'peaks/A.WAV.REAPEAKS',
      'a.mp3.reapindex',
      'Sub.rpp-PROX',
      'mix.wav.render_stats.html',
    ];
    expect(again.filter((path) => !reaper.regenerable(path))).to.deep.equal([]);
    expect(['a.wav', 'a-glued.wav', 'Song.rpp-bak', 'a.html'].filter(reaper.regenerable)).to.deep.equal([]);
  });
  it('what belongs to it by its name', () => {
    expect(
      ['Backups/a.rpp-bak', 'a.RPP-UNDO', 'a.rpp-PROX', 'b/a-autosave.rpp'].filter((path) => !reaper.owns(path)),
    ).to.deep.equal([]);
    expect(['a.rpp', 'a.wav', 'a.bak', 'x-autosave/a.rpp'].filter(reaper.owns)).to.deep.equal([]);
  });
});

describe('REAPER: where a stored path is looked for', () => {
  async function places(
    stored: string,
    platform = 'win64',
    context: Partial<ResolveContext> = {},
  ): Promise<readonly string[]> {
    const text = project('RECORD_PATH "Audio" "/mnt/takes"', track('a', item(wave(stored)))).replace('win64', platform);
    const session = await reaper.read(memorySource(text), READ_LIMITS);
    const [reference] = session.media;
    if (!reference) throw new Error('no reference');
    const found = reaper.resolve(reference, {
      session,
      baseFolder: '/p',
      projectRoot: '/p',
      named: () => [],
      ...context,
    });
    return found.map(({ path, rule }) => `${rule}: ${path}`);
  }
  const recorded = ['record path: /p/Audio/a.wav', 'record path: /mnt/takes/a.wav'];

  it('below the base folder, with the separators of Windows', async () =>
    expect(await places('Media\\ a/a.wav')).to.deep.equal(['project-relative: /p/Media/ a/a.wav', ...recorded]));
  it('elsewhere, \\ may be part of a name', async () =>
    expect(await places('Media\\a.wav', 'linux64')).to.deep.equal([
      'project-relative: /p/Media\\a.wav',
      'project-relative: /p/Media/a.wav',
      ...recorded,
    ]));
  it('an absolute path of this machine', async () =>
    expect(await places('/Users/me/a.wav', 'OSX64')).to.deep.equal(['absolute: /Users/me/a.wav', ...recorded]));
  for (const stored of ['D:\\x\\a.wav', 'D:/x/a.wav', '\\\\server\\share\\a.wav']) {
    it(`never the place of another platform: ${stored}`, async () =>
      expect(await places(stored)).to.deep.equal(recorded));
  }
  it('on Windows its own absolute paths', async () => {
    const [first, second] = await places('D:\\x\\a.wav', 'win64', { baseFolder: 'C:\\p' });
    expect([first, second]).to.deep.equal(['absolute: D:\\x\\a.wav', 'record path: C:\\p\\Audio\\a.wav']);
    expect((await places('Media/a.wav', 'OSX64', { baseFolder: 'C:\\p' }))[0]).to.equal(
      'project-relative: C:\\p\\Media\\a.wav',
    );
  });
  it('the only file of that name, last', async () => {
    const named = (...paths: readonly string[]) => ({ named: () => paths });
    expect((await places('D:\\a.wav', 'win64', named('/p/x/a.wav'))).at(-1)).to.equal(
      'same name in the project: /p/x/a.wav',
    );
    expect(await places('D:\\a.wav', 'win64', named('/p/x/a.wav', '/p/y/a.wav'))).to.deep.equal(recorded);
  });
});
