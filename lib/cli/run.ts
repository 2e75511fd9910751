/** The command line: what was typed → a command → its exit code. Nothing is done here. */
import yargs, { type Argv, type CommandModule } from 'yargs';
import { COMMANDS, type Command } from './commands.js';
import type { CommandResult, GlobalArguments } from './context.js';

const EPILOGUE = `Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, a person must look
            4 input refused · 5 a package is damaged · 128 + signal
Several inputs: the worst counts, in the order 5, 1, 4, 2, 3, 0.`;

/** Resolves to the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const chosen: Chosen[] = [];
  // The work begins when yargs is done: it would lay out the whole help page first for a handler that takes time.
  const choose = (command: Command, args: Arguments) => {
    chosen.push({ command, args });
  };
  try {
    await parserOf(argv, choose).parseAsync();
    const [one] = chosen;
    return one === undefined ? 0 : (await runCommand(one)).exitCode;
  } catch (error) {
    const { failure } = await import('./context.js');
    return failure(await explained(error, argv), { json: argv.includes('--json'), debug: argv.includes('--debug') });
  }
}

/** The page of `tapebox --help`, 80 columns wide. */
export const helpText = (): Promise<string> =>
  parserOf([], () => {})
    .wrap(80)
    .getHelp();

function parserOf(argv: readonly string[], choose: (command: Command, args: Arguments) => void): Argv {
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
  for (const command of COMMANDS) parser.command(moduleOf(command, (args) => choose(command, args)));
  return parser;
}

async function runCommand({ command, args }: Chosen): Promise<CommandResult> {
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

interface Chosen {
  readonly command: Command;
  readonly args: Arguments;
}

type Arguments = GlobalArguments & Record<string, unknown>;

function moduleOf(command: Command, choose: (args: Arguments) => void): CommandModule {
  return {
    command: command.usage,
    describe: command.describe,
    builder: (args: Argv) => command.options(args),
    handler: (args) => choose(args as unknown as Arguments),
  };
}
