/** Equal input, clock and version give equal bytes, and two independent writers agree with ours (figure 23, packaging.md section 2). */
import { spawnSync } from 'node:child_process';
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { openPackage, readRecord } from '../../lib/check/open.js';
import { TAG_FILES } from '../../lib/model/layout.js';
import { centralHeader, endRecords, localHeader } from '../../lib/seal/zip-headers.js';
import { centralOf, endOf, localOf, type Member, writeZip } from '../check/package-maker.js';
import { rpp, wav } from '../support/project.js';
import { CLI, needs, runProgram, SLOW, scratchFolder, UTF8, writeAt } from '../support/scratch.js';
import { type Built, buildShape, SHAPES, type Shape } from '../support/shapes.js';
import { hashOf } from '../support/tree-facts.js';

const floorSeconds = (ns: bigint): number =>
  Number((ns - (((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n)) / 1_000_000_000n);

/** Content and record of a package as members in the order that the design gives. */
async function membersOf({ fs, path: packaged }: Built): Promise<Member[]> {
  const opened = await openPackage(fs, packaged);
  const record = readRecord(opened);
  const sealed = Date.parse(record.sealed) / 1000;
  const read = (name: string) => opened.read(name, 1 << 26);
  const payload = record.files.map(
    ({ path: name, mtime, mode }): Member => ({
      name: `${opened.name}/${name}`,
      content: read(name),
      mtime: mtime === null ? sealed : floorSeconds(BigInt(mtime)),
      mode: (mode & 0o111) === 0 ? 0o100644 : 0o100755,
    }),
  );
  const isHolding = (folder: string) =>
    [...record.files, ...record.folders].some(({ path: other }) => other.startsWith(`${folder}/`));
  const folders = record.folders
    .filter((folder) => !isHolding(folder.path))
    .map(
      ({ path: name, mtime }): Member => ({
        name: `${opened.name}/${name}/`,
        content: Buffer.alloc(0),
        mtime: floorSeconds(BigInt(mtime)),
        mode: 0o40755,
      }),
    );
  const there = new Set(opened.members.map((member) => member.path));
  const tags = TAG_FILES.filter((name) => there.has(name)).map(
    (name): Member => ({ name: `${opened.name}/${name}`, content: read(name), mtime: sealed, mode: 0o100644 }),
  );
  opened.close();
  const sorted = [...payload, ...folders].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return [...sorted, ...tags];
}

/** A third writer, in another language and without its ZIP module. */
const PYTHON = `
import sys, json, struct, binascii, time
members, out = json.load(open(sys.argv[1])), open(sys.argv[2], 'wb')
at, directory = 0, b''
for m in members:
    name, data = m['name'].encode(), bytes.fromhex(m['content'])
    t = time.gmtime(min(max(m['mtime'], 315532800), 4354819198))
    clock, date = t[3] << 11 | t[4] << 5 | t[5] // 2, t[0] - 1980 << 9 | t[1] << 5 | t[2]
    extra = struct.pack('<HHBi', 0x5455, 5, 1, m['mtime']) if -2**31 <= m['mtime'] < 2**31 else b''
    common = struct.pack('<HHHHHIIIHH', 20 if m['name'].endswith('/') else 10, 0x800, 0, clock, date,
        binascii.crc32(data), len(data), len(data), len(name), len(extra))
    local = b'PK\\3\\4' + common + name + extra + data
    attributes = m['mode'] << 16 | (16 if m['name'].endswith('/') else 0)
    directory += b'PK\\1\\2' + struct.pack('<H', 0x31e) + common + struct.pack('<HHHII', 0, 0, 0, attributes, at) + name + extra
    out.write(local); at += len(local)
out.write(directory + b'PK\\5\\6' + struct.pack('<HHHHIIH', 0, 0, len(members), len(members), len(directory), at, 0))
`;

describe('the bytes of a package', () => {
  const scratch = scratchFolder();
  for (const shape of SHAPES) {
    it(`${shape.title}: as a second writer has them`, async () => {
      const built = await buildShape(shape, 'zip');
      expect(hashOf(writeZip(await membersOf(built)))).to.equal(hashOf(built.fs.get(built.path)));
    });

    it(`${shape.title}: as a writer in Python has them`, async function () {
      needs(this, 'python3');
      const built = await buildShape(shape, 'zip');
      const members = (await membersOf(built)).map((member) => ({
        ...member,
        content: member.content.toString('hex'),
      }));
      const [list, out] = [path.join(scratch.path, 'members.json'), path.join(scratch.path, 'python.zip')];
      nodeFs.writeFileSync(list, JSON.stringify(members));
      const ran = runProgram('python3', ['-c', PYTHON, list, out], {
        cwd: scratch.path,
        env: { ...UTF8, TZ: 'Asia/Kathmandu' },
      });
      expect(ran.code, ran.out).to.equal(0);
      expect(hashOf(nodeFs.readFileSync(out))).to.equal(hashOf(built.fs.get(built.path)));
    });

    it(`${shape.title}: the same each time`, async () => {
      const [one, two] = [await buildShape(shape, 'zip'), await buildShape(shape, 'zip')];
      expect(one.path).to.equal(two.path);
      expect(one.fs.get(one.path).equals(two.fs.get(two.path))).to.equal(true);
      const sidecar = one.path.replace(/\.zip$/, '.json');
      expect(one.fs.get(sidecar).equals(two.fs.get(sidecar))).to.equal(true);
    });
  }
});

const SURROUNDINGS = [
  { TZ: 'UTC', LANG: 'C', umask: '022' },
  { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', umask: '077' },
  { TZ: 'Australia/Lord_Howe', LANG: 'de_DE.UTF-8', umask: '000' },
  { TZ: 'Pacific/Chatham', LANG: 'ja_JP.UTF-8', umask: '027' },
] as const;

function archiveByCommand(
  folder: string,
  to: string,
  { TZ, LANG, umask }: (typeof SURROUNDINGS)[number],
): { readonly zip: Buffer; readonly sidecar: Buffer } {
  nodeFs.mkdirSync(path.join(folder, to));
  const line = `umask ${umask}; exec "$0" "$1" archive Song --to ${to} --quiet`;
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    TAPEBOX_CONFIG_HOME: path.join(folder, 'config'),
    SOURCE_DATE_EPOCH: '1700000000',
    TZ,
    LANG,
    LC_ALL: LANG,
  };
  const { status, stderr } = spawnSync('/bin/sh', ['-c', line, process.execPath, CLI], { cwd: folder, env });
  expect(status, String(stderr)).to.equal(0);
  const read = (suffix: string) =>
    nodeFs.readFileSync(
      path.join(folder, to, nodeFs.readdirSync(path.join(folder, to)).find((name) => name.endsWith(suffix)) as string),
    );
  return { zip: read('.zip'), sidecar: read('.json') };
}

describe(`zone, locale and umask (${SURROUNDINGS.length} surroundings)`, () => {
  const scratch = scratchFolder();
  it('do not change a byte', () => {
    const { files, references } = SHAPES[1] as Shape;
    for (const [name, bytes] of Object.entries(files)) writeAt(path.join(scratch.path, 'Song', name), bytes);
    writeAt(path.join(scratch.path, 'Song', 'INDIGO ıİ.rpp'), rpp(references));
    const [first, ...others] = SURROUNDINGS.map((one, index) => archiveByCommand(scratch.path, `shelf-${index}`, one));
    for (const other of others) {
      expect(other.zip.equals(first?.zip as Buffer)).to.equal(true);
      expect(other.sidecar.equals(first?.sidecar as Buffer)).to.equal(true);
    }
  }).timeout(60_000);
});

describe('ZIP64', () => {
  const BIG = [0xfffffffe, 0xffffffff, 0x100000000, 5 * 2 ** 30, 2 ** 42] as const;
  for (const size of BIG) {
    for (const offset of [0, ...BIG]) {
      it(`headers of ${size} bytes at ${offset}`, () => {
        const member = {
          name: 'S_v01/data/Project/S/big.wav',
          size,
          crc32: 0x89abcdef,
          seconds: 1_700_000_000,
          isExecutable: false,
          offset,
        };
        const other: Member = {
          name: member.name,
          content: Buffer.alloc(0),
          mtime: member.seconds,
          mode: 0o100644,
          crc: member.crc32,
        };
        expect(localHeader(member).toString('hex')).to.equal(localOf(other, size, offset).toString('hex'));
        expect(centralHeader(member).toString('hex')).to.equal(centralOf(other, size, offset).toString('hex'));
        expect(endRecords(3, 200, offset).toString('hex')).to.equal(endOf(3, offset, 200).toString('hex'));
      });
    }
  }
  for (const count of [0xfffe, 0xffff, 0x10000]) {
    it(`an end for ${count} members`, () =>
      expect(endRecords(count, 200, 300).toString('hex')).to.equal(endOf(count, 300, 200).toString('hex')));
  }

  const scratch = scratchFolder();
  it('a real file of 5 GB: sealed, verified, listed by strangers', function () {
    if (!SLOW) {
      process.stderr.write('skipped: 5 GB, only with TAPEBOX_TEST_SLOW=1\n');
      this.skip();
    }
    needs(this, 'unzip', '7z');
    this.timeout(600_000);
    writeAt(path.join(scratch.path, 'Song/song.rpp'), rpp(['big.wav', 'kick.wav']));
    writeAt(path.join(scratch.path, 'Song/big.wav'), wav(100));
    writeAt(path.join(scratch.path, 'Song/zz.wav'), wav(100));
    writeAt(path.join(scratch.path, 'Song/kick.wav'), wav(100));
    nodeFs.truncateSync(path.join(scratch.path, 'Song/big.wav'), 5 * 2 ** 30);
    nodeFs.mkdirSync(path.join(scratch.path, 'shelf'));
    const env = { ...UTF8, HOME: scratch.path, TAPEBOX_CONFIG_HOME: path.join(scratch.path, 'config') };
    const tapebox = (...args: string[]) => runProgram(process.execPath, [CLI, ...args], { cwd: scratch.path, env });
    const sealed = tapebox('archive', 'Song', '--to', 'shelf');
    expect([0, 3], sealed.out).to.include(sealed.code);
    const file = path.join(
      'shelf',
      nodeFs.readdirSync(path.join(scratch.path, 'shelf')).find((name) => name.endsWith('.zip')) as string,
    );
    expect(tapebox('verify', file).code).to.equal(0);
    expect(runProgram('unzip', ['-tqq', file], { cwd: scratch.path }).code).to.equal(0);
    expect(runProgram('7z', ['t', '-bd', file], { cwd: scratch.path }).code).to.equal(0);
  });
});
