/** The command line: what was typed → a command → its exit code. Nothing is done here. */
import yargs, { type Argv, type CommandModule } from 'yargs';
import { usageError } from '../model/errors.js';
import type { Command } from './command.js';
import { archiveCommand } from './commands/archive.js';
import { compareCommand } from './commands/compare.js';
import { configCommand } from './commands/config.js';
import { drillCommand } from './commands/drill.js';
import { inspectCommand } from './commands/inspect.js';
import { recallCommand } from './commands/recall.js';
import { restoreCommand } from './commands/restore.js';
import { verifyCommand } from './commands/verify.js';
import { type CommandResult, failure, type GlobalArguments, newContext } from './context.js';
import { usageWords } from './usage-words.js';

const COMMANDS: readonly Command[] = [
  archiveCommand,
  inspectCommand,
  verifyCommand,
  restoreCommand,
  drillCommand,
  recallCommand,
  compareCommand,
  configCommand,
];

const EPILOGUE = `Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, a person must look
            4 input refused · 5 a package is damaged · 128 + signal
Several inputs: the worst counts, 5 before 1 before 4 before 3 before 0.`;

/** Resolves to the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let result: Promise<CommandResult> | null = null;
  const parser = yargs([...argv])
    .scriptName('tapebox')
    .usage(
      'tapebox <command> [paths…]\n\nCollect and archive for every DAW: one sealed package that is proven to open again.',
    )
    .options({
      json: { type: 'boolean', global: true, describe: 'One JSON object on stdout, nothing else there' },
      quiet: { type: 'boolean', global: true, describe: 'Say nothing but errors' },
      progress: { type: 'boolean', global: true, default: true, describe: 'Progress on stderr (--no-progress: none)' },
      debug: { type: 'boolean', global: true, describe: 'Show where in the program an error arose' },
    })
    .version(false)
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .strict()
    .demandCommand(1, 'Name a command.')
    .recommendCommands()
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .epilogue(EPILOGUE)
    .exitProcess(false)
    .fail((message, error, typed) => {
      throw (
        error ?? usageError(usageWords(message, argv, optionsOf(typed)), 'tapebox --help lists commands and options.')
      );
    });
  for (const command of COMMANDS) {
    parser.command(
      moduleOf(command, (args) => {
        const context = newContext(args);
        result = command.run(context, args);
      }),
    );
  }
  const flags = { json: argv.includes('--json'), debug: argv.includes('--debug') };
  try {
    await parser.parseAsync();
    return (await (result as Promise<CommandResult> | null))?.exitCode ?? 0;
  } catch (error) {
    return failure(error, flags);
  }
}

/** What yargs hands over here is its list of descriptions; its types say otherwise. */
const optionsOf = (usage: unknown): string[] =>
  Object.keys((usage as { getDescriptions(): Readonly<Record<string, string>> }).getDescriptions());

function moduleOf(command: Command, run: (args: GlobalArguments & Record<string, unknown>) => void): CommandModule {
  return {
    command: command.usage,
    describe: command.describe,
    builder: (args: Argv) => command.options(args),
    handler: (args) => run(args as unknown as GlobalArguments & Record<string, unknown>),
  };
}
