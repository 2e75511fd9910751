/** What every command gets: the world, ways to print, and how an error becomes an exit code. */
import { EXIT, errnoOf, TapeboxError } from '../model/errors.js';
import type { ErrorOutput } from '../model/outputs.js';
import { systemClock } from '../ports/clock.js';
import { homeFolder, thisPlatform } from '../ports/machine.js';
import { nodeFileSystem } from '../ports/node-file-system.js';
import { harmless } from '../text/harmless.js';
import type { World } from '../work/world.js';
import type { Desktop } from './open-page.js';
import { type Paint, painter } from './paint.js';
import { terminalProgress } from './progress.js';

export interface GlobalArguments {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly progress?: boolean;
  readonly debug?: boolean;
}

export interface CommandResult {
  readonly exitCode: number;
}

export type RunCommand = (context: Context, args: GlobalArguments & Record<string, unknown>) => Promise<CommandResult>;

export interface Context {
  readonly world: World;
  readonly paint: Paint;
  /** Absent: the one of this machine. */
  readonly desktop?: Desktop;
  /** For a person; nothing where JSON or silence is wanted. */
  say(text: string): void;
  /** The one object on stdout, where JSON is wanted. */
  json(value: unknown): void;
  /** Tells an error beside other results, and gives its exit code. */
  tell(error: unknown): number;
}

export function newContext(args: GlobalArguments): Context {
  const abort = new AbortController();
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => {
      // The second time ends at once: what is left is a leftover that the next run removes.
      process.once(signal, () => process.exit(128 + number));
      abort.abort(new Interrupted(128 + number));
    });
  }
  const isTerminal = process.stderr.isTTY === true && process.env['CI'] === undefined;
  const showProgress = isTerminal && args.progress !== false && args.quiet !== true;
  const world: World = {
    fs: nodeFileSystem,
    clock: systemClock(process.env),
    here: thisPlatform,
    home: homeFolder(),
    progress: terminalProgress(process.stderr, showProgress),
    signal: abort.signal,
  };
  const isSilent = args.json === true || args.quiet === true;
  return {
    world,
    paint: painter(process.stdout, process.env),
    say: (text) => (isSilent ? undefined : void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)),
    json: (value) =>
      args.json === true ? void process.stdout.write(`${JSON.stringify(value, null, 1)}\n`) : undefined,
    tell: (error) => failure(error, { json: false, debug: args.debug === true }),
  };
}

/** Ctrl-C and its like. */
export class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/** The worst of several: 5 before 1 before 4 before 2 before 3 before 0: what was not done outweighs what a person must look at. */
export function worst(codes: readonly number[]): number {
  const order: readonly number[] = [EXIT.damaged, EXIT.failed, EXIT.refused, EXIT.usage, EXIT.look];
  return order.find((code) => codes.includes(code)) ?? codes.find((code) => code !== 0) ?? 0;
}

/** Three lines on stderr (what, where, what now), or one object on stdout; returns the exit code. */
export function failure(error: unknown, flags: { readonly json: boolean; readonly debug: boolean }): number {
  if (error instanceof Interrupted) {
    process.stderr.write('tapebox: stopped; nothing was left behind\n');
    return error.exitCode;
  }
  const known = asTapeboxError(error);
  if (flags.json) {
    const output: ErrorOutput = {
      schema: 'tapebox-error/1',
      code: known.code,
      message: known.message,
      next: known.next,
    };
    process.stdout.write(`${JSON.stringify(output, null, 1)}\n`);
  }
  process.stderr.write(
    `tapebox: ${harmless(known.message)}\n${known.next === null ? '' : `  ${harmless(known.next)}\n`}`,
  );
  if (flags.debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return known.exitCode;
}

export function asTapeboxError(error: unknown): TapeboxError {
  if (error instanceof TapeboxError) return error;
  const errno = errnoOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (errno !== null)
    return new TapeboxError(
      'system',
      EXIT.failed,
      `the system says ${message}`,
      'Check the drive and the permissions, then run again.',
    );
  return new TapeboxError(
    'unexpected',
    EXIT.failed,
    `something went wrong that should not: ${message}`,
    'Please report it, with the output of the same command and --debug.',
  );
}
