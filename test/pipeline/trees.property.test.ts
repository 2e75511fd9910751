/** Figures 10 to 15 as properties: any tree of names goes into a package and comes back (reliability.md, section 3). */
import { expect } from 'chai';
import fc from 'fast-check';
import { verifyPackage } from '../../lib/check/verify.js';
import type { PackageRecord } from '../../lib/model/package.js';
import { decodePath, encodePath } from '../../lib/model/path-bytes.js';
import { foldersAbove, nameOf } from '../../lib/model/paths.js';
import { collisionKey } from '../../lib/names/collision.js';
import { freeName, safeName, tooLong, unlistable, unsafeOnWindows } from '../../lib/names/safe.js';
import { DEFAULT_TEMPLATE, NAME_TOKENS, type NameFacts, standardName } from '../../lib/names/standard-name.js';
import { lookOrNull } from '../../lib/ports/files.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { wav } from '../support/project.js';
import { isStorable, rppBytes } from '../support/rpp-bytes.js';
import { hashOf, treeFacts } from '../support/tree-facts.js';
import { archiveOne, NO_LOCATE, testWorld } from '../support/world.js';

const SLOW = process.env['TAPEBOX_TEST_SLOW'] === '1';
const SEED = Number(process.env['TAPEBOX_TEST_SEED'] ?? 20261124);
const run = (runs: number) => ({ seed: SEED, numRuns: SLOW ? runs * 20 : runs, endOnFailure: false });
const told = (runs: number) => `(${SLOW ? runs * 20 : runs} runs, seed ${SEED})`;

/** Names that have been trouble somewhere; few enough that they meet their twins. */
const ODD = [
  'kick.wav',
  'Kick.wav',
  'KICK.WAV',
  'kick (2).wav',
  'kick_.wav',
  'Gesänge.wav',
  'Gesänge.wav'.normalize('NFD'),
  'straße',
  'STRASSE',
  'CON',
  'con.wav',
  'nul',
  'COM1.txt',
  'a.',
  'a',
  'a ',
  ' a',
  'a_',
  'x\\y.wav',
  'x_y.wav',
  'x_y (2).wav',
  'x:y.wav',
  'x?y.wav',
  'a\nb.wav',
  'a\rb',
  'a_b.wav',
  '100%0A.wav',
  '100_0A.wav',
  '%25',
  '%',
  'x%L.wav',
  '-rf',
  '--',
  '~',
  '$(id)',
  '`id`.wav',
  "it's.wav",
  'say "hi".wav',
  '😀.wav',
  '\u200d',
  '\u202egpj.wav',
  '\u0301',
  '한국어.wav',
  '한국어.wav'.normalize('NFD'),
  'i',
  'İ',
  'ſ',
  'K',
  '\u212a',
  '.hidden',
  '...',
  'x'.repeat(255),
  `${'y'.repeat(251)}.wav`,
  `${'日'.repeat(83)}.wav`,
  'tab\there',
  '\u001b[31m',
  '\u007f',
  '\udcffx.wav',
  '\udcfex.wav',
  '_x.wav',
  'caf\udce9.wav',
  'Audio',
  'Media',
  'media',
  'notes.txt',
  'data',
  'bagit.txt',
];

const oddName = fc.constantFrom(...ODD);
/** Any bytes that a file system of Linux takes for a name. */
const anyName = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => decodePath(bytes.map((byte) => (byte === 0 || byte === 0x2f ? 0x5f : byte))))
  .filter((name) => name !== '.' && name !== '..');
const textName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/[/\0]/g, '_'))
  .filter((name) => name !== '.' && name !== '..' && Buffer.byteLength(name) <= 255);
const name = fc.oneof(
  { weight: 5, arbitrary: oddName },
  { weight: 1, arbitrary: anyName },
  { weight: 1, arbitrary: textName },
);

const NS = 1_000_000_000n;
/** 1970, before it, the limits of DOS and of 32 bits, and odd nanoseconds. */
const mtime = fc.oneof(
  fc.constantFrom(
    0n,
    -1n,
    -86_400n * NS,
    315_532_799n * NS,
    2_147_483_648n * NS,
    4_354_819_200n * NS,
    9_000_000_000n * NS,
    1_700_000_000_123_456_789n,
  ),
  fc.bigInt({ min: -3_000_000_000n * NS, max: 9_000_000_000n * NS }),
);

interface Item {
  readonly path: readonly string[];
  readonly kind: 'file' | 'empty' | 'folder' | 'link';
  readonly seed: number;
  readonly mode: number;
  readonly mtimeNs: bigint;
}

const item: fc.Arbitrary<Item> = fc.record({
  path: fc.oneof(
    { weight: 9, arbitrary: fc.array(name, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('d', 'e'), { minLength: 20, maxLength: 60 }) },
  ),
  kind: fc.constantFrom('file', 'file', 'file', 'empty', 'folder', 'link'),
  seed: fc.integer({ min: 1, max: 1000 }),
  mode: fc.constantFrom(0o644, 0o600, 0o755, 0o444, 0o700, 0o000, 0o777),
  mtimeNs: mtime,
});

const ROOT = '/work/Song';

/** Makes what can be made: an item whose place is taken already is passed over. Returns the files. */
function plant(fs: MemoryFileSystem, root: string, items: readonly Item[]): string[] {
  const files: string[] = [];
  for (const { path, kind, seed } of items) {
    const place = path.join('/');
    const above = foldersAbove(place);
    if (lookOrNull(fs, `${root}/${place}`) !== null) continue;
    if (above.some((folder) => (lookOrNull(fs, `${root}/${folder}`)?.kind ?? 'folder') !== 'folder')) continue;
    for (const folder of above) if (lookOrNull(fs, `${root}/${folder}`) === null) fs.makeFolder(`${root}/${folder}`);
    if (kind === 'folder') fs.makeFolder(`${root}/${place}`);
    else if (kind === 'link') fs.makeLink(`${'../'.repeat(above.length)}song.rpp`, `${root}/${place}`);
    else {
      fs.put(`${root}/${place}`, kind === 'empty' ? Buffer.alloc(0) : wav(20 + (seed % 7), seed));
      files.push(place);
    }
  }
  return files;
}

function dress(fs: MemoryFileSystem, root: string, items: readonly Item[]): void {
  for (const { path, mode, mtimeNs } of items) {
    const place = `${root}/${path.join('/')}`;
    if ((lookOrNull(fs, place)?.kind ?? 'link') === 'link') continue;
    fs.setMode(place, mode);
    fs.setTime(place, mtimeNs);
  }
}

async function thereAndBack(
  fs: MemoryFileSystem,
): Promise<{ project: string; record: PackageRecord; package: string }> {
  const { result } = await archiveOne(testWorld(fs), ROOT, '/shelf');
  const proof = await verifyPackage(fs, result.package as string, { level: 'full', sidecar: 'beside' });
  expect(proof.problems).to.deep.equal([]);
  const { output, record } = await restorePackage(testWorld(fs), result.package as string, {
    to: '/out',
    sessionOnly: false,
  });
  return { project: output.project, record, package: result.package as string };
}

/** Paths with what must come back; times as exactly as they can be set. */
function factLines(fs: MemoryFileSystem, root: string): string[] {
  return [...treeFacts(fs, root)]
    .filter(([path]) => path !== '')
    .map(([path, { kind, mode, mtimeNs, content }]) =>
      kind === 'link' ? `${path} → ${content}` : [path, kind, mode.toString(8), mtimeNs / 1000n, content].join(' | '),
    );
}

describe('any tree', () => {
  it(`comes back with its names, bytes, times, modes and links ${told(150)}`, () =>
    fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 14 }), async (items) => {
        const fs = memoryFileSystem();
        fs.put(`${ROOT}/song.rpp`, rppBytes([]));
        fs.makeFolder('/shelf');
        plant(fs, ROOT, items);
        dress(fs, ROOT, items);
        const before = factLines(fs, ROOT);
        const { project } = await thereAndBack(fs);
        expect(factLines(fs, ROOT)).to.deep.equal(before);
        expect(factLines(fs, project)).to.deep.equal(before);
      }),
      run(150),
    )).timeout(600_000);

  it(`has names in the package that are safe and unique on every system ${told(100)}`, () =>
    fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 14 }), async (items) => {
        const fs = memoryFileSystem();
        fs.put(`${ROOT}/song.rpp`, rppBytes([]));
        fs.makeFolder('/shelf');
        plant(fs, ROOT, items);
        const { record } = await thereAndBack(fs);
        const names = [...record.files, ...record.folders].map((one) => nameOf(one.path));
        expect(names.filter((one) => unsafeOnWindows(one) ?? unlistable(one) ?? tooLong(one))).to.deep.equal([]);
        const paths = [
          ...new Set([...record.files, ...record.folders].flatMap(({ path }) => [...foldersAbove(path), path])),
        ];
        expect(new Set(paths.map(collisionKey)).size).to.equal(paths.length);
      }),
      run(100),
    )).timeout(600_000);
});

describe('any set of references', () => {
  const reference = fc.record({
    at: fc.nat(40),
    where: fc.constantFrom('inside', 'inside', 'outside', 'outside', 'missing'),
    absolute: fc.boolean(),
  });
  let found = 0;
  let collected = 0;
  let kept = 0;
  const test = it(`each found one resolves inside with the same content ${told(250)}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 12 }),
        fc.array(item, { minLength: 1, maxLength: 6 }),
        fc.array(reference, { minLength: 1, maxLength: 8 }),
        async (inside, outside, references) => {
          const fs = memoryFileSystem();
          fs.put(`${ROOT}/song.rpp`, rppBytes([]));
          fs.makeFolder('/shelf');
          fs.makeFolder('/drive');
          const own = plant(fs, ROOT, inside);
          const others = plant(fs, '/drive', outside);
          const stored = references.flatMap(({ at, where, absolute }) => {
            const pool = where === 'inside' ? own : others;
            if (where === 'missing') return [`nowhere/${at}.wav`];
            const path = pool[at % Math.max(pool.length, 1)];
            if (path === undefined || !isStorable(path)) return [];
            return [where === 'outside' ? `/drive/${path}` : absolute ? `${ROOT}/${path}` : path];
          });
          fs.put(`${ROOT}/song.rpp`, rppBytes(stored));
          const content = contentsOf(await opened(fs, `${ROOT}/song.rpp`), fs);
          const { project, record } = await thereAndBack(fs);
          const after = contentsOf(await opened(fs, `${project}/song.rpp`, project), fs);
          // What was missing or refused may meet a file of its name after the restore; what was there must be there.
          expect(after.length).to.equal(content.length);
          expect(after.map((one, clip) => (content[clip] === null ? null : one))).to.deep.equal(content);
          found += content.filter((one) => one !== null).length;
          collected += record.files.filter((file) => file.why === 'collected').length;
          // Nothing of the project is lost on the way, whatever its name has become.
          const bytes = (one: string) => one.split(' | ').slice(1, 2).concat(one.split(' | ').slice(4)).join();
          const without = (root: string) =>
            factLines(fs, root)
              .filter((one) => !one.startsWith('song.rpp |') && one.includes('| file |'))
              .map(bytes);
          expect(without(project)).to.include.members(without(ROOT));
          // Twins and names that no manifest holds may give way; all others come back under their own name.
          // A link is a twin as well: the file beside "Kick.wav" gives way, whatever that is.
          const all = [...own, ...inside.map(({ path }) => path.join('/'))];
          const paths = new Set(all.flatMap((path) => [...foldersAbove(path), path]));
          const keys = [...paths].map(collisionKey);
          const isPlain = new Set(keys).size === keys.length && ![...paths].some((path) => unlistable(path));
          for (const path of isPlain ? own : []) {
            kept += 1;
            expect(lookOrNull(fs, `${project}/${path}`), path).not.to.equal(null);
          }
        },
      ),
      run(250),
    );
    test.title += ` (${found} found, ${collected} collected)`;
    expect(found).to.be.greaterThan(100);
    expect(collected).to.be.greaterThan(50);
    expect(kept).to.be.greaterThan(50);
  });
  test.timeout(600_000);
});

async function opened(fs: MemoryFileSystem, session: string, confinedTo?: string) {
  const world = { ...testWorld(fs), ...(confinedTo === undefined ? {} : { confinedTo }) };
  const { projects } = await openProjects(world, session, NO_LOCATE);
  const located = projects.flatMap((project) => project.sessions).find((one) => one.file.path === session);
  if (located === undefined) throw new Error('the session is gone');
  return located;
}

/** Per clip the hash of what it plays, or null: two spellings of one place may become one, but each clip keeps its sound. */
const contentsOf = (
  { session, references }: Awaited<ReturnType<typeof opened>>,
  fs: MemoryFileSystem,
): (string | null)[] =>
  session.tracks.flatMap((track) =>
    track.clips.map(({ media }) => {
      const realPath = media === null ? null : references[media]?.realPath;
      return realPath === null || realPath === undefined ? null : hashOf(fs.get(realPath));
    }),
  );

describe('names', () => {
  it(`a safe name is safe, short, and the same each time ${told(2000)}`, () =>
    fc.assert(
      fc.property(name, (one) => {
        const safe = safeName(one);
        expect([unsafeOnWindows(safe), unlistable(safe), tooLong(safe)]).to.deep.equal([null, null, null]);
        expect(encodePath(safe).length).to.be.within(1, 255);
        expect(safe).not.to.match(/[/\0]/);
        expect(safeName(one)).to.equal(safe);
        expect(safeName(safe)).to.equal(safe);
      }),
      run(2000),
    ));

  it(`a free name is free, keeps its extension, and fits ${told(500)}`, () =>
    fc.assert(
      fc.property(fc.array(name.map(safeName), { minLength: 1, maxLength: 30 }), (all) => {
        const keys = new Set<string>();
        for (const one of all) {
          const free = freeName(one, (key) => keys.has(key));
          expect(keys.has(collisionKey(free)), free).to.equal(false);
          keys.add(collisionKey(free));
          expect(encodePath(free).length).to.be.at.most(255);
          expect(unsafeOnWindows(free)).to.equal(null);
        }
        expect(keys.size).to.equal(all.length);
      }),
      run(500),
    ));

  const facts: fc.Arbitrary<NameFacts> = fc.record(
    Object.fromEntries(NAME_TOKENS.map((token) => [token, fc.option(name)])) as {
      [K in (typeof NAME_TOKENS)[number]]: fc.Arbitrary<string | null>;
    },
  );
  it(`a standard name is safe, whatever title and artist are ${told(1000)}`, () =>
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 12 }), (given, rival) => {
        const made = standardName(DEFAULT_TEMPLATE, { ...given, n: '01' }, rival);
        expect([unsafeOnWindows(made), unlistable(made), tooLong(made)]).to.deep.equal([null, null, null]);
        expect(made)
          .to.match(rival > 1 ? new RegExp(`${rival}_v01$`) : /v01$/)
          .and.not.match(/^[-. ]|[/\0]/);
        expect(Buffer.byteLength(`${made}.tapebox.json`)).to.be.at.most(255);
        expect(standardName(DEFAULT_TEMPLATE, { ...given, n: '01' }, rival)).to.equal(made);
      }),
      run(1000),
    ));
});
