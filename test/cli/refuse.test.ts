/** What is no session: refused at once, in the same words whichever way the command line goes. */
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { CLI, needs, runProgram, scratchFolder } from '../support/scratch.js';

describe('what is no session', () => {
  const scratch = scratchFolder();
  const inspect = (...args: readonly string[]) =>
    runProgram(process.execPath, [CLI, 'inspect', ...args], { cwd: scratch.path });

  it('is refused in the same words before yargs is loaded and after', () => {
    nodeFs.writeFileSync(path.join(scratch.path, 'go.mod'), 'module example.com/x\n');
    for (const name of ['go.mod', 'not there.als']) {
      const early = inspect('--json', name);
      expect(inspect('--json', name, '--libraries', 'user')).to.deep.equal(early);
      expect(early.code).to.equal(name === 'go.mod' ? 4 : 2);
      expect(early.out).to.include('tapebox-error/1');
    }
  });

  it('may be ten gigabytes of nothing, a device, a pipe', function () {
    needs(this, 'mkfifo');
    const sparse = path.join(scratch.path, 'ten.als');
    nodeFs.closeSync(nodeFs.openSync(sparse, 'w'));
    nodeFs.truncateSync(sparse, 10 * 2 ** 30);
    runProgram('mkfifo', ['pipe.ptx'], { cwd: scratch.path });
    for (const name of ['ten.als', 'pipe.ptx', '/dev/zero']) {
      const { code, out } = inspect(name);
      expect(code, name).to.equal(4);
      expect(out, name).to.include(path.basename(name));
    }
  });
});
