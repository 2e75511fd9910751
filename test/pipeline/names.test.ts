/** Figures 10 to 14 on a real disk: the names of the fixtures, half of them named by a session (reliability.md, section 3). */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { verifyPackage } from '../../lib/check/verify.js';
import type { PackageRecord, RecordFile } from '../../lib/model/package.js';
import { decodePath, encodePath, fromBytesField } from '../../lib/model/path-bytes.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { fixtureFolder } from '../support/fixtures.js';
import { wav } from '../support/project.js';
import { isStorable, rppBytes } from '../support/rpp-bytes.js';
import { scratchFolder, writeAt } from '../support/scratch.js';
import { hashOf } from '../support/tree-facts.js';
import { archiveOne, NO_LOCATE, testWorld } from '../support/world.js';

interface Named {
  readonly id: number;
  readonly hex: string;
  readonly posix: boolean;
  readonly windows: boolean;
  readonly class: string;
}

/** As the README of the fixtures defines it, written anew. */
const keyOf = (name: string): string => name.normalize('NFD').toLowerCase().toUpperCase().normalize('NFC');

/** What a manifest that `sha256sum -c` and BagIt read alike cannot hold. */
const cannotBeListed = (bytes: Buffer): boolean =>
  !bytes.equals(Buffer.from(bytes.toString('utf8'))) || /[\r\n\\]|%(0a|0d|25)/i.test(bytes.toString('latin1'));

describe('the names of the fixtures (figures 10 to 14)', () => {
  const folder = fixtureFolder('names');
  if (folder === null) {
    it.skip('fixtures are absent');
    return;
  }
  const all = JSON.parse(nodeFs.readFileSync(path.join(folder, 'names.json'), 'utf8')) as Named[];
  const names = all
    .filter((one) => one.posix)
    .map((one) => ({ ...one, name: decodePath(Buffer.from(one.hex, 'hex')) }));
  const referenced = names.filter((one) => one.id % 2 === 0 && isStorable(one.name));
  const isReferenced = (name: string) => referenced.some((one) => one.name === name);
  const content = (id: number) => wav(20 + (id % 50), id);
  /** Names that share a key with another: whoever comes second gives way. */
  const twins = new Set(
    names
      .filter((one) => names.some((other) => other !== one && keyOf(other.name) === keyOf(one.name)))
      .map((one) => one.name),
  );

  const scratch = scratchFolder();
  const world = testWorld(nodeFileSystem);
  let record: PackageRecord;
  let project: string;
  let packaged: string;
  const packageName = (name: string): string => path.basename((recordOf(name) as RecordFile).path);
  const recordOf = (name: string): RecordFile | undefined =>
    record.files.find(
      (file) =>
        path.basename(fromBytesField(file.original ?? '', file.originalBytes)) === name &&
        file.path.includes('/Names/'),
    );

  before(async function () {
    this.timeout(60_000);
    const root = path.join(scratch.path, 'Song');
    for (const { id, name } of names) writeAt(`${root}/Names/${name}`, content(id));
    writeAt(`${root}/song.rpp`, rppBytes(referenced.map(({ name }) => `Names/${name}`)));
    nodeFs.mkdirSync(path.join(scratch.path, 'shelf'));
    const { result } = await archiveOne(world, root, path.join(scratch.path, 'shelf'));
    packaged = result.package as string;
    expect(result.counts.found).to.equal(referenced.length);
    const restored = await restorePackage(world, packaged, { to: path.join(scratch.path, 'out'), sessionOnly: false });
    record = restored.record;
    project = restored.output.project;
  });

  it(`are ${all.length}; ${names.length} can exist here, ${all.length - names.length} are not tried, ${referenced.length} are named by the session`, () => {
    expect([all.length, names.length]).to.deep.equal([176, 170]);
    expect(referenced.length).to.be.greaterThan(70);
  });

  it('verify', async () => {
    const { ok, problems, files } = await verifyPackage(nodeFileSystem, packaged, { level: 'full' });
    expect([ok, problems]).to.deep.equal([true, []]);
    expect(files).to.be.greaterThan(names.length);
  });

  for (const { id, name, windows } of names) {
    const bytes = encodePath(name);
    it(`${id}: ${JSON.stringify(name.slice(0, 40))}`, () => {
      const given = packageName(name);
      if (cannotBeListed(bytes)) expect(given).not.to.equal(name);
      else if (!isReferenced(name) && !windows) expect(given).not.to.equal(name);
      else if (!twins.has(name) && bytes.length <= 240) expect(given).to.equal(name);
      expect(recordOf(name)?.sha256).to.equal(hashOf(content(id)));
      const isRelinked = isReferenced(name) && given !== name;
      const restored = `${project}/Names/${isRelinked ? given : name}`;
      expect(hashOf(nodeFs.readFileSync(encodePath(restored)))).to.equal(hashOf(content(id)));
    });
  }

  it('come back, and nothing else', () => {
    expect(nodeFileSystem.list(`${project}/Names`)).to.have.length(names.length);
  });

  it('are one file each on a system that folds case and form', () => {
    const paths = record.files.map((file) => file.path);
    expect(new Set(paths.map(keyOf)).size).to.equal(paths.length);
  });

  it('the restored session finds each of its media, with its content', async () => {
    const confined = { ...world, confinedTo: project };
    const { projects } = await openProjects(confined, `${project}/song.rpp`, NO_LOCATE);
    const found = projects[0]?.sessions[0]?.references.map(({ realPath }) =>
      realPath === null ? null : hashOf(nodeFs.readFileSync(encodePath(realPath))),
    );
    expect(found).to.deep.equal(referenced.map(({ id }) => hashOf(content(id))));
  });
});
