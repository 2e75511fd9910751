import { expect } from 'chai';
import { openPackage, readBagInfo, readManifest, readRecord } from '../../lib/check/open.js';
import { type Verification, type VerifyOptions, verifyPackage } from '../../lib/check/verify.js';
import { TapeboxError } from '../../lib/model/errors.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { makePackage, membersOf, type PackageOptions, SMALL, sha256, sidecarOf, writeZip } from './package-maker.js';

const ZIP = '/shelf/Song_v01.tapebox.zip';
const SIDECAR = '/shelf/Song_v01.tapebox.json';
const FOLDER = '/shelf/Song_v01.tapebox';

function shelf(options: PackageOptions = SMALL) {
  const fs = memoryFileSystem();
  const zip = makePackage(options);
  fs.put(ZIP, zip);
  fs.put(SIDECAR, Buffer.from(JSON.stringify(sidecarOf(options, zip))));
  return fs;
}

function folderShelf() {
  const fs = memoryFileSystem();
  for (const { name, content } of membersOf(SMALL)) {
    const path = `${FOLDER}${name.slice(SMALL.name.length)}`;
    if (!name.endsWith('/')) fs.put(path, content);
    else fs.makeFolder(path.slice(0, -1));
  }
  return fs;
}

const full: VerifyOptions = { level: 'full' };
const codes = (answer: Verification) => answer.problems.map(({ code, member }) => `${code} ${member}`);

async function refusal(verify: () => Promise<unknown>): Promise<TapeboxError> {
  try {
    await verify();
  } catch (error) {
    if (error instanceof TapeboxError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('verify', () => {
  it('finds a package whole, with its sidecar', async () => {
    const fs = shelf();
    const answer = await verifyPackage(fs, ZIP, full);
    expect(answer.problems).to.deep.equal([]);
    expect(answer).to.include({ ok: true, files: 6, bytes: 545 });
    expect(answer.record?.sealed).to.equal('2026-03-01T12:30:00Z');
    expect(answer.container).to.deep.equal({ size: fs.get(ZIP).length, sha256: sha256(fs.get(ZIP)) });
    expect(answer.manifest.size).to.equal(6);
  });

  it('finds a package whole by structure alone, without hashing', async () => {
    let hashed = 0;
    const answer = await verifyPackage(shelf(), ZIP, { level: 'quick', onBytes: (more) => (hashed += more) });
    expect(answer.problems).to.deep.equal([]);
    expect(hashed).to.equal(0);
  });

  it('sees wrong sizes and headers by structure alone', async () => {
    const fs = shelf();
    const zip = fs.get(ZIP);
    zip.writeUInt16LE(0, zip.indexOf('kick.wav') - 30);
    fs.put(ZIP, zip);
    expect((await verifyPackage(fs, ZIP, { level: 'quick' })).ok).to.equal(false);
    fs.put(ZIP, Buffer.concat([zip, Buffer.alloc(1)]));
    expect((await verifyPackage(fs, ZIP, { level: 'quick' })).ok).to.equal(false);
  });

  it('goes on after the first damage and names each file', async () => {
    const fs = shelf();
    const zip = fs.get(ZIP);
    for (const text of ['kickkick', 'voxvox', '#!/bin/sh']) zip[zip.indexOf(text)] = 0;
    fs.put(ZIP, zip);
    const damaged = codes(await verifyPackage(fs, ZIP, { ...full, sidecar: 'ignore' }));
    expect(damaged).to.include('checksum data/Project/Song/Audio/kick.wav');
    expect(damaged).to.include('checksum data/Project/Song/Audio/Gesänge.wav');
    expect(damaged).to.include('checksum data/Project/Song/make.sh');
  });

  it('lists no more than 200 problems', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`data/Project/Song/${n}.wav`, `${n}`]));
    const members = membersOf({ ...SMALL, files }).map((member) => ({ ...member, mtime: 0 }));
    const fs = memoryFileSystem();
    fs.put(ZIP, writeZip(members));
    const answer = await verifyPackage(fs, ZIP, full);
    expect(answer.problems).to.have.length(200);
    expect(answer.ok).to.equal(false);
  });

  it('holds the package against its sidecar', async () => {
    const fs = shelf();
    fs.put(SIDECAR, Buffer.from('{}'));
    expect(codes(await verifyPackage(fs, ZIP, full))).to.deep.equal(['sidecar null']);
    fs.put(SIDECAR, Buffer.from(JSON.stringify(sidecarOf({ ...SMALL, lineage: { id: 'b', number: 2 } }))));
    expect(codes(await verifyPackage(fs, ZIP, full))).to.include('sidecar-differs null');
    expect((await verifyPackage(fs, ZIP, { ...full, sidecar: 'ignore' })).ok).to.equal(true);
  });

  it('finds an unpacked package whole, also beside the sidecar of its ZIP', async () => {
    const fs = folderShelf();
    expect((await verifyPackage(fs, FOLDER, full)).problems).to.deep.equal([]);
    fs.put(SIDECAR, Buffer.from(JSON.stringify(sidecarOf(SMALL))));
    expect((await verifyPackage(fs, FOLDER, full)).problems).to.deep.equal([]);
  });

  it('tells litter of an opened folder from files that do not belong there', async () => {
    const fs = folderShelf();
    const litter = [
      '.DS_Store',
      'data/Project/Song/Audio/kick.wav.reapeaks',
      'data/Project/Song/._song.rpp',
      'data/Thumbs.db',
    ];
    for (const path of [...litter, 'data/Project/Song/x.cache']) fs.put(`${FOLDER}/${path}`, Buffer.from('x'));
    const regenerable = (format: string, path: string) => format === 'reaper' && path.endsWith('.cache');
    const harmless = await verifyPackage(fs, FOLDER, { ...full, regenerable });
    expect(harmless.problems.map(({ code }) => code)).to.deep.equal(Array(5).fill('litter'));
    expect(harmless.ok).to.equal(true);
    const extra = await verifyPackage(fs, FOLDER, full);
    expect(codes(extra)).to.include('extra-file data/Project/Song/x.cache');
    expect(extra.ok).to.equal(false);
  });

  it('takes a tag file of any size for what it is', async () => {
    const fs = folderShelf();
    fs.put(`${FOLDER}/bagit.txt`, Buffer.alloc(10_000, '\n'));
    expect(codes(await verifyPackage(fs, FOLDER, full))).to.include('checksum bagit.txt');
  });

  it('does not lose damage among litter', async () => {
    const fs = folderShelf();
    for (let n = 0; n < 250; n++) fs.put(`${FOLDER}/data/Project/Song/${n}.reapeaks`, Buffer.alloc(0));
    fs.remove(`${FOLDER}/README.txt`);
    const answer = await verifyPackage(fs, FOLDER, full);
    expect(answer.problems).to.have.length(200);
    expect(codes(answer)[0]).to.equal('missing README.txt');
  });

  it('finds changes, losses and links in a folder', async () => {
    const kick = 'data/Project/Song/Audio/kick.wav';
    const changed = folderShelf();
    changed.put(`${FOLDER}/${kick}`, Buffer.alloc(300, 'kock'));
    expect(codes(await verifyPackage(changed, FOLDER, full))).to.deep.equal([`checksum ${kick}`]);
    const lost = folderShelf();
    lost.remove(`${FOLDER}/${kick}`);
    lost.removeFolder(`${FOLDER}/data/Project/Song/Bounces`);
    expect(codes(await verifyPackage(lost, FOLDER, full))).to.include.members([
      `missing ${kick}`,
      'missing data/Project/Song/Bounces',
    ]);
    const linked = folderShelf();
    linked.makeLink('/etc/passwd', `${FOLDER}/data/Project/Song/link`);
    expect(codes(await verifyPackage(linked, FOLDER, full))).to.deep.equal(['special-file data/Project/Song/link']);
    expect((await refusal(() => openPackage(linked, FOLDER))).exitCode).to.equal(4);
  });

  it('reads on where a file cannot be read', async () => {
    const fs = folderShelf();
    const kick = `${FOLDER}/data/Project/Song/Audio/kick.wav`;
    const failing: FileSystem = {
      ...fs,
      open(path, how) {
        if (path === kick) throw Object.assign(new Error('bad sector'), { code: 'EIO' });
        return fs.open(path, how);
      },
    };
    expect(codes(await verifyPackage(failing, FOLDER, full))).to.deep.equal([
      'unreadable data/Project/Song/Audio/kick.wav',
    ]);
  });

  it('calls a bag of another maker valid or not, and no more', async () => {
    const fs = memoryFileSystem();
    const content = Buffer.from('hello');
    const bag = {
      'bagit.txt': Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
      'manifest-sha256.txt': Buffer.from(`${sha256(content)} data/hello.txt\n`),
      'data/hello.txt': content,
    };
    for (const [path, bytes] of Object.entries(bag)) fs.put(`/bag/${path}`, bytes);
    expect(await verifyPackage(fs, '/bag', full)).to.include({ ok: true, record: null, files: 1 });
    fs.put(
      '/some.tapebox.zip',
      writeZip(
        Object.entries(bag).map(([path, bytes]) => ({ name: `bag/${path}`, content: bytes, mtime: 0, mode: 0o100644 })),
      ),
    );
    expect(codes(await verifyPackage(fs, '/some.tapebox.zip', full))).to.deep.equal(['not-ours null']);
  });

  it('says that a package was packed again by another program', async () => {
    const fs = memoryFileSystem();
    fs.put(ZIP, writeZip(membersOf(SMALL).map((member) => ({ ...member, deflated: true }))));
    expect(codes(await verifyPackage(fs, ZIP, full))).to.deep.equal(['recompressed null']);
    expect((await refusal(() => openPackage(fs, ZIP))).code).to.equal('recompressed');
  });

  it('refuses what is no package, and calls damaged what carries the name of one', async () => {
    const fs = memoryFileSystem();
    fs.put('/a.zip', Buffer.from('text'));
    expect((await refusal(() => verifyPackage(fs, '/a.zip', full))).exitCode).to.equal(4);
    fs.put('/a.tapebox.json', Buffer.from('{}'));
    expect((await verifyPackage(fs, '/a.zip', full)).ok).to.equal(false);
    expect((await refusal(() => openPackage(fs, '/a.zip'))).exitCode).to.equal(5);
    fs.put('/b.tapebox.zip', Buffer.alloc(0));
    expect((await verifyPackage(fs, '/b.tapebox.zip', full)).problems[0]?.message).to.include('unfinished reservation');
    fs.put('/folder/song.rpp', Buffer.from('x'));
    expect((await refusal(() => verifyPackage(fs, '/folder', full))).code).to.equal('not-a-package');
    expect((await refusal(() => verifyPackage(fs, '/nothing', full))).code).to.equal('not-found');
  });

  it('asks for an update where the format is another, and calls it damage where only the label is', async () => {
    const fs = folderShelf();
    const info = fs.get(`${FOLDER}/bag-info.txt`);
    const newer = Buffer.from(info.toString().replace('Tapebox-Format: 1', 'Tapebox-Format: 2'));
    fs.put(`${FOLDER}/bag-info.txt`, newer);
    expect(codes(await verifyPackage(fs, FOLDER, full))).to.deep.equal(['bag-checksum bag-info.txt']);
    const tags = fs.get(`${FOLDER}/tagmanifest-sha256.txt`).toString().replace(sha256(info), sha256(newer));
    fs.put(`${FOLDER}/tagmanifest-sha256.txt`, Buffer.from(tags));
    expect((await refusal(() => verifyPackage(fs, FOLDER, full))).code).to.equal('format');
    expect((await refusal(() => openPackage(fs, FOLDER))).code).to.equal('format');
  });
});

describe('openPackage', () => {
  it('gives members, places and small contents, zipped and unpacked alike', async () => {
    for (const [fs, path] of [
      [shelf(), ZIP],
      [folderShelf(), FOLDER],
    ] as const) {
      const opened = await openPackage(fs, path);
      expect(opened.name).to.equal('Song_v01');
      expect(opened.folders).to.include('data/Project/Song/Bounces');
      expect(opened.members.map((member) => member.path)).to.include('data/Project/Song/empty.mid');
      const { file, offset, size } = opened.place('data/Project/Song/Audio/kick.wav');
      expect(
        fs
          .get(file)
          .subarray(offset, offset + size)
          .toString(),
      ).to.match(/^(kick)+$/);
      expect(opened.read('bagit.txt', 100).toString()).to.match(/^BagIt-Version: 1.0\n/);
      expect(readRecord(opened).files).to.have.length(6);
      expect(readManifest(opened).get('data/Project/Song/empty.mid')).to.equal(sha256(''));
      expect(readBagInfo(opened)).to.deep.include(['Tapebox-Format', '1']);
      expect(() => opened.read('data/nothing', 1)).to.throw(TapeboxError, /missing/);
      expect(() => opened.read('tapebox/record.json', 10)).to.throw();
      opened.close();
    }
  });

  it('follows a link to a package, as users put them on their desks', async () => {
    const fs = shelf();
    fs.makeLink(ZIP, '/desk.zip');
    const opened = await openPackage(fs, '/desk.zip');
    expect(opened.place('bagit.txt').file).to.equal(ZIP);
    opened.close();
  });
});
