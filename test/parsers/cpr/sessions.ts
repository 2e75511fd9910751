/** Made projects for the contract of readers. */
import type { SampleSession } from '../contract.js';
import { dictionaries, dictionary, float, integer, raw } from './archive-writer.js';
import { channelOf, fader, inserts, type ProjectSpec, plugin, projectOf, slot } from './writer.js';

export const AUDIO = 'D:\\Songs\\Blue\\Audio\\';
export const VST2 = '565354736D706C73616D706C65720000';
export const VST3 = '297BA567D83144E1AE921DEF07B41156';

const balance = (place: number) => {
  const state = Buffer.alloc(20);
  state.writeFloatLE(place, 0);
  return [
    'Panner',
    dictionary(['PannerType', dictionary(['Value', integer(2)])], ['audioComponent', raw(state)]),
  ] as const;
};

/** A little of everything. */
export const BLUE: ProjectSpec = {
  files: [
    { name: 'vox 1.wav', folder: AUDIO, frames: 480_000 },
    { name: 'Bass-Reverse.wav', folder: 'D:\\Songs\\Blue\\Edits\\', channels: 1, bits: 16 },
    { name: 'kick.wav', folder: 'E:\\Library\\Kicks\\', rate: 44100, origin: ['C:\\Desktop\\', 'kick.mp3'] },
    { name: 'unused.wav', folder: AUDIO },
  ],
  tracks: [
    {
      name: 'Vocals ä',
      clips: [
        { file: 0, name: 'vox 1', start: 960, length: 240_000, offset: 48_000 },
        { file: 0, start: 3840, length: 48_000 },
      ],
      notes: 'U87, booth 2',
      channel: channelOf(
        'Vocals ä',
        1,
        10,
        5,
        fader(18688),
        balance(0.75),
        ['Solo', integer(1)],
        inserts(slot(null), slot(plugin('My Comp', VST3, 'state', 'Compressor')), slot(plugin('Gate', VST2), 0)),
        [
          'SendFolder',
          dictionary([
            'Slot',
            dictionaries([
              [['On', integer(1)], fader(25856), ['Output', dictionary(['Value', integer(12)])]],
              [fader(25856), ['Output', dictionary(['Value', integer(0)])]],
            ]),
          ]),
        ],
        [
          'EQ',
          dictionary(
            ['Bypass', integer(0)],
            [
              'Band',
              dictionaries([
                [
                  ['Enable', integer(1)],
                  ['Type', integer(2)],
                  ['Gain', float(0.5)],
                  ['Freq', float(100.0001)],
                  ['Q', float(0.1)],
                ],
                [
                  ['Enable', integer(0)],
                  ['Type', integer(1)],
                  ['Freq', float(800)],
                ],
              ]),
            ],
          ),
        ],
      ),
    },
    {
      name: 'Band',
      solo: true,
      tracks: [
        { name: 'Bass', clips: [{ file: 1, start: 0, length: 24_000 }] },
        {
          name: 'Drums',
          tracks: [{ name: 'Kick', clips: [{ file: 2, name: 'loop', start: 0, length: 44_100, inPart: true }] }],
        },
      ],
    },
    {
      name: 'Keys',
      type: 'MInstrumentTrackEvent',
      clips: [
        {
          name: 'Verse',
          start: 1920,
          length: 1920,
          notes: [
            [0, 60, 480],
            [960, 64, 1920],
          ],
        },
      ],
      channel: channelOf('Keys', 4, 11, 5, fader(0), [
        'Synth Slot',
        dictionary(...slot(plugin('Piano', VST2, 'D:\\Samples\\piano.wav'))),
      ]),
    },
    { name: 'Hall', type: 'MDeviceTrackEvent', channel: channelOf('Hall', 6, 12, 5, fader(32767)) },
    { name: 'Stereo Out', type: 'MDeviceTrackEvent' },
  ],
  markers: [
    ['Chorus', 3840, 1920],
    ['', 0],
  ],
  devices: [
    [
      'VST Mixer',
      dictionary([
        'Output Channels',
        dictionaries([channelOf('Stereo Out', 8, 5, 0, fader(25856), inserts(slot(plugin('Limiter', VST3))))]),
      ]),
    ],
  ],
};

export const CUBASE_PROJECTS: readonly SampleSession[] = [
  { name: 'Blue.cpr', bytes: projectOf(BLUE) },
  { name: 'Old.cpr', bytes: projectOf({ ...BLUE, style: 'old', version: '4.5.2' }) },
  {
    name: 'SX.cpr',
    bytes: projectOf({
      files: BLUE.files ?? [],
      tracks: [{ name: 'Audio 01', clips: [{ file: 0, start: 0, length: 100 }] }],
      style: 'sx',
      application: 'Cubase SX',
      version: '2.0.2',
    }),
  },
  { name: 'Empty-01.bak', bytes: projectOf({}) },
  { name: 'cut.cpr', bytes: projectOf(BLUE).subarray(0, 3000), mayRefuse: true },
];
