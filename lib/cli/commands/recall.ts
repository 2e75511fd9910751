import { EXIT } from '../../model/errors.js';
import { harmless } from '../../text/harmless.js';
import type { Command } from '../command.js';
import { loadConfig, locateOptions, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const recallCommand: Command = {
  usage: 'recall <path>',
  describe: 'Only the recall sheet, in a new folder',
  options: (args) =>
    locateOptions(args)
      .positional('path', { type: 'string', demandOption: true, describe: 'A session or a project folder' })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'Where the new folder goes (default: where you stand)',
      }),
  async run(context, args) {
    const { openProjects } = await import('../../project/open-projects.js');
    const { writeRecall } = await import('../../recall/write-recall.js');
    const { world } = context;
    const [path = ''] = pathsOf(args, 'path');
    const opened = await openProjects(world, path, readLocateOptions(world.fs, args, loadConfig(world.fs)));
    const to = textOption(args, 'to') ?? process.cwd();
    const sheets = opened.projects.map((located) => writeRecall(world.fs, located, to));
    for (const sheet of sheets) context.say(`  recall      ${harmless(sheet.html)}`);
    context.json({ schema: 'tapebox-recall/1', sheets });
    return { exitCode: EXIT.done };
  },
};
