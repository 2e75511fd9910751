import { EXIT } from '../../model/errors.js';
import { harmless } from '../../text/harmless.js';
import { count, showBytes } from '../../text/show.js';
import type { RunCommand } from '../context.js';
import { pathsOf } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world } = context;
  const [path = ''] = pathsOf(args, 'package');
  const to = String(args['to']);
  const { output } =
    args['salvage'] === true
      ? await (await import('../../restore/salvage.js')).salvagePackage(world, path, to)
      : await (await import('../../restore/restore.js')).restorePackage(world, path, {
          to,
          sessionOnly: args['sessionOnly'] === true,
        });
  context.say(
    `  restored    ${count(output.files, 'file')}, ${showBytes(output.bytes)}\n  to          ${harmless(output.restoredTo)}`,
  );
  for (const session of output.sessions) context.say(`  open        ${harmless(session)}`);
  for (const finding of output.findings) context.say(`  note        ${harmless(finding.message)}`);
  context.json(output);
  return { exitCode: output.findings.some((finding) => finding.severity !== 'info') ? EXIT.look : EXIT.done };
};
