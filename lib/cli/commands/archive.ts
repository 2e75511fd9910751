import { resolve } from 'node:path';
import type { ArchiveResult } from '../../model/outputs.js';
import type { Plan } from '../../plan/model.js';
import { archiveText, planText } from '../archive-text.js';
import type { Command } from '../command.js';
import { worst } from '../context.js';
import { each } from '../each.js';
import { loadConfig, locateOptions, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const archiveCommand: Command = {
  usage: 'archive <paths..>',
  describe: 'Seal a project into one package that opens again',
  options: (args) =>
    locateOptions(args)
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Sessions or project folders' })
      .options({
        to: { type: 'string', requiresArg: true, describe: 'The folder for package and sidecar' },
        'dry-run': { type: 'boolean', describe: 'Show what would be done, and do nothing' },
        as: { choices: ['zip', 'folder', 'auto'] as const, default: 'zip', describe: 'The form of the package' },
        title: {
          type: 'string',
          requiresArg: true,
          describe: 'What the song is called (default: what the session says, else its name)',
        },
        artist: { type: 'string', requiresArg: true, describe: 'Who plays it' },
        client: { type: 'string', requiresArg: true, describe: 'For whom it was made' },
        note: { type: 'string', requiresArg: true, describe: 'A note that goes along' },
        'with-caches': { type: 'boolean', describe: 'Take along what the DAW makes again (overviews)' },
        'whole-folder': { type: 'boolean', describe: 'Take everything in the folder, also other projects' },
        exclude: { type: 'string', array: true, requiresArg: true, describe: 'Leave out what this pattern fits' },
        again: { type: 'boolean', describe: 'Seal anew, even where nothing has changed' },
      })
      .example('tapebox archive "Glass Harbour" --to /Volumes/Shelf', ''),
  async run(context, args) {
    const { archiveProject } = await import('../../archive/archive.js');
    const { openProjects } = await import('../../project/open-projects.js');
    const { usageError } = await import('../../model/errors.js');
    const { DEFAULT_TEMPLATE } = await import('../../names/standard-name.js');
    const { world, paint } = context;
    const config = loadConfig(world.fs);
    const locate = readLocateOptions(world.fs, args, config);
    const to = textOption(args, 'to') ?? config.to;
    if (to === null)
      throw usageError('where should the package go?', 'Give --to DIR, or set it once: tapebox config to DIR');
    const options = {
      to: resolve(to),
      dryRun: args['dryRun'] === true,
      again: args['again'] === true,
      form: args['as'] as 'zip' | 'folder' | 'auto',
      wholeFolder: args['wholeFolder'] === true,
      withCaches: args['withCaches'] === true,
      exclude: Array.isArray(args['exclude']) ? args['exclude'].map(String) : [],
      template: config.naming ?? DEFAULT_TEMPLATE,
      title: textOption(args, 'title'),
      artist: textOption(args, 'artist'),
      client: textOption(args, 'client'),
      studio: config.studio,
      note: textOption(args, 'note'),
    };
    const done = await each<ArchiveResult>(context, pathsOf(args, 'paths'), async (path) => {
      const opened = await openProjects(world, path, locate);
      const archived = [];
      for (const located of opened.projects) {
        const show = (plan: Plan, free: number) => context.say(planText(plan, free, paint));
        const one = await archiveProject(world, located, opened.parsers, options, show);
        context.say(archiveText(one.result, paint));
        archived.push(one);
      }
      return { results: archived.map((one) => one.result), exitCode: worst(archived.map((one) => one.exitCode)) };
    });
    context.json({ schema: 'tapebox-archive/1', projects: done.results });
    return { exitCode: done.exitCode() };
  },
};
