import { expect } from 'chai';
import type { ParsedSession } from '../../../lib/model/session.js';
import { reaper } from '../../../parsers/reaper/index.js';
import { memorySource } from '../memory-source.js';
import { block, item, project, reaverb, SEVERAL_SAMPLES, samplomatic, track, wave } from './sessions.js';

const read = (content: Buffer | string): Promise<ParsedSession> =>
  reaper.read(memorySource(content, 'Song.rpp'), { maxBytes: 1 << 26 });

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

describe('REAPER: tracks', () => {
  it('folders, sends and outputs', async () => {
    const session = await read(
      project(
        track('Band', 'ISBUS 1 1'),
        track('Drums', 'ISBUS 1 1', 'HWOUT 2 0 1'),
        track('Kick', 'ISBUS 2 -2', 'VOLPAN 0 -1 -1', 'MUTESOLO 1 0 0', 'REC 0 1026 1', 'PEAKCOL 16777471'),
        track('""', 'MAINSEND 0 0', 'AUXRECV 2 3 0.5 0 1 0', 'AUXRECV 0 0 1 0 0 0', 'HWOUT 1024 0 1'),
      ),
    );
    const [band, drums, kick, fourth, master] = session.tracks;
    expect(session.tracks.map(({ kind }) => kind)).to.deep.equal(['folder', 'folder', 'audio', 'bus', 'master']);
    expect(session.tracks.map(({ parent }) => parent)).to.deep.equal([null, 0, 1, null, null]);
    expect(session.tracks.map(({ output }) => output)).to.deep.equal([
      'Master',
      'Band, Output 3/4',
      'Drums',
      'Output 1',
      null,
    ]);
    expect(kick?.sends).to.deep.equal([
      { to: 'Track 4', levelDb: 20 * Math.log10(0.5), preFader: true, enabled: false },
    ]);
    expect(band?.sends).to.deep.equal([{ to: 'Track 4', levelDb: 0, preFader: false, enabled: true }]);
    expect(kick).to.include({
      volumeDb: -Infinity,
      pan: -1,
      muted: true,
      soloed: false,
      input: 'Input 3/4',
      colour: '#ff0000',
    });
    expect([drums?.inTrackList, fourth?.name, master?.inTrackList]).to.deep.equal([true, '', false]);
  });

  it('kinds by what they hold', async () => {
    const midi = item(block('SOURCE MIDI', 'HASDATA 1 960 QN'));
    const synth = block('FXCHAIN', block('VST "VSTi: Synth (Me)" s.dll 0 "" 1'));
    const session = await read(
      project(track('a', midi), track('b', midi, item(wave('a.wav'))), track('c', synth, midi)),
    );
    expect(session.tracks.map(({ kind }) => kind)).to.deep.equal(['midi', 'audio', 'instrument', 'master']);
  });

  it('the master, with its chain', async () => {
    const chain = block('MASTERFXLIST', 'BYPASS 1 0 0', block('JS loser/limit ""', '-3 - 0.5 -'));
    const session = await read(project('MASTER_VOLUME 2 0.5 -1 -1 1', 'MASTERMUTESOLO 1', 'MASTERHWOUT 0 0 1', chain));
    const [master] = session.tracks;
    expect(master).to.include({ kind: 'master', pan: 0.5, muted: true, soloed: false, output: 'Output 1/2' });
    expect(master?.plugins[0]).to.include({ name: 'loser/limit', format: 'JS', bypassed: true });
    expect(master?.plugins[0]?.settings).to.deep.equal([
      { name: 'slider 1', value: '-3', unit: null },
      { name: 'slider 3', value: '0.5', unit: null },
    ]);
  });

  it('names that no quote can hold', async () => {
    const name = block('NAME', '|\'\'\'```"""');
    const session = await read(
      project(track("`''''''\"\"\"`", name), track('hel"lo'), track('\'a "b"\''), track('`a "b" c\'s`')),
    );
    expect(session.tracks.slice(0, 4).map((each) => each.name)).to.deep.equal([
      '\'\'\'```"""',
      'hel"lo',
      'a "b"',
      'a "b" c\'s',
    ]);
  });

  it('automation that is switched on', async () => {
    const on = ['ACT 1 -1', 'PT 0 1 0', 'PT 2 0 0'];
    const chain = block(
      'FXCHAIN',
      block('VST "VST: ReaComp (Cockos)" reacomp.dll 0 ""'),
      block('PARMENV 11:_Wet 0 2 1 "Wet / ReaComp"', ...on),
      block('PARMENV 3 0 1 0.5', ...on),
      block('PARMENV 4 0 1 0.5', 'ACT 0 -1', 'PT 0 1 0'),
    );
    const session = await read(
      project(
        track('a', block('VOLENV2', ...on), block('PANENV2', 'ACT 1 -1'), block('MUTEENV', 'ACT 0', 'PT 0 1'), chain),
      ),
    );
    expect(session.tracks[0]?.automated).to.deep.equal(['Volume', 'ReaComp Wet', 'ReaComp parameter 4']);
  });
});

describe('REAPER: plug-ins', () => {
  const cases: readonly [string, object][] = [
    [
      'VST "VST: Zebra2" z.so 0 "" 1397572658<56> ""',
      { name: 'Zebra2', maker: null, format: 'VST2', identifier: '1397572658' },
    ],
    [
      'VST "VST3i: Kontakt (Native Instruments) (64 out)" k.vst3 0 "" 5{AB12} ""',
      { name: 'Kontakt', maker: 'Native Instruments', format: 'VST3', identifier: 'AB12' },
    ],
    [
      'VST "VSTi: Absynth 5 (x86) (Native Instruments GmbH) (2->6ch)" a.dll 0',
      { name: 'Absynth 5', maker: 'Native Instruments GmbH', identifier: 'a.dll' },
    ],
    [
      'VST "VST: ReaFir (FFT EQ+Dynamics Processor) (Cockos)" r.dll 0',
      { name: 'ReaFir (FFT EQ+Dynamics Processor)', maker: 'Cockos' },
    ],
    [
      'AU "AU: ITSR: StudioLink" "ITSR: StudioLink" "" 1635083896 1500541811 1230263122',
      { name: 'StudioLink', maker: 'ITSR', format: 'AU', identifier: 'aufx Ypss ITSR' },
    ],
    [
      'CLAP "CLAPi: Surge XT (Surge Synth Team)" org.surge ""',
      { name: 'Surge XT', maker: 'Surge Synth Team', format: 'CLAP', identifier: 'org.surge' },
    ],
    [
      'LV2 "LV2: Calf Reverb (Calf)" http://calf/Reverb 0 ""',
      { name: 'Calf Reverb', format: 'LV2', identifier: 'http://calf/Reverb' },
    ],
    ['DX "DX: Old Delay (Sonic)" {GUID} 0 ""', { name: 'Old Delay', maker: 'Sonic', format: 'DX' }],
    ['JS "IX/MIDI_Tool II" ""', { name: 'IX/MIDI_Tool II', maker: null, format: 'JS' }],
    ['VIDEO_EFFECT "Video processor" ""', { name: 'Video processor', format: 'native', identifier: null }],
  ];
  for (const [head, expected] of cases) {
    it(head, async () => {
      const session = await read(project(track('a', block('FXCHAIN', block(head)))));
      expect(session.tracks[0]?.plugins[0]).to.include(expected);
    });
  }

  it('containers, presets and bypass', async () => {
    const eq = block('VST "VST: ReaEQ (Cockos)" reaeq.dll 0 ""');
    const inner = block('CONTAINER Container ""', 'CONTAINER_CFG 2 2 2 0', 'BYPASS 0 0 0', eq, 'FXID {C}');
    const outer = block(
      'CONTAINER Container "Drum rack"',
      'BYPASS 0 1',
      eq,
      'PRESETNAME "Bright one"',
      'BYPASS 1 0 0',
      inner,
      'WAK 0 0',
    );
    const session = await read(
      project(track('a', block('FXCHAIN', 'BYPASS 0 0 0', outer, 'WAK 0 0', 'BYPASS 0 0 0', eq))),
    );
    expect(session.tracks[0]?.plugins.map(({ within, bypassed, preset }) => [within, bypassed, preset])).to.deep.equal([
      ['Drum rack', true, 'Bright one'],
      ['Drum rack / Container', true, null],
      [null, false, null],
    ]);
  });

  it('a chain that is bypassed as a whole, input effects, effects of a take', async () => {
    const eq = block('VST "VST: ReaEQ (Cockos)" reaeq.dll 0 ""');
    const take = item('NAME solo', wave('a.wav'), block('TAKEFX', 'BYPASS 0 0 0', eq));
    const session = await read(
      project(track('a', 'FX 0', block('FXCHAIN', 'BYPASS 0 0 0', eq), block('FXCHAIN_REC', 'BYPASS 0 0', eq), take)),
    );
    expect(session.tracks[0]?.plugins.map(({ within, bypassed }) => [within, bypassed])).to.deep.equal([
      [null, true],
      ['input', false],
      ['take solo', false],
    ]);
  });
});

describe('REAPER: items', () => {
  it('takes, fades, gain', async () => {
    const session = await read(
      project(
        track(
          'a',
          item(
            'LOOP 0',
            'MUTE 1 0',
            'FADEIN 3 0.25 0',
            'FADEOUT 1 0 0',
            'VOLPAN 0.5 0 2 -1',
            wave('a.wav'),
            'TAKE NULL',
            'TAKE SEL',
            'NAME b',
            'TAKEVOLPAN 0 4 -1',
            'SOFFS 1.5',
            'PLAYRATE 1.5 1 -2 -1',
            block('SOURCE SECTION', 'MODE 2', wave('b.wav')),
          ),
          item('ALLTAKES 1', wave('a.wav'), 'TAKE', wave('b.wav')),
          item(block('NOTES', '|first', '|  second')),
        ),
      ),
    );
    const clips = session.tracks[0]?.clips ?? [];
    expect(clips.map(({ active, take, media: file }) => [active, take, file])).to.deep.equal([
      [false, 1, 0],
      [true, 3, 1],
      [true, 1, 0],
      [true, 2, 1],
      [true, null, null],
    ]);
    expect(clips[0]).to.include({ muted: true, looped: false, gainDb: 0, reversed: false, fadeOut: null });
    expect(clips[0]?.fadeIn).to.deep.equal({ lengthNs: 250_000_000n, shape: '3' });
    expect(clips[1]).to.include({
      name: 'b',
      offsetNs: 1_500_000_000n,
      playRate: 1.5,
      pitchSemitones: -2,
      reversed: true,
    });
    expect(session.notes).to.deep.equal([{ where: 'a: text item', text: 'first\n  second' }]);
    expect(session.lengthNs).to.equal(3_000_000_000n);
  });
});

describe('REAPER: the project', () => {
  it('header, title, author, notes, record paths', async () => {
    const session = await read(
      project(block('NOTES 0 2', '|mix 3'), 'TITLE "My song"', 'AUTHOR Me', 'RECORD_PATH "Media" ""'),
    );
    expect(session).to.include({
      version: '7.40',
      application: 'REAPER 7.40/win64',
      platform: 'windows',
      savedAt: 1_732_435_200_000_000_000n,
    });
    expect(session).to.include({ title: 'My song', artist: 'Me', lengthNs: null, bitDepth: null });
    expect(session.notes).to.deep.equal([{ where: 'project', text: 'mix 3' }]);
    expect(session.searchFolders).to.deep.equal(['Media']);
  });

  for (const [program, platform] of [
    ['4.22', 'windows'],
    ['5.77/x64', 'windows'],
    ['"6.61/OSX64-clang"', 'macos'],
    ['7.0/macOS-arm64', 'macos'],
    ['6.13/linux-x86_64', 'linux'],
    ['9.0/beos', null],
  ] as const) {
    it(`platform of ${program}`, async () =>
      expect((await read(`<REAPER_PROJECT 0.1 ${program}\n>`)).platform).to.equal(platform));
  }

  it('a tempo point at the start overrules the TEMPO line', async () => {
    const session = await read(project('TEMPO 120 4 4', block('TEMPOENVEX', 'PT 0 90 0', 'PT 8.5 100 1 524297 0 1')));
    expect(session.tempo.map(({ atNs, bpm, ramp }) => [atNs, bpm, ramp])).to.deep.equal([
      [0n, 90, 'linear'],
      [8_500_000_000n, 100, 'step'],
    ]);
    expect(session.meter.map(({ atNs, numerator, denominator }) => [atNs, numerator, denominator])).to.deep.equal([
      [0n, 4, 4],
      [8_500_000_000n, 9, 8],
    ]);
  });

  it('markers and regions, counted apart', async () => {
    const session = await read(
      project(
        'MARKER 1 2 "" 1',
        'MARKER 1 9 late 0',
        'MARKER 2 3 b 1 16777471',
        'MARKER 1 4 "" 1',
        'MARKER 2 8 "" 1',
        'MARKER 2 1 early 8',
      ),
    );
    expect(session.markers).to.deep.equal([
      { name: 'early', atNs: 1_000_000_000n, lengthNs: null, colour: null },
      { name: '', atNs: 2_000_000_000n, lengthNs: 2_000_000_000n, colour: null },
      { name: 'b', atNs: 3_000_000_000n, lengthNs: 5_000_000_000n, colour: '#ff0000' },
      { name: 'late', atNs: 9_000_000_000n, lengthNs: null, colour: null },
    ]);
  });

  it('reads a file that is not UTF-8 as Windows-1252', async () => {
    const session = await read(Buffer.from(project(track('Gr\xf6\xdfe', item(wave('\x80 Stra\xdfe.wav')))), 'latin1'));
    expect([session.tracks[0]?.name, session.media[0]?.stored]).to.deep.equal(['Größe', '€ Straße.wav']);
  });

  it('tabs, no indentation, line feeds only and a mark at the start', async () => {
    const text = `\ufeff\n${project(track('a', item(wave('a.wav'))))}`.replaceAll('\r\n', '\n').replace(/^ +/gm, '\t');
    expect(await media(text)).to.deep.equal(['audio a.wav']);
  });
});

describe('REAPER: broken sessions', () => {
  const whole = project(track('a', item(wave('a.wav'))), track('b', item(wave('b.wav'))));

  it('reads what stands before a cut, and says so', async () => {
    const session = await read(whole.slice(0, whole.indexOf('b.wav')));
    expect(session.tracks.map(({ name }) => name)).to.deep.equal(['a', 'b', 'Master']);
    expect(session.findings[0]).to.include({ code: 'session-cut', severity: 'error' });
    expect(session.coverage.media).to.equal('partial');
  });

  it('reads on behind a closer too many', async () => {
    const session = await read(whole.replace('NAME a', 'NAME a\r\n>'));
    expect(session.media.map(({ stored }) => stored)).to.deep.equal(['a.wav', 'b.wav']);
    expect(session.tracks.map(({ name }) => name)).to.deep.equal(['a', 'b', 'Master']);
    expect(session.findings[0]).to.include({ code: 'session-structure', severity: 'warn' });
  });

  it('stands blocks without end', async () => {
    const session = await read(`<REAPER_PROJECT 0.1 7.0\n${'<A\n'.repeat(200_000)}`);
    expect(session.findings.map(({ code }) => code)).to.deep.equal(['session-cut']);
    const containers = await read(project(track('a', `<FXCHAIN\n${'<CONTAINER Container ""\n'.repeat(20_000)}`)));
    expect(containers.findings[0]?.code).to.equal('session-cut');
    const sections = await read(project(track('a', `<ITEM\n${'<SOURCE SECTION\n'.repeat(20_000)}`)));
    expect(sections.findings[0]?.code).to.equal('session-cut');
  });

  for (const content of ['', 'hello', '<REAPER_PROJECTS 0.1', '< REAPER_PROJECT 0.1']) {
    it(`refuses ${JSON.stringify(content)}`, async () => {
      const error = await read(content).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'not-a-session', exitCode: 4 });
    });
  }
});
