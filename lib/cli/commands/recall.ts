import { houseOf } from '../../config/house.js';
import { inspectionExitCode, inspectionOf } from '../../inspect/inspection.js';
import { EXIT } from '../../model/errors.js';
import type { RecallOutput } from '../../model/outputs.js';
import { givenDocuments } from '../../notes/documents.js';
import { openProjects } from '../../project/open-projects.js';
import { extractionOf, nothingEmbedded } from '../../recall/embedded.js';
import { writeRecall } from '../../recall/write-recall.js';
import { harmless } from '../../text/harmless.js';
import { count } from '../../text/show.js';
import type { RunCommand } from '../context.js';
import { worst } from '../context.js';
import { openPage, thisDesktop } from '../open-page.js';
import { listOption, loadConfig, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world } = context;
  const config = loadConfig(world.fs);
  const house = houseOf(world.fs, config);
  const documents = givenDocuments(world.fs, listOption(args, 'notes'));
  const [path = ''] = pathsOf(args, 'path');
  const opened = await openProjects(world, path, { ...readLocateOptions(world.fs, args, config), midiNotes: true });
  const to = textOption(args, 'to') ?? process.cwd();
  const zip = args['zip'] === true;
  const sheets: RecallOutput['sheets'][number][] = [];
  for (const located of opened.projects) {
    const extraction =
      args['extractEmbedded'] === true ? extractionOf(world.fs, located, opened.parsers) : nothingEmbedded;
    sheets.push(await writeRecall(world, located, to, { extraction, documents, house, zip }));
  }
  for (const sheet of sheets) {
    context.say(`  recall      ${harmless(sheet.html)}`);
    if (sheet.zip !== null) context.say(`  zip         ${harmless(sheet.zip)}`);
  }
  for (const { message, next } of house.findings) context.say(`  look        ${harmless(`${message}. ${next ?? ''}`)}`);
  const [first] = sheets;
  if (args['open'] === true && first !== undefined) {
    context.say(`  ${harmless(await openPage(first.html, context.desktop ?? thisDesktop()))}`);
    if (sheets.length > 1) context.say(`  the other ${count(sheets.length - 1, 'is', 'are')} not opened`);
  }
  context.json({ schema: 'tapebox-recall/1', sheets });
  const codes = opened.projects.map((located) => inspectionExitCode(inspectionOf(located, opened.named)));
  const look = sheets.some(({ findings }) => findings.some(({ severity }) => severity !== 'info'));
  return { exitCode: worst(look ? [...codes, EXIT.look] : codes) };
};
