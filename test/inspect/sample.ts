/** A small located project, made by hand, that inspection and recall tests share. */
import { audioFacts } from '../../lib/audio/facts.js';
import type { LocatedProject, LocatedReference, LocatedSession, TreeEntry } from '../../lib/model/located.js';
import type { Clip, ParsedSession, PluginInstance, Reference, Track } from '../../lib/model/session.js';
import type { Stat } from '../../lib/ports/file-system.js';

export const ROOT = '/home/anna/Sessions/Glass Harbour';
export const SECOND = 1_000_000_000n;

export const stat = (size = 1000): Stat => ({
  kind: 'file',
  size,
  mode: 0o644,
  mtimeNs: 1_552_521_600n * SECOND,
  ctimeNs: 0n,
  inode: 1n,
  device: 1n,
  links: 1,
});

export const entry = (path: string, size = 1000): TreeEntry => ({ ...stat(size), path, target: null, trouble: null });

export const reference = (stored: string, more: Partial<Reference> = {}): Reference => ({
  stored,
  name: stored.split(/[\\/]/).at(-1) ?? stored,
  kind: 'audio',
  alternates: [],
  needed: true,
  place: 'file',
  evidence: {},
  neededNs: null,
  usedBy: [],
  sites: [],
  ...more,
});

export const located = (
  of: Reference,
  path: string | null,
  more: Partial<LocatedReference> = {},
): LocatedReference => ({
  reference: of,
  state: path === null ? 'missing' : 'found',
  path,
  realPath: path,
  stat: path === null ? null : stat(1_000_000),
  by: path === null ? null : 'project-relative',
  candidates: [],
  audio: null,
  crc: null,
  isPlaceholder: false,
  lossAccepted: false,
  searched: [],
  ...more,
});

export const clip = (media: number | null, start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  name: `clip at ${start}`,
  kind: 'audio',
  startNs: BigInt(start) * SECOND,
  lengthNs: BigInt(length) * SECOND,
  offsetNs: 0n,
  media,
  muted: false,
  gainDb: 0,
  fadeIn: null,
  fadeOut: null,
  active: true,
  playRate: null,
  pitchSemitones: null,
  reversed: null,
  looped: null,
  lane: null,
  take: null,
  ...more,
});

export const track = (name: string, more: Partial<Track> = {}): Track => ({
  name,
  kind: 'audio',
  inTrackList: true,
  parent: null,
  colour: '#b5542f',
  volumeDb: -3.4,
  pan: 0,
  muted: false,
  soloed: false,
  input: 'In 1',
  output: 'Master',
  sends: [],
  plugins: [],
  clips: [],
  notes: null,
  automated: [],
  ...more,
});

export const plugin = (name: string, more: Partial<PluginInstance> = {}): PluginInstance => ({
  name,
  maker: 'Cockos',
  format: 'VST2',
  identifier: null,
  bypassed: false,
  preset: null,
  within: null,
  state: { bytes: 2100, readable: false },
  settings: [],
  hints: [],
  ...more,
});

export const parsed = (more: Partial<ParsedSession> = {}): ParsedSession => ({
  format: 'reaper',
  version: '5.96',
  application: 'REAPER 5.96/win64',
  platform: 'windows',
  savedAt: 1_552_521_600n * SECOND,
  title: 'Glass Harbour',
  artist: 'Anna Larsen',
  coverage: {
    media: 'full',
    tracks: 'full',
    clips: 'full',
    plugins: 'full',
    tempo: 'full',
    markers: 'full',
    mixer: 'full',
  },
  sampleRate: 48000,
  bitDepth: 24,
  tempo: [{ atNs: 0n, atBeats: 0, bpm: 96, ramp: 'step' }],
  meter: [{ atNs: 0n, atBar: 1, numerator: 4, denominator: 4 }],
  lengthNs: 214n * SECOND,
  media: [],
  searchFolders: [],
  tracks: [],
  markers: [],
  notes: [],
  findings: [],
  ...more,
});

export const locatedSession = (
  session: ParsedSession,
  references: readonly LocatedReference[],
  path = `${ROOT}/Glass Harbour.rpp`,
): LocatedSession => ({
  file: { path, format: 'reaper', role: 'session', baseFolder: ROOT, ownFolder: false, bundle: null, shown: path },
  parserName: 'REAPER',
  opening: null,
  relink: 'bytes',
  stat: stat(),
  session: { ...session, media: references.map(({ reference: of }) => of) },
  references,
});

export const project = (
  sessions: readonly LocatedSession[],
  entries: readonly TreeEntry[] = [],
  more: Partial<LocatedProject> = {},
): LocatedProject => ({
  project: {
    root: ROOT,
    tree: { root: ROOT, stat: { ...stat(0), kind: 'folder' }, entries, whole: true },
    whole: true,
    others: new Set(),
    sessions: sessions.map(({ file }) => file),
    findings: [],
  },
  sessions,
  kept: [],
  decisions: [],
  findings: [],
  ...more,
});

/** The song of the mock-up, with one file inside, one from outside and one missing. */
export function glassHarbour(
  names: { readonly kick: string; readonly track: string } = { kick: 'kick_in_03.wav', track: 'Kick In' },
) {
  const use = (of: number, start: number, length: number) => [
    { track: of, what: 'clip', startNs: BigInt(start) * SECOND, lengthNs: BigInt(length) * SECOND },
  ];
  const references = [
    located(reference(`Audio/${names.kick}`, { usedBy: use(1, 0, 70) }), `${ROOT}/Audio/${names.kick}`, {
      audio: audioFacts('WAV', { sampleRate: 48000, channels: 1, bitDepth: 24, frames: 10_272_000 }),
    }),
    located(
      reference('D:\\Samples\\Cymbals\\reverse_cym.aif', { usedBy: use(3, 195, 4) }),
      '/mnt/old drive/Samples/Cymbals/reverse_cym.aif',
      { by: '--map' },
    ),
    located(
      reference('E:\\Sessions\\Larsen\\takes\\acgtr_R_new.wav', {
        evidence: { channels: 1, bitDepth: 24, sampleRate: 48000 },
        usedBy: use(2, 150, 62),
      }),
      null,
      { searched: ['/mnt/old drive', '/home/anna/Music'] },
    ),
  ];
  const tracks = [
    track('Drums', { kind: 'folder', colour: '#8a6d3b' }),
    track(names.track, {
      parent: 0,
      clips: [clip(0, 0, 70, { name: names.kick }), clip(0, 72, 68)],
      plugins: [
        plugin('Pro-Q 3', { maker: 'FabFilter', format: 'VST3' }),
        plugin('ReaComp', {
          state: { bytes: 90, readable: true },
          settings: [{ name: 'Threshold', value: '-18.2', unit: 'dB' }],
        }),
      ],
      sends: [{ to: 'Plate', levelDb: -14, preFader: false, enabled: true }],
    }),
    track('Ac Gtr (double)', { colour: '#4c7a34', pan: -0.6, clips: [clip(null, 0, 38), clip(2, 150, 62)] }),
    track('Tape Hiss / FX', { colour: '#666a73', muted: true, clips: [clip(1, 195, 4)], volumeDb: -Infinity }),
  ];
  const markers = [
    { name: 'Intro', atNs: 0n, lengthNs: null, colour: null },
    { name: 'Verse 1', atNs: 20n * SECOND, lengthNs: null, colour: null },
  ];
  const notes = [{ where: 'project notes', text: 'Vox comp v7 is the one.\nClient wants the bridge 1 dB down.' }];
  return project(
    [locatedSession(parsed({ tracks, markers, notes }), references)],
    [
      entry('Audio/kick_in_03.wav'),
      entry('Glass Harbour.rpp'),
      entry('Glass Harbour.wav'),
      entry('Mixes/Glass Harbour m6.wav'),
      entry('Mixes/Glass Harbour m7.wav'),
      entry('Photos/outboard.jpg'),
      entry('notes.md'),
    ],
  );
}
