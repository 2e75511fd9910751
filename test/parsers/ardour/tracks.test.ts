import { expect } from 'chai';
import type { Track } from '../../../lib/model/session.js';
import { ardourSession, type MadeSession, type MadeTrack } from './ardour-session.js';
import { read, songOf, VERSIONS } from './sessions.js';

const first = async (track: MadeTrack, made: MadeSession = {}): Promise<Track> => {
  const { tracks } = await read({ ...made, tracks: [track] });
  if (tracks[0] === undefined) throw new Error('no track');
  return tracks[0];
};

describe('Ardour: tracks', () => {
  for (const version of VERSIONS) {
    it(`the song, ${version}`, async () => {
      const { tracks } = await read(songOf(version));
      expect(tracks.map(({ name, kind, muted }) => [name.toLowerCase(), kind, muted])).to.deep.equal([
        ['drums', 'audio', true],
        ['voice <1>', 'audio', false],
        ['master', 'master', false],
      ]);
      const [drums, voice, master] = tracks;
      expect(voice?.volumeDb).to.be.closeTo(-6.02, 0.01);
      expect([voice?.pan, drums?.pan]).to.deep.equal([-0.5, 0]);
      expect(voice?.output?.toLowerCase()).to.match(/^master\/(audio_)?in 1\+2$/);
      expect(master?.output).to.equal('system:playback_1+2');
      expect(voice?.soloed).to.equal(false);
      expect(voice?.clips.map(({ startNs, lengthNs, offsetNs }) => [startNs, lengthNs, offsetNs])).to.deep.equal([
        [0n, 1_000_000_000n, 0n],
        [1_000_000_000n, 500_000_000n, 250_000_000n],
      ]);
      expect(voice?.clips[0]).to.include({ kind: 'audio', muted: false, gainDb: 0, lane: 0, active: true });
      // Every region fades for 64 samples.
      expect(voice?.clips[0]?.fadeIn).to.deep.equal({ lengthNs: 1_333_333n, shape: null });
    });
  }

  it('kinds by their flags', async () => {
    const kinds = async (flags: string) =>
      (await read(ardourSession({ tracks: [{ name: 'A', kind: 'bus' }] }).replace('AudioBus', flags))).tracks[0]?.kind;
    expect(await kinds('AudioBus')).to.equal('bus');
    expect(await kinds('MidiTrack')).to.equal('midi');
    expect(await kinds('MonitorOut,Hidden')).to.equal('other');
    expect(await kinds('FoldbackBus')).to.equal('bus');
  });

  it('colours of all times', async () => {
    expect((await first({ name: 'A' })).colour).to.equal('#ff8040');
    const extra =
      '<Extra><UI><GUIObjectState><Object id="route 1000" color="65535:256:0"/></GUIObjectState></UI></Extra>';
    expect((await first({ name: 'A' }, { version: '3001', children: extra })).colour).to.equal('#ff0100');
    const old = '<extra><GUI color="65535:32768:0"/></extra>';
    expect((await first({ name: 'A', children: old }, { version: '2.0.0' })).colour).to.equal('#ff8000');
  });

  it('silence is not an absent fader', async () =>
    expect((await first({ name: 'A', gain: 0 })).volumeDb).to.equal(-Infinity));
  it('comments', async () =>
    expect((await first({ name: 'A', children: '<Comment>Neumann &amp; tape</Comment>' })).notes).to.equal(
      'Neumann & tape',
    ));

  it('sends by their target, before and after the fader', async () => {
    const send = (target: number, role: string) =>
      `<Processor id="90${target}" name="to bus" active="1" type="intsend" role="${role}" target="${target}"><Controllable name="gaincontrol" value="0.5"/></Processor>`;
    // Ids are given out in order: the second track has 1002.
    const { tracks } = await read({
      tracks: [
        { name: 'A', processors: send(1002, 'Aux') + send(1002, 'Listen'), children: send(1002, 'Aux') },
        { name: 'Reverb', kind: 'bus' },
      ],
    });
    expect(tracks[0]?.sends.map(({ to, preFader, enabled }) => [to, preFader, enabled])).to.deep.equal([
      ['Reverb', true, true],
      ['Reverb', false, true],
    ]);
    expect(tracks[0]?.sends[0]?.levelDb).to.be.closeTo(-6.02, 0.01);
  });

  it('sends of 2.x', async () => {
    const processors =
      '<Send bitslot="1"><Redirect active="no" placement="PreFader"><IO name="send 1" outputs="{Reverb/in 1}{Reverb/in 2}" gain="1"/></Redirect></Send>';
    expect((await first({ name: 'A', processors }, { version: '2.0.0' })).sends).to.deep.equal([
      { to: 'Reverb/in 1+2', levelDb: 0, preFader: true, enabled: false },
    ]);
  });

  it('groups and VCAs', async () => {
    const children =
      '<RouteGroups><RouteGroup name="Band" routes="1000 1002 "/></RouteGroups><VCAManager><VCA name="All" number="1" id="5"><Controllable name="gaincontrol" value="1"/></VCA></VCAManager>';
    const content = ardourSession({ tracks: [{ name: 'A' }, { name: 'B' }], children })
      .replace('<RouteGroups/>', '')
      .replace('<VCAManager/>', '');
    const session = await read(content);
    expect(session.notes).to.deep.equal([{ where: 'group Band', text: 'A, B' }]);
    expect(session.tracks.at(-1)).to.include({ name: 'All', kind: 'vca', inTrackList: false, volumeDb: 0 });
  });

  it('a playlist that two tracks play is listed with the first', async () => {
    const made: MadeSession = {
      files: [{ name: 'a.wav' }],
      tracks: [{ name: 'A', clips: [{ file: 0, at: 0, length: 10 }] }, { name: 'B' }],
    };
    const content = ardourSession(made).replace(/audio-playlist="1004"/, 'audio-playlist="1002"');
    const { tracks } = await read(content);
    expect(tracks.map(({ clips }) => clips.length)).to.deep.equal([1, 0]);
    expect(tracks[1]?.notes).to.equal('Plays the playlist of the track A too.');
  });

  it('parked takes are told and are no clips', async () => {
    const content = ardourSession({ tracks: [{ name: 'A' }] }).replace(
      '<UnusedPlaylists/>',
      '<UnusedPlaylists><Playlist id="3" name="A.2"><Region name="x" length="a1@a0"/></Playlist></UnusedPlaylists>',
    );
    const session = await read(content);
    expect(session.notes).to.deep.equal([{ where: 'unused playlists', text: 'A.2 (1 region)' }]);
    expect(session.tracks[0]?.clips).to.deep.equal([]);
  });
});

describe('Ardour: clips', () => {
  it('gain, layer, mute and drawn fades', async () => {
    const curve = (end: string) =>
      `<AutomationList automation-id="fade" id="1"><events>a0 0\na1 0.5\n${end} 1\n</events></AutomationList>`;
    const content = ardourSession({
      files: [{ name: 'a.wav' }],
      tracks: [
        {
          name: 'A',
          clips: [
            {
              file: 0,
              at: 0,
              length: 48_000,
              children: `<FadeIn>${curve('a28224000')}</FadeIn><FadeOut>${curve('a56448000')}</FadeOut>`,
            },
          ],
        },
      ],
    })
      .replace('muted="0" automatic', 'muted="1" automatic')
      .replace('scale-amplitude="1"', 'scale-amplitude="2"')
      .replace('fade-out-active="1"', 'fade-out-active="0"')
      .replace('layering-index="0"', 'layering-index="3"');
    const clip = (await read(content)).tracks[0]?.clips[0];
    expect(clip).to.include({ muted: true, lane: 3, fadeOut: null });
    expect(clip?.gainDb).to.be.closeTo(6.02, 0.01);
    expect(clip?.fadeIn).to.deep.equal({ lengthNs: 100_000_000n, shape: null });
  });
  it('MIDI has neither gain nor fades', async () => {
    const { tracks } = await read({
      files: [{ name: 'a.mid', kind: 'midi' }],
      tracks: [{ name: 'A', kind: 'midi', clips: [{ file: 0, at: 'b1920', length: 'b3840', offset: 'b960' }] }],
    });
    expect(tracks[0]?.clips[0]).to.include({
      kind: 'midi',
      startNs: 500_000_000n,
      lengthNs: 1_000_000_000n,
      offsetNs: 250_000_000n,
      gainDb: null,
      fadeIn: null,
      media: 0,
    });
  });
});

describe('Ardour: plug-ins', () => {
  it('with their settings, also inside of each other', async () => {
    const inner =
      '<Processor id="3" name="Inner" active="1" type="ladspa" unique-id="1904" count="1"><ladspa/></Processor>';
    const processors = `<Processor id="2" name="Synth" active="0" type="lv2" unique-id="urn:s" count="1"><lv2 last-preset-label="Warm"/><Controllable name="Cutoff" value="0.5" parameter="4" symbol="c"/><Automation><AutomationList automation-id="parameter-4" id="9"><events>a0 1\na5 0</events></AutomationList></Automation>${inner}</Processor><Processor id="4" name="Send" type="send" role="Send"/>`;
    const track = await first({ name: 'A', processors });
    expect(track.plugins).to.deep.equal([
      {
        name: 'Synth',
        maker: null,
        format: 'LV2',
        identifier: 'urn:s',
        bypassed: true,
        preset: 'Warm',
        within: null,
        settings: [{ name: 'Cutoff', value: '0.5', unit: null }],
        state: { bytes: 0, readable: true },
        hints: [],
      },
      {
        name: 'Inner',
        maker: null,
        format: 'LADSPA',
        identifier: '1904',
        bypassed: false,
        preset: null,
        within: 'Synth',
        settings: [],
        state: { bytes: 0, readable: true },
        hints: [],
      },
    ]);
    expect(track.automated).to.deep.equal(['Synth Cutoff']);
  });

  it('says which files an opaque state names', async () => {
    const chunk = Buffer.from('\x01\x02/samples/kick 1.wav\0').toString('base64');
    const processors = `<Processor id="2" name="Sampler" active="1" type="vst3" unique-id="AB"><vst3><chunk>${chunk}</chunk></vst3></Processor>`;
    const session = await read({ tracks: [{ name: 'Drums', processors }] });
    expect(session.tracks[0]?.plugins[0]).to.deep.include({ format: 'VST3', state: { bytes: 22, readable: false } });
    expect(session.tracks[0]?.plugins[0]?.hints).to.deep.equal(['/samples/kick 1.wav']);
    expect(session.findings[0]).to.include({ code: 'plugin-may-need-content', where: 'Drums' });
  });

  it('of 2.x', async () => {
    const processors =
      '<Insert type="ladspa" unique-id="1904" count="1"><Redirect active="no" placement="PostFader"><IO name="Highpass" id="5"/></Redirect><ladspa><port number="0" value="+4.41"/></ladspa><controls><controllable name="Cutoff (Hz)" parameter="0"/></controls></Insert>';
    expect((await first({ name: 'A', processors }, { version: '2.0.0' })).plugins[0]).to.deep.include({
      name: 'Highpass',
      format: 'LADSPA',
      bypassed: true,
      settings: [{ name: 'Cutoff (Hz)', value: '4.41', unit: null }],
    });
  });

  it('of regions and of the inputs and outputs', async () => {
    const fx = '<RegionFXPlugin id="8" name="Denoise" type="lv2" unique-id="urn:d" count="1"/>';
    const { tracks } = await read({
      files: [{ name: 'a.wav' }],
      tracks: [{ name: 'A', clips: [{ file: 0, at: 0, length: 5, name: 'take', children: fx }] }],
      children: '<IOPlugins><IOPlug id="9" name="Gate" type="lv2" unique-id="urn:g"/></IOPlugins>',
    });
    expect(tracks.flatMap(({ name, plugins }) => plugins.map((one) => [name, one.name, one.within]))).to.deep.equal([
      ['A', 'Denoise', 'take'],
      ['I/O plug-ins', 'Gate', null],
    ]);
  });
});
