/**
 * `npm run bench [-- CASE…]`: whole processes, interleaved with what they are held against; medians and ratios, since only
 * ratios mean anything on a shared machine. TAPEBOX_BENCH_DIR names the disk, TAPEBOX_BENCH_RUNS the number of runs (5).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLiveSet } from './live-set.js';
import { makeProject, writeSession } from './projects.js';
import { makeSong } from './song.js';
import { makeStudioSession, STUDIO } from './studio-sessions.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, '..', 'lib', 'cli', 'main.js');
const runs = Number(process.env['TAPEBOX_BENCH_RUNS'] ?? 5);
const work = mkdtempSync(path.join(process.env['TAPEBOX_BENCH_DIR'] ?? tmpdir(), 'tapebox-bench-'));
const MIB = 1024 * 1024;

interface Case {
  readonly name: string;
  /** `ratio`: the most that ours may take of theirs. `over`: how many seconds more, of the clock or of the CPU. */
  readonly bar: { readonly ratio: number } | { readonly over: number; readonly of: 'clock' | 'cpu' };
  /** The most memory, in MiB; `over` what theirs takes where the bar is. */
  readonly memoryBar: number | null;
  readonly runs?: number;
  /** How much ours reads, where its speed is what counts. */
  readonly bytes?: number;
  readonly ours: () => readonly string[];
  readonly theirs: () => readonly string[];
}

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
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
    bar: { ratio: 2.0 },
    memoryBar: 150,
    ours: () => [process.execPath, path.join(here, 'seal-once.js'), big(), shelf],
    theirs: () => ['cp', '-r', big(), copy],
  },
  {
    name: 'archive 2 GB : cp -r + sync -f',
    bar: { ratio: 2.5 },
    memoryBar: 150,
    ours: archive(big),
    theirs: () => copySynced(big()),
  },
  {
    name: 'archive 20,000 files : cp -r + sync -f',
    bar: { ratio: 0.9 },
    memoryBar: 250,
    ours: archive(small),
    theirs: () => copySynced(small()),
  },
  {
    name: 'peaks of 24-bit WAVs of 2 GB : empty program',
    bar: { over: (40 * 51 * MIB) / 300e6, of: 'cpu' },
    memoryBar: 30,
    bytes: 40 * 51 * MIB,
    ours: () => [process.execPath, path.join(here, 'peaks-once.js'), ...soundsBelow(big())],
    theirs: () => EMPTY,
  },
  {
    name: 'archive 2 GB with peaks : without',
    bar: { over: 4, of: 'cpu' },
    memoryBar: 30,
    ours: archive(big),
    theirs: archive(silent),
  },
  {
    name: 'read a Live set of 60 MB XML : xmllint --stream --noout',
    bar: { ratio: 2.0 },
    memoryBar: 150,
    ours: () => readOnce(live60()),
    theirs: () => ['xmllint', '--stream', '--noout', xmlOf(live60())],
  },
  {
    name: 'read a Live set of 300 MB XML : xmllint --stream --noout',
    bar: { ratio: 2.0 },
    memoryBar: 200,
    ours: () => readOnce(live300()),
    theirs: () => ['xmllint', '--stream', '--noout', xmlOf(live300())],
  },
  ...(Object.keys(STUDIO) as (keyof typeof STUDIO)[]).map(
    (name): Case => ({
      name: `read a ${name} session of 50 MB : empty program`,
      bar: { over: 1, of: 'cpu' },
      memoryBar: 200,
      ours: () => readOnce(studio(name)),
      theirs: () => EMPTY,
    }),
  ),
  {
    name: 'a recall sheet of 100 tracks and 2,000 clips : empty program',
    bar: { over: 2, of: 'cpu' },
    memoryBar: null,
    runs: 9,
    ours: () => [process.execPath, cli, 'recall', song(), '--to', shelf, '--quiet'],
    theirs: () => EMPTY,
  },
  {
    name: 'refuse what only looks like a session : empty program',
    bar: { over: 0.15, of: 'clock' },
    memoryBar: null,
    runs: 9,
    ours: () => [process.execPath, cli, 'inspect', lookAlike()],
    theirs: () => EMPTY,
  },
  {
    name: '--help : empty program',
    bar: { ratio: 2.5 },
    memoryBar: null,
    ours: () => [process.execPath, cli, '--help'],
    theirs: () => EMPTY,
  },
];

const copySynced = (root: string) => ['sh', '-c', 'cp -r "$0" "$1" && sync -f "$1"', root, copy];

const EMPTY = [process.execPath, '-e', ''];
const readOnce = (session: string) => [process.execPath, path.join(here, 'read-once.js'), session];
const xmlOf = (session: string) => `${session}.xml`;

function studio(name: keyof typeof STUDIO): string {
  const folder = path.join(work, name);
  const file = path.join(folder, STUDIO[name].file);
  if (!existsSync(file)) {
    mkdirSync(folder);
    makeStudioSession(name, file);
  }
  return file;
}

const soundsBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wav'))
    .map((name) => path.join(root, name));

/** The same sounds below a session without clips: nothing is to be drawn. */
function silent(): string {
  const root = path.join(work, 'silent');
  if (existsSync(root)) return root;
  for (const sound of soundsBelow(big())) {
    const twin = path.join(root, path.relative(big(), sound));
    mkdirSync(path.dirname(twin), { recursive: true });
    linkSync(sound, twin);
  }
  writeSession(root, []);
  return root;
}

function song(): string {
  const folder = path.join(work, 'song');
  const file = path.join(folder, 'Song.rpp');
  if (!existsSync(file)) {
    mkdirSync(folder);
    makeSong(file);
  }
  return file;
}

/** A Go module: trackers have that ending too. */
function lookAlike(): string {
  const file = path.join(work, 'go.mod');
  writeFileSync(file, 'module example.com/x\n');
  return file;
}

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
  const run = spawnSync('/usr/bin/time', ['-f', '%M %U %S', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  // 3: a person must look; 4: refused, which is what some are measured for.
  if (![0, 3, 4].includes(run.status ?? -1))
    throw new Error(`${command.join(' ')} ended with ${run.status}: ${run.stderr}`);
  const [memory = 0, user = 0, system = 0] = (run.stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds, cpuSeconds: user + system, rssMib: memory / 1024 };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function clean(): void {
  rmSync(copy, { recursive: true, force: true });
  rmSync(shelf, { recursive: true, force: true });
  mkdirSync(shelf);
  spawnSync('sync', ['-f', work]); // what the last run wrote must not be paid for by the next
}

function runCase(one: Case): boolean {
  const [a, b]: [Measured[], Measured[]] = [[], []];
  for (let i = 0; i <= (one.runs ?? runs); i++) {
    clean();
    const ours = measure(one.ours());
    clean();
    const theirs = measure(one.theirs());
    if (i === 0) continue; // a warm-up
    a.push(ours);
    b.push(theirs);
  }
  const { holds, text } = judge(one, a, b);
  console.log(`${holds ? 'holds      ' : 'FALLS SHORT'}  ${one.name}: ${text}`);
  return holds;
}

function judge({ bar, memoryBar, bytes }: Case, ours: readonly Measured[], theirs: readonly Measured[]) {
  const pairs = ours.map((one, i) => [one, theirs[i] as Measured] as const);
  const isRatio = 'ratio' in bar;
  const secondsOf = (one: Measured) => (!isRatio && bar.of === 'cpu' ? one.cpuSeconds : one.seconds);
  const value = median(
    pairs.map(([one, other]) => (isRatio ? one.seconds / other.seconds : secondsOf(one) - secondsOf(other))),
  );
  const memory = Math.max(...pairs.map(([one, other]) => one.rssMib - (isRatio ? 0 : other.rssMib)));
  const limit = isRatio ? bar.ratio : bar.over;
  const middle = (all: readonly Measured[]) => median(all.map(secondsOf)).toFixed(2);
  const speed = bytes === undefined ? '' : `, ${(bytes / 1e6 / value).toFixed(0)} MB/s`;
  const shown = isRatio ? value.toFixed(2) : `${value.toFixed(3)} s over it${speed}`;
  const memoryText = `${memory.toFixed(0)} MiB${isRatio ? '' : ' over it'}${memoryBar === null ? '' : ` (bar ${memoryBar})`}`;
  return {
    holds: value <= limit && (memoryBar === null || memory <= memoryBar),
    text: `${shown} (bar ${limit}); ${middle(ours)} s : ${middle(theirs)} s; ${memoryText}`,
  };
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
