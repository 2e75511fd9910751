import { usageError } from '../../model/errors.js';
import type { NotesOutput } from '../../model/outputs.js';
import { basename } from '../../model/paths.js';
import { FORM } from '../../notes/form.js';
import { parseSet, writeNotes } from '../../notes/write-notes.js';
import { openProjects } from '../../project/open-projects.js';
import { harmless } from '../../text/harmless.js';
import type { RunCommand } from '../context.js';
import { listOption, loadConfig, pathsOf, readLocateOptions, textOption } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world } = context;
  const set = parseSet(listOption(args, 'set'));
  const [path = ''] = pathsOf(args, 'path');
  const opened = await openProjects(world, path, readLocateOptions(world.fs, args, loadConfig(world.fs)));
  if (set.size > 0 && opened.projects.length > 1) {
    throw usageError(
      `"${basename(path)}" holds ${opened.projects.length} projects, and what --set says is of one`,
      'Name the session itself.',
    );
  }
  const to = textOption(args, 'to') ?? process.cwd();
  const forms = opened.projects.map((located) => writeNotes(world, located, to, set));
  for (const form of forms) context.say(formLine(form));
  context.say(NEXT);
  const output: NotesOutput = { schema: 'tapebox-notes/1', forms };
  context.json(output);
  return { exitCode: 0 };
};

const formLine = ({ path, isNew, filled }: NotesOutput['forms'][number]): string =>
  `  ${isNew ? 'form      ' : 'filled in '}  ${harmless(path)}\n              ${filled.length} of ${FORM.length} fields filled in`;

const NEXT =
  '\nNext: fill it in with any text editor, then put it beside the session as notes.md,\n  or give it to archive and recall with --notes FILE.';
