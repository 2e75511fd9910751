import type { InspectOutput } from '../../model/inspect.js';
import { openProjects } from '../../project/open-projects.js';
import type { RunCommand } from '../context.js';
import { worst } from '../context.js';
import { loadConfig, pathsOf, readLocateOptions } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world } = context;
  const [path = ''] = pathsOf(args, 'path');
  const opened = await openProjects(world, path, readLocateOptions(world.fs, args, loadConfig(world.fs)));
  // Only now, as in `openProjects`.
  const [{ inspectionExitCode, inspectionOf }, { describeProject }] = await Promise.all([
    import('../../inspect/inspection.js'),
    import('../../inspect/text.js'),
  ]);
  const projects = opened.projects.map((located) => inspectionOf(located, opened.named));
  for (const located of opened.projects) context.say(describeProject(located, String(args['path']), context.paint));
  const output: InspectOutput = { schema: 'tapebox-inspect/1', path: String(args['path']), projects };
  context.json(output);
  return { exitCode: worst(projects.map(inspectionExitCode)) };
};
