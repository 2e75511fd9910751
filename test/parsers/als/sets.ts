/** Sets made for the tests: what the real ones do not have, all in one. */
import type { ParsedSession } from '../../../lib/model/session.js';
import { READ_LIMITS } from '../../../lib/read/read.js';
import { als } from '../../../parsers/als/index.js';
import type { SampleSession } from '../contract.js';
import { memorySource } from '../memory-source.js';
import {
  clip,
  element,
  envelope,
  fileRef,
  liveSet,
  loop,
  packed,
  parameter,
  type Shape,
  sampleRef,
  track,
  value,
} from './live-set.js';

const maxDevice = (shape: Shape, file: string): string =>
  element(
    'MxDeviceAudioEffect Id="1"',
    parameter('On', true, shape),
    element(
      'PatchSlot',
      element(
        'Value',
        element(
          shape === 'twelve' ? 'MxPatchRef Id="0"' : 'MxDPatchRef Id="0"',
          fileRef({ shape, relative: `Presets/${file}` }),
        ),
      ),
    ),
    element('BlobSlot', element('Value', element('MxDBlob Id="0"', element('Blob', '7B7D00FF')))),
  );

export const vst = (name: string): string =>
  element(
    'PluginDevice Id="2"',
    parameter('On', false),
    element(
      'PluginDesc',
      element(
        'VstPluginInfo Id="0"',
        value('Path', 'C:/VST/x.dll'),
        value('PlugName', name),
        value('UniqueId', 1234),
        value('Category', 2),
        element(
          'Preset',
          element(
            'VstPreset Id="0"',
            value('Name', ''),
            element('Buffer', Buffer.from('C:\\lib\\snare.wav').toString('hex')),
          ),
        ),
      ),
    ),
  );

export const sampler = (file: Parameters<typeof sampleRef>[0], zone = 'zone'): string =>
  element(
    'OriginalSimpler Id="0"',
    parameter('On', true),
    value('UserName', 'My Simpler'),
    value('Annotation', 'tuned by ear'),
    element(
      'Player',
      element(
        'MultiSampleMap',
        element('SampleParts', element('MultiSamplePart Id="0"', value('Name', zone), sampleRef(file))),
      ),
    ),
    element('Filter', parameter('Freq', 1000)),
  );

export const rack = (...devices: readonly string[]): string =>
  element(
    'InstrumentGroupDevice Id="0"',
    parameter('On', true),
    value('UserName', 'Keys'),
    parameter('MacroControls.0', 63.5000012),
    parameter('MacroControls.1', 0),
    value('MacroDisplayNames.0', 'Glue'),
    value('MacroDisplayNames.1', 'Macro 2'),
    element(
      'Branches',
      element(
        'InstrumentBranch Id="0"',
        element('Name', value('EffectiveName', 'Soft')),
        element('DeviceChain', element('MidiToAudioDeviceChain Id="0"', element('Devices', ...devices))),
      ),
    ),
  );

export const everything = (shape: Shape, lineEnd: '\n' | '\r\n' = '\n'): string =>
  liveSet({
    shape,
    lineEnd,
    tracks: [
      track({ shape, tag: 'GroupTrack', id: 7, name: 'Band' }),
      track({
        shape,
        id: 8,
        group: 7,
        name: 'Guitar',
        userName: 'Guitar',
        notes: 'borrowed amp',
        mixer: [
          parameter('Volume', 0.5, shape, 70),
          parameter('Pan', -1, shape),
          parameter('Speaker', false, shape),
          value('SoloSink', true),
          element('Sends', element('TrackSendHolder Id="0"', parameter('Send', 1, shape), value('Active', true))),
        ],
        envelopes: [envelope(70, [-63072000, 0.5], [4, 1])],
        arrangement: [
          clip({
            name: 'verse',
            from: 4,
            to: 8,
            file: {
              shape,
              relative: 'Samples/Recorded/a & b.wav',
              absolute: '/Users/me/Song/Samples/Recorded/a & b.wav',
              size: 1000,
              crc: 4242,
            },
          }),
          clip({
            name: 'again',
            from: 8,
            to: 12,
            file: {
              shape,
              relative: 'Samples/Recorded/a & b.wav',
              absolute: '/Users/me/Song/Samples/Recorded/a & b.wav',
              size: 1000,
              crc: 4242,
            },
          }),
        ],
        session: [clip({ name: 'idea', file: { shape, absolute: 'D:\\loops\\loop.aif', hint: 'Volumes/Old/loops' } })],
        takes: [clip({ name: 'take', from: 4, to: 8, file: { shape, relative: '../up/take.wav', type: 1 } })],
        freeze: [clip({ from: 0, to: 4, file: { shape, relative: 'Samples/Processed/Freeze/old.wav' } })],
        devices: [vst('Kontakt'), maxDevice(shape, 'Wobble.amxd')],
      }),
      track({
        shape,
        tag: 'MidiTrack',
        id: 9,
        name: 'Keys',
        frozen: true,
        session: [clip({ name: 'chords', more: [loop(true, 0, 4)], notes: { 60: [[0, 1]] } })],
        arrangement: [clip({ from: 4, to: 12, more: [loop(true, 0, 4, 2)], notes: { 60: [[0, 1]], 64: [[3, 4]] } })],
        freeze: [clip({ from: 0, to: 4, file: { shape, relative: 'Samples/Processed/Freeze/Freeze Keys.wav' } })],
        devices: [
          rack(
            sampler({
              shape,
              relative: 'Grand.aif',
              type: 5,
              pack: ['Core Library', 'www.ableton.com/0'],
              absolute: '/Library/Core/Grand.aif',
            }),
          ),
        ],
      }),
      track({ shape, tag: 'ReturnTrack', id: 10, name: 'A-Reverb' }),
    ],
    more: [
      element('SendsPre', '<SendPreBool Id="0" Value="true" />'),
      element(
        'Locators',
        element(
          'Locators',
          element('Locator Id="0"', value('Time', 8), value('Name', 'Chorus')),
          element('Locator Id="1"', value('Time', 0), value('Name', 'Intro'), value('Annotation', 'quiet')),
        ),
      ),
      shape === 'eight' || shape === 'old'
        ? element('SceneNames', '<Scene Value="Drop" />', '<Scene Value=" 2" />')
        : element(
            'Scenes',
            element(
              'Scene Id="0"',
              value('Name', 'Drop'),
              value('Annotation', 'all in'),
              value('Tempo', 128),
              value('IsTempoEnabled', true),
            ),
          ),
      value('Annotation', 'for Anna'),
    ],
  });

export const LIVE_SETS: readonly SampleSession[] = [
  ...(['eight', 'old', 'new', 'twelve'] as const).map((shape) => ({
    name: `every place, ${shape}`,
    bytes: Buffer.from(everything(shape)),
  })),
  { name: 'lines of Windows', bytes: Buffer.from(everything('old', '\r\n')) },
  { name: 'packed', bytes: packed(everything('twelve')) },
  { name: 'empty', bytes: packed(liveSet()) },
  { name: 'cut', bytes: Buffer.from(everything('new')).subarray(0, 9000) },
  { name: 'nothing', bytes: Buffer.alloc(0), mayRefuse: true },
  {
    name: 'a preset',
    bytes: packed('<Ableton Creator="Ableton Live 12.1"><GroupDevicePreset /></Ableton>'),
    mayRefuse: true,
  },
];

export const read = (
  content: Buffer | string,
  files: Readonly<Record<string, Uint8Array>> = {},
  midiNotes = false,
): Promise<ParsedSession> => als.read(memorySource(content, 'Song.als', files), { ...READ_LIMITS, midiNotes });
