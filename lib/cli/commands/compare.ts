import { EXIT } from '../../model/errors.js';
import { showPath } from '../../model/path-bytes.js';
import { harmless } from '../../text/harmless.js';
import { count } from '../../text/show.js';
import type { RunCommand } from '../context.js';
import { pathsOf } from '../shared-options.js';

const SHOWN = 20;

import { compare } from '../../compare/compare.js';

export const run: RunCommand = async (context, args) => {
  const [a = ''] = pathsOf(args, 'a');
  const [b = ''] = pathsOf(args, 'b');
  const output = await compare(context.world, a, b);
  const list = (label: string, paths: readonly string[]) => {
    for (const path of paths.slice(0, SHOWN)) context.say(`  ${label.padEnd(9)} ${harmless(showPath(path))}`);
    if (paths.length > SHOWN) context.say(`            and ${paths.length - SHOWN} more: --json lists them`);
  };
  list('lost', output.lost);
  list('changed', output.changed);
  list('added', output.added);
  list(
    'moved',
    output.moved.map(({ from, to }) => `${from} → ${to}`),
  );
  list('track -', output.session?.tracks.lost ?? []);
  list('track +', output.session?.tracks.added ?? []);
  list('plug-in -', output.session?.plugins.lost ?? []);
  list('plug-in +', output.session?.plugins.added ?? []);
  context.say(
    `  ${count(output.same, 'file')} the same, ${output.changed.length} changed, ${output.lost.length} lost, ${output.added.length} added, ${output.moved.length} moved`,
  );
  context.json(output);
  return { exitCode: output.lost.length + output.changed.length > 0 ? EXIT.look : EXIT.done };
};
