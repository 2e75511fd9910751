import { expect } from 'chai';
import { block, item, project, read, track, wave } from './sessions.js';

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
