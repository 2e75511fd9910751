/** Figure 6: members changed by someone who knows ZIP, and corrects sizes and checksums (reliability.md, section 3). */
import { expect } from 'chai';
import { type Verification, verifyPackage } from '../../lib/check/verify.js';
import type { PackageRecord } from '../../lib/model/package.js';
import { memoryFileSystem } from '../support/memory-file-system.js';
import {
  assemble,
  listOf,
  type Member,
  makePackage,
  membersOf,
  recordOf,
  SMALL,
  sha256,
  sidecarOf,
  writeZip,
} from './package-maker.js';

const ZIP = '/shelf/Song_v01.tapebox.zip';
const KICK = 'data/Project/Song/Audio/kick.wav';
const VOX = 'data/Project/Song/Audio/Gesänge.wav';
const BOUNCES = 'data/Project/Song/Bounces/';
const TAGS = [
  'README.txt',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'tagmanifest-sha256.txt',
  'tapebox/record.json',
];

type Surgery = (members: Member[]) => Member[];

const full = (path: string) => `${SMALL.name}/${path}`;
const change =
  (path: string, changes: (member: Member) => Partial<Member>): Surgery =>
  (members) =>
    members.map((member) => (member.name === full(path) ? { ...member, ...changes(member) } : member));
const body = (path: string, edit: (content: string) => string): Surgery =>
  change(path, ({ content }) => ({ content: Buffer.from(edit(content.toString('latin1')), 'latin1') }));
const without =
  (path: string): Surgery =>
  (members) =>
    members.filter(({ name }) => name !== full(path));
const added =
  (name: string, content = 'new'): Surgery =>
  (members) => {
    const member = {
      name,
      content: Buffer.from(content),
      mtime: 1772368200,
      mode: name.endsWith('/') ? 0o40755 : 0o100644,
    };
    const at = members.findIndex((other) => Buffer.compare(Buffer.from(other.name), Buffer.from(name)) > 0);
    return members.toSpliced(at < 0 ? members.length : at, 0, member);
  };
const at = (members: readonly Member[], path: string): Member => {
  const member = members.find(({ name }) => name === full(path));
  if (member === undefined) throw new Error(`no ${path}`);
  return member;
};
const swapped =
  (a: string, b: string): Surgery =>
  (members) => {
    const [first, second] = [at(members, a).content, at(members, b).content];
    return change(b, () => ({ content: first }))(change(a, () => ({ content: second }))(members));
  };
const moved =
  (path: string, place: number): Surgery =>
  (members) =>
    without(path)(members).toSpliced(place, 0, at(members, path));
const doubled =
  (path: string): Surgery =>
  (members) => [...members, at(members, path)];
const all =
  (...steps: readonly Surgery[]): Surgery =>
  (members) =>
    steps.reduce((rest, step) => step(rest), members);

/** Writes the tag manifest again, as someone would who wants to hide a change. */
const tagManifestFixed: Surgery = (members) => {
  const tags = members.filter(({ name }) => !name.startsWith(full('data/')) && name !== full('tagmanifest-sha256.txt'));
  const text = listOf(new Map(tags.map(({ name, content }) => [name.slice(SMALL.name.length + 1), content])));
  return change('tagmanifest-sha256.txt', () => ({ content: Buffer.from(text) }))(members);
};
/** Writes both manifests again. */
const manifestsFixed: Surgery = (members) => {
  const payload = members.filter(({ name }) => name.startsWith(full('data/')) && !name.endsWith('/'));
  const text = listOf(new Map(payload.map(({ name, content }) => [name.slice(SMALL.name.length + 1), content])));
  return tagManifestFixed(change('manifest-sha256.txt', () => ({ content: Buffer.from(text) }))(members));
};
const record = (edit: (record: PackageRecord) => PackageRecord): Surgery =>
  all(
    body('tapebox/record.json', (json) => {
      const changed = edit(JSON.parse(Buffer.from(json, 'latin1').toString('utf8')));
      return Buffer.from(`${JSON.stringify(changed, null, 2)}\n`).toString('latin1');
    }),
    tagManifestFixed,
  );
const recordedFile = (edit: (file: PackageRecord['files'][number]) => object): Surgery =>
  record((told) => ({
    ...told,
    files: told.files.map((file) => (file.path === KICK ? { ...file, ...edit(file) } : file)),
  }));

const cases: Record<string, Surgery> = {};
for (const path of [KICK, ...TAGS]) {
  cases[`removed: ${path}`] = without(path);
  cases[`renamed: ${path}`] = change(path, ({ name }) => ({ name: `${name}x` }));
  cases[`doubled: ${path}`] = doubled(path);
  cases[`emptied: ${path}`] = body(path, () => '');
  cases[`changed with its CRC: ${path}`] = body(path, (text) => `${text.slice(0, -1)}~`);
  cases[`lengthened: ${path}`] = body(path, (text) => `${text}\n`);
  cases[`wrong CRC in both headers: ${path}`] = change(path, () => ({ crc: 1 }));
  cases[`other time in both headers: ${path}`] = change(path, ({ mtime }) => ({ mtime: mtime + 2 }));
  cases[`other mode: ${path}`] = change(path, () => ({ mode: 0o100755 }));
  cases[`moved to the front: ${path}`] = moved(path, 0);
}
Object.assign(cases, {
  'swapped bodies of two media': swapped(KICK, VOX),
  'swapped bodies of a medium and a tag file': swapped(KICK, 'README.txt'),
  'swapped bodies of two tag files': swapped('README.txt', 'bag-info.txt'),
  'all in reverse': (members: Member[]) => members.toReversed(),
  'tag files first': (members: Member[]) => [
    ...members.filter(({ name }) => !name.includes('/data/')),
    ...members.filter(({ name }) => name.includes('/data/')),
  ],
  'added medium': added(full('data/Project/Song/Audio/snare.wav')),
  'added medium, manifests corrected': all(added(full('data/Project/Song/Audio/snare.wav')), manifestsFixed),
  'added tag file': added(full('extra.txt')),
  'added tag file, tag manifest corrected': all(added(full('extra.txt')), tagManifestFixed),
  'added list of links, tag manifest corrected': all(added(full('tapebox/links.tsv'), 'a\tb\n'), tagManifestFixed),
  'added folder': added(full('data/Project/Song/Audio2/'), ''),
  'added file beside the top folder': added('zz.txt'),
  'added twin in case': added(full('data/Project/Song/Audio/KICK.wav')),
  'added folder named as a file': added(full(`${KICK}/x`)),
  'removed folder': without(BOUNCES),
  'removed medium, manifests corrected': all(without(KICK), manifestsFixed),
  'renamed medium, manifests corrected': all(
    change(KICK, ({ name }) => ({ name: `${name}x` })),
    manifestsFixed,
  ),
  'changed medium, manifests corrected': all(
    body(KICK, (text) => `K${text.slice(1)}`),
    manifestsFixed,
  ),
  'swapped bodies of two media, manifests corrected': all(swapped(KICK, VOX), manifestsFixed),
  'manifest line changed, tag manifest corrected': all(
    body('manifest-sha256.txt', (text) => text.replace(sha256(SMALL.files[KICK] as Buffer), 'f'.repeat(64))),
    tagManifestFixed,
  ),
  'manifest line removed, tag manifest corrected': all(
    body('manifest-sha256.txt', (text) => text.split('\n').slice(1).join('\n')),
    tagManifestFixed,
  ),
  'manifest in upper case, tag manifest corrected': all(
    body('manifest-sha256.txt', (text) => text.replace(/^[0-9a-f]{64}/, (hash) => hash.toUpperCase())),
    tagManifestFixed,
  ),
  'manifest in another order, tag manifest corrected': all(
    body('manifest-sha256.txt', (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`),
    tagManifestFixed,
  ),
  'tag manifest line removed': body('tagmanifest-sha256.txt', (text) => text.split('\n').slice(1).join('\n')),
  'README changed, tag manifest line removed': all(
    body('README.txt', () => 'send money'),
    body('tagmanifest-sha256.txt', (text) => text.split('\n').slice(1).join('\n')),
  ),
  'payload size in bag-info changed, tag manifest corrected': all(
    body('bag-info.txt', (text) => text.replace(/Payload-Oxum: .*/, 'Payload-Oxum: 1.1')),
    tagManifestFixed,
  ),
  'time of sealing in bag-info changed, tag manifest corrected': all(
    body('bag-info.txt', (text) => text.replace('Sealed: 2026', 'Sealed: 2025')),
    tagManifestFixed,
  ),
  'package id in bag-info changed, tag manifest corrected': all(
    body('bag-info.txt', (text) => text.replace(/External-Identifier: ./, 'External-Identifier: x')),
    tagManifestFixed,
  ),
  'bagit.txt with CRLF, tag manifest corrected': all(
    body('bagit.txt', (text) => text.replaceAll('\n', '\r\n')),
    tagManifestFixed,
  ),
  'record: other size': recordedFile(({ size }) => ({ size: size + 1 })),
  'record: other SHA-256': recordedFile(() => ({ sha256: 'f'.repeat(64) })),
  'record: other CRC': recordedFile(() => ({ crc32: 'ffffffff' })),
  'record: other time': recordedFile(() => ({ mtime: '0' })),
  'record: other mode': recordedFile(() => ({ mode: 0o755 })),
  'record: a path that climbs': recordedFile(() => ({ restoreAs: '../../../etc/passwd' })),
  'record: a file forgotten': record((told) => ({ ...told, files: told.files.slice(1) })),
  'record: a file twice': record((told) => ({ ...told, files: [...told.files, ...told.files.slice(0, 1)] })),
  'record: a folder forgotten': record((told) => ({ ...told, folders: [] })),
  'record: another time of sealing': record((told) => ({ ...told, sealed: '2026-03-01T12:30:02Z' })),
  'record: another number': record((told) => ({ ...told, lineage: { ...told.lineage, number: 2 } })),
});

async function answerTo(zip: Buffer, sidecar: boolean): Promise<Verification> {
  const fs = memoryFileSystem();
  fs.put(ZIP, zip);
  if (sidecar) fs.put('/shelf/Song_v01.tapebox.json', Buffer.from(JSON.stringify(sidecarOf(SMALL))));
  return verifyPackage(fs, ZIP, { level: 'full' });
}

describe('member surgery (figure 6)', () => {
  it('begins with a whole package, and does nothing by itself', async () => {
    expect((await answerTo(writeZip(manifestsFixed(membersOf(SMALL))), true)).problems).to.deep.equal([]);
  });

  for (const [name, surgery] of Object.entries(cases)) {
    it(`finds without the sidecar: ${name}`, async () => {
      const answer = await answerTo(writeZip(surgery(membersOf(SMALL))), false);
      expect(answer.ok).to.equal(false);
      for (const { message } of answer.problems) expect(message).to.match(/\.$/);
    });
  }

  it('has at least 40 cases', () => expect(Object.keys(cases)).to.have.length.of.at.least(40));

  it('names the member in plain words', async () => {
    const answer = await answerTo(writeZip(body(KICK, () => 'other')(membersOf(SMALL))), false);
    expect(answer.problems.map(({ code, member }) => [code, member])).to.deep.equal([
      ['checksum', KICK],
      ['bag-info', 'bag-info.txt'],
    ]);
  });

  it('tells of a package that was made anew with other content by the sidecar only', async () => {
    const changed = { ...SMALL, files: { ...SMALL.files, [KICK]: Buffer.alloc(300, 'kock') } };
    const zip = makePackage(changed);
    expect(zip).to.have.length(makePackage(SMALL).length);
    expect((await answerTo(zip, false)).ok).to.equal(true);
    const answer = await answerTo(zip, true);
    expect(answer.problems.map(({ code }) => code)).to.include('sidecar-differs');
    expect(answer.ok).to.equal(false);
  });

  it('tells of a record that was changed with everything that follows from it by the sidecar only', async () => {
    const files = new Map(Object.entries(SMALL.files).map(([path, content]) => [path, Buffer.from(content as string)]));
    const told = recordOf({
      ...SMALL,
      record: { decisions: [{ kind: 'accept-loss', what: 'x', to: null, by: 'me', at: 'now' }] },
    });
    const zip = writeZip(assemble(SMALL.name, files, told));
    expect((await answerTo(zip, false)).ok).to.equal(true);
    expect((await answerTo(zip, true)).ok).to.equal(false);
  });
});
