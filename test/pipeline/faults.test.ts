/** Figure 8, in memory: every single operation of the disk fails, and Ctrl-C at every one of them (reliability.md, section 3). */
import { expect } from 'chai';
import { verifyPackage } from '../../lib/check/verify.js';
import { errnoOf, TapeboxError } from '../../lib/model/errors.js';
import type { Finding } from '../../lib/model/finding.js';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { lookOrNull } from '../../lib/ports/files.js';
import { restorePackage } from '../../lib/restore/restore.js';
import { type Fault, failingFileSystem, intercepted } from '../support/failing-file-system.js';
import { type MemoryFileSystem, memoryFileSystem } from '../support/memory-file-system.js';
import { rpp, wav } from '../support/project.js';
import { type Facts, treeFacts } from '../support/tree-facts.js';
import { archiveOne, testWorld } from '../support/world.js';

/** Each operation fails once in the scenarios that matter most; every third one elsewhere, where all would take minutes. */
const stepOf = (name: string, forGood = false): number =>
  process.env['TAPEBOX_TEST_SLOW'] === '1' || (!forGood && ['archive as ZIP', 'restore'].includes(name)) ? 1 : 3;
const SOURCES = ['/work', '/drive'];
const TEMPORARY = /^\.tapebox-[0-9a-f]{8}-\d+-(\d+)-[0-9a-f]{8}\.part$/;

interface Outcome {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
}

/** One kind of run: what stands ready, what is done, where the result appears. */
interface Scenario {
  readonly name: string;
  readonly result: string;
  prepare(): Promise<MemoryFileSystem>;
  run(fs: FileSystem, signal?: AbortSignal): Promise<Outcome>;
  /** What is wrong with the result that stands there. */
  judge(fs: FileSystem): Promise<string | null>;
}

/** A collected file from outside, a re-linked session, a name that is changed, an empty folder, a link. */
function project(): MemoryFileSystem {
  const fs = memoryFileSystem();
  fs.put('/work/Song/song.rpp', rpp(['Audio/kick.wav', '/drive/snare.wav']));
  fs.put('/work/Song/Audio/kick.wav', wav(60, 1));
  fs.put('/work/Song/what?.txt', Buffer.from('no name for Windows'));
  fs.put('/work/Song/notes.md', Buffer.from('# Snare\n'));
  fs.put('/drive/snare.wav', wav(60, 2));
  fs.makeFolder('/work/Song/Empty');
  fs.makeLink('Audio/kick.wav', '/work/Song/kick');
  fs.makeFolder('/shelf');
  return fs;
}

const NAME = '2023-07-22_song_REAPER_v01';

function archiving(form: 'zip' | 'folder', name: string, before: (fs: MemoryFileSystem) => Promise<void>): Scenario {
  const result = `/shelf/${NAME.replace('v01', name.includes('second') ? 'v02' : 'v01')}.tapebox${form === 'zip' ? '.zip' : ''}`;
  return {
    name,
    result,
    async prepare() {
      const fs = project();
      await before(fs);
      return fs;
    },
    async run(fs, signal) {
      const { result: told, exitCode } = await archiveOne(testWorld(fs, { signal }), '/work/Song', '/shelf', { form });
      return { exitCode, findings: told.findings };
    },
    judge: (fs) => badPackages(fs, '/shelf'),
  };
}

/** Every package that stands there, with its sidecar where it has one. */
async function badPackages(fs: FileSystem, folder: string): Promise<string | null> {
  const bad: string[] = [];
  for (const name of finals(fs, folder).filter((one) => !one.endsWith('.json'))) {
    const { ok, problems } = await verifyPackage(fs, `${folder}/${name}`, { level: 'full', sidecar: 'beside' });
    if (!ok) bad.push(`${name}: ${JSON.stringify(problems)}`);
  }
  return bad.length === 0 ? null : bad.join('; ');
}

const nothing = async () => {};
const secondVersion = async (fs: MemoryFileSystem) => {
  await archiveOne(testWorld(fs), '/work/Song', '/shelf');
  fs.put('/work/Song/Audio/kick.wav', wav(60, 3));
};

const restoring: Scenario = {
  name: 'restore',
  result: `/out/${NAME}`,
  async prepare() {
    const fs = project();
    fs.makeFolder('/out');
    await archiveOne(testWorld(fs), '/work/Song', '/shelf');
    return fs;
  },
  async run(fs, signal) {
    const { output } = await restorePackage(testWorld(fs, { signal }), `/shelf/${NAME}.tapebox.zip`, {
      to: '/out',
      sessionOnly: false,
    });
    return { exitCode: output.findings.some((one) => one.severity !== 'info') ? 3 : 0, findings: output.findings };
  },
  judge: async () => null,
};

const SCENARIOS: readonly Scenario[] = [
  archiving('zip', 'archive as ZIP', nothing),
  archiving('folder', 'archive as folder', nothing),
  archiving('zip', 'archive a second version', secondVersion),
  restoring,
];

const FAULTS: readonly Omit<Fault, 'nth'>[] = (['EIO', 'ENOSPC', 'EACCES', 'short', 'short-read'] as const).flatMap(
  (kind) =>
    kind.startsWith('short') ? [{ kind, forGood: false }] : [false, true].map((forGood) => ({ kind, forGood })),
);

/** Everything outside of the result and its surroundings, which no run may change. */
const bystanders = (fs: FileSystem, roots: readonly string[]): Map<string, Map<string, Facts>> =>
  new Map(roots.map((root) => [root, treeFacts(fs, root)]));

function leftovers(fs: FileSystem, folder: string): string[] {
  return fs.list(folder).flatMap(({ name }) => (TEMPORARY.test(name) ? [name] : []));
}

/** As if the process that left them were gone: its number is one that no system gives. */
function orphan(fs: FileSystem, folder: string): void {
  for (const name of leftovers(fs, folder)) {
    const [, boot = '', , , random = ''] = name.split('-');
    fs.rename(`${folder}/${name}`, `${folder}/.tapebox-${boot}-4194999-1-${random}`);
  }
}

/** The names in the folder of the result that are no leftovers, sorted. */
const finals = (fs: FileSystem, folder: string): string[] =>
  fs
    .list(folder)
    .map((entry) => entry.name)
    .filter((name) => !TEMPORARY.test(name))
    .sort();

/** What a run that nothing disturbs leaves: the measure for all others. */
interface Clean {
  readonly result: Map<string, Facts>;
  readonly finals: readonly string[];
  readonly before: readonly string[];
  readonly findings: readonly Finding[];
}

async function cleanRun(scenario: Scenario): Promise<Clean> {
  const fs = await scenario.prepare();
  const folder = folderOf(scenario.result);
  const before = finals(fs, folder);
  const { exitCode, findings } = await scenario.run(fs);
  expect(exitCode, 'the measure must be a run without warnings').to.equal(0);
  return { result: treeFacts(fs, scenario.result), finals: finals(fs, folder), before, findings };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** What must hold whatever happened; returns what does not. */
async function broken(
  scenario: Scenario,
  fs: MemoryFileSystem,
  clean: Clean,
  error: unknown,
  outcome: Outcome | null,
): Promise<string[]> {
  const wrong: string[] = [];
  const folder = folderOf(scenario.result);
  const stands = lookOrNull(fs, scenario.result) !== null;
  if (error !== null && error !== STOPPED && !(error instanceof TapeboxError) && errnoOf(error) === null)
    wrong.push(`a fault of ours: ${(error as Error).stack}`);
  if (error !== null && stands) wrong.push(`it said "${(error as Error).message}", but the result stands there`);
  if (error !== null)
    for (const name of finals(fs, folder)) if (!clean.before.includes(name)) wrong.push(`left: ${name}`);
  const problem = await scenario.judge(fs);
  if (problem !== null) wrong.push(`the result is bad: ${problem}`);
  const made = finals(fs, folder).filter((name) => !clean.before.includes(name));
  if (error === null && made.length === 0) wrong.push('no error, and no result');
  const same =
    stands &&
    sameFacts(treeFacts(fs, scenario.result), clean.result) &&
    String(finals(fs, folder)) === String(clean.finals);
  const told = new Set(clean.findings.map((one) => JSON.stringify(one)));
  const isTold = outcome?.findings.some((one) => one.severity !== 'info' && !told.has(JSON.stringify(one))) ?? false;
  if (outcome?.exitCode === 0 && !same && !isTold) wrong.push('not what a clean run leaves, and nobody was told');
  if (outcome?.exitCode === 3 && !isTold) wrong.push('exit 3, and no finding says why');
  return wrong;
}

/** What Ctrl-C throws. */
const STOPPED = new Error('interrupted');

const sameFacts = (a: ReadonlyMap<string, Facts>, b: ReadonlyMap<string, Facts>): boolean => {
  const text = (facts: ReadonlyMap<string, Facts>) =>
    [...facts].map(([path, one]) => [path, ...Object.values(one).map(String)].join('|')).join('\n');
  return text(a) === text(b);
};

/** Runs, breaks, looks, runs again. Returns what is wrong, or null where the fault was not hit any more. */
async function withFault(scenario: Scenario, clean: Clean, fault: Fault): Promise<string[] | null> {
  const fs = await scenario.prepare();
  const roots = [...SOURCES, ...(scenario === restoring ? ['/shelf'] : clean.before.map((name) => `/shelf/${name}`))];
  const before = bystanders(fs, roots);
  const failing = failingFileSystem(fs, fault);
  let error: unknown = null;
  let outcome: Outcome | null = null;
  try {
    outcome = await scenario.run(failing.fs);
  } catch (thrown) {
    error = thrown;
  }
  const hit = failing.hit();
  if (hit === null) return null;
  const wrong = await broken(scenario, fs, clean, error, outcome);
  for (const [root, facts] of before) if (!sameFacts(treeFacts(fs, root), facts)) wrong.push(`${root} was changed`);
  if (fault.kind.startsWith('short') && (error !== null || outcome?.exitCode !== 0))
    wrong.push(`a short call is no failure: ${error}`);
  wrong.push(...(await secondRun(scenario, fs, clean, outcome)));
  return wrong.map((one) => `${fault.kind}${fault.forGood ? ' for good' : ''} at ${fault.nth} (${hit}): ${one}`);
}

/** Without faults it succeeds and removes what the first one left. */
async function secondRun(
  scenario: Scenario,
  fs: MemoryFileSystem,
  clean: Clean,
  first: Outcome | null,
): Promise<string[]> {
  const folder = folderOf(scenario.result);
  orphan(fs, folder);
  if (first !== null && scenario === restoring) return [];
  const wrong: string[] = [];
  try {
    await scenario.run(fs);
  } catch (error) {
    return [`the second run failed: ${(error as Error).message}`];
  }
  const problem = await scenario.judge(fs);
  if (problem !== null) wrong.push(`after the second run: ${problem}`);
  const left = leftovers(fs, folder);
  if (left.length > 0) wrong.push(`the second run left ${left}`);
  if (first === null && String(finals(fs, folder)) !== String(clean.finals))
    wrong.push(`the second run made ${finals(fs, folder)}`);
  return wrong;
}

describe('faults at every operation (figure 8)', () => {
  for (const scenario of SCENARIOS) {
    for (const kind of FAULTS) {
      const test = it(`${scenario.name}: ${kind.kind}${kind.forGood ? ' for good' : ''}`, async () => {
        const clean = await cleanRun(scenario);
        const wrong: string[] = [];
        const step = stepOf(scenario.name, kind.forGood);
        let nth = 1;
        let runs = 0;
        for (; ; nth += step) {
          const found = await withFault(scenario, clean, { ...kind, nth });
          if (found === null) break;
          runs += 1;
          wrong.push(...found);
        }
        test.title += ` (${runs} runs, every ${step === 1 ? '' : `${step}. `}operation up to ${nth - step})`;
        expect(runs).to.be.greaterThan(3);
        expect(wrong).to.deep.equal([]);
      });
    }
  }
});

describe('Ctrl-C at every operation', () => {
  for (const scenario of SCENARIOS) {
    const test = it(scenario.name, async () => {
      const clean = await cleanRun(scenario);
      const wrong: string[] = [];
      let stopped = 0;
      for (let nth = 1; ; nth += stepOf(scenario.name)) {
        const fs = await scenario.prepare();
        const before = bystanders(fs, SOURCES);
        const abort = new AbortController();
        let count = 0;
        const watched = intercepted(fs, (_, args, carryOut) => {
          count += 1;
          if (count === nth) abort.abort(STOPPED);
          return carryOut(args);
        });
        let error: unknown = null;
        let outcome: Outcome | null = null;
        try {
          outcome = await scenario.run(watched, abort.signal);
        } catch (thrown) {
          error = thrown;
        }
        if (!abort.signal.aborted) break;
        const here: string[] = [];
        // Too late to stop is no failure: then it is a whole result like any other.
        if (error !== null) stopped += 1;
        if (error !== null && error !== STOPPED) here.push(`not the reason: ${error}`);
        here.push(...(await broken(scenario, fs, clean, error, outcome)));
        if (leftovers(fs, folderOf(scenario.result)).length > 0) here.push('left a temporary');
        for (const [root, facts] of before)
          if (!sameFacts(treeFacts(fs, root), facts)) here.push(`${root} was changed`);
        wrong.push(...here.map((one) => `stopped at ${nth}: ${one}`));
      }
      test.title += ` (stopped ${stopped} times)`;
      expect(stopped).to.be.greaterThan(10);
      expect(wrong).to.deep.equal([]);
    });
  }
});
