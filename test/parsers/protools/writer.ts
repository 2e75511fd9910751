/** A small writer of Pro Tools sessions (protools.md, section 9): both masks, both byte orders, the layouts of old and of new versions. */

export type Order = 'le' | 'be';
type Bytes = Buffer | readonly Bytes[];

const flat = (parts: Bytes): Buffer => (Buffer.isBuffer(parts) ? parts : Buffer.concat(parts.map(flat)));

/** Numbers, strings and blocks in one byte order. */
export function encoder(order: Order) {
  const sized = (length: number, write: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.alloc(length);
    write(bytes);
    return order === 'le' ? bytes : bytes.reverse();
  };
  const u8 = (value: number) => Buffer.from([value]);
  const u16 = (value: number) => sized(2, (bytes) => bytes.writeUInt16LE(value));
  const u32 = (value: number) => sized(4, (bytes) => bytes.writeUInt32LE(value >>> 0));
  const u64 = (value: bigint | number) =>
    sized(8, (bytes) => bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value))));
  const f64 = (value: number) => sized(8, (bytes) => bytes.writeDoubleLE(value));
  const zeros = (count: number) => Buffer.alloc(count);
  const string = (text: string | Buffer) => {
    const bytes = Buffer.from(text as string);
    return Buffer.concat([u32(bytes.length), bytes]);
  };
  const block = (content: number, body: Bytes, layout = 1) => {
    const bytes = flat(body);
    return Buffer.concat([u8(0x5a), u16(layout), u32(bytes.length + 2), u16(content), bytes]);
  };
  /** A list that begins with its number. */
  const list = (content: number, children: readonly Buffer[], before: Bytes = []) =>
    block(content, [u32(children.length), before, ...children]);
  return { order, u8, u16, u32, u64, f64, zeros, string, block, list, flat };
}

export type Encoder = ReturnType<typeof encoder>;

export interface MadeFile {
  /** From the volume down. */
  readonly path: readonly string[];
  readonly frames?: number;
  readonly id?: string;
  readonly video?: boolean;
}

export interface MadeClip {
  readonly name: string;
  /** Rank among the audio files. */
  readonly file: number;
  readonly offset?: number;
  readonly length: number;
}

export interface MadePlacement {
  readonly clip: number;
  readonly at: bigint | number;
  readonly fade?: boolean;
  readonly group?: boolean;
}

export interface MadeTrack {
  readonly name: string | Buffer;
  readonly type?: number;
  readonly oldName?: string;
  /** The active playlist first; each lane a list of placements. */
  readonly playlists?: readonly (readonly (readonly MadePlacement[])[])[];
  /** Ranks in the catalogue; null: an empty slot. */
  readonly inserts?: readonly (number | null)[];
  readonly comment?: string;
  /** In tenths of a dB, and from -100 to 100; of the main output and of its one send. */
  readonly volume?: number;
  readonly pan?: number;
  readonly muted?: boolean;
}

export interface MadeSession {
  readonly order?: Order;
  readonly mask?: 1 | 5;
  readonly value?: number;
  /** Versions before 8: no table of tracks, lanes and clips of their own kind. */
  readonly old?: boolean;
  readonly platform?: 'macos' | 'windows';
  readonly folder?: readonly string[];
  readonly files?: readonly MadeFile[];
  readonly clips?: readonly MadeClip[];
  readonly tracks?: readonly MadeTrack[];
  readonly catalogue?: readonly string[];
  readonly tempo?: readonly (readonly [tick: number, bpm: number])[];
  readonly markers?: readonly { readonly name: string; readonly at: bigint | number; readonly kind?: number }[];
  readonly info?: string;
  /** Put in place of blocks of the same content, or behind the others. */
  readonly blocks?: (encoder: Encoder) => readonly Buffer[];
}

const HEAD = 0x14;
export const TICK_ZERO = 0xe8d4a51000n;
export const ticks = (count: number): bigint => (0x40n << 56n) | (TICK_ZERO + BigInt(count));

export function writeSession(made: MadeSession = {}): Buffer {
  const { order = 'le', mask = 5, value = 77 } = made;
  const code = encoder(order);
  const replaced = made.blocks?.(code) ?? [];
  const contentOf = (block: Buffer) => (order === 'le' ? block.readUInt16LE(7) : block.readUInt16BE(7));
  const own = blocksOf(made, code).map(
    (block) => replaced.find((other) => contentOf(other) === contentOf(block)) ?? block,
  );
  const added = replaced.filter((block) => !own.includes(block));
  const first = Buffer.concat([code.u8(0x5a), code.u16(1), code.u32(4), code.u32(0)]);
  const head = Buffer.from(`\x030010111100101011${order === 'le' ? '\0' : '\x01'}`, 'latin1');
  const bytes = Buffer.concat([head, code.u8(mask), code.u8(value), first, ...own, ...added]);
  return masked(bytes, mask, value);
}

/** As the page says it, byte by byte: apart from what the reader does. */
export function masked(plain: Buffer, mask: 1 | 5, value: number): Buffer {
  const bytes = Buffer.from(plain);
  let step = 0;
  while (((step * (mask === 1 ? 53 : -11)) & 0xff) !== value) step++;
  for (let at = HEAD; at < bytes.length; at++) {
    const place = mask === 1 ? at & 0xff : (at >> 12) & 0xff;
    bytes[at] = (bytes[at] as number) ^ ((place * step) & 0xff);
  }
  return bytes;
}

function blocksOf(made: MadeSession, code: Encoder): readonly Buffer[] {
  const tracks = made.tracks ?? [];
  const product = productBlock(made, code);
  const shared = [
    ownPlace(made, code),
    code.block(0x1028, [code.u8(3), code.u8(24), code.u32(48_000), code.zeros(6)], 2),
    fileList(made, code, false),
    fileList(made, code, true),
    clipList(made, code),
    ...playlistBlocks(made, code),
    code.list(
      0x1018,
      (made.catalogue ?? []).map((name) => catalogueEntry(name, code)),
    ),
    code.block(0x2028, tempoBody(made, code)),
    code.block(0x2029, [Buffer.from('Meter'), code.u16(2), code.u32(0), code.u32(0)]),
    code.list(0x1058, []),
  ];
  const locations = code.list(
    0x2030,
    (made.markers ?? []).map((marker, at) => markerBlock(marker, at, code)),
  );
  if (made.old)
    return [
      product,
      ...shared,
      code.list(
        0x2009,
        tracks.map((_, at) => oldTrack(made, at, code)),
      ),
      locations,
    ];
  return [
    shared[0] as Buffer,
    trackTable(tracks, code),
    ...shared.slice(1),
    trackDetails(made, code),
    locations,
    product,
  ];
}

const productBlock = ({ old, platform = 'macos' }: MadeSession, { u8, u32, string, block }: Encoder): Buffer =>
  block(0x0003, [
    ...[u8(1), string('Pro Tools'), u32(3), u32(old ? 5 : 24), u32(1), u32(0), string(old ? 'v5.1' : '2024.1.0')],
    ...[u8(0), string('Release'), u8(0), string('Pro Tools Session File'), u8(0)],
    ...[u8(platform === 'macos' ? 0 : 1), string(platform === 'macos' ? 'MacOS' : 'Windows')],
  ]);

function ownPlace({ folder = ['Mac HD', 'Song'], info = '' }: MadeSession, code: Encoder): Buffer {
  const { u32, zeros, string, block } = code;
  const texts = ['Info #1', 'Info #2', 'Info #3', 'Info #4', 'Info #5', info, '', '', '', ''].map((text) =>
    string(text),
  );
  const path = [u32(folder.length), ...folder.map((part) => string(part))];
  return block(0x2067, [u32(0), zeros(14), u32(10), ...texts, string(''), ...path, string('Song.ptx'), zeros(20)]);
}

/** Files first, their folders behind them: parents often come later in real ones. */
function tree(paths: readonly (readonly string[])[], { u8, u32, string, block }: Encoder): Buffer {
  const nodes = paths.map((path) => ({ kind: 2, name: path.at(-1) as string, parent: path.slice(0, -1) }));
  const folders = [...new Set(paths.flatMap((path) => path.map((_, at) => path.slice(0, at).join('\n'))))].filter(
    Boolean,
  );
  const all = [
    ...nodes.map((node) => ({ ...node, parent: node.parent.join('\n') })),
    ...folders.map((key) => {
      const parts = key.split('\n');
      return { kind: parts.length > 1 ? 1 : 0, name: parts.at(-1) as string, parent: parts.slice(0, -1).join('\n') };
    }),
  ];
  const placeOf = (key: string) => (key === '' ? -1 : nodes.length + folders.indexOf(key));
  return block(0x103a, [
    u32(all.length),
    ...all.map(({ kind, name, parent }) => [u8(kind), u32(placeOf(parent)), string(name), Buffer.from('EVAW')]),
  ]);
}

function fileList({ files = [] }: MadeSession, code: Encoder, video: boolean): Buffer {
  const { u8, u16, u32, u64, f64, zeros, block, list } = code;
  const own = files.filter((file) => (file.video ?? false) === video);
  const records = own.map(({ frames = 48_000, id = '2a000000aabbccdd00112233' }, node) =>
    video
      ? block(0x1005, [u32(node), block(0x1002, []), f64(25), u32(frames), zeros(12), u16(1080), u16(1920)])
      : block(0x1003, [
          u32(node),
          block(0x1001, [u32(48_000), u8(1), u8(24), u64(frames), u8(3), u32(0), Buffer.from(id, 'hex')]),
          block(0x1033, []),
          u32(0),
        ]),
  );
  return list(
    video ? 0x1006 : 0x1004,
    records,
    tree(
      own.map(({ path }) => path),
      code,
    ),
  );
}

/** Widths in the high nibbles, then little-endian values. */
function span({ offset = 0, length }: Pick<MadeClip, 'offset' | 'length'>, order: Order): Buffer {
  const little = (value: number, width: number) => {
    const bytes = Buffer.alloc(width);
    bytes.writeUIntLE(value, 0, width);
    return bytes;
  };
  const widths = order === 'le' ? [0, 0x30, 0x40, 0, 0] : [0, 0, 0, 0x40, 0x30];
  return Buffer.concat([Buffer.from(widths), little(offset, 3), little(length, 4)]);
}

const clipList = ({ clips = [], old }: MadeSession, code: Encoder): Buffer =>
  code.list(
    old ? 0x100b : 0x262a,
    clips.map((clip) =>
      code.block(old ? 0x1008 : 0x2629, [
        code.block(old ? 0x1007 : 0x2628, [code.string(clip.name), span(clip, code.order)]),
        code.u32(clip.file),
      ]),
    ),
  );

/** Ranks of the playlists of each track: those of the first track come first. */
const playlistRanks = (tracks: readonly MadeTrack[], track: number): readonly number[] => {
  const before = tracks.slice(0, track).reduce((sum, { playlists = [] }) => sum + playlists.length, 0);
  return (tracks[track]?.playlists ?? []).map((_, at) => before + at);
};

function playlistBlocks({ tracks = [], old }: MadeSession, code: Encoder): readonly Buffer[] {
  const { u8, u16, u32, u64, string, zeros, block, list } = code;
  const placement = ({ clip, at, fade, group }: MadePlacement) =>
    old
      ? block(0x100f, [
          block(0x100e, [
            u16(0),
            u32(clip),
            Buffer.from(code.order === 'le' ? [0, 0, 0, 0x30, 0] : [0, 0, 0x30, 0, 0]),
            u24(Number(at)),
          ]),
          u8(fade ? 1 : 0),
        ])
      : block(0x1050, [
          block(0x104f, [u16(0), u32(clip), u8(0), u64(at), u8(3), u16(0xfffe), u16(group ? 1 : 0), u16(0), zeros(8)]),
          u8(fade ? 1 : 0),
          u8(1),
        ]);
  const lanes: Buffer[] = [];
  const playlists: Buffer[] = [];
  for (const track of tracks)
    for (const [take, channels] of (track.playlists ?? []).entries()) {
      const ranks = channels.map((placements) => {
        const body = [string(track.name), u32(placements.length), ...placements.map(placement), u16(1)];
        return lanes.push(block(old ? 0x1011 : 0x1052, body)) - 1;
      });
      const name = take === 0 ? track.name : `${track.name.toString()}.0${take}`;
      playlists.push(block(0x1014, [string(name), u8(0), u32(ranks.length), ...ranks.map(u16), old ? [] : zeros(16)]));
    }
  return [list(old ? 0x1012 : 0x1054, lanes), list(0x1015, playlists)];
}

const u24 = (value: number): Buffer => {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
};

const catalogueEntry = (name: string, { u8, string, zeros, block }: Encoder): Buffer =>
  block(0x1017, [u8(3), string(name), Buffer.from('igiD3e74rme7'), zeros(7), string(`com.made.aax.${name}`)], 6);

function tempoBody({ tempo = [[0, 120]] }: MadeSession, { u8, u16, u32, u64, f64, zeros }: Encoder): readonly Bytes[] {
  const events = tempo.map(([tick, bpm]) => [
    ...[u32(0), Buffer.from('Const'), zeros(6), Buffer.from('TMS'), zeros(16)],
    ...[u64(TICK_ZERO + BigInt(tick)), u16(0), f64(bpm), u64(960_000), u8(0)],
  ]);
  return [Buffer.from('Tempo'), u16(2), u32(0), u32(events.length), ...events];
}

function markerBlock(
  { name, at, kind = 9 }: NonNullable<MadeSession['markers']>[number],
  number: number,
  { u8, u16, u32, u64, string, zeros, block }: Encoder,
): Buffer {
  const tail = [zeros(46), u32(0xffffffff), u32(0), u32(0), u8(0), string(`about ${name}`)];
  return block(0x2077, [u16(number + 1), u8(3), u8(kind), u16(0), string(name), u64(at), u64(at), ...tail]);
}

const trackId = (track: number): Buffer =>
  Buffer.from(`2a00000000000000000000${(track + 1).toString(16).padStart(2, '0')}`, 'hex');

function trackTable(tracks: readonly MadeTrack[], { u8, u16, u32, f64, string, block }: Encoder): Buffer {
  const rows = tracks.map(({ name, type = 0 }, at) => [
    ...[u16(type), string(name), u16(0), u32(0), trackId(at), u16(at + 1), u8(0)],
  ]);
  return block(0x2519, [u16(1), f64(0), u32(1), u16(3), u32(tracks.length), ...rows, u32(0)]);
}

function insert(index: number | null, { u8, u16, u32, block }: Encoder): Buffer {
  if (index === null) return block(0x2625, block(0x2626, []));
  const state = block(0x1038, [u32(1), u32(4), u32(0x5a5a5a5a)]);
  const plugin = block(0x2615, [block(0x2626, []), u16(index), block(0x2613, [u16(0), state]), u8(0)]);
  return block(0x2616, [plugin, block(0x2614, u32(0))]);
}

/** Volume -6.0 dB where none is given, not muted, one send. */
function mixerBlocks(
  { volume = -60, pan = 50, muted = false }: MadeTrack,
  { u8, u16, u32, i16, zeros, string, block }: Encoder & { i16: (value: number) => Buffer },
): Bytes {
  const value = (first: number) => block(0x260a, [zeros(4), u32(20), u16(0), u32(1), zeros(12), i16(first), u16(0)]);
  const strip = (path: string) =>
    block(0x260d, [
      block(0x1029, zeros(20)),
      block(0x260e, [zeros(36), string(path)]),
      ...[value(volume), value(muted ? 1 : 0), block(0x260c, [u8(1), value(pan)])],
    ]);
  return [strip('Out 1-2'), u16(1), u16(0), strip('Reverb'), zeros(2), u16(10), zeros(49), string('In 3')];
}

function trackDetails({ tracks = [] }: MadeSession, code: Encoder): Buffer {
  const { u8, u16, u32, string, zeros, block, list } = code;
  const i16 = (value: number) => u16(value & 0xffff);
  const details = tracks.map((track, at) => {
    const ranks = playlistRanks(tracks, at);
    const head = block(0x102d, [
      block(0x2619, [string(track.oldName ?? 'Audio 1'), u16(1), u8(1), u32(0), trackId(at), zeros(8)]),
      zeros(6),
    ]);
    const slots = [...(track.inserts ?? []), ...Array(11).fill(null)].slice(0, 11) as (number | null)[];
    const inserts = block(0x2627, [u16(11), ...slots.map((slot) => insert(slot, code))]);
    const inner = block(0x261b, [head, zeros(4), inserts, mixerBlocks(track, { ...code, i16 }), zeros(20)]);
    const comment = block(0x2015, [
      block(0x2038, block(0x2037, [])),
      u8(0),
      u8(1),
      zeros(6),
      string(track.comment ?? ''),
      zeros(12),
    ]);
    return block(0x261c, [
      ...[inner, u32(ranks[0] ?? 0xffffffff), u16(ranks.length), ...ranks.map(u32), u16(0xffff)],
      block(0x200b, block(0x200a, comment)),
    ]);
  });
  return list(0x2624, details);
}

function oldTrack({ tracks = [] }: MadeSession, at: number, { u16, u32, string, zeros, block }: Encoder): Buffer {
  const ranks = playlistRanks(tracks, at);
  const name = block(0x102d, [block(0x101b, [string('Audio 1'), zeros(2)]), zeros(3)]);
  const choice = [u32(ranks[0] ?? 0xffffffff), u32(ranks.length), ...ranks.map(u32), u16(0xffff)];
  return block(0x101d, [block(0x101c, [name, zeros(4)]), ...choice]);
}
