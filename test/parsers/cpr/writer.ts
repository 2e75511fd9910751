/** Small Cubase projects, made for tests (docs/formats/cpr.md). */
import {
  dictionaries,
  dictionary,
  type Entries,
  float,
  integer,
  newArchive,
  type RootContent,
  raw,
  riffOf,
  type Style,
  words,
} from './archive-writer.js';
import { arrangementOf } from './arrangement-writer.js';

export interface FileSpec {
  readonly name: string;
  /** With a separator at its end. */
  readonly folder: string;
  readonly frames?: number;
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly origin?: readonly [folder: string, name: string];
}

export interface ClipSpec {
  /** Index into the files; absent for MIDI. */
  readonly file?: number;
  readonly name?: string;
  readonly start: number;
  readonly length: number;
  readonly offset?: number;
  /** Of a MIDI part: in ticks, by the beginning of the part. */
  readonly notes?: readonly (readonly [at: number, key: number, length: number])[];
  /** Bytes behind its events, which no part has. */
  readonly more?: Buffer;
  /** Inside of a part, which the track shows instead. */
  readonly inPart?: boolean;
}

export interface TrackSpec {
  readonly name: string;
  readonly type?: string;
  readonly clips?: readonly ClipSpec[];
  readonly tracks?: readonly TrackSpec[];
  readonly channel?: Entries;
  readonly notes?: string;
  /** A linear time base: seconds. */
  readonly linear?: boolean;
  readonly solo?: boolean;
}

export interface ProjectSpec {
  readonly style?: Style;
  readonly application?: string;
  readonly version?: string;
  readonly platform?: string;
  /** Parent with a separator at its end, then the name. */
  readonly folder?: readonly [parent: string, name: string];
  readonly documentFolder?: string;
  readonly files?: readonly FileSpec[];
  readonly tracks?: readonly TrackSpec[];
  readonly markers?: readonly (readonly [name: string, start: number, length?: number])[];
  readonly tempo?: readonly (readonly [bpm: number, ticks: number, seconds: number, isRamp?: boolean])[];
  readonly fixedTempo?: number;
  readonly meters?: readonly (readonly [bar: number, numerator: number, denominator: number])[];
  readonly devices?: Entries;
  readonly films?: readonly FileSpec[];
}

/** Two slots of a channel as they stand in the mixer. */
export const plugin = (name: string, guid: string, state = '', original = ''): Entries => [
  ['Plugin UID', dictionary(['GUID', words(guid)])],
  ['Plugin Name', words(name)],
  ...(original === '' ? [] : [['Original Plugin Name', words(original)] as const]),
  ['audioComponent', raw(Buffer.from(state, 'latin1'))],
  ['editController', raw(Buffer.alloc(0))],
];

export const slot = (content: Entries | null, state = content === null ? 0 : 1): Entries => [
  ...(content === null ? [] : [['Plugin', dictionary(...content)] as const]),
  ['State', integer(state)],
];

export function channelOf(name: string, type: number, bus: number, output: number, ...more: Entries): Entries {
  return [
    ['Name', dictionary(['String', words(name)])],
    ['Type', integer(type)],
    ['OwnInputBus', dictionary(['Name', words(name)], ['Bus UID', integer(bus)])],
    ['OutputBusValue', dictionary(['Value', integer(output)])],
    ...more,
  ];
}

export const inserts = (...slots: readonly Entries[]): readonly [string, ReturnType<typeof dictionary>] => [
  'InsertFolder',
  dictionary(['Bypass', integer(0)], ['Slot', dictionaries(slots)]),
];

export const fader = (value: number): readonly [string, ReturnType<typeof dictionary>] => [
  'Volume',
  dictionary(['Value', float(value)]),
];

export function projectOf(spec: ProjectSpec): Buffer {
  const style = spec.style ?? 'new';
  const version = { name: 'Version', type: 'PAppVersion', archive: versionOf(spec, style) };
  const project = { name: 'Arrangement1', type: 'PArrangement', archive: arrangementOf(spec, style) };
  const devices = spec.devices === undefined ? [] : [devicesOf(spec.devices, style)];
  return riffOf(style === 'sx' ? [project, ...devices, version] : [version, project, ...devices]);
}

function devicesOf(entries: Entries, style: Style): RootContent {
  const archive = newArchive(style);
  archive.object('FAttributes', () => archive.entries(entries));
  return { name: 'Devices', type: 'FAttributes', archive: archive.content() };
}

function versionOf(spec: ProjectSpec, style: Style): Buffer {
  const archive = newArchive(style);
  archive.object(
    'PAppVersion',
    () => {
      archive.text(spec.application ?? 'Cubase');
      archive.text(`Version ${spec.version ?? '13.0.10'}`);
      archive.text('Oct 10 2023');
      archive.u32(400);
      if (style === 'sx') return;
      archive.text(spec.platform ?? 'WIN64');
      archive.zeros(8);
      archive.text('UTF-8');
      archive.text('us');
    },
    style === 'sx' ? 0 : 2,
    ['CmObject'],
  );
  return archive.content();
}
