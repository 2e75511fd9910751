/**
 * A second, independent writer of packages: small, in memory, straight from the page about the layout (packaging.md section 2,
 * design section 3). The proof is tested against it, and the real writer is held against it byte for byte.
 */
import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import type { PackageRecord, RecordFile, RecordFolder, RecordLink, Sidecar } from '../../lib/model/package.js';

export interface PackageOptions {
  /** The top folder. */
  readonly name: string;
  /** Payload by path inside the package: "data/Project/Song/kick.wav". */
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly folders?: readonly string[];
  readonly links?: readonly RecordLink[];
  readonly sealed?: string;
  /** Decimal nanoseconds by path; the time of sealing for the others. */
  readonly mtimes?: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, number>>;
  readonly lineage?: { readonly id: string; readonly number: number };
  /** Changes the record before it is written. */
  readonly record?: Partial<PackageRecord>;
}

/** One member as it will stand in the ZIP. Everything but name and content has a canonical default. */
export interface Member {
  readonly name: string;
  readonly content: Buffer;
  /** Whole seconds. */
  readonly mtime: number;
  readonly mode: number;
  readonly crc?: number;
  /** As another program would pack it. */
  readonly deflated?: boolean;
}

const SEALED = '2026-03-01T12:30:00Z';
const FOLDER_TIME = '1700000000000000000';

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hex = (value: number): string => value.toString(16).padStart(8, '0');
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const seconds = (ns: string): number =>
  Number((BigInt(ns) - (((BigInt(ns) % 1000000000n) + 1000000000n) % 1000000000n)) / 1000000000n);

/** The whole package as a ZIP. */
export const makePackage = (options: PackageOptions): Buffer => writeZip(membersOf(options));

/** Every member in the order of the container. */
export function membersOf(options: PackageOptions): Member[] {
  const record = recordOf(options);
  return assemble(options.name, payloadOf(options), record);
}

/** Payload and record to all members, with manifests and labels that agree with them. */
export function assemble(name: string, payload: ReadonlyMap<string, Buffer>, record: PackageRecord): Member[] {
  const sealedAt = Date.parse(record.sealed) / 1000;
  const members: Member[] = record.folders.map((folder) => ({
    name: `${name}/${folder.path}/`,
    content: Buffer.alloc(0),
    mtime: seconds(folder.mtime),
    mode: 0o40755,
  }));
  const recorded = new Map(record.files.map((file) => [file.path, file]));
  for (const [path, content] of payload) {
    const told = recorded.get(path);
    const mtime = told?.mtime ? seconds(told.mtime) : sealedAt;
    members.push({ name: `${name}/${path}`, content, mtime, mode: told && told.mode & 0o111 ? 0o100755 : 0o100644 });
  }
  members.sort((a, b) => byBytes(a.name, b.name));
  const tags = [...tagFilesOf(payload, record)].sort(([a], [b]) => byBytes(a, b));
  for (const [path, text] of tags) {
    members.push({ name: `${name}/${path}`, content: Buffer.from(text), mtime: sealedAt, mode: 0o100644 });
  }
  return members;
}

function payloadOf({ files }: PackageOptions): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content as string)]));
}

export function recordOf(options: PackageOptions): PackageRecord {
  const files = [...payloadOf(options)].map(
    ([path, content]): RecordFile => ({
      path,
      original: `/home/studio/${path.split('/').pop()}`,
      restoreAs: null,
      size: content.length,
      mode: options.modes?.[path] ?? 0o644,
      mtime: options.mtimes?.[path] ?? null,
      sha256: sha256(content),
      crc32: hex(crc32(content)),
      why: 'project',
    }),
  );
  const folders = (options.folders ?? []).map((path): RecordFolder => ({ path, mode: 0o755, mtime: FOLDER_TIME }));
  return {
    schema: 'tapebox-record/1',
    program: 'tapebox 0.1.0',
    sealed: options.sealed ?? SEALED,
    lineage: { id: options.lineage?.id ?? 'a'.repeat(32), number: options.lineage?.number ?? 1, previous: null },
    project: { root: '/home/studio/Song', rootName: 'Song', title: 'Song', artist: null, client: null, studio: null },
    files: files.sort((a, b) => byBytes(a.path, b.path)),
    folders,
    links: options.links ?? [],
    sessions: [
      {
        path: 'data/Project/Song/song.rpp',
        format: 'reaper',
        version: '7',
        role: 'session',
        coverage: {},
        relink: 'none-needed',
        media: [],
      },
    ],
    leftOut: [],
    decisions: [],
    findings: [],
    ...options.record,
  };
}

function tagFilesOf(payload: ReadonlyMap<string, Buffer>, record: PackageRecord): Map<string, string> {
  const manifest = listOf(payload);
  const bytes = [...payload.values()].reduce((sum, content) => sum + content.length, 0);
  const tags = new Map<string, string>();
  tags.set('README.txt', 'Unzip, then: sha256sum -c manifest-sha256.txt\n');
  tags.set('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  tags.set('manifest-sha256.txt', manifest);
  tags.set('tapebox/record.json', `${JSON.stringify(record, null, 2)}\n`);
  if (record.links.length > 0) {
    tags.set('tapebox/links.tsv', record.links.map((link) => `${link.path}\t${link.target}\n`).join(''));
  }
  const labels = [
    ['External-Description', 'Song'],
    ['External-Identifier', packageIdOf(manifest, record)],
    ['Bag-Group-Identifier', record.lineage.id],
    ['Bagging-Date', record.sealed.slice(0, 10)],
    ['Payload-Oxum', `${bytes}.${payload.size}`],
    ['Bag-Software-Agent', record.program],
    ['BagIt-Profile-Identifier', 'https://tapebox.invalid/profile/1.json'],
    ['Tapebox-Format', '1'],
    ['Tapebox-Sealed', record.sealed],
    ['Tapebox-Number', String(record.lineage.number)],
    ['Tapebox-Session', 'data/Project/Song/song.rpp'],
    ['Tapebox-DAW', 'REAPER 7'],
    ['Tapebox-Complete', 'yes'],
  ];
  tags.set('bag-info.txt', labels.map(([label, value]) => `${label}: ${value}\n`).join(''));
  tags.set('tagmanifest-sha256.txt', listOf(new Map([...tags].map(([path, text]) => [path, Buffer.from(text)]))));
  return tags;
}

export function listOf(files: ReadonlyMap<string, Buffer>): string {
  const lines = [...files].sort(([a], [b]) => byBytes(a, b));
  return lines.map(([path, content]) => `${sha256(content)}  ${path}\n`).join('');
}

export const packageIdOf = (manifest: string, record: PackageRecord): string =>
  sha256(`${manifest}\n${record.lineage.id}\n${record.lineage.number}`).slice(0, 32);

/** The sidecar of a package, made from its own members. */
export function sidecarOf(options: PackageOptions, zip = makePackage(options)): Sidecar {
  const members = new Map(
    membersOf(options).map((member) => [member.name.slice(options.name.length + 1), member.content]),
  );
  const record = recordOf(options);
  return {
    schema: 'tapebox-sidecar/1',
    program: record.program,
    package: {
      name: options.name,
      form: 'zip',
      size: zip.length,
      sha256: sha256(zip),
      id: packageIdOf(String(members.get('manifest-sha256.txt')), record),
      tagManifestSha256: sha256(members.get('tagmanifest-sha256.txt') as Buffer),
      sealed: record.sealed,
    },
    lineage: { ...record.lineage, rootKey: '0'.repeat(64) },
    title: record.project.title,
    artist: null,
    client: null,
    sessions: [],
    complete: true,
    missing: [],
    exitCode: 0,
    findings: [],
    bytes: record.files.reduce((sum, file) => sum + file.size, 0),
    files: record.files.map(({ path, size, sha256: hash }) => ({ path, size, sha256: hash })),
  };
}

/** Little-endian integers, each given with its width in bytes. */
function pack(...fields: readonly (readonly [value: number, width: 2 | 4 | 8])[]): Buffer {
  const parts = fields.map(([value, width]) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes.subarray(0, width);
  });
  return Buffer.concat(parts);
}

/** Puts members back to back, then the directory and the end, as the page says. Offsets begin at `base`. */
export function writeZip(members: readonly Member[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = member.deflated ? deflateRawSync(member.content) : member.content;
    const local = localOf(member, member.content.length, offset, packed.length);
    body.push(local, packed);
    directory.push(centralOf(member, member.content.length, offset, packed.length));
    offset += local.length + packed.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return Buffer.concat([...body, ...directory, endOf(members.length, offset, size)]);
}

const BIG = 0xffffffff;

/** Version to method, then time to sizes: what both headers share. */
function shared(member: Member, size: number, offset: number, packed: number): Buffer {
  const big = size >= BIG || offset >= BIG;
  const at = new Date(Math.max(315532800, Math.min(member.mtime, 4354819198)) * 1000);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const sum = member.crc ?? crc32(member.content);
  const [shown, shownPacked] = [Math.min(size, BIG), Math.min(packed, BIG)];
  const version = big ? 45 : member.name.endsWith('/') ? 20 : 10;
  return Buffer.concat([
    pack([version, 2], [0x800, 2], [member.deflated ? 8 : 0, 2], [time, 2], [date, 2]),
    pack([sum, 4], [shownPacked, 4], [shown, 4]),
  ]);
}

function timeOf({ mtime }: Member): Buffer {
  if (mtime < -(2 ** 31) || mtime >= 2 ** 31) return Buffer.alloc(0);
  return Buffer.concat([pack([0x5455, 2], [5, 2]), Buffer.from([1]), pack([mtime, 4])]);
}

const wideOf = (values: readonly number[]): Buffer =>
  values.length === 0
    ? Buffer.alloc(0)
    : pack([1, 2], [values.length * 8, 2], ...values.map((value) => [value, 8] as const));

export function localOf(member: Member, size: number, offset: number, packed = size): Buffer {
  const name = Buffer.from(member.name);
  const extra = Buffer.concat([wideOf(size >= BIG ? [size, size] : []), timeOf(member)]);
  return Buffer.concat([
    pack([0x04034b50, 4]),
    shared(member, size, offset, packed),
    pack([name.length, 2], [extra.length, 2]),
    name,
    extra,
  ]);
}

export function centralOf(member: Member, size: number, offset: number, packed = size): Buffer {
  const name = Buffer.from(member.name);
  const wide = [...(size >= BIG ? [size, size] : []), ...(offset >= BIG ? [offset] : [])];
  const extra = Buffer.concat([wideOf(wide), timeOf(member)]);
  const attributes = member.mode * 65536 + (member.name.endsWith('/') ? 16 : 0);
  return Buffer.concat([
    pack([0x02014b50, 4], [0x031e, 2]),
    shared(member, size, offset, packed),
    pack([name.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [attributes, 4], [Math.min(offset, BIG), 4]),
    name,
    extra,
  ]);
}

export function endOf(count: number, offset: number, size: number): Buffer {
  const wide =
    count >= 0xffff || offset >= BIG || size >= BIG
      ? Buffer.concat([
          pack(
            [0x06064b50, 4],
            [44, 8],
            [0x031e, 2],
            [45, 2],
            [0, 4],
            [0, 4],
            [count, 8],
            [count, 8],
            [size, 8],
            [offset, 8],
          ),
          pack([0x07064b50, 4], [0, 4], [offset + size, 8], [1, 4]),
        ])
      : Buffer.alloc(0);
  const shown = Math.min(count, 0xffff);
  const end = pack(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [shown, 2],
    [shown, 2],
    [Math.min(size, BIG), 4],
    [Math.min(offset, BIG), 4],
    [0, 2],
  );
  return Buffer.concat([wide, end]);
}

/** The project that most tests use: 8 KB zipped, with an empty folder, an empty file, a script and a name that is not ASCII. */
export const SMALL: PackageOptions = {
  name: 'Song_v01',
  files: {
    'data/Project/Song/song.rpp': '<REAPER_PROJECT 0.1 "7.0"\n>\n',
    'data/Project/Song/Audio/kick.wav': Buffer.alloc(300, 'kick'),
    'data/Project/Song/Audio/Gesänge.wav': Buffer.alloc(200, 'vox'),
    'data/Project/Song/empty.mid': '',
    'data/Project/Song/make.sh': '#!/bin/sh\n',
    'data/Recall/recall.md': '# Song\n',
  },
  folders: ['data/Project/Song/Bounces'],
  mtimes: {
    'data/Project/Song/song.rpp': '1700000000123456789',
    'data/Project/Song/Audio/kick.wav': '-1500000000',
    'data/Project/Song/Audio/Gesänge.wav': '4500000000000000000',
  },
  modes: { 'data/Project/Song/make.sh': 0o755 },
};

/** As small as a package gets, for loops over each of its bits. */
export const TINY: PackageOptions = {
  name: 'S_v01',
  files: { 'data/Project/S/s.rpp': '<REAPER_PROJECT 0.1\n>\n', 'data/Project/S/kick.wav': Buffer.alloc(299, 'kick') },
  folders: ['data/Project/S/Bounces'],
  mtimes: { 'data/Project/S/s.rpp': '1700000000123456789' },
};
