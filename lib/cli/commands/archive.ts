import { resolve } from 'node:path';
import { archiveProject } from '../../archive/archive.js';
import { houseOf } from '../../config/house.js';
import { usageError } from '../../model/errors.js';
import type { ArchiveOutput, ArchiveResult } from '../../model/outputs.js';
import { DEFAULT_TEMPLATE } from '../../names/standard-name.js';
import { givenDocuments } from '../../notes/documents.js';
import type { Plan } from '../../plan/model.js';
import { openProjects } from '../../project/open-projects.js';
import { archiveText, planText } from '../archive-text.js';
import type { RunCommand } from '../context.js';
import { worst } from '../context.js';
import { each } from '../each.js';
import { listOption, loadConfig, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
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
    extractEmbedded: args['extractEmbedded'] === true,
    exclude: Array.isArray(args['exclude']) ? args['exclude'].map(String) : [],
    template: config.naming ?? DEFAULT_TEMPLATE,
    title: textOption(args, 'title'),
    artist: textOption(args, 'artist'),
    client: textOption(args, 'client'),
    studio: config.studio,
    note: textOption(args, 'note'),
    documents: givenDocuments(world.fs, listOption(args, 'notes')),
    house: houseOf(world.fs, config),
  };
  const done = await each<ArchiveResult>(context, pathsOf(args, 'paths'), async (path) => {
    const opened = await openProjects(world, path, { ...locate, midiNotes: true });
    const archived = [];
    for (const located of opened.projects) {
      const show = (plan: Plan, free: number) => context.say(planText(plan, free, paint));
      const one = await archiveProject(world, located, opened.parsers, options, show);
      context.say(archiveText(one.result, paint));
      archived.push(one);
    }
    return { results: archived.map((one) => one.result), exitCode: worst(archived.map((one) => one.exitCode)) };
  });
  const output: ArchiveOutput = { schema: 'tapebox-archive/1', projects: done.results };
  context.json(output);
  return { exitCode: done.exitCode() };
};
