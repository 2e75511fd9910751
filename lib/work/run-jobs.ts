/**
 * Runs many independent, synchronous jobs: a few of them here, through the port that was passed; much work in two workers,
 * which build the real port themselves (performance.md, section 9: whole files a worker, the largest first, small ones in batches).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { TapeboxError } from '../model/errors.js';
import type { FileSystem } from '../ports/file-system.js';

/** A module that can run one kind of job: `module` is its own `import.meta.url`, and it exports `run` under that name. */
export interface Task<Job, Result> {
  readonly module: string;
  readonly run: RunJob<Job, Result>;
  /** What must be waited for before a job can run, in the thread that runs it. Null: nothing. Exported under that name too. */
  readonly prepare?: PrepareJob<Job>;
}

export type PrepareJob<Job> = (job: Job) => Promise<void> | null;

/** Pure but for the port. `onBytes` is told every now and then how many more bytes were done. */
export type RunJob<Job, Result> = (fs: FileSystem, job: Job, onBytes: (more: number) => void) => Result;

export interface RunOptions {
  /** Told the bytes done since it was last told. */
  readonly onBytes?: ((more: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const WORKERS = 2;
/** A job holds one buffer and a batch of small values; without limits each worker's heap grows to what the machine allows. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 };
/** Below this a worker's start costs more than it saves. */
const INLINE_BYTES = 64 * 1024 * 1024;
/** Where files are smaller than this on average, the system's calls are the cost, and a second thread saves nothing (performance.md, section 1). */
const INLINE_MEAN_BYTES = 64 * 1024;
const BATCH_JOBS = 200;
const BATCH_BYTES = 16 * 1024 * 1024;

/** What a job costs: its bytes, in so many files. */
export interface Sized {
  readonly bytes: number;
  readonly files: number;
}

/** The results in the order of the jobs. The first failure ends the run and is thrown. */
export async function runJobs<Job extends Sized, Result>(
  fs: FileSystem,
  task: Task<Job, Result>,
  jobs: readonly Job[],
  options: RunOptions = {},
): Promise<Result[]> {
  const onBytes = options.onBytes ?? (() => {});
  if (fs.isShared && isWorthWorkers(jobs)) return runInWorkers(task.module, jobs, onBytes, options.signal);
  const results: Result[] = [];
  for (const job of jobs) {
    options.signal?.throwIfAborted();
    await task.prepare?.(job);
    results.push(task.run(fs, job, onBytes));
    await nextTurn(); // Ctrl-C is heard between two jobs
  }
  return results;
}

function isWorthWorkers(jobs: readonly Sized[]): boolean {
  const bytes = jobs.reduce((sum, job) => sum + job.bytes, 0);
  const files = jobs.reduce((sum, job) => sum + job.files, 0);
  return bytes >= INLINE_BYTES && bytes >= files * INLINE_MEAN_BYTES;
}

type Batch = readonly number[];

/** What a worker says: progress, the results of its batch, or how it failed. */
export type WorkerMessage<Result> =
  | { readonly kind: 'bytes'; readonly more: number }
  | { readonly kind: 'done'; readonly batch: Batch; readonly results: readonly Result[] }
  | { readonly kind: 'failed'; readonly error: SentError };

export interface SentError {
  readonly message: string;
  readonly code: string;
  readonly exitCode: number | null;
  readonly next: string | null;
}

function runInWorkers<Job extends Sized, Result>(
  module: string,
  jobs: readonly Job[],
  onBytes: (more: number) => void,
  signal: AbortSignal | undefined,
): Promise<Result[]> {
  const batches = batchesOf(jobs);
  const results = new Array<Result>(jobs.length);
  let left = jobs.length;
  return new Promise((resolve, reject) => {
    const workers: Worker[] = [];
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      // A worker must be gone before the caller removes what it was writing.
      Promise.all(workers.map((worker) => worker.terminate())).then(settle, settle);
    };
    const onAbort = () => end(() => reject(signal?.reason));
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', onAbort);
    const give = (worker: Worker) => {
      const batch = batches.shift();
      if (batch) worker.postMessage({ batch, jobs: batch.map((index) => jobs[index]) });
    };
    for (let i = 0; i < Math.min(WORKERS, batches.length); i++) {
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        workerData: { module },
        resourceLimits: WORKER_LIMITS,
      });
      workers.push(worker);
      worker.on('message', (message: WorkerMessage<Result>) => {
        if (message.kind === 'bytes') return onBytes(message.more);
        if (message.kind === 'failed') return end(() => reject(received(message.error)));
        message.batch.forEach((index, k) => {
          results[index] = message.results[k] as Result;
        });
        left -= message.batch.length;
        if (left === 0) end(() => resolve(results));
        else give(worker);
      });
      worker.on('error', (error) => end(() => reject(error)));
    }
    for (const worker of workers) give(worker);
  });
}

/** The largest first, so that the workers end together; small ones travel together. */
function batchesOf(jobs: readonly { readonly bytes: number }[]): Batch[] {
  const order = jobs.map((_, index) => index).sort((a, b) => bytesAt(jobs, b) - bytesAt(jobs, a) || a - b);
  const batches: Batch[] = [];
  let batch: number[] = [];
  let bytes = 0;
  for (const index of order) {
    batch.push(index);
    bytes += bytesAt(jobs, index);
    if (batch.length === BATCH_JOBS || bytes >= BATCH_BYTES) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const bytesAt = (jobs: readonly { readonly bytes: number }[], index: number): number => jobs[index]?.bytes ?? 0;

function received(error: SentError): Error {
  if (error.exitCode !== null) return new TapeboxError(error.code, error.exitCode, error.message, error.next);
  return Object.assign(new Error(error.message), { code: error.code });
}
