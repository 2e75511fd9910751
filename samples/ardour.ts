/** "Salt Line", an Ardour 7 session with a snapshot: recorded and imported sound, an impulse of a plug-in, empty MIDI, a missing file. */
import path from 'node:path';
import { ardourSession, type MadeFile, type MadeSession } from '../test/parsers/ardour/ardour-session.js';
import { hiss, pulse, put, putJson, RATE, SAMPLES, SAVED, sound, tone } from './sounds.js';

const folder = path.join(SAMPLES, 'ardour', 'Salt Line');
const audio = (name: string) => path.join(folder, 'interchange', 'Salt Line', 'audiofiles', name);

const FILES: readonly MadeFile[] = [
  { name: 'Voice-1.wav', frames: RATE * 6 },
  { name: 'Harmonium-1%L.wav', frames: RATE * 8 },
  { name: 'Harmonium-1%R.wav', frames: RATE * 8 },
  { name: 'Stomp [close].wav', frames: RATE * 4 },
  { name: 'tide.wav', origin: '/media/field/2019/tide.wav', channels: 2, frames: RATE * 12 },
  { name: 'Synth-1.mid', kind: 'midi', flags: 'Writable,CanRename,Removable,RemovableIfEmpty,Empty' },
];

const CONVOLVER = 'http://gareus.org/oss/lv2/zeroconvolv#CfgStereo';
const plugin = `<Processor id="4242" name="Zero Convolver" active="1" user-latency="0" type="lv2" unique-id="${CONVOLVER}" count="1"><lv2 last-preset-uri="" last-preset-label="" state-dir="state1"><Port symbol="gain" value="-3"/></lv2></Processor>`;
const STATE = `@prefix state: <http://lv2plug.in/ns/ext/state#> .
<>
	a <http://lv2plug.in/ns/ext/presets#Preset> ;
	state:state [
		<http://gareus.org/oss/lv2/zeroconvolv#ir> <Salt%20Hall.wav>
	] .
`;

function song(more: Partial<MadeSession> = {}): MadeSession {
  const at = (seconds: number) => Math.round(seconds * RATE);
  return {
    name: 'Salt Line',
    rate: RATE,
    files: FILES,
    metadata:
      '<title>Salt Line</title><artist>Ines Aaltonen</artist><description>Second mix, voice forward.</description>',
    tracks: [
      { name: 'Master', kind: 'master', order: 9, gain: 0.9 },
      {
        name: 'Voice',
        gain: 0.8,
        clips: [{ file: 0, at: at(2), length: at(6), name: 'Voice, take 1' }],
        children: '<Comment>close, no pop filter; the chair creaks at 0:05</Comment>',
      },
      {
        name: 'Harmonium L',
        pan: 0.2,
        processors: plugin,
        clips: [{ file: 1, at: 0, length: at(8) }],
      },
      { name: 'Harmonium R', pan: 0.8, clips: [{ file: 2, at: 0, length: at(8) }] },
      { name: 'Stomp', gain: 0.6, clips: [{ file: 3, at: at(4), length: at(4) }] },
      { name: 'Tide', gain: 0.3, clips: [{ file: 4, at: 0, length: at(12) }] },
      { name: 'Synth', kind: 'midi', clips: [] },
    ],
    locations: [
      `<Location id="800" name="session" start="a0" end="a${12 * 282_240_000}" flags="IsSessionRange" locked="0"/>`,
      `<Location id="801" name="Voice enters" start="a${2 * 282_240_000}" end="a${2 * 282_240_000}" flags="IsMark" locked="0"/>`,
      `<Location id="802" name="Stomp" start="a${4 * 282_240_000}" end="a${4 * 282_240_000}" flags="IsMark" locked="0"/>`,
    ].join(''),
    ...more,
  };
}

export function makeArdour(): void {
  sound(audio('Voice-1.wav'), 6, tone(220, 0.3));
  sound(audio('Harmonium-1%L.wav'), 8, tone(147, 0.05));
  sound(audio('Harmonium-1%R.wav'), 8, tone(148, 0.05));
  sound(audio('Stomp [close].wav'), 4, pulse(70, 1));
  sound(path.join(folder, 'plugins', '4242', 'state1', 'Salt Hall.wav'), 1, hiss(21));
  put(path.join(folder, 'plugins', '4242', 'state1', 'state.ttl'), STATE);
  put(path.join(folder, 'peaks', 'Voice-1.peak'), 'made again by Ardour\n');
  put(path.join(folder, 'Salt Line.ardour'), ardourSession(song()));
  put(
    path.join(folder, 'Salt Line first mix.ardour'),
    ardourSession(song({ metadata: '<title>Salt Line</title>' })),
    SAVED - 86_400,
  );
  put(path.join(folder, 'Salt Line.ardour.bak'), ardourSession(song({ tracks: [] })));
  putJson(path.join(folder, 'tapebox.json'), { title: 'Salt Line', artist: 'Ines Aaltonen' });
}
