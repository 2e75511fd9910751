/** Figure 1, the other way round: a validator written from RFC 8493 alone calls our packages valid. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { MemoryFileSystem } from '../support/memory-file-system.js';
import { bagProblems } from '../support/rfc8493.js';
import { needs, runProgram, scratchFolder, writeAt } from '../support/scratch.js';
import { buildShape, SHAPES, type Shape } from '../support/shapes.js';

function toDisk(fs: MemoryFileSystem, from: string, to: string): void {
  nodeFs.mkdirSync(to, { recursive: true });
  for (const name of fs.tree(from)) {
    if (name.endsWith('/')) nodeFs.mkdirSync(path.join(to, name), { recursive: true });
    else writeAt(path.join(to, name), fs.get(`${from}/${name}`));
  }
}

describe(`packages are bags (RFC 8493: ${SHAPES.length} shapes, both forms)`, () => {
  const scratch = scratchFolder();
  SHAPES.forEach((shape, index) => {
    it(`${shape.title}: folder`, async () => {
      const { fs, path: packaged } = await buildShape(shape, 'folder');
      const bag = path.join(scratch.path, `folder-${index}`);
      toDisk(fs, packaged, bag);
      expect(bagProblems(bag)).to.deep.equal([]);
    });

    it(`${shape.title}: unzipped`, async function () {
      needs(this, 'unzip');
      const { fs, path: packaged } = await buildShape(shape, 'zip');
      const folder = path.join(scratch.path, `zip-${index}`);
      writeAt(path.join(folder, 'package.zip'), fs.get(packaged));
      expect(runProgram('unzip', ['-qq', 'package.zip'], { cwd: folder }).code).to.equal(0);
      const top = nodeFs.readdirSync(folder).filter((name) => name !== 'package.zip');
      expect(bagProblems(path.join(folder, top[0] as string))).to.deep.equal([]);
    });
  });

  const damages: readonly (readonly [string, (bag: string) => void])[] = [
    ['a changed file', (bag) => nodeFs.appendFileSync(path.join(bag, 'data/Project/Song/song.rpp'), ' ')],
    ['an added file', (bag) => nodeFs.writeFileSync(path.join(bag, 'data/more'), '')],
    ['a removed file', (bag) => nodeFs.rmSync(path.join(bag, 'data/Project/Song/song.rpp'))],
    ['a changed tag file', (bag) => nodeFs.appendFileSync(path.join(bag, 'README.txt'), ' ')],
    ['a label without a colon', (bag) => nodeFs.appendFileSync(path.join(bag, 'bag-info.txt'), 'nothing\n')],
  ];
  for (const [what, damage] of damages) {
    it(`the validator sees ${what}`, async () => {
      const { fs, path: packaged } = await buildShape(SHAPES[0] as Shape, 'folder');
      const bag = path.join(scratch.path, what);
      toDisk(fs, packaged, bag);
      damage(bag);
      expect(bagProblems(bag)).not.to.deep.equal([]);
    });
  }
});
