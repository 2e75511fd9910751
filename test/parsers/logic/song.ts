/** Songs made for the tests: records as logic.md, section 2.3 lays them out. */

export interface MadeRecord {
  readonly tag: string;
  readonly kind?: number;
  readonly slot?: number;
  readonly owner?: number;
  readonly key?: number;
  readonly payload?: Buffer;
}

export function record({ tag, kind = 0, slot = 0, owner = 0xffff, key = 0xffff, payload }: MadeRecord): Buffer {
  const body = payload ?? Buffer.alloc(0);
  const head = Buffer.alloc(36);
  head.write(tag, 0, 'latin1');
  head.writeUInt16LE(kind, 6);
  head.writeUInt16LE(slot, 10);
  head.writeUInt16LE(owner, 14);
  head.writeUInt16LE(key, 18);
  head.writeUInt32LE(body.length, 28);
  return Buffer.concat([head, body]);
}

export function songOf(records: readonly MadeRecord[], format = 2512): Buffer {
  const body = Buffer.concat([record({ tag: 'gnoS', payload: Buffer.alloc(64, 7) }), ...records.map(record)]);
  const head = Buffer.alloc(24);
  head.set([0x23, 0x47, 0xc0, 0xab]);
  head.writeUInt16LE(format, 4);
  head.writeUInt32LE(body.length, 16);
  return Buffer.concat([head, body]);
}

/** A buffer of that length with numbers in it: [offset, bytes, value]. */
export function fields(
  length: number,
  ...values: readonly (readonly [at: number, size: number, value: number])[]
): Buffer {
  const out = Buffer.alloc(length);
  for (const [at, size, value] of values) out.writeUIntLE(value, at, size);
  return out;
}

const padded = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
};

/** `length`: of the region that plays it, in ticks. */
export const sequence = (slot: number, name: string, length?: number): MadeRecord => ({
  tag: 'qeSM',
  kind: 0x17,
  slot,
  payload: Buffer.concat([
    fields(18, [16, 2, Buffer.byteLength(name)]),
    padded(name),
    length === undefined ? Buffer.alloc(0) : fields(200, [60, 4, length]),
  ]),
});

/** `flags`: the kind of row, and what stands above it. */
export const row = (
  key: number,
  object: number,
  flags = 1,
  more: { text?: number; depth?: number } = {},
): MadeRecord => ({
  tag: 'karT',
  kind: 0x17,
  slot: 4,
  key,
  payload: fields(58, [0, 4, flags], [4, 4, more.text ?? 0], [8, 4, object], [14, 1, more.depth ?? 0]),
});

export const separator = (length = 0): MadeRecord => ({
  tag: 'karT',
  kind: 0x17,
  slot: 4,
  payload: Buffer.alloc(length),
});

/** `channel`: the owner of its mixer channel. */
export const object = (id: number, name: string, channel: number): MadeRecord => ({
  tag: 'ivnE',
  payload: Buffer.concat([
    fields(160, [16, 4, id], [158, 2, Buffer.byteLength(name)]),
    padded(name),
    fields(2, [0, 2, channel + 1]),
  ]),
});

export interface MadeChannel {
  readonly fader?: number;
  readonly pan?: number;
  readonly mute?: boolean;
  readonly solo?: boolean;
}

export function channel(owner: number, label: string, made: MadeChannel = {}): MadeRecord {
  const { fader = 90, pan = 64, mute = false, solo = false } = made;
  const payload = fields(140, [24, 1, 1], [88, 1, solo ? 1 : 0], [89, 1, pan], [90, 1, mute ? 1 : 0]);
  payload.writeUInt32LE(Math.round(fader * 2 ** 24), 116);
  payload.write(` ${label}`, 60);
  return { tag: 'OCuA', owner, payload };
}

export interface MadePlugin {
  readonly name: string;
  readonly slot?: number;
  readonly kind?: number;
  readonly preset?: string;
  readonly bypassed?: boolean;
  /** Maker, type, subtype, as they are read. */
  readonly codes?: readonly [string, string, string];
  readonly state?: Buffer;
}

export function plugin(owner: number, made: MadePlugin): MadeRecord {
  const { name, slot = 0, kind = 1, preset = '', bypassed = false, codes = ['EMAG', '', ''], state } = made;
  const payload = fields(152, [4, 2, kind], [6, 2, slot], [112, 1, bypassed ? 1 : 0]);
  payload.write(preset, 14);
  payload.write(name, 120);
  for (const [at, code] of codes.entries()) payload.write([...code].reverse().join(''), 132 + 4 * at, 'latin1');
  return { tag: 'UCuA', owner, payload: Buffer.concat([payload, state ?? Buffer.alloc(16)]) };
}

export const send = (owner: number, slot: number, level: number, target: number): MadeRecord => ({
  tag: 'UCuA',
  owner,
  payload: fields(44, [4, 2, 0], [6, 2, slot], [17, 1, level], [20, 2, target]),
});

export interface MadeFile {
  readonly name: string;
  readonly folder?: string;
  readonly frames?: number;
  readonly rate?: number;
  readonly size?: number;
  readonly code?: string;
  readonly id?: Buffer;
}

export function audioFile(slot: number, made: MadeFile): MadeRecord {
  const { name, folder = 'Audio Files', frames = 48_000, rate = 48_000, size = 0, code = '', id } = made;
  const title = Buffer.from(name, 'utf16le');
  const behind = fields(512, [406, 4, size], [468, 4, frames], [476, 4, rate], [480, 2, 2], [482, 2, 24]);
  behind.write('LFUA', 0, 'latin1');
  behind.write([...code].reverse().join(''), 134, 'latin1');
  behind.write(folder, 138);
  if (id !== undefined) behind.set(id, 484);
  return { tag: 'lFuA', slot, payload: Buffer.concat([fields(10, [8, 2, title.length / 2]), title, behind]) };
}

export const audioRegion = (slot: number, number: number, name: string, first: number, length: number): MadeRecord => ({
  tag: 'gRuA',
  slot,
  owner: number,
  payload: Buffer.concat([fields(76, [6, 4, first], [22, 4, length], [74, 2, Buffer.byteLength(name)]), padded(name)]),
});

/** An event: its head, then lines that continue it. `values` are offsets in the whole. */
export function event(
  type: number,
  at: number,
  lines: number,
  ...values: readonly (readonly [at: number, size: number, value: number])[]
): Buffer {
  const out = fields(16 * lines, [0, 2, type], [4, 4, at], ...values);
  for (let line = 1; line < lines; line++) out[16 * line + 7] = (out[16 * line + 7] as number) | 0x80;
  return out;
}

const LAST = event(0xf1, 0x3fffffff, 1);

export const list = (kind: number, slot: number, ...events: readonly Buffer[]): MadeRecord => ({
  tag: 'qSvE',
  kind,
  slot,
  payload: Buffer.concat([...events, LAST]),
});

/** On the row with that key, of that object. */
export const audioEvent = (at: number, key: number, onObject: number, file: number, number: number): Buffer =>
  event(0x24, at, 5, [16, 4, onObject], [20, 2, key + 1], [40, 4, number], [44, 4, file]);

export const midiEvent = (at: number, key: number, onObject: number, sequenceSlot: number): Buffer =>
  event(0x20, at, 5, [16, 4, onObject], [20, 2, key + 1], [32, 4, sequenceSlot]);

/** A note; `at` as in all lists but those of regions. */
export const noteEvent = (at: number, key: number, length: number, type = 0x90): Buffer =>
  event(type, at, 2, [11, 1, 80], [12, 1, key], [28, 4, length]);

export const tempoEvent = (at: number, bpm: number, curve = false): Buffer =>
  event(0x60, at, curve ? 3 : 2, [16, 4, Math.round(bpm * 10_000)], ...(curve ? ([[39, 1, 0xb4]] as const) : []));

export const meterEvent = (at: number, numerator: number, power: number): Buffer =>
  event(0x30, at, 2, [11, 1, power], [12, 1, numerator]);

export const textEvent = (at: number, slot: number, length = 1): Buffer =>
  event(0x12, at, 2, [16, 4, slot], [28, 4, length]);

/** `kind`: 0x11 plain, 0x13 formatted, 0x14 a section. */
export function text(slot: number, content: string, kind = 0x11): MadeRecord {
  const bytes = Buffer.from(content, kind === 0x13 ? 'latin1' : 'utf8');
  const end = 0x62 + bytes.length + 1;
  const head = fields(0x62, [0, 4, end], [16, 4, 0x62], [20, 4, end], [24, 1, kind]);
  return { tag: 'qSxT', slot, payload: Buffer.concat([head, bytes, Buffer.alloc(1)]) };
}

export const rtf = (body: string): string =>
  `{\\rtf1\\ansi\\ansicpg1252\\cocoartf2639\n{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fnil\\fcharset134 PingFangSC;}\n{\\colortbl;\\red0\\green0\\blue0;}\n\\pard\\f0\\fs24 ${body}}`;
