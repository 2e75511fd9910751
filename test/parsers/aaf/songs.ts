/** AAFs for the tests, in words of a song: mobs, slots, clips. */
import { READ_LIMITS } from '../../../lib/read/read.js';
import { GAIN, PROPERTY, TOP_LEVEL } from '../../../parsers/aaf/ids.js';
import { aaf } from '../../../parsers/aaf/index.js';
import type { SampleSession } from '../contract.js';
import { memorySource } from '../memory-source.js';
import * as w from './writer.js';

const { CLASSES } = w;
const SOUND = '01030202-0200-0000-060e-2b3404010101';
const PICTURE = '01030202-0100-0000-060e-2b3404010101';
const TIMECODE = '01030201-0100-0000-060e-2b3404010101';

const of = (data: string) => ({ [PROPERTY.dataDefinition]: w.weak(data) });
const lasting = (length: number) => ({ [PROPERTY.length]: w.i64(length) });

export interface ClipOf {
  readonly mob: number;
  readonly length: number;
  readonly start?: number;
  readonly slot?: number;
  readonly fadeIn?: number;
}

export const clip = ({ mob, length, start = 0, slot = 1, fadeIn }: ClipOf): w.Obj =>
  w.obj(CLASSES.sourceClip, {
    ...of(SOUND),
    ...lasting(length),
    [PROPERTY.sourceMob]: w.mobId(mob),
    [PROPERTY.sourceSlot]: w.u32(slot),
    [PROPERTY.start]: w.i64(start),
    ...(fadeIn === undefined ? {} : { [PROPERTY.fadeIn]: w.i64(fadeIn) }),
  });
export const filler = (length: number): w.Obj => w.obj(CLASSES.filler, { ...of(SOUND), ...lasting(length) });
export const transition = (length: number): w.Obj => w.obj(CLASSES.transition, { ...of(SOUND), ...lasting(length) });
export const sequence = (parts: readonly w.Obj[], data = SOUND): w.Obj =>
  w.obj(CLASSES.sequence, { ...of(data), [PROPERTY.components]: w.vector(parts) });
export const picture = (parts: readonly w.Obj[]): w.Obj => sequence(parts, PICTURE);

export const operation = (id: string, inputs: readonly w.Obj[], parameters: readonly w.Obj[] = []): w.Obj =>
  w.obj(CLASSES.operationGroup, {
    ...of(SOUND),
    ...lasting(48000),
    [PROPERTY.operation]: w.weak(id),
    [PROPERTY.inputs]: w.vector(inputs),
    [PROPERTY.parameters]: w.vector(parameters),
  });
export const constant = (id: string, value: number): w.Obj =>
  w.obj(CLASSES.constantValue, { [PROPERTY.parameterId]: w.guid(id), [PROPERTY.constant]: w.indirect(value) });
export const varying = (id: string): w.Obj => w.obj(CLASSES.varyingValue, { [PROPERTY.parameterId]: w.guid(id) });
export const gain = (inputs: readonly w.Obj[], value: number): w.Obj =>
  operation(GAIN.operation, inputs, [constant(GAIN.parameter, value)]);

export const slot = (id: number, segment: w.Obj, name = '', rate = 48000, origin = 0): w.Obj =>
  w.obj(CLASSES.timelineSlot, {
    [PROPERTY.slotId]: w.u32(id),
    ...(name === '' ? {} : { [PROPERTY.slotName]: w.text(name) }),
    [PROPERTY.segment]: w.one(segment),
    [PROPERTY.editRate]: w.rational(rate),
    [PROPERTY.origin]: w.i64(origin),
  });

export const timecode = (id: number, start: number): w.Obj =>
  slot(
    id,
    w.obj(CLASSES.timecode, {
      ...of(TIMECODE),
      ...lasting(1000),
      [PROPERTY.timecodeStart]: w.i64(start),
      [PROPERTY.framesPerSecond]: w.u16(25),
      [PROPERTY.dropFrame]: w.raw(Buffer.from([0])),
    }),
    'TC',
    25,
  );

export const markers = (id: number, list: readonly { readonly at: number; readonly text: string }[]): w.Obj =>
  w.obj(CLASSES.eventSlot, {
    [PROPERTY.slotId]: w.u32(id),
    [PROPERTY.eventRate]: w.rational(25),
    [PROPERTY.segment]: w.one(
      sequence(
        list.map(({ at, text }) =>
          w.obj(CLASSES.descriptiveMarker, {
            [PROPERTY.position]: w.i64(at),
            [PROPERTY.comment]: w.text(text),
            ...lasting(25),
          }),
        ),
        TIMECODE,
      ),
    ),
  });

export const mob = (
  kind: number,
  id: number,
  name: string,
  slots: readonly w.Obj[],
  more: w.Obj['properties'] = {},
): w.Obj =>
  w.obj(kind, {
    [PROPERTY.mobId]: w.mobId(id),
    ...(name === '' ? {} : { [PROPERTY.mobName]: w.text(name) }),
    [PROPERTY.slots]: w.vector(slots),
    ...more,
  });

export const composition = (id: number, name: string, slots: readonly w.Obj[], isTop = true): w.Obj =>
  mob(CLASSES.compositionMob, id, name, slots, isTop ? { [PROPERTY.usage]: w.guid(TOP_LEVEL) } : {});
export const master = (id: number, name: string, source: number, start = 0): w.Obj =>
  mob(CLASSES.master, id, name, [slot(1, clip({ mob: source, length: 480000, start }))]);

export interface FileOf {
  readonly urls?: readonly string[];
  readonly kind?: number;
  readonly summary?: Buffer;
  readonly length?: number;
  readonly rate?: number;
  readonly sound?: { readonly rate: number; readonly channels: number; readonly bits: number };
}

export const locator = (url: string): w.Obj => w.obj(CLASSES.networkLocator, { [PROPERTY.url]: w.text(url) });

export const fileMob = (id: number, name: string, file: FileOf): w.Obj => {
  const { urls = [], kind = CLASSES.pcm, summary, length = 480000, rate = 48000, sound } = file;
  const descriptor = w.obj(kind, {
    [PROPERTY.locators]: w.vector(urls.map(locator)),
    [PROPERTY.sampleRate]: w.rational(rate),
    [PROPERTY.fileLength]: w.i64(length),
    ...(summary === undefined
      ? {}
      : { [kind === CLASSES.aifc ? PROPERTY.aifcSummary : PROPERTY.waveSummary]: w.raw(summary) }),
    ...(sound === undefined
      ? {}
      : {
          [PROPERTY.audioRate]: w.rational(sound.rate),
          [PROPERTY.channels]: w.u32(sound.channels),
          [PROPERTY.bits]: w.u32(sound.bits),
        }),
  });
  const silence = clip({ mob: 0, length: 480000 });
  return mob(CLASSES.sourceMob, id, name, [slot(1, silence)], { [PROPERTY.descriptor]: w.one(descriptor) });
};

/** The header of a WAV without its sound. */
export function waveSummary(rate: number, channels: number, bits: number, data = 0): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  bytes.writeUInt32LE(36 + data, 4);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE((rate * channels * bits) / 8, 28);
  bytes.writeUInt16LE((channels * bits) / 8, 32);
  bytes.writeUInt16LE(bits, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(data, 40);
  return bytes;
}

export const essence = (id: number, content: Buffer): w.Obj =>
  w.obj(CLASSES.essence, { [PROPERTY.essenceMob]: w.mobId(id), [PROPERTY.essenceData]: w.stream(content) });

export function aafOf(mobs: readonly w.Obj[], essences: readonly w.Obj[] = [], options: w.AafOptions = {}): Buffer {
  const date = Buffer.from([0xe8, 0x07, 3, 14, 9, 26, 53, 0]);
  const header = w.obj(CLASSES.header, {
    [PROPERTY.version]: w.raw(Buffer.from([1, 1])),
    [PROPERTY.identifications]: w.vector([
      w.obj(CLASSES.identification, { [PROPERTY.product]: w.text('Before') }),
      w.obj(CLASSES.identification, {
        [PROPERTY.product]: w.text('ProTools'),
        [PROPERTY.productVersion]: w.text('23.12'),
        [PROPERTY.date]: w.raw(options.isBig ? Buffer.concat([Buffer.from([0x07, 0xe8]), date.subarray(2)]) : date),
      }),
    ]),
    [PROPERTY.content]: w.one(
      w.obj(CLASSES.content, { [PROPERTY.mobs]: w.set(mobs), [PROPERTY.essence]: w.set(essences) }),
    ),
  });
  return w.writeAaf(header, options);
}

const VOX = 'file:///c%3a/Sessions/M%C3%A9dia/Audio%20Files/vox.wav';

/** Two tracks, a video row, markers, timecode; two files by their URLs. */
export const LINKED: readonly w.Obj[] = [
  fileMob(11, '', { urls: [VOX], kind: CLASSES.wave, summary: waveSummary(44100, 1, 24), rate: 44100, length: 441000 }),
  master(21, 'vox', 11, 100),
  fileMob(12, '', { urls: ['file://localhost/D:/gtr.aif'], sound: { rate: 48000, channels: 2, bits: 16 } }),
  master(22, 'gtr', 12),
  mob(CLASSES.sourceMob, 13, 'tape', [], {
    [PROPERTY.descriptor]: w.one(
      w.obj(CLASSES.import, { [PROPERTY.locators]: w.vector([locator('file:///D:/original.mov')]) }),
    ),
  }),
  composition(1, 'Glass Harbour', [
    timecode(1, 90000),
    slot(2, picture([filler(100)]), 'V1', 25),
    slot(
      3,
      gain(
        [
          sequence([
            filler(48000),
            clip({ mob: 21, length: 96000, start: 24000 }),
            transition(9600),
            clip({ mob: 21, length: 48000 }),
          ]),
        ],
        0.5,
      ),
      'Vox',
    ),
    slot(4, sequence([gain([clip({ mob: 22, length: 48000, fadeIn: 480 })], 2), clip({ mob: 0, length: 10 })]), 'Gtr'),
    markers(5, [
      { at: 50, text: 'Chorus' },
      { at: 0, text: 'Intro' },
    ]),
  ]),
];

export const RAW = Buffer.alloc(9001, 7);
export const WHOLE_WAVE = Buffer.concat([waveSummary(48000, 1, 16, 600), Buffer.alloc(600, 3)]);

/** Raw sound (with a locator besides, as some programs leave it), and a whole WAV that is small enough for the mini stream. */
export const EMBEDDED: readonly w.Obj[] = [
  fileMob(31, 'Drums', { urls: [VOX], sound: { rate: 16000, channels: 1, bits: 16 }, rate: 16000, length: 4500 }),
  fileMob(32, '', { kind: CLASSES.wave, summary: waveSummary(48000, 1, 16) }),
  master(41, 'Drums', 31),
  master(42, 'Bass', 32),
  composition(1, 'Inside', [slot(1, sequence([clip({ mob: 41, length: 100 }), clip({ mob: 42, length: 100 })]), 'A1')]),
];
export const ESSENCES: readonly w.Obj[] = [
  essence(31, RAW),
  essence(32, WHOLE_WAVE),
  essence(99, Buffer.from('unknown')),
];

export const readBytes = (bytes: Buffer, name = 'Song.aaf') => aaf.read(memorySource(bytes, name), READ_LIMITS);

export const AAF_SESSIONS: readonly SampleSession[] = [
  { name: 'linked, sectors of 512.aaf', bytes: aafOf(LINKED, [], { sectorSize: 512 }) },
  { name: 'linked, sectors of 4096.aaf', bytes: aafOf(LINKED) },
  { name: 'embedded.aaf', bytes: aafOf(EMBEDDED, ESSENCES, { sectorSize: 512 }) },
  { name: 'big-endian.aaf', bytes: aafOf(LINKED, [], { isBig: true }) },
  { name: 'empty.aaf', bytes: aafOf([]) },
];
