import type { Argv } from 'yargs';
import type { CommandResult, Context, GlobalArguments } from './context.js';

/** One command: how it is typed, and what it does. Its work is imported when it runs, so that `--help` stays quick. */
export interface Command {
  readonly usage: string;
  readonly describe: string;
  options(args: Argv): Argv;
  run(context: Context, args: GlobalArguments & Record<string, unknown>): Promise<CommandResult>;
}
