/**
 * Writes small Ardour sessions of several versions, whole enough for the program itself (ardour.md; ardour-headless.md, section 2).
 * What a test wants to be odd, it hands in as XML.
 */
export type ArdourVersion = '2.0.0' | '3001' | '3002' | '6000' | '7002';

export interface MadeFile {
  readonly name: string;
  /** Absent: as the program writes it for its own files; null: no attribute at all. */
  readonly origin?: string | null;
  readonly kind?: 'audio' | 'midi';
  /** Over 1: one file with several channels, as embedded ones have. */
  readonly channels?: number;
  /** Frames at the session's rate: makes a whole-file region. */
  readonly frames?: number;
  readonly flags?: string;
}

export interface MadeClip {
  /** The place in `files`. */
  readonly file: number;
  /** In samples; a text is written as it is ("b1920"). */
  readonly at: number | string;
  readonly length: number | string;
  readonly offset?: number | string;
  readonly name?: string;
  /** Further attributes, or children. */
  readonly attributes?: string;
  readonly children?: string;
}

export interface MadeTrack {
  readonly name: string;
  readonly kind?: 'audio' | 'midi' | 'bus' | 'master';
  readonly order?: number;
  readonly gain?: number;
  readonly pan?: number;
  readonly muted?: boolean;
  readonly clips?: readonly MadeClip[];
  /** Processors before the fader, as XML; in 2.x inserts and sends. */
  readonly processors?: string;
  /** Children of the route, as XML. */
  readonly children?: string;
}

export interface MadeSession {
  readonly version?: ArdourVersion;
  readonly name?: string;
  readonly rate?: number;
  /** "Ardour 7.3.0"; absent in 2.x and 3.x. */
  readonly program?: string | null;
  readonly files?: readonly MadeFile[];
  readonly tracks?: readonly MadeTrack[];
  readonly options?: Readonly<Record<string, string>>;
  readonly locations?: string;
  readonly tempoMap?: string;
  /** Children of Session, as XML. */
  readonly children?: string;
  readonly metadata?: string;
}

export const SUPERCLOCKS = 282_240_000;

export function ardourSession(made: MadeSession = {}): string {
  const { version = '7002', rate = 48_000, name = 'Song', files = [], tracks = [] } = made;
  const generation = Number.parseInt(version, 10) === 2 ? 2 : Number(version) / 1000;
  const ids = idsFrom(1000);
  const sources = files.map((file) => Array.from({ length: file.channels ?? 1 }, () => ids()));
  const time = (value: number | string): string =>
    typeof value === 'string'
      ? value
      : generation >= 7
        ? `a${Math.round((value * SUPERCLOCKS) / rate)}`
        : String(value);
  const region = (clip: MadeClip, isWhole: boolean): string =>
    regionXml(generation, clip, files[clip.file] as MadeFile, sources[clip.file] as number[], ids, time, isWhole);
  const whole = files.flatMap(({ frames }, file) =>
    frames === undefined ? [] : [region({ file, at: 0, length: frames }, true)],
  );
  const drafts = tracks.map((track, order) => ({ ...track, order: track.order ?? order, id: ids(), playlist: ids() }));
  const hasPlaylist = ({ kind = 'audio' }: MadeTrack) => kind === 'audio' || kind === 'midi';
  const playlists = drafts
    .filter(hasPlaylist)
    .map(
      ({ name: track, kind = 'audio', id, playlist, clips = [] }) =>
        `<Playlist id="${playlist}" name="${entities(track)}" type="${kind}" orig-track-id="${id}"${generation >= 7 ? ' pgroup-id=""' : ''} shared-with-ids="" frozen="0" combine-ops="0">${clips.map((clip) => region(clip, false)).join('')}</Playlist>`,
    );
  const routes = drafts.map((track) => (generation === 2 ? oldRouteXml(track, ids) : routeXml(generation, track, ids)));
  const diskstreams = drafts
    .filter(hasPlaylist)
    .map(
      ({ name: track, playlist }) =>
        `<AudioDiskstream flags="Recordable" channels="1" playlist="${entities(track)}" speed="1" name="${entities(track)}" id="${playlist + DISK}"/>`,
    );
  const program = made.program === undefined && generation >= 5 ? 'Ardour 7.3.0' : made.program;
  const options = { 'audio-search-path': '', 'midi-search-path': '', 'raid-path': '', ...made.options };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Session version="${version}" name="${entities(name)}" sample-rate="${rate}" id-counter="900000" name-counter="1" event-counter="0"${generation >= 5 ? ' vca-counter="1"' : ''}>`,
    program ? `<ProgramVersion created-with="${program}" modified-with="${program}"/>` : '',
    `<Config>${Object.entries(options)
      .map(([key, value]) => `<Option name="${key}" value="${entities(value)}"/>`)
      .join('')}</Config>`,
    `<Metadata>${made.metadata ?? ''}</Metadata>`,
    `<Sources>${files.map((file, at) => sourceXml(generation, file, sources[at] as number[])).join('')}</Sources>`,
    `<Regions>${whole.join('')}</Regions>`,
    generation === 2 ? `<DiskStreams>${diskstreams.join('')}</DiskStreams>` : '',
    `<Locations>${made.locations ?? `<Location id="${ids()}" name="session" start="${time(0)}" end="${time(rate * 3)}" flags="IsSessionRange" locked="0"/>`}</Locations>`,
    `<Bundles/>${generation >= 5 ? '<VCAManager/>' : ''}`,
    `<Routes>${routes.join('')}</Routes>`,
    `<Playlists>${playlists.join('')}</Playlists>`,
    '<UnusedPlaylists/><RouteGroups/>',
    made.tempoMap ?? tempoXml(generation),
    made.children ?? '',
    '</Session>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** The id of a disk stream of 2.x beside that of its playlist. */
const DISK = 100_000;

function idsFrom(first: number): () => number {
  let next = first;
  return () => next++;
}

export const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function sourceXml(generation: number, file: MadeFile, ids: readonly number[]): string {
  const { name, kind = 'audio', flags = '', origin = generation === 2 ? null : '' } = file;
  return ids
    .map((id, channel) =>
      [
        `<Source name="${entities(name)}"`,
        generation >= 6 ? ' take-id=""' : '',
        generation === 2 ? '' : ` type="${kind}"`,
        ` flags="${flags}" id="${id}"`,
        generation >= 6 ? ` natural-position="${generation >= 7 ? 'a' : ''}0"` : '',
        kind === 'audio' ? ` channel="${channel}"` : '',
        origin === null ? '' : ` origin="${entities(origin)}"`,
        generation >= 5 && kind === 'audio' ? ' gain="1"' : '',
        '/>',
      ].join(''),
    )
    .join('');
}

function regionXml(
  generation: number,
  clip: MadeClip,
  { kind = 'audio', name }: MadeFile,
  sources: readonly number[],
  ids: () => number,
  time: (value: number | string) => string,
  isWhole: boolean,
): string {
  const { at, length, offset = 0, attributes = '', children = '' } = clip;
  const named = sources.map((id, channel) => ` source-${channel}="${id}" master-source-${channel}="${id}"`).join('');
  const title = entities(clip.name ?? name.replace(/\.\w+$/, ''));
  const channels = kind === 'audio' ? ` channels="${sources.length}"` : '';
  if (generation === 2) {
    return `<Region id="${ids()}" name="${title}" start="${time(offset)}" length="${time(length)}" position="${time(at)}" stretch="1" shift="1" layer="0" sync-position="0" flags="Opaque,DefaultFadeIn,DefaultFadeOut,FadeIn,FadeOut${isWhole ? ',WholeFile,External' : ''}" scale-gain="1"${named}${channels}${attributes}><FadeIn default="yes" active="yes"/><FadeOut default="yes" active="yes"/><Envelope default="yes"/>${children}</Region>`;
  }
  const switches =
    'opaque="1" locked="0" video-locked="0" import="0" external="1" sync-marked="0" left-of-split="0" right-of-split="0" hidden="0" position-locked="0" valid-transients="0"';
  const place =
    generation >= 7
      ? `start="${time(offset)}" length="${time(length)}@${time(at)}" sync-position="a0" ancestral-start="a0" ancestral-length="a0@a0" tags="" contents="0"`
      : `start="${time(offset)}" length="${time(length)}" position="${time(at)}" sync-position="0" ancestral-start="0" ancestral-length="0"`;
  const audio =
    kind === 'audio'
      ? ' envelope-active="0" default-fade-in="1" default-fade-out="1" fade-in-active="1" fade-out-active="1" scale-amplitude="1"'
      : '';
  return `<Region name="${title}" muted="0" automatic="${isWhole ? 1 : 0}" whole-file="${isWhole ? 1 : 0}" ${switches} ${place} stretch="1" shift="1" layering-index="0"${audio} id="${ids()}" type="${kind}" first-edit="nothing"${named}${channels}${attributes}>${children}</Region>`;
}

type Draft = MadeTrack & { readonly order: number; readonly id: number; readonly playlist: number };

function routeXml(generation: number, track: Draft, ids: () => number): string {
  const { name, kind = 'audio', order, id, playlist, gain = 1, pan = 0.5, muted = false } = track;
  const title = entities(name);
  const isTrack = kind === 'audio' || kind === 'midi';
  const flags = { audio: 'AudioTrack', midi: 'MidiTrack', bus: 'AudioBus', master: 'MasterOut' }[kind];
  const target =
    kind === 'master' ? ['system:playback_1', 'system:playback_2'] : ['Master/audio_in 1', 'Master/audio_in 2'];
  const port = (direction: 'in' | 'out', type: string, number: number, other: string | null) =>
    `<Port name="${title}/${type}_${direction} ${number}" type="${type}"${generation >= 6 ? ` direction="${direction === 'in' ? 'Input' : 'Output'}"` : ''}>${other === null ? '' : `<Connection other="${other}"/>`}</Port>`;
  const inputs =
    kind === 'midi' ? port('in', 'midi', 1, null) : [1, 2].map((n) => port('in', 'audio', n, null)).join('');
  const outputs = target.map((other, at) => port('out', 'audio', at + 1, other)).join('');
  const type = kind === 'midi' ? 'midi' : 'audio';
  const keys = generation < 5 ? ` order-keys="EditorSort=${order}:MixerSort=${order}"` : '';
  const common = generation >= 6 ? 'user-latency="0" use-user-latency="0"' : 'user-latency="0"';
  return [
    `<Route${generation >= 6 ? ` version="${generation * 1000}"` : ''} id="${id}" name="${title}" default-type="${type}" strict-io="1" active="1" denormal-protection="0" meter-point="MeterPostFader" meter-type="MeterPeak"${keys}${generation < 5 && kind === 'master' ? ' flags="MasterOut"' : ''}${isTrack && generation >= 6 ? ` ${type}-playlist="${playlist}"` : ''}${isTrack ? ' mode="Normal"' : ''}>`,
    generation >= 5 || generation === 3.002
      ? `<PresentationInfo order="${order}" flags="${flags},OrderSet" color="${0xff804000}"/>`
      : '',
    `<Controllable name="solo" id="${ids()}" flags="Toggle,RealTime" value="0" self-solo="0" soloed-by-upstream="0" soloed-by-downstream="0"/>`,
    `<IO name="${title}" id="${ids()}" direction="Input" default-type="${type}" user-latency="0">${inputs}</IO>`,
    `<IO name="${title}" id="${ids()}" direction="Output" default-type="audio" user-latency="0">${outputs}</IO>`,
    `<MuteMaster mute-point="PostFader,Listen,Main" muted="${muted ? 1 : 0}"/>`,
    `<Controllable name="mute" id="${ids()}" flags="Toggle,RealTime" value="${muted ? 1 : 0}"/>`,
    `<Pannable><Controllable name="pan-azimuth" id="${ids()}" flags="" value="${pan}"/><Controllable name="pan-width" id="${ids()}" flags="" value="1"/><Automation/></Pannable>`,
    isTrack && generation >= 6
      ? `<Processor id="${ids()}" name="recorder:${title}" active="1" ${common} type="diskwriter" record-safe="0"/><Processor id="${ids()}" name="player:${title}" active="1" ${common} type="diskreader"/>`
      : '',
    track.processors ?? '',
    `<Processor id="${ids()}" name="Amp" active="1" ${common} type="amp"><Controllable name="gaincontrol" id="${ids()}" flags="GainLike" value="${gain}"/></Processor>`,
    `<Processor id="${ids()}" name="meter-${title}" active="1" ${common} type="meter"/>`,
    `<Processor id="${ids()}" name="${title}" active="1" ${common} own-input="1" own-output="0" output="${title}" type="main-outs" role="Main"><PannerShell bypassed="0" user-panner="" linked-to-route="1"/></Processor>`,
    isTrack && generation < 6
      ? `<Diskstream flags="Recordable" playlist="${title}" name="${title}" id="${ids()}" speed="1.000000" capture-alignment="Automatic" channels="1"/>`
      : '',
    track.children ?? '',
    '</Route>',
  ].join('');
}

function oldRouteXml(track: Draft, ids: () => number): string {
  const { name, kind = 'audio', order, playlist, gain = 1, pan = 0.5, muted = false } = track;
  const title = entities(name);
  const outputs = kind === 'master' ? '{system:playback_1}{system:playback_2}' : '{master/in 1}{master/in 2}';
  return [
    `<Route${kind === 'master' ? ' flags="MasterOut"' : ''} default-type="audio" muted="${muted ? 'yes' : 'no'}" soloed="no" phase-invert="no" denormal-protection="no" meter-point="MeterPostFader" order-keys="editor=${order}:signal=${order}"${kind === 'audio' ? ` mode="Normal" diskstream-id="${playlist + DISK}"` : ''}>`,
    `<IO name="${title}" id="${ids()}" active="yes" inputs="" outputs="${outputs}" gain="${gain}" iolimits="-1,-1,-1,-1"><Panner linked="no" link_direction="SameDirection" bypassed="no"><StreamPanner x="${pan}" type="Equal Power Stereo" muted="no"/></Panner></IO>`,
    track.processors ?? '',
    track.children ?? '',
    '</Route>',
  ].join('');
}

function tempoXml(generation: number): string {
  if (generation >= 7) {
    return `<TempoMap superclocks-per-second="${SUPERCLOCKS}"><Tempos><Tempo npm="120" enpm="120" note-type="4" type="Tempo::Constant" active="1" locked-to-meter="0" continuing="0" sclock="0" quarters="0:0" bbt="1|1|0" omega_beats="0"/></Tempos><Meters><Meter note-value="4" divisions-per-bar="4" sclock="0" quarters="0:0" bbt="1|1|0"/></Meters><MusicTimes/></TempoMap>`;
  }
  if (generation >= 5 || generation === 3.002) {
    return '<TempoMap><Tempo pulse="0" frame="0" movable="0" lock-style="AudioTime" beats-per-minute="120" note-type="4" clamped="0" end-beats-per-minute="120" active="1" locked-to-meter="1"/><Meter pulse="0" frame="0" movable="0" lock-style="AudioTime" bbt="1|1|0" beat="0" note-type="4" divisions-per-bar="4"/></TempoMap>';
  }
  return `<TempoMap><Tempo start="1|1|0" beats-per-minute="120.000000" note-type="4.000000" movable="no"/><Meter start="1|1|0" note-type="4.000000" ${generation === 2 ? 'beats-per-bar' : 'divisions-per-bar'}="4.000000" movable="no"/></TempoMap>`;
}
