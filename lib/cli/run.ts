/** The command line: what was typed → a command → its exit code. Nothing is done here. */
import yargs, { type Argv, type CommandModule } from 'yargs';
import { COMMANDS, type Command } from './commands.js';
import type { CommandResult, GlobalArguments } from './context.js';

const EPILOGUE = `Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, a person must look
            4 input refused · 5 a package is damaged · 128 + signal
Several inputs: the worst counts, in the order 5, 1, 4, 2, 3, 0.`;

/** Resolves to the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const parser = parserOf(argv, async (command, args) => {
    exitCode = (await runCommand(command, args)).exitCode;
  });
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    const { failure } = await import('./context.js');
    return failure(await explained(error, argv), { json: argv.includes('--json'), debug: argv.includes('--debug') });
  }
}

/** The page of `tapebox --help`, 80 columns wide. */
export const helpText = (): Promise<string> =>
  parserOf([], async () => {})
    .wrap(80)
    .getHelp();

function parserOf(argv: readonly string[], perform: (command: Command, args: Arguments) => Promise<void>): Argv {
  const parser = yargs([...argv])
    .scriptName('tapebox')
    // `--exclude X PATH` must not swallow the path.
    .parserConfiguration({ 'greedy-arrays': false })
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
    .fail((message, error, usage) => {
      throw error ?? new WrongUsage(message, optionsOf(usage));
    });
  for (const command of COMMANDS) parser.command(moduleOf(command, (args) => perform(command, args)));
  return parser;
}

async function runCommand(command: Command, args: Arguments): Promise<CommandResult> {
  const { newContext } = await import('./context.js');
  const { keepHeapSmall } = await import('./heap.js');
  keepHeapSmall();
  const { run: work } = await command.load();
  return work(newContext(args), args);
}

/** What yargs cannot understand. */
class WrongUsage extends Error {
  constructor(
    message: string,
    /** Those that the command has. */
    readonly options: readonly string[],
  ) {
    super(message);
  }
}

/** What yargs hands over here is its list of descriptions; its types say otherwise. */
const optionsOf = (usage: unknown): string[] =>
  Object.keys((usage as { getDescriptions(): Readonly<Record<string, string>> }).getDescriptions());

async function explained(error: unknown, argv: readonly string[]): Promise<unknown> {
  if (!(error instanceof WrongUsage)) return error;
  const { usageError } = await import('../model/errors.js');
  const { usageWords } = await import('./usage-words.js');
  return usageError(usageWords(error.message, argv, error.options), 'tapebox --help lists commands and options.');
}

type Arguments = GlobalArguments & Record<string, unknown>;

function moduleOf(command: Command, run: (args: Arguments) => Promise<void>): CommandModule {
  return {
    command: command.usage,
    describe: command.describe,
    builder: (args: Argv) => command.options(args),
    handler: (args) => run(args as unknown as Arguments),
  };
}
