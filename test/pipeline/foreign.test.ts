/** Other people's programs open our packages: unzip, 7-Zip, bsdtar, Python (packaging.md, section 2). */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { MemoryFileSystem } from '../support/memory-file-system.js';
import { filesBelow } from '../support/rfc8493.js';
import { needs, runProgram, scratchFolder, UTF8, writeAt } from '../support/scratch.js';
import { buildShape, SHAPES } from '../support/shapes.js';
import { hashOf } from '../support/tree-facts.js';

interface Opener {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly fromStream?: boolean;
  readonly setsTimes: boolean;
  /** How a name of the package stands on the disk afterwards. */
  readonly nameOf: (name: string) => string;
}

const same = (name: string): string => name;
/**
 * libarchive on Linux composes names that are not in NFC when it extracts, whoever made the ZIP (the same was seen with one
 * of Python's). Only the names differ, and only in their form.
 */
const composed = (name: string): string => name.normalize('NFC');

const OPENERS: readonly Opener[] = [
  { name: 'unzip', program: 'unzip', args: ['-qq', '-d', 'out', 'package.zip'], setsTimes: true, nameOf: same },
  { name: '7z', program: '7z', args: ['x', '-y', '-bd', '-oout', 'package.zip'], setsTimes: true, nameOf: same },
  {
    name: 'bsdtar',
    program: 'bsdtar',
    args: ['-x', '-f', 'package.zip', '-C', 'out'],
    setsTimes: true,
    nameOf: composed,
  },
  {
    name: 'bsdtar from a stream',
    program: 'bsdtar',
    args: ['-x', '-f', '-', '-C', 'out'],
    fromStream: true,
    setsTimes: true,
    nameOf: composed,
  },
  // Python's command line does not set times.
  {
    name: 'python3',
    program: 'python3',
    args: ['-m', 'zipfile', '-e', 'package.zip', 'out'],
    setsTimes: false,
    nameOf: same,
  },
];

const ZONES = ['UTC', 'Asia/Kathmandu'];

/** What must come out: hash and time (whole seconds) by name below the top folder. */
async function expected(shape: (typeof SHAPES)[number]) {
  const zip = await buildShape(shape, 'zip');
  const folder = await buildShape(shape, 'folder');
  const files = folder.fs.tree(folder.path).filter((name) => !name.endsWith('/'));
  const facts = files.map((name) => {
    const file = `${folder.path}/${name}`;
    const { mtimeNs } = folder.fs.look(file);
    return {
      name,
      hash: hashOf(folder.fs.get(file)),
      seconds: Number((mtimeNs - (((mtimeNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n)) / 1_000_000_000n),
    };
  });
  return { zip: zip.fs.get(zip.path), facts, empty: emptyFolders(folder.fs, folder.path) };
}

const emptyFolders = (fs: MemoryFileSystem, root: string): string[] =>
  fs.tree(root).filter((name) => name.endsWith('/') && fs.list(`${root}/${name}`).length === 0);

/** 0x5455 holds 32 bits; beyond, only record.json knows. */
const fitsHeader = (seconds: number): boolean => seconds >= 0 && seconds < 2 ** 31;

describe(`foreign programs (${OPENERS.length} openers, ${SHAPES.length} shapes)`, () => {
  const scratch = scratchFolder();
  for (const [at, opener] of OPENERS.entries()) {
    for (const [index, shape] of SHAPES.entries()) {
      it(`${opener.name}: ${shape.title}`, async function () {
        needs(this, opener.program, 'sha256sum');
        const { zip, facts, empty } = await expected(shape);
        const cwd = path.join(scratch.path, `${at}-${index}`);
        writeAt(path.join(cwd, 'package.zip'), zip);
        nodeFs.mkdirSync(path.join(cwd, 'out'));
        const env = { ...UTF8, TZ: ZONES[index % ZONES.length] as string };
        const ran = runProgram(opener.program, opener.args, { cwd, env, ...(opener.fromStream ? { input: zip } : {}) });
        expect(ran.code, ran.out).to.equal(0);

        const [top = ''] = nodeFs.readdirSync(path.join(cwd, 'out'));
        const bag = path.join(cwd, 'out', top);
        const out = filesBelow(bag, '.').map((name) => name.slice(2));
        expect(out.sort()).to.deep.equal(facts.map(({ name }) => opener.nameOf(name)).sort());
        const wrong = facts.filter(
          ({ name, hash }) => hashOf(nodeFs.readFileSync(path.join(bag, opener.nameOf(name)))) !== hash,
        );
        expect(wrong).to.deep.equal([]);
        const late = facts.filter(
          ({ name, seconds }) =>
            opener.setsTimes &&
            fitsHeader(seconds) &&
            Math.floor(nodeFs.statSync(path.join(bag, opener.nameOf(name))).mtimeMs / 1000) !== seconds,
        );
        expect(
          late.map((one) => one.name),
          `times in ${env.TZ}`,
        ).to.deep.equal([]);
        for (const name of empty)
          expect(nodeFs.statSync(path.join(bag, opener.nameOf(name))).isDirectory()).to.equal(true);
        const isAsWritten = facts.every(({ name }) => opener.nameOf(name) === name);
        for (const list of isAsWritten ? ['manifest-sha256.txt', 'tagmanifest-sha256.txt'] : []) {
          const checked = runProgram('sha256sum', ['-c', '--quiet', '--strict', list], { cwd: bag });
          expect([checked.code, checked.out]).to.deep.equal([0, '']);
        }
      });
    }
  }
});
