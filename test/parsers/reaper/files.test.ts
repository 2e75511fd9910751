import { expect } from 'chai';
import { block, item, project, read, reaverb, SEVERAL_SAMPLES, samplomatic, track, wave } from './sessions.js';

const media = async (content: Buffer | string) =>
  (await read(content)).media.map(({ stored, kind, needed }) => `${kind}${needed ? '' : '?'} ${stored}`);

async function needed(...lines: readonly string[]): Promise<bigint | null | undefined> {
  return (await read(project(track('a', block('ITEM', 'POSITION 0', ...lines))))).media[0]?.neededNs;
}

describe('REAPER: where files are named', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['a take', track('a', item(wave('a.wav'))), ['audio a.wav']],
    ['a part of a file', track('a', item(block('SOURCE SECTION', 'LENGTH 1', wave('a.wav')))), ['audio a.wav']],
    ['a sub-project', track('a', item(block('SOURCE RPP_PROJECT', 'FILE "b.rpp"'))), ['session b.rpp']],
    ['MIDI in a file', track('a', item(block('SOURCE MIDI', 'FILE "b.mid"'))), ['midi b.mid']],
    ['MIDI in the session', track('a', item(block('SOURCE MIDI', 'HASDATA 1 960 QN', 'E 0 90 3c 60'))), []],
    ['MIDI that shares a pool', track('a', item(block('SOURCE MIDIPOOL', 'POOLEDEVTS {G}'))), []],
    ['film', track('a', item(block('SOURCE VIDEO', 'FILE "a.mkv"'))), ['video a.mkv']],
    ['sound that the film reader plays', track('a', item(block('SOURCE VIDEO', 'FILE "a.m4a"'))), ['audio a.m4a']],
    ['a picture', track('a', item(block('SOURCE VIDEO', 'FILE "a.png"'))), ['image a.png']],
    ['an unknown source', track('a', item(block('SOURCE OPUS2', 'FILE a.xyz'))), ['audio a.xyz']],
    ['the picture of an item', track('a', item('RESOURCEFN "D:\\a.png"')), ['image D:\\a.png']],
    ['a track icon of the user', track('a', 'TRACKIMGFN "/me/a.png"'), ['image? /me/a.png']],
    ['a track icon of the program', track('a', 'TRACKIMGFN "ac_guitar.png"'), []],
    ['the metronome', block('METRONOME 6 2', 'SAMPLES "/a.wav" "" "/b.wav" ""'), ['sample /a.wav', 'sample /b.wav']],
    ['the project bay', block('PROJBAY', block('DATA', wave('bay.wav'))), ['audio bay.wav']],
    ['a frozen track', track('a', block('FREEZE', item(wave('old.wav')))), ['audio old.wav']],
    ['add-ons', block('EXTENSIONS', track('a', item(wave('no.wav')))), []],
    ['a sampler', track('a', block('FXCHAIN', samplomatic('/s/ä.wav'))), ['sample /s/ä.wav']],
    ['a sampler of version 4', track('a', block('FXCHAIN', samplomatic('/s/a.wav', false))), ['sample /s/a.wav']],
    ['an empty sampler', track('a', block('FXCHAIN', samplomatic(''))), []],
    [
      'several samples',
      track('a', block('FXCHAIN', samplomatic(SEVERAL_SAMPLES))),
      ['sample D:\\s\\a.wav', 'sample D:\\s\\b.wav'],
    ],
    ['a sampler of the master', block('MASTERFXLIST', samplomatic('/m.wav')), ['sample /m.wav']],
    ['an impulse', track('a', block('FXCHAIN', reaverb('/ir/hall.wav'))), ['impulse /ir/hall.wav']],
  ];
  for (const [what, lines, expected] of cases) {
    it(what, async () => expect(await media(project(lines))).to.deep.equal(expected));
  }

  it('lists each stored path once, with every use', async () => {
    const session = await read(project(track('a', item('NAME x', wave('a.wav')), item('NAME y', wave('a.wav')))));
    expect(session.media).to.have.length(1);
    expect(session.media[0]?.usedBy.map(({ what }) => what)).to.deep.equal(['x', 'y']);
    expect(session.media[0]?.usedBy[0]).to.deep.equal({
      track: 0,
      what: 'x',
      startNs: 1_000_000_000n,
      lengthNs: 2_000_000_000n,
    });
  });

  it('says that an impulse must be chosen by hand', async () => {
    const session = await read(project(track('a', block('FXCHAIN', reaverb('/ir/hall.wav')))));
    expect(session.findings.map(({ code }) => code)).to.deep.equal(['needs-relink-by-hand']);
  });

  it('tells which files opaque plug-ins name', async () => {
    const state = Buffer.concat([
      Buffer.from('\x01\x02C:\\Lib\\kick 1.wav\0\0\0'),
      Buffer.from('D:/w/ü.aif', 'utf16le'),
    ]);
    const plugin = block('VST "VSTi: Other (Maker)" other.dll 0 "" 1', state.toString('base64'));
    const session = await read(project(track('Drums', block('FXCHAIN', plugin))));
    expect(session.tracks[0]?.plugins[0]?.hints).to.deep.equal(['C:\\Lib\\kick 1.wav', 'D:/w/ü.aif']);
    expect(session.findings[0]).to.include({ code: 'plugin-may-need-content', severity: 'info', where: 'Drums' });
  });
});

describe('REAPER: how much of a file is needed', () => {
  const file = wave('a.wav');
  const section = (...lines: readonly string[]) => block('SOURCE SECTION', ...lines, file);
  it('offset and length of an item that is not looped', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', 'SOFFS 0.5', 'PLAYRATE 2 1 0', file)).to.equal(4_500_000_000n));
  it('only the offset of a looped one', async () =>
    expect(await needed('LENGTH 2', 'LOOP 1', 'SOFFS 0.5', file)).to.equal(500_000_000n));
  it('only the offset where the item is stretched', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', 'SOFFS 1', 'SM 0 1 + 2 9', file)).to.equal(1_000_000_000n));
  it('only the offset where other takes may be longer', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', 'SOFFS 1', file, 'TAKE', wave('b.wav'))).to.equal(1_000_000_000n));
  it('nothing where nothing bounds it', async () => expect(await needed('LENGTH 2', 'LOOP 1', file)).to.equal(null));
  it('a part of a file, not beyond its end', async () =>
    expect(await needed('LENGTH 9', 'LOOP 0', section('LENGTH 2', 'STARTPOS 3'))).to.equal(5_000_000_000n));
  it('the beginning of a part that is played backwards', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', section('LENGTH 2', 'STARTPOS 3', 'MODE 2'))).to.equal(3_000_000_000n));
  it('nothing of a whole file that is played backwards', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', section('LENGTH 2', 'STARTPOS 3', 'MODE 3'))).to.equal(null));
  it('nothing of notes and sub-projects', async () =>
    expect(await needed('LENGTH 2', 'LOOP 0', block('SOURCE RPP_PROJECT', 'FILE "b.rpp"'))).to.equal(null));
});
