/** Small Live sets of both shapes, made for tests and samples (docs/formats/als.md). */
import { gzipSync } from 'node:zlib';

/** `old`: Live 9 and 10, `eight`: Live 8, `new`: Live 11, `twelve`. */
export type Shape = 'eight' | 'old' | 'new' | 'twelve';

const CREATORS = { eight: '8.2.1', old: '10.1.9', new: '11.1.6', twelve: '12.1.1' } as const;

export interface FileOptions {
  readonly shape?: Shape;
  /** From `base` by `type`; '' for none. */
  readonly relative?: string;
  readonly type?: number;
  readonly absolute?: string;
  /** Folders of a former place. */
  readonly hint?: string;
  readonly size?: number;
  readonly crc?: number;
  readonly pack?: readonly [name: string, id: string];
}

export const text = (value: string): string =>
  value.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] as string);

/** `<Name Value="…" />`. */
export const value = (name: string, of: string | number | boolean): string => `<${name} Value="${text(String(of))}" />`;

export const element = (tag: string, ...children: readonly string[]): string => {
  const name = tag.split(' ')[0] as string;
  return children.length === 0 ? `<${tag} />` : [`<${tag}>`, ...children, `</${name}>`].join('\n');
};

const hex = (bytes: Buffer): string => bytes.toString('hex').toUpperCase().replace(/.{80}/g, '$&\n');

/** The absolute path as Live 8 to 10 have it: UTF-16 for Windows, an alias record for a Mac. */
export function pathData(path: string): Buffer {
  if (/^([A-Za-z]:|\\\\)/.test(path)) return Buffer.from(`${path}\0`, 'utf16le');
  const head = Buffer.alloc(150);
  head.writeUInt16BE(2, 6);
  const item = (tag: number, of: string): Buffer => {
    const bytes = Buffer.from(of);
    const start = Buffer.alloc(4);
    start.writeInt16BE(tag, 0);
    start.writeUInt16BE(bytes.length, 2);
    return Buffer.concat([start, bytes, Buffer.alloc(bytes.length % 2)]);
  };
  return Buffer.concat([head, item(18, path.slice(1)), item(19, '/'), Buffer.from([0xff, 0xff, 0, 0])]);
}

const folders = (tag: string, path: string, numbered: boolean): string =>
  element(
    tag,
    ...path
      .split('/')
      .filter((name) => name !== '')
      .map(
        (name, at) =>
          `<RelativePathElement${numbered ? ` Id="${at}"` : ''} Dir="${name === '..' ? '' : text(name)}" />`,
      ),
  );

export function fileRef(options: FileOptions): string {
  const { shape = 'new', relative = '', type = relative === '' ? 0 : 3, absolute = '', size = 0, crc = 0 } = options;
  const [packName, packId] = options.pack ?? ['', ''];
  const pack = [value('LivePackName', packName), value('LivePackId', packId)];
  if (shape === 'new' || shape === 'twelve') {
    return element(
      'FileRef',
      value('RelativePathType', type),
      value('RelativePath', relative),
      value('Path', absolute),
      value('Type', 2),
      ...pack,
      value('OriginalFileSize', size),
      value('OriginalCrc', crc),
    );
  }
  const slash = relative.lastIndexOf('/');
  const name = relative.slice(slash + 1) || (absolute.split(/[\\/]/).at(-1) as string);
  return element(
    'FileRef',
    value('HasRelativePath', relative !== ''),
    value('RelativePathType', type),
    folders('RelativePath', relative.slice(0, Math.max(slash, 0)), shape === 'old'),
    value('Name', name),
    value('Type', 2),
    absolute === '' ? '<Data />' : element('Data', hex(pathData(absolute))),
    element(
      'SearchHint',
      folders('PathHint', options.hint ?? '', shape === 'old'),
      value('FileSize', size),
      value('Crc', crc),
      value('MaxCrcSize', 16384),
      value('HasExtendedInfo', size > 0),
    ),
    ...(shape === 'old' ? pack : []),
  );
}

export const sampleRef = (file: FileOptions, frames = 44100, rate = 44100): string =>
  element(
    'SampleRef',
    fileRef(file),
    value('LastModDate', 1606208888),
    // Where it came from is no reference of the song.
    element(
      'SourceContext',
      element('SourceContext Id="0"', element('OriginalFileRef', fileRef({ absolute: '/from/pack.wav' }))),
    ),
    value('DefaultDuration', frames),
    value('DefaultSampleRate', rate),
  );

export interface ClipOptions {
  readonly name?: string;
  /** Beats. */
  readonly from?: number;
  readonly to?: number;
  readonly file?: FileOptions;
  readonly frames?: number;
  readonly rate?: number;
  readonly more?: readonly string[];
  /** Of a MIDI clip, `[time, duration]` in beats of its content, by key. */
  readonly notes?: Readonly<Record<number, readonly (readonly [number, number])[]>>;
}

/** The loop of a clip, in beats of its content. */
export const loop = (on: boolean, start: number, end: number, from = 0): string =>
  element('Loop', value('LoopStart', start), value('LoopEnd', end), value('StartRelative', from), value('LoopOn', on));

/** Of an audio clip: `[second of the file, beat of the content]`; none: it plays at its own speed. */
export const warped = (...markers: readonly (readonly [number, number])[]): readonly string[] => [
  element(
    'WarpMarkers',
    ...markers.map(([seconds, beats], at) => `<WarpMarker Id="${at}" SecTime="${seconds}" BeatTime="${beats}" />`),
  ),
  value('IsWarped', markers.length > 0),
];

const keyTracks = (notes: ClipOptions['notes'] = {}): string =>
  element(
    'KeyTracks',
    ...Object.entries(notes).map(([key, events], at) =>
      element(
        `KeyTrack Id="${at}"`,
        element(
          'Notes',
          ...events.map(
            ([time, long]) => `<MidiNoteEvent Time="${time}" Duration="${long}" Velocity="100" IsEnabled="true" />`,
          ),
          '<MidiNoteEvent Time="0" Duration="1" Velocity="100" IsEnabled="false" />',
        ),
        value('MidiKey', key),
      ),
    ),
  );

export const clip = ({ name = '', from = 0, to = 4, file, frames, rate, more = [], notes }: ClipOptions): string =>
  element(
    `${file ? 'AudioClip' : 'MidiClip'} Id="0" Time="${from}"`,
    value('CurrentStart', from),
    value('CurrentEnd', to),
    value('Name', name),
    value('Disabled', false),
    ...more,
    ...(file ? [sampleRef(file, frames, rate)] : [element('Notes', keyTracks(notes))]),
  );

export interface TrackOptions {
  readonly tag?:
    | 'AudioTrack'
    | 'MidiTrack'
    | 'GroupTrack'
    | 'ReturnTrack'
    | 'MasterTrack'
    | 'MainTrack'
    | 'PreHearTrack';
  readonly id?: number;
  readonly group?: number;
  readonly name?: string;
  readonly userName?: string;
  readonly notes?: string;
  readonly frozen?: boolean;
  readonly shape?: Shape;
  readonly mixer?: readonly string[];
  readonly devices?: readonly string[];
  readonly session?: readonly string[];
  readonly arrangement?: readonly string[];
  readonly takes?: readonly string[];
  readonly freeze?: readonly string[];
  /** Before the chain, where Live 10 and later keep the automation. */
  readonly envelopes?: readonly string[];
}

export function track(options: TrackOptions = {}): string {
  const { tag = 'AudioTrack', id = 1, group = -1, name = '1-Audio', userName = '', shape = 'new' } = options;
  const timeLine = tag === 'MidiTrack' ? 'ClipTimeable' : 'Sample';
  const events = (clips: readonly string[]) => element('Events', ...clips);
  const slot = (one: string) => element('ClipSlot Id="0"', element('ClipSlot', element('Value', one)));
  return element(
    tag === 'MasterTrack' || tag === 'MainTrack' || tag === 'PreHearTrack' ? tag : `${tag} Id="${id}"`,
    element(
      'Name',
      ...(shape === 'eight' ? [] : [value('EffectiveName', name)]),
      value('UserName', userName),
      value('Annotation', options.notes ?? ''),
    ),
    element('AutomationEnvelopes', element('Envelopes', ...(options.envelopes ?? []))),
    value('TrackGroupId', group),
    element(
      'TakeLanes',
      element(
        'TakeLanes',
        ...(options.takes ?? []).map((one) => element('TakeLane Id="0"', element('ClipAutomation', events([one])))),
      ),
    ),
    value('Freeze', options.frozen ?? false),
    element(
      shape === 'eight' && tag === 'MasterTrack' ? 'MasterChain' : 'DeviceChain',
      element(
        'AudioInputRouting',
        value('Target', 'AudioIn/External/M0'),
        value('UpperDisplayString', 'Ext. In'),
        value('LowerDisplayString', '1'),
      ),
      element(
        'AudioOutputRouting',
        value('Target', 'AudioOut/Master'),
        value('UpperDisplayString', 'Master'),
        value('LowerDisplayString', ''),
      ),
      element('Mixer', ...(options.mixer ?? [])),
      element(
        'MainSequencer',
        element('ClipSlotList', ...(options.session ?? []).map(slot)),
        element(timeLine, element('ArrangerAutomation', events(options.arrangement ?? []))),
      ),
      element(
        'FreezeSequencer',
        element('ClipSlotList'),
        element('Sample', element('ArrangerAutomation', events(options.freeze ?? []))),
      ),
      element('DeviceChain', element('Devices', ...(options.devices ?? []))),
    ),
  );
}

/** A parameter: of Live 8 the value is the first event. */
export const parameter = (name: string, of: number | boolean, shape: Shape = 'new', target = 0): string =>
  shape === 'eight'
    ? element(name, element('ArrangerAutomation', element('Events', `<FloatEvent Time="-63072000" Value="${of}" />`)))
    : element(name, value('Manual', of), `<AutomationTarget Id="${target}" />`);

export const envelope = (target: number, ...events: readonly (readonly [beats: number, value: number])[]): string =>
  element(
    'AutomationEnvelope Id="0"',
    element('EnvelopeTarget', value('PointeeId', target)),
    element(
      'Automation',
      element('Events', ...events.map(([time, of], at) => `<FloatEvent Id="${at}" Time="${time}" Value="${of}" />`)),
    ),
  );

export interface SetOptions {
  readonly shape?: Shape;
  readonly tracks?: readonly string[];
  readonly master?: string;
  /** Of the LiveSet, behind the tracks. */
  readonly more?: readonly string[];
  readonly lineEnd?: '\n' | '\r\n';
}

/** The XML, indented with TABs as Live does it. */
export function liveSet(options: SetOptions = {}): string {
  const { shape = 'new', lineEnd = '\n' } = options;
  const master =
    options.master ??
    track({
      tag: shape === 'twelve' ? 'MainTrack' : 'MasterTrack',
      name: 'Master',
      shape,
      mixer: [parameter('Tempo', 120, shape), parameter('TimeSignature', 201, shape)],
    });
  const document = element(
    `Ableton MajorVersion="5" Creator="Ableton Live ${CREATORS[shape]}"`,
    element('LiveSet', element('Tracks', ...(options.tracks ?? [])), master, ...(options.more ?? [])),
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...indented(document), ''].join(lineEnd);
}

function indented(document: string): string[] {
  let depth = 0;
  return document.split('\n').map((line) => {
    if (line.startsWith('</')) depth--;
    const out = `${'\t'.repeat(Math.max(depth, 0))}${line}`;
    if (/^<[^/?]/.test(line) && !line.endsWith('/>')) depth++;
    return out;
  });
}

export const packed = (set: string): Buffer => gzipSync(set);
