import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionSource } from '../../../lib/model/parser.js';
import { splice } from '../../../lib/model/splice.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { reaper } from '../../../parsers/reaper/index.js';
import { edits } from '../../../parsers/reaper/relink.js';
import { memorySource } from '../memory-source.js';
import { block, item, project, REAPER_SESSIONS, SEVERAL_SAMPLES, samplomatic, track, wave } from './sessions.js';

/** The document with new places for the stored paths that are named. */
async function relink(content: Buffer | string, targets: Readonly<Record<string, string>>): Promise<Buffer> {
  const bytes = Buffer.from(content);
  const source: SessionSource = memorySource(bytes);
  const session = await reaper.read(source, READ_LIMITS);
  const changes = session.media.flatMap((reference) => {
    const target = targets[reference.stored];
    return target === undefined ? [] : [{ reference, target }];
  });
  expect(changes).to.have.length(Object.keys(targets).length);
  return splice(bytes, edits(source, session, changes));
}

const stored = async (content: Buffer) =>
  (await reaper.read(memorySource(content), READ_LIMITS)).media.map((each) => each.stored);

describe('REAPER: re-linking', () => {
  const mac = (...lines: readonly string[]) => project(...lines).replace('win64', 'macOS-arm64');
  const file = (line: string) => mac(track('a', item(block('SOURCE MP3', line))));

  it('replaces what stands between the quotes, at every place, and nothing else', async () => {
    const before = mac(track('a', item(wave('a.wav')), item(block('SOURCE MP3', 'FILE "a.wav" 1'))));
    const after = await relink(before, { 'a.wav': 'Media/a.wav' });
    expect(after.toString()).to.equal(before.replaceAll('"a.wav"', '"Media/a.wav"'));
  });

  it('writes the separators of the platform that saved', async () => {
    const before = project(track('a', item(wave('D:\\a.wav'))));
    expect((await relink(before, { 'D:\\a.wav': 'Media/b/a.wav' })).toString()).to.include(
      'FILE "Media\\b\\a.wav"\r\n',
    );
  });

  for (const [line, target, written] of [
    ['FILE "a" 1', 'x"y', `FILE 'x"y' 1`],
    ['FILE "a" 1', `x"'y`, `FILE \`x"'y\` 1`],
    ["FILE 'a' 1", 'x', 'FILE "x" 1'],
    ['FILE a 1', 'x y', 'FILE "x y" 1'],
    ['FILE "a', 'x', 'FILE "x"'],
  ] as const) {
    it(`${line} with ${target}`, async () => {
      const after = (await relink(file(line), { a: target })).toString();
      expect(after).to.equal(file(line).replace(line, written));
    });
  }

  it('refuses what no quote and no line can hold', async () => {
    for (const target of ['a"\'`', 'a\nb', 'a\rb', 'a\udc80']) {
      const error = await relink(file('FILE "a"'), { a: target }).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'unstorable-path', exitCode: 4 });
    }
  });

  it('keeps the encoding of the file where the name can be written in it', async () => {
    const before = Buffer.from(mac(track('\xfc', item(wave('\xe4.wav')))), 'latin1');
    expect(
      (await relink(before, { 'ä.wav': 'Ton/ä€.wav' })).includes(Buffer.from('"Ton/\xe4\x80.wav"', 'latin1')),
    ).to.equal(true);
    expect((await relink(before, { 'ä.wav': 'Ω.wav' })).includes('"Ω.wav"')).to.equal(true);
  });

  it('the samples of the metronome one by one', async () => {
    const before = mac(block('METRONOME 6 2', 'SAMPLES "/a.wav" "" "/b.wav" ""'));
    expect((await relink(before, { '/b.wav': 'b.wav' })).toString()).to.include('SAMPLES "/a.wav" "" "b.wav" ""');
  });

  for (const modern of [true, false]) {
    const before = mac(track('a', block('FXCHAIN', samplomatic('/s/a.wav', modern), 'WAK 0 0')), track('b'));
    const style = modern ? '5.x' : '4.x';

    it(`a sampler, in the lines of ${style}`, async () => {
      const target = `Media/${'long '.repeat(40)}ä.wav`;
      const after = await relink(before, { '/s/a.wav': target });
      expect(after.toString()).to.equal(
        mac(track('a', block('FXCHAIN', samplomatic(target, modern), 'WAK 0 0')), track('b')),
      );
    });

    it(`a sampler to the same place changes no byte, in the lines of ${style}`, async () => {
      expect((await relink(before, { '/s/a.wav': '/s/a.wav' })).toString()).to.equal(before);
    });
  }

  it('several samples of one sampler', async () => {
    const before = project(track('a', block('FXCHAIN', samplomatic(SEVERAL_SAMPLES))));
    const after = await relink(before, { 'D:\\s\\a.wav': 'Media/1.wav', 'D:\\s\\b.wav': 'Media/two.wav' });
    const text = SEVERAL_SAMPLES.replace('D:\\s\\a.wav', 'Media\\1.wav').replace('D:\\s\\b.wav', 'Media\\two.wav');
    expect(after.toString()).to.equal(project(track('a', block('FXCHAIN', samplomatic(text)))));
  });

  it('a name with the separator of samples only where there is one sample', async () => {
    const one = mac(track('a', block('FXCHAIN', samplomatic('/s/a.wav'))));
    expect(await stored(await relink(one, { '/s/a.wav': 'a|b.wav' }))).to.deep.equal(['a|b.wav']);
    const two = project(track('a', block('FXCHAIN', samplomatic(SEVERAL_SAMPLES))));
    const error = await relink(two, { 'D:\\s\\a.wav': 'a|b.wav' }).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'unstorable-path' });
  });

  it('any change of any paths changes nothing else', async () => {
    const bytes = (REAPER_SESSIONS[0] as { readonly bytes: Buffer }).bytes;
    const source = memorySource(bytes);
    const session = await reaper.read(source, READ_LIMITS);
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .filter((text) => !/[\0\r\n"'`/\\|\ud800-\udfff]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(name, { nil: null }), { minLength: session.media.length }), async (names) => {
        const changes = session.media.flatMap((reference, at) => {
          const chosen = names[at];
          return chosen == null || reference.sites.length === 0 ? [] : [{ reference, target: `${at}/${chosen}` }];
        });
        const splices = edits(source, session, changes);
        const after = splice(bytes, splices);
        const again = await reaper.read(memorySource(after), READ_LIMITS);
        const places = new Map(
          changes.map(({ reference, target }) => [reference.stored, target.replaceAll('/', '\\')]),
        );
        expect(again.media.map((each) => each.stored)).to.deep.equal(
          session.media.map((each) => places.get(each.stored) ?? each.stored),
        );
        const back = again.media.flatMap((reference, at) => {
          const original = session.media[at]?.stored ?? '';
          return reference.stored === original ? [] : [{ reference, target: original }];
        });
        expect(splice(after, edits(memorySource(after), again, back)).equals(bytes)).to.equal(true);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
