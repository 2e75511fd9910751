/** Real folders and foreign programs for tests; an empty environment, so that nothing of this machine helps. */
import { spawnSync } from 'node:child_process';
import nodeFs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encodePath } from '../../lib/model/path-bytes.js';

export const SLOW = process.env['TAPEBOX_TEST_SLOW'] === '1';
export const PLAIN = { PATH: '/usr/bin:/bin' } as const;
export const UTF8 = { ...PLAIN, LC_ALL: 'C.UTF-8' } as const;

/** A new folder that is gone after the tests of the surrounding `describe`. */
export function scratchFolder(): { readonly path: string } {
  const made = { path: '' };
  before(() => {
    made.path = nodeFs.realpathSync(nodeFs.mkdtempSync(path.join(os.tmpdir(), 'tapebox-test-')));
  });
  after(() => nodeFs.rmSync(made.path, { recursive: true, force: true }));
  return made;
}

/** Skips the test, counted as skipped, where a program is not installed; in the slow suite it must be there. */
export function needs(test: Mocha.Context, ...programs: readonly string[]): void {
  for (const program of programs) {
    const folders = PLAIN.PATH.split(':');
    if (folders.some((folder) => nodeFs.existsSync(path.join(folder, program)))) continue;
    if (SLOW) throw new Error(`${program} is not installed`);
    process.stderr.write(`skipped: ${program} is not installed\n`);
    test.skip();
  }
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
}

export function runProgram(
  program: string,
  args: readonly string[],
  {
    cwd,
    env = UTF8,
    input,
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly input?: Buffer },
): Ran {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    maxBuffer: 1 << 28,
    ...(input ? { input } : {}),
  });
  if (error !== undefined) throw error;
  return { code: status, out: `${stdout}${stderr}` };
}

/** The built command line. */
export const CLI = path.resolve('dist/lib/cli/main.js');

/** Writes a file whose name may be no text. */
export function writeAt(file: string, bytes: Uint8Array): void {
  nodeFs.mkdirSync(encodePath(path.dirname(file)), { recursive: true });
  nodeFs.writeFileSync(encodePath(file), bytes);
}
