import { expect } from 'chai';
import { type VerifyOptions, verifyPackage } from '../../lib/check/verify.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import { makePackage, membersOf, type PackageOptions, SMALL, sidecarOf } from './package-maker.js';

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

describe('verify', () => {
  it('finds a package whole, with its sidecar', async () => {
    const fs = shelf();
    const answer = await verifyPackage(fs, ZIP, full);
    expect(answer.problems).to.deep.equal([]);
    expect(answer).to.include({ ok: true, files: 6, bytes: 545 });
    expect(answer.record?.sealed).to.equal('2026-03-01T12:30:00Z');
  });

  it('finds a package whole by structure alone', async () => {
    expect((await verifyPackage(shelf(), ZIP, { level: 'quick' })).problems).to.deep.equal([]);
  });

  it('finds an unpacked package whole', async () => {
    expect((await verifyPackage(folderShelf(), FOLDER, full)).problems).to.deep.equal([]);
  });
});
