import { inspectionExitCode, inspectionOf } from '../../inspect/inspection.js';
import { openProjects } from '../../project/open-projects.js';
import { extractionOf, nothingEmbedded } from '../../recall/embedded.js';
import { writeRecall } from '../../recall/write-recall.js';
import { harmless } from '../../text/harmless.js';
import type { RunCommand } from '../context.js';
import { worst } from '../context.js';
import { loadConfig, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world } = context;
  const [path = ''] = pathsOf(args, 'path');
  const opened = await openProjects(world, path, readLocateOptions(world.fs, args, loadConfig(world.fs)));
  const to = textOption(args, 'to') ?? process.cwd();
  const sheets = [];
  for (const located of opened.projects) {
    const extraction =
      args['extractEmbedded'] === true ? extractionOf(world.fs, located, opened.parsers) : nothingEmbedded;
    sheets.push(await writeRecall(world, located, to, extraction));
  }
  for (const sheet of sheets) context.say(`  recall      ${harmless(sheet.html)}`);
  context.json({ schema: 'tapebox-recall/1', sheets });
  return { exitCode: worst(opened.projects.map((located) => inspectionExitCode(inspectionOf(located, opened.named)))) };
};
