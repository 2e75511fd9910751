/** What sessions store of their files against the files themselves: real projects, where they lie beside this one. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { weigh } from '../../lib/locate/evidence.js';
import type { LocatedReference } from '../../lib/model/located.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { openProjects } from '../../lib/project/open-projects.js';
import { parserFor } from '../../parsers/index.js';
import { sharedFolder } from '../parsers/shared-folder.js';
import { scratchFolder } from '../support/scratch.js';
import { NO_LOCATE, testWorld } from '../support/world.js';

/** A copy in which the stubs are sparse files with the heads and tails of the real ones. */
function copyProject(from: string, to: string): void {
  nodeFs.cpSync(from, to, { recursive: true });
  for (const entry of nodeFs.readdirSync(to, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    nodeFs.chmodSync(file, entry.isDirectory() ? 0o755 : 0o644);
    if (!entry.name.endsWith('.stub.json')) continue;
    const { size, head = '', tail = '' } = JSON.parse(nodeFs.readFileSync(file, 'utf8'));
    const [first, last] = [Buffer.from(head, 'base64').subarray(0, size), Buffer.from(tail, 'base64')];
    const handle = nodeFs.openSync(file.slice(0, -'.stub.json'.length), 'w');
    nodeFs.writeSync(handle, first, 0, first.length, 0);
    nodeFs.ftruncateSync(handle, size);
    if (size > first.length + last.length) nodeFs.writeSync(handle, last, 0, last.length, size - last.length);
    nodeFs.closeSync(handle);
    nodeFs.rmSync(file);
  }
}

const isSound = ({ audio, realPath }: LocatedReference): boolean =>
  realPath !== null && (audio?.frames ?? 0) > 0 && /\.(wav|aif|aiff)$/i.test(realPath);

/** At least this much must be stored for a file to be known again under another name. */
const isTelling = ({ reference: { evidence } }: LocatedReference): boolean =>
  evidence.fileId !== undefined ||
  (evidence.size !== undefined && evidence.crc !== undefined) ||
  (evidence.frames !== undefined && (evidence.sampleRate ?? evidence.framesAtRate) !== undefined);

for (const format of ['als', 'protools', 'logic', 'garageband', 'cpr', 'aaf']) {
  describe(`What ${format} sessions say of their files`, () => {
    const scratch = scratchFolder();
    const projects = sharedFolder('corpus', format, 'projects');
    if (projects === null) return void it.skip(`needs ../shared/corpus/${format}/projects`);
    for (const name of nodeFs.readdirSync(projects)) {
      it(name, async function () {
        if ((await parserFor(format)) === null) return this.skip();
        const folder = path.join(scratch.path, name);
        copyProject(path.join(projects, name), folder);
        const open = async () => (await openProjects(testWorld(nodeFileSystem), folder, NO_LOCATE)).projects;
        const sounds = (await open()).flatMap(({ sessions }) =>
          sessions.filter(({ file }) => file.format === format).flatMap(({ references }) => references.filter(isSound)),
        );
        const wrong = sounds.flatMap(({ reference, path: at, stat, audio, crc }) =>
          weigh(
            { ...reference, neededNs: null },
            { path: at ?? '', size: stat?.size ?? 0, audio, crc },
          ).contradicts.map((what) => `${reference.name}: ${what}`),
        );
        expect(wrong).to.deep.equal([]);

        const some = sounds.find((one) => isTelling(one) && isOnly(one, sounds));
        if (some === undefined) return;
        const renamed = path.join(path.dirname(some.realPath as string), 'renamed by hand.wav');
        nodeFs.renameSync(some.realPath as string, renamed);
        const again = (await open())
          .flatMap(({ sessions }) => sessions.flatMap(({ references }) => references))
          .find(({ reference }) => reference.stored === some.reference.stored);
        expect(again?.state).to.equal('relocated');
        // A copy of it under yet another name is as good.
        expect(nodeFs.readFileSync(again?.path as string).equals(nodeFs.readFileSync(renamed))).to.equal(true);
      });
    }
  });
}

/** Of no other file the same length is known: else two fit, and that is no answer. */
const isOnly = (one: LocatedReference, all: readonly LocatedReference[]): boolean =>
  all.every((other) => other.realPath === one.realPath || other.audio?.frames !== one.audio?.frames);
