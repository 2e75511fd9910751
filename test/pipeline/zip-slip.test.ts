/** Figure 17: nothing is ever written outside of the folder that was named (reliability.md, section 3). */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { verifyPackage } from '../../lib/check/verify.js';
import { errnoOf, TapeboxError } from '../../lib/model/errors.js';
import type { PackageRecord } from '../../lib/model/package.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { salvagePackage } from '../../lib/restore/salvage.js';
import { type Member, makePackage, membersOf, recordOf, SMALL, writeZip } from '../check/package-maker.js';
import { fixtureFolder } from '../support/fixtures.js';
import { scratchFolder, writeAt } from '../support/scratch.js';
import { treeFacts } from '../support/tree-facts.js';
import { testWorld } from '../support/world.js';

const world = testWorld(nodeFileSystem);
const ATTEMPTS = {
  verify: (file: string) => verifyPackage(nodeFileSystem, file, { level: 'full' }),
  restore: (file: string, to: string) => restorePackage(world, file, { to, sessionOnly: false }),
  'restore the session': (file: string, to: string) => restorePackage(world, file, { to, sessionOnly: true }),
  salvage: (file: string, to: string) => salvagePackage(world, file, to),
};

/** Canaries at every place that a name could climb to; returns what is not as it was, but for the target itself. */
async function damageBy(
  folder: string,
  attempt: (to: string) => Promise<unknown>,
): Promise<{ changed: string[]; error: unknown }> {
  const to = path.join(folder, 'a/b/target');
  for (const canary of [
    'canary',
    'a/canary',
    'a/b/canary',
    'evil.txt',
    'a/b/evil.txt',
    'etc/passwd',
    'a/b/link/canary',
  ])
    writeAt(path.join(folder, canary), Buffer.from(canary));
  nodeFs.mkdirSync(to, { recursive: true });
  const facts = () =>
    [...treeFacts(nodeFileSystem, folder)]
      .filter(([name]) => name !== 'a/b/target' && !name.startsWith('a/b/target/'))
      .map(([name, one]) => `${name} ${one.kind} ${one.mode} ${one.mtimeNs} ${one.content}`);
  const before = facts();
  let error: unknown = null;
  try {
    await attempt(to);
  } catch (thrown) {
    error = thrown;
  }
  const after = facts();
  return {
    changed: [...after.filter((one) => !before.includes(one)), ...before.filter((one) => !after.includes(one))],
    error,
  };
}

/** Links that are made must stay inside as well. */
function linksOut(folder: string): string[] {
  const to = path.join(folder, 'a/b/target');
  return [...treeFacts(nodeFileSystem, to)].flatMap(([name, { kind, content }]) => {
    const aim = path.resolve(path.dirname(path.join(to, name)), content);
    return kind === 'link' && !aim.startsWith(`${to}/`) ? [`${name} → ${content}`] : [];
  });
}

const isOurs = (error: unknown) => error === null || error instanceof TapeboxError || errnoOf(error) !== null;

describe('zip slip (figure 17)', () => {
  const scratch = scratchFolder();
  let count = 0;
  const attempts = (title: string, make: () => Buffer) => {
    for (const [how, attempt] of Object.entries(ATTEMPTS)) {
      it(`${how}: ${title}`, async () => {
        const folder = path.join(scratch.path, String(count++));
        const file = path.join(folder, 'in', 'Song_v01.tapebox.zip');
        writeAt(file, make());
        const { changed, error } = await damageBy(folder, (to) => attempt(file, to));
        expect(changed).to.deep.equal([]);
        expect(linksOut(folder)).to.deep.equal([]);
        expect(isOurs(error), String((error as Error | null)?.stack)).to.equal(true);
      });
    }
  };

  const fixtures = fixtureFolder('zips');
  if (fixtures === null) it.skip('fixtures are absent');
  else {
    const expected = JSON.parse(nodeFs.readFileSync(path.join(fixtures, 'expected.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    const hostile = Object.keys(expected).filter((name) => /(^|\/)(slip|name)-/.test(name) || name.startsWith('snyk/'));
    it(`${hostile.length} fixtures, each in ${Object.keys(ATTEMPTS).length} ways`, () =>
      expect(hostile.length).to.be.greaterThan(20));
    for (const name of hostile) attempts(name, () => nodeFs.readFileSync(path.join(fixtures, name)));
  }

  const CLIMBING = [
    '../evil.txt',
    '../../evil.txt',
    '/etc/passwd',
    'Song/../../../evil.txt',
    'Song/./x',
    'Song//x',
    '',
    '.',
    '..',
    'a\0b',
    `${'../'.repeat(50)}evil.txt`,
  ];
  const kick = 'data/Project/Song/Audio/kick.wav';
  const withFile = (change: object): Partial<PackageRecord> => ({
    files: recordOf(SMALL).files.map((file) => (file.path === kick ? { ...file, ...change } : file)),
  });

  for (const place of CLIMBING) {
    const told = JSON.stringify(place.slice(0, 40));
    attempts(`a record whose restoreAs is ${told}`, () =>
      makePackage({ ...SMALL, record: withFile({ restoreAs: place }) }),
    );
    attempts(`a record whose restoreAsBytes are ${told}`, () =>
      makePackage({
        ...SMALL,
        record: withFile({ restoreAs: 'Song/x', restoreAsBytes: Buffer.from(place).toString('base64') }),
      }),
    );
    attempts(`a folder that is restored as ${told}`, () =>
      makePackage({
        ...SMALL,
        record: { folders: recordOf(SMALL).folders.map((folder) => ({ ...folder, restoreAs: place })) },
      }),
    );
    attempts(`a link at ${told}`, () =>
      makePackage({ ...SMALL, links: [{ path: `data/Project/${place}`, target: 'x', inside: true }] }),
    );
    attempts(`a link to ${told}`, () =>
      makePackage({ ...SMALL, links: [{ path: 'data/Project/Song/l', target: place, inside: true }] }),
    );
    attempts(`a member named ${told}`, () => renamed(place));
  }
  attempts('a link at the place of a folder, and a file through it', () =>
    makePackage({ ...SMALL, links: [{ path: 'data/Project/Song/Audio', target: '../../../link', inside: true }] }),
  );
  attempts('a link above a link that leads out step by step', () =>
    makePackage({
      ...SMALL,
      links: [
        { path: 'data/Project/Song/one', target: '.', inside: true },
        { path: 'data/Project/Song/one/two', target: '../..', inside: true },
        { path: 'data/Project/Song/two/three', target: '../..', inside: true },
      ],
    }),
  );
  attempts('a file restored through the name of a link', () =>
    makePackage({
      ...SMALL,
      links: [{ path: 'data/Project/Song/l', target: '/etc', inside: true }],
      record: withFile({ restoreAs: 'Song/l/canary' }),
    }),
  );
  attempts('a root name that climbs', () =>
    makePackage({ ...SMALL, record: { project: { ...recordOf(SMALL).project, rootName: '../../evil' } } }),
  );
  attempts('a top folder that climbs', () => makePackage({ ...SMALL, name: '..' }));
  attempts('a top folder of another name', () => makePackage({ ...SMALL, name: 'canary' }));
  attempts('a session outside', () =>
    makePackage({
      ...SMALL,
      record: { sessions: recordOf(SMALL).sessions.map((one) => ({ ...one, path: '../../../etc/passwd' })) },
    }),
  );
});

/** The payload under another name, in headers alone and so that checksums fit. */
function renamed(place: string): Buffer {
  const members = membersOf(SMALL).map(
    (member): Member =>
      member.name.endsWith('kick.wav') ? { ...member, name: `${SMALL.name}/data/${place}` } : member,
  );
  return writeZip(members);
}
