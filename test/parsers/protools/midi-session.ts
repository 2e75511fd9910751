/** A session of one MIDI track (protools.md, section 4.3): its clips, its chunks of notes, one lane. */
import { type Encoder, type MadeSession, TICK_ZERO, ticks } from './writer.js';

/** In quarters, or in seconds of samples. */
export type MadeNote = readonly [at: number, key: number, length: number];

export interface MadeMidi {
  readonly order?: 'le' | 'be';
  readonly unit?: 'ticks' | 'samples';
  readonly chunks: readonly (readonly MadeNote[])[];
  readonly clips: readonly {
    readonly chunk: number;
    /** In quarters (seconds) of the chunk. */
    readonly offset?: number;
    readonly length: number;
  }[];
  readonly placed: readonly { readonly clip: number; readonly at: number }[];
  /** What stands for 0 in the notes of a clip: some sessions have none. */
  readonly zero?: bigint;
}

const [QUARTER, RATE] = [960_000, 48_000];

export const midiSession = (made: MadeMidi): MadeSession => ({
  order: made.order ?? 'le',
  tracks: [{ name: 'Keys', type: 1 }],
  blocks: (code) => [chunkBlock(made, code), clipBlock(made, code), laneBlock(made, code), trackBlock(code)],
});

const unitOf = ({ unit = 'ticks' }: MadeMidi): number => (unit === 'ticks' ? QUARTER : RATE);

function chunkBlock(made: MadeMidi, { u8, u16, u32, u64, zeros, block, flat }: Encoder): Buffer {
  const { unit = 'ticks', zero = TICK_ZERO } = made;
  const base = unit === 'ticks' ? 0x40n << 56n : 0n;
  const one = (notes: readonly MadeNote[]): Buffer => {
    const records = notes.map(([at, key, length]) => [
      ...[u64(base + zero + BigInt(at * unitOf(made))), u8(key), u64(base + BigInt(length * unitOf(made)))],
      ...[u8(80), u8(64), zeros(16)],
    ]);
    const list = flat([u32(notes.length), ...records, zeros(57)]);
    const inner = flat([Buffer.from('MdNLB'), u16(3), u32(list.length), list]);
    return flat([Buffer.from('MdChun'), u16(1), u32(inner.length), inner]);
  };
  return block(0x2000, [u32(made.chunks.length), ...made.chunks.map(one)]);
}

function clipBlock(made: MadeMidi, { order, u32, string, block, list }: Encoder): Buffer {
  const { unit = 'ticks', zero = TICK_ZERO } = made;
  const little = (value: number): Buffer => {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntLE(value, 0, 6);
    return bytes;
  };
  const flag = unit === 'ticks' ? 0x61 : 0x60;
  const widths = Buffer.from(order === 'le' ? [0, flag, 0x60, 0, 0] : [0, 0, 0, 0x60, flag]);
  return list(
    0x2634,
    made.clips.map(({ chunk, offset = 0, length }, at) =>
      block(0x2633, [
        block(0x2628, [
          ...[string(`MIDI ${at + 1}`), widths],
          ...[little(Number(zero) + offset * unitOf(made)), little(length * unitOf(made))],
        ]),
        u32(0),
        u32(chunk),
      ]),
    ),
  );
}

function laneBlock(made: MadeMidi, { u8, u16, u32, u64, string, zeros, block, list }: Encoder): Buffer {
  const { unit = 'ticks' } = made;
  const placement = ({ clip, at }: MadeMidi['placed'][number]): Buffer =>
    block(0x1056, [
      block(0x104f, [
        ...[u16(0), u32(clip), u8(0), u64(unit === 'ticks' ? ticks(at * QUARTER) : at * RATE)],
        ...[u8(3), u16(0xfffe), u16(0), u16(1), zeros(8)],
      ]),
    ]);
  return list(0x1058, [block(0x1057, [string('Keys'), u32(made.placed.length), ...made.placed.map(placement)])]);
}

function trackBlock({ u8, u16, u32, string, zeros, block, list }: Encoder): Buffer {
  const id = Buffer.from('2a0000000000000000000001', 'hex');
  const head = block(0x102d, [block(0x2619, [string('MIDI 1'), u16(1), u8(1), u32(0), id, zeros(8)]), zeros(6)]);
  return list(0x2624, [block(0x2620, [head, u32(0), u32(1), u32(0), u16(0xffff)])]);
}
