import type { Inspection } from '../../model/inspect.js';
import type { Command } from '../command.js';
import { loadConfig, locateOptions, pathsOf, readLocateOptions } from '../shared-options.js';

export const inspectCommand: Command = {
  usage: 'inspect <path>',
  describe: 'What is in a session or project, and what is missing',
  options: (args) =>
    locateOptions(args).positional('path', {
      type: 'string',
      demandOption: true,
      describe: 'A session or a project folder',
    }),
  async run(context, args) {
    const { openProjects } = await import('../../project/open-projects.js');
    const { inspectionOf } = await import('../../inspect/inspection.js');
    const { describeProject } = await import('../../inspect/text.js');
    const { exitCodeOf } = await import('../../seal/sidecar.js');
    const { countsAsThere } = await import('../../model/complete.js');
    const { worst } = await import('../context.js');
    const { world } = context;
    const [path = ''] = pathsOf(args, 'path');
    const opened = await openProjects(world, path, readLocateOptions(world.fs, args, loadConfig(world.fs)));
    const projects = opened.projects.map((located) => inspectionOf(located, opened.named));
    for (const located of opened.projects) context.say(describeProject(located, String(args['path']), context.paint));
    context.json({ schema: 'tapebox-inspect/1', path: String(args['path']), projects });
    const codeOf = ({ sessions, findings }: Inspection) =>
      exitCodeOf(
        sessions.every((session) => session.media.every((media) => countsAsThere(media.needed, media.state))),
        [...findings, ...sessions.flatMap((session) => session.findings)],
      );
    return { exitCode: worst(projects.map(codeOf)) };
  },
};
