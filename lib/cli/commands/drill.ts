import { configHome } from '../../config/config.js';
import { drill } from '../../drill/drill.js';
import { EXIT, type TapeboxError } from '../../model/errors.js';
import type { DrillResult } from '../../model/outputs.js';
import { showPath } from '../../model/path-bytes.js';
import { basename } from '../../model/paths.js';
import { proveDrill } from '../../proofs/drill-proof.js';
import { harmless } from '../../text/harmless.js';
import { count } from '../../text/show.js';
import { answerLines } from '../archive-text.js';
import type { RunCommand } from '../context.js';
import { each } from '../each.js';
import { pathsOf, textOption } from '../shared-options.js';

export const run: RunCommand = async (context, args) => {
  const { world, paint } = context;
  const scratch = textOption(args, 'scratch');
  const work = async (path: string) => {
    const result = await proveDrill(world, configHome(process.env), path, () => drill(world, path, scratch));
    const { total, inside, absentBefore, lost } = result.references;
    const name = harmless(showPath(basename(path)));
    context.say(
      [
        `  ${result.ok ? paint('ok', 'restores') : paint('bad', 'FALLS SHORT')}  ${name}`,
        `              ${count(total, 'reference')}: ${inside} found inside, ${absentBefore} absent before, ${lost} lost`,
        ...result.problems.slice(0, 10).map((problem) => `              ${harmless(problem)}`),
        '',
        ...answerLines(result, paint),
      ].join('\n'),
    );
    return { results: [result], exitCode: result.ok ? EXIT.done : EXIT.look };
  };
  const done = await each<DrillResult>(context, pathsOf(args, 'packages'), work, failedDrill);
  context.json({ schema: 'tapebox-drill/1', packages: done.results });
  return { exitCode: done.exitCode() };
};

const failedDrill = (path: string, { message }: TapeboxError): DrillResult => ({
  package: path,
  ok: false,
  references: { total: 0, inside: 0, absentBefore: 0, lost: 0 },
  mayOriginalGo: { answer: 'no', reasons: [`the drill could not be done: ${message}`] },
  problems: [message],
});
