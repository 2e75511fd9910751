/** Ctrl-C ends clean: the built program, stopped in the middle of real work (figure 7, reliability.md section 4.4). */
import { spawn } from 'node:child_process';
import nodeFs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { rpp, wav } from '../support/project.js';
import { CLI, PLAIN, scratchFolder, writeAt } from '../support/scratch.js';

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

/** Starts the program and sends the signal once `isTime`; rejects where it ended by itself before. */
function stopped(args: readonly string[], cwd: string, signal: NodeJS.Signals, isTime: () => boolean): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...PLAIN, HOME: cwd, TAPEBOX_CONFIG_HOME: path.join(cwd, 'config') },
  });
  let err = '';
  let isSent = false;
  child.stderr.on('data', (data) => {
    err += data;
  });
  const timer = setInterval(() => {
    if (!isSent && isTime()) isSent = child.kill(signal);
  }, 2);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      clearInterval(timer);
      if (isSent) resolve({ code, err });
      else reject(new Error(`it ended before it could be stopped: ${code} ${err}`));
    });
  });
}

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;
const BYTES = 200 * 2 ** 20;

describe(`stopped by a signal (${SIGNALS.length * 3} times)`, () => {
  const scratch = scratchFolder();
  const folder = (name: string) => path.join(scratch.path, name);
  const list = (name: string) => nodeFs.readdirSync(folder(name));

  before(() => {
    writeAt(folder('Song/song.rpp'), rpp(['a.wav', 'b.wav']));
    for (const name of ['a.wav', 'b.wav']) {
      writeAt(folder(`Song/${name}`), wav(100));
      nodeFs.truncateSync(folder(`Song/${name}`), BYTES / 2);
    }
    for (const name of ['shelf', 'whole', 'out']) nodeFs.mkdirSync(folder(name));
  });

  /** So many bytes of the temporary are there. */
  const hasWritten = (name: string, bytes: number) => () =>
    list(name).some(
      (file) => file.endsWith('.part') && nodeFs.statSync(path.join(folder(name), file)).blocks * 512 >= bytes,
    );

  for (const [signal, code] of SIGNALS) {
    for (const [what, bytes] of [
      ['at the beginning', 0],
      ['in the middle', BYTES / 3],
    ] as const) {
      it(`archive, ${signal} ${what}`, async () => {
        const ended = await stopped(
          ['archive', 'Song', '--to', 'shelf', '--quiet'],
          scratch.path,
          signal,
          hasWritten('shelf', bytes),
        );
        expect(ended.code).to.equal(code);
        expect(ended.err.trimEnd().split('\n')).to.deep.equal(['tapebox: stopped; nothing was left behind']);
        expect(list('shelf')).to.deep.equal([]);
        expect(list('Song').sort()).to.deep.equal(['a.wav', 'b.wav', 'song.rpp']);
      });
    }

    it(`restore, ${signal}`, async () => {
      const packaged = path.join('whole', await wholePackage());
      const ended = await stopped(
        ['restore', packaged, '--to', 'out', '--quiet'],
        scratch.path,
        signal,
        () => list('out').length > 0,
      );
      expect(ended.code).to.equal(code);
      expect(ended.err.trimEnd().split('\n')).to.deep.equal(['tapebox: stopped; nothing was left behind']);
      expect(list('out')).to.deep.equal([]);
    });
  }

  /** Made by the first test that needs it. */
  async function wholePackage(): Promise<string> {
    const there = () => list('whole').find((name) => name.endsWith('.zip'));
    if (there() === undefined) {
      await new Promise((resolve) => {
        spawn(process.execPath, [CLI, 'archive', 'Song', '--to', 'whole', '--quiet'], {
          cwd: scratch.path,
          env: { ...PLAIN, HOME: scratch.path, TAPEBOX_CONFIG_HOME: folder('config') },
        }).on('exit', resolve);
      });
    }
    return there() as string;
  }
}).timeout(120_000);
