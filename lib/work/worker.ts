/** A worker thread of `runJobs`: takes batches, runs each job through the real port, answers with the results. */
import { parentPort, workerData } from 'node:worker_threads';
import { TapeboxError } from '../model/errors.js';
import { nodeFileSystem } from '../ports/node-file-system.js';
import type { PrepareJob, RunJob, SentError, WorkerMessage } from './run-jobs.js';

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker only');

const { run, prepare } = (await import((workerData as { module: string }).module)) as {
  run: RunJob<unknown, unknown>;
  prepare?: PrepareJob<unknown>;
};
const say = (message: WorkerMessage<unknown>) => port.postMessage(message);

const REPORT_EVERY_MS = 100;
let unreported = 0;
let lastReport = Date.now();
const onBytes = (more: number) => {
  unreported += more;
  if (Date.now() - lastReport >= REPORT_EVERY_MS) report();
};
const report = () => {
  if (unreported > 0) say({ kind: 'bytes', more: unreported });
  unreported = 0;
  lastReport = Date.now();
};

port.on('message', async ({ batch, jobs }: { batch: readonly number[]; jobs: readonly unknown[] }) => {
  try {
    const results: unknown[] = [];
    for (const job of jobs) {
      await prepare?.(job);
      results.push(run(nodeFileSystem, job, onBytes));
    }
    report();
    say({ kind: 'done', batch, results });
  } catch (error) {
    say({ kind: 'failed', error: sent(error) });
  }
});

function sent(error: unknown): SentError {
  if (error instanceof TapeboxError) {
    return { message: error.message, code: error.code, exitCode: error.exitCode, next: error.next };
  }
  const { message, code } = error as Error & { code?: unknown };
  return { message, code: typeof code === 'string' ? code : 'unexpected', exitCode: null, next: null };
}
