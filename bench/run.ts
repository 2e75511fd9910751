/**
 * `npm run bench [-- CASE…]`: whole processes, interleaved with what they are held against; medians and ratios, since only
 * ratios mean anything on a shared machine. TAPEBOX_BENCH_DIR names the disk, TAPEBOX_BENCH_RUNS the number of runs (5).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLiveSet } from './live-set.js';
import { makeProject } from './projects.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, '..', 'lib', 'cli', 'main.js');
const runs = Number(process.env['TAPEBOX_BENCH_RUNS'] ?? 5);
const work = mkdtempSync(path.join(process.env['TAPEBOX_BENCH_DIR'] ?? tmpdir(), 'tapebox-bench-'));
const MIB = 1024 * 1024;

interface Case {
  readonly name: string;
  /** The most that ours may take of theirs. */
  readonly bar: number;
  /** The most memory, in MiB. */
  readonly memoryBar: number | null;
  readonly ours: () => readonly string[];
  readonly theirs: () => readonly string[];
}

interface Measured {
  readonly seconds: number;
  readonly rssMib: number;
}

const big = project('big', 40, 51 * MIB);
const small = project('small', 20_000, 6 * 1024);
const live60 = liveSet(60e6);
const live300 = liveSet(300e6);
const shelf = path.join(work, 'shelf');
const copy = path.join(work, 'copy');
const archive = (root: () => string) => () => [
  process.execPath,
  cli,
  'archive',
  root(),
  '--to',
  shelf,
  '--again',
  '--quiet',
];

const CASES: readonly Case[] = [
  {
    name: 'seal 2 GB, no fsync, no read-back : cp -r',
    bar: 2.0,
    memoryBar: 150,
    ours: () => [process.execPath, path.join(here, 'seal-once.js'), big(), shelf],
    theirs: () => ['cp', '-r', big(), copy],
  },
  {
    name: 'archive 2 GB : cp -r + sync -f',
    bar: 2.5,
    memoryBar: 150,
    ours: archive(big),
    theirs: () => copySynced(big()),
  },
  {
    name: 'archive 20,000 files : cp -r + sync -f',
    bar: 0.9,
    memoryBar: 250,
    ours: archive(small),
    theirs: () => copySynced(small()),
  },
  {
    name: 'read a Live set of 60 MB XML : xmllint --stream --noout',
    bar: 2.0,
    memoryBar: 150,
    ours: () => readOnce(live60()),
    theirs: () => ['xmllint', '--stream', '--noout', xmlOf(live60())],
  },
  {
    name: 'read a Live set of 300 MB XML : xmllint --stream --noout',
    bar: 2.0,
    memoryBar: 200,
    ours: () => readOnce(live300()),
    theirs: () => ['xmllint', '--stream', '--noout', xmlOf(live300())],
  },
  {
    name: '--help : empty program',
    bar: 2.5,
    memoryBar: null,
    ours: () => [process.execPath, cli, '--help'],
    theirs: () => [process.execPath, '-e', ''],
  },
];

const copySynced = (root: string) => ['sh', '-c', 'cp -r "$0" "$1" && sync -f "$1"', root, copy];

const readOnce = (session: string) => [process.execPath, path.join(here, 'read-once.js'), session];
const xmlOf = (session: string) => `${session}.xml`;

function liveSet(bytes: number): () => string {
  let file: string | null = null;
  return () => {
    if (file === null) {
      file = path.join(work, `${bytes / 1e6} MB.als`);
      makeLiveSet(file, bytes, xmlOf(file));
    }
    return file;
  };
}

/** Made when first needed, and read once, so that every run finds it in the page cache. */
function project(name: string, count: number, bytes: number): () => string {
  let root: string | null = null;
  return () => {
    if (root === null) {
      root = path.join(work, name);
      mkdirSync(root);
      makeProject(root, count, bytes);
      spawnSync('sh', ['-c', 'find "$0" -type f -exec cat {} + > /dev/null; sync', root]);
    }
    return root;
  };
}

function measure(command: readonly string[]): Measured {
  const started = process.hrtime.bigint();
  const run = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (run.status !== 0 && run.status !== 3)
    throw new Error(`${command.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return { seconds, rssMib: Number(run.stderr.trim().split('\n').at(-1)) / 1024 };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function clean(): void {
  rmSync(copy, { recursive: true, force: true });
  rmSync(shelf, { recursive: true, force: true });
  mkdirSync(shelf);
  spawnSync('sync', ['-f', work]); // what the last run wrote must not be paid for by the next
}

function runCase({ name, bar, memoryBar, ours, theirs }: Case): boolean {
  const [a, b]: [Measured[], Measured[]] = [[], []];
  for (let i = 0; i <= runs; i++) {
    clean();
    const one = measure(ours());
    clean();
    const other = measure(theirs());
    if (i === 0) continue; // a warm-up
    a.push(one);
    b.push(other);
  }
  const ratio = median(a.map((one, i) => one.seconds / (b[i] as Measured).seconds));
  const memory = Math.max(...a.map((one) => one.rssMib));
  const holds = ratio <= bar && (memoryBar === null || memory <= memoryBar);
  const seconds = (of: readonly Measured[]) => median(of.map((one) => one.seconds)).toFixed(2);
  console.log(
    `${holds ? 'holds      ' : 'FALLS SHORT'}  ${name}: ${ratio.toFixed(2)} (bar ${bar}); ${seconds(a)} s : ${seconds(b)} s; ${memory.toFixed(0)} MiB${memoryBar === null ? '' : ` (bar ${memoryBar})`}`,
  );
  return holds;
}

const wanted = process.argv.slice(2);
let ok = true;
try {
  for (const one of CASES)
    if (wanted.length === 0 || wanted.some((word) => one.name.includes(word))) ok = runCase(one) && ok;
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = ok ? 0 : 1;
