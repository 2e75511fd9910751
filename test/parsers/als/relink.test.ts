import { expect } from 'chai';
import { splice } from '../../../lib/model/splice.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { als } from '../../../parsers/als/index.js';
import { edits } from '../../../parsers/als/relink.js';
import { isXmlText } from '../../../parsers/shared/xml-value.js';
import { memorySource } from '../memory-source.js';
import { clip, type FileOptions, liveSet, track } from './live-set.js';

const set = (file: FileOptions, lineEnd: '\n' | '\r\n' = '\n'): string =>
  liveSet({ shape: file.shape ?? 'new', tracks: [track({ arrangement: [clip({ file })] })], lineEnd });

async function relinked(before: string, target: string): Promise<string> {
  const source = memorySource(before, 'Song.als');
  const session = await als.read(source, READ_LIMITS);
  const changes = session.media.map((reference) => ({ reference, target }));
  return splice(Buffer.from(before), edits(source, session, changes)).toString();
}

describe('Live: re-linking', () => {
  it('the new shape: type and path, nothing else', async () => {
    const file: FileOptions = { absolute: '/old/kick.wav', size: 5, crc: 7 };
    expect(await relinked(set(file), 'Samples/Imported/kick & "1".wav')).to.equal(
      set({ ...file, relative: 'Samples/Imported/kick & "1".wav', type: 3 }),
    );
  });
  it('a file of a pack is one of the project then', async () => {
    const file: FileOptions = { absolute: '/pack/kick.wav', relative: 'x/kick.wav', type: 5, pack: ['Drums', '1234'] };
    expect(await relinked(set(file), 'Samples/Imported/kick.wav')).to.equal(
      set({ absolute: '/pack/kick.wav', relative: 'Samples/Imported/kick.wav', type: 3 }),
    );
  });
  for (const shape of ['eight', 'old'] as const) {
    for (const lineEnd of ['\n', '\r\n'] as const) {
      for (const relative of ['', 'kick.wav', 'a/kick.wav', 'a/b/c/d/kick.wav', '../kick.wav']) {
        it(`Live ${shape}, ${lineEnd === '\n' ? 'LF' : 'CR LF'}: "${relative}" becomes another list`, async () => {
          const file: FileOptions = { shape, absolute: 'C:\\old\\kick.wav' };
          for (const target of ['Samples/Imported/kick.wav', '../up/kick.wav', 'kick.wav']) {
            const after = await relinked(set({ ...file, relative, type: 1 }, lineEnd), target);
            expect(after).to.equal(set({ ...file, relative: target, type: 3 }, lineEnd));
          }
        });
      }
    }
  }
  it('a value in single quotes, a name with its end tag, a list on one line', async () => {
    const before = set({ shape: 'old', absolute: 'C:\\old\\kick.wav', relative: 'a/kick.wav' })
      .replace('<Name Value="kick.wav" />', "<Name Value='kick.wav'></Name>")
      .replace(/<RelativePath>\s*(<RelativePathElement[^>]*>)\s*</, '<RelativePath>$1<');
    const after = await relinked(before, "b/c/it's.wav");
    expect(after).to.include("<Name Value='it&apos;s.wav'></Name>");
    expect(after).to.include(
      '<RelativePath><RelativePathElement Id="0" Dir="b" /><RelativePathElement Id="1" Dir="c" />',
    );
  });
  it('what a FileRef lacks is put in', async () => {
    const before = set({ absolute: '/old/kick.wav' })
      .replace(/\s*<RelativePathType Value="0" \/>/, '')
      .replace(/\s*<RelativePath Value="" \/>/, '');
    const session = await als.read(memorySource(await relinked(before, 'Samples/kick.wav'), 'Song.als'), READ_LIMITS);
    const context = { session, baseFolder: '/p', projectRoot: '/p', named: () => [] };
    expect(session.media.map((one) => als.resolve(one, context)[0]?.path)).to.deep.equal(['/p/Samples/kick.wav']);
  });
  it('refuses what XML cannot hold', async () => {
    for (const name of ['a\u0001', 'a\udc80', 'a\ufffe']) {
      expect(isXmlText(name)).to.equal(false);
      const error = await relinked(set({ absolute: '/a.wav' }), name).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'unstorable-path', exitCode: 4 });
    }
    expect(isXmlText('a\tb\nc 🎹')).to.equal(true);
  });
  it('collected files go where Live puts them', async () => {
    const session = await als.read(memorySource(set({ absolute: '/a.wav' }), 'Song.als'), READ_LIMITS);
    const folder = (device: string | null) =>
      als.layout.mediaFolder(session, { ...session.media[0], sites: [{ device }] } as never);
    expect(folder(null)).to.equal('Samples/Imported');
    expect(folder('MxDeviceMidiEffect')).to.equal('Presets/MIDI Effects/Max MIDI Effect/Imported');
    expect(folder('MxOther')).to.equal('Presets/Imported/Max');
  });
});
