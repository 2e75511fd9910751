/** Figure 25: what the README in the package says is enough, with nothing but the system's own tools (reliability.md, section 3). */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { needs, PLAIN, runProgram, scratchFolder } from '../support/scratch.js';
import { buildShape, SHAPES, type Shape } from '../support/shapes.js';

/** The line that the README gives to a person on Linux in one of its sections. */
function commandFor(readme: string, section: RegExp): string {
  const at = readme.search(section);
  const line = /^ +Linux +(.+)$/m.exec(readme.slice(at))?.[1];
  if (at < 0 || line === undefined) throw new Error(`the README gives no command for ${section}`);
  return line;
}

const factOf = (readme: string, label: string): string =>
  new RegExp(`^ +${label}: +(.+)$`, 'm').exec(readme)?.[1] ?? '';

/** By a regular expression over the bytes of the document: no reader of ours. */
function filesNamedBy(session: Buffer): Buffer[] {
  return [...session.toString('latin1').matchAll(/^ *FILE (["'`])(.*)\1$/gm)].map((match) =>
    Buffer.from(match[2] as string, 'latin1'),
  );
}

const sh = (line: string, cwd: string) => runProgram('/bin/sh', ['-c', line], { cwd, env: PLAIN });

async function openedByHand(test: Mocha.Context, shape: Shape, folder: string): Promise<string> {
  needs(test, 'unzip', 'sha256sum');
  const { fs, path: packaged } = await buildShape(shape, 'zip');
  nodeFs.mkdirSync(folder);
  nodeFs.writeFileSync(path.join(folder, path.basename(packaged)), fs.get(packaged));
  const readme = runProgram('unzip', ['-p', path.basename(packaged), '*/README.txt'], { cwd: folder, env: PLAIN }).out;
  const unpacked = sh(commandFor(readme, /^\d\. UNPACK/m), folder);
  expect(unpacked.code, unpacked.out).to.equal(0);
  const [top, ...others] = nodeFs.readdirSync(folder).filter((name) => !name.endsWith('.zip'));
  expect(others, 'one folder, and nothing beside it').to.deep.equal([]);
  return path.join(folder, top as string);
}

describe(`without tapebox (figure 25: ${SHAPES.length} packages)`, () => {
  const scratch = scratchFolder();
  SHAPES.forEach((shape, index) => {
    it(shape.title, async function () {
      const bag = await openedByHand(this, shape, path.join(scratch.path, String(index)));
      const readme = nodeFs.readFileSync(path.join(bag, 'README.txt'), 'utf8');
      const checked = sh(commandFor(readme, /^\d\. CHECK/m), bag);
      expect([checked.code, checked.out]).to.deep.equal([0, '']);
      const tags = sh('sha256sum -c --quiet tagmanifest-sha256.txt', bag);
      expect([tags.code, tags.out]).to.deep.equal([0, '']);

      const session = path.join(bag, factOf(readme, 'The project folder'), factOf(readme, 'The session'));
      const named = filesNamedBy(nodeFs.readFileSync(session));
      expect(named.length).to.equal(shape.references.length);
      const absent = named.filter(
        (name) => !nodeFs.existsSync(Buffer.concat([Buffer.from(`${path.dirname(session)}/`), name])),
      );
      expect(absent.length, absent.join()).to.equal(shape.missing ?? 0);
      expect(
        named.filter((name) => name[0] === 0x2f),
        'nothing points out of the package',
      ).to.deep.equal([]);
    });
  });

  it('a flipped bit is seen by the same commands', async function () {
    const bag = await openedByHand(this, SHAPES[0] as Shape, path.join(scratch.path, 'flipped'));
    const readme = nodeFs.readFileSync(path.join(bag, 'README.txt'), 'utf8');
    const file = path.join(bag, 'data/Project/Song/Audio/kick.wav');
    const bytes = nodeFs.readFileSync(file);
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    nodeFs.writeFileSync(file, bytes);
    expect(sh(commandFor(readme, /^\d\. CHECK/m), bag).code).not.to.equal(0);
  });
});
