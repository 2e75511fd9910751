import { PARSERS } from '../../../parsers/index.js';
import { isKnownPackage } from '../../check/open.js';
import type { Verification } from '../../check/verify.js';
import { verifyPackage } from '../../check/verify.js';
import { EXIT } from '../../model/errors.js';
import type { VerifyOutput } from '../../model/outputs.js';
import { showPath } from '../../model/path-bytes.js';
import { basename } from '../../model/paths.js';
import { harmless } from '../../text/harmless.js';
import { count, showBytes } from '../../text/show.js';
import type { RunCommand } from '../context.js';
import { each } from '../each.js';
import type { Paint } from '../paint.js';
import { pathsOf } from '../shared-options.js';

type Verified = VerifyOutput['packages'][number];

export const run: RunCommand = async (context, args) => {
  const { world, paint } = context;
  const parsers = new Map(await Promise.all(PARSERS.map(async (entry) => [entry.format, await entry.load()] as const)));
  const regenerable = (format: string, path: string) => parsers.get(format)?.regenerable(path) ?? false;
  const level = args['quick'] === true ? 'quick' : 'full';
  const work = async (path: string) => {
    const onBytes = world.progress.start('verifying', sizeOf(world.fs, path) * 2);
    const proof = await verifyPackage(world.fs, path, { level, regenerable, onBytes, signal: world.signal });
    context.say(verifyText(proof, paint));
    const bad = proof.record !== null || isKnownPackage(world.fs, path) ? EXIT.damaged : EXIT.refused;
    const { package: name, ok, files, bytes, problems } = proof;
    return {
      results: [{ package: name, ok, level, files, bytes, problems } as const],
      exitCode: ok ? EXIT.done : bad,
    };
  };
  const done = await each<Verified>(context, pathsOf(args, 'packages'), work, (path, { code, message }) => {
    const problems = [{ code, member: null, message }];
    return { package: path, ok: false, level, files: 0, bytes: 0, problems };
  });
  const packages = done.results;
  context.json({ schema: 'tapebox-verify/1', packages });
  const whole = packages.filter((one) => one.ok).length;
  if (packages.length > 1) context.say(`\n${whole} whole, ${packages.length - whole} not`);
  return { exitCode: done.exitCode() };
};

function sizeOf(fs: import('../../ports/file-system.js').FileSystem, path: string): number {
  try {
    return fs.follow(path).size;
  } catch {
    return 0; // verify itself says what is wrong
  }
}

function verifyText(proof: Verification, paint: Paint): string {
  const name = harmless(showPath(basename(proof.package)));
  const how = proof.level === 'quick' ? ' (quick: sizes and structure only)' : '';
  const head = proof.ok
    ? `  ${paint('ok', 'whole')}     ${name}   ${count(proof.files, 'file')}, ${showBytes(proof.bytes)}${how}`
    : `  ${paint('bad', 'DAMAGED')}   ${name}`;
  const lines = proof.problems
    .slice(0, 10)
    .map(
      ({ member, message }) =>
        `            ${member === null ? '' : `${harmless(showPath(member))}: `}${harmless(message)}`,
    );
  const more =
    proof.problems.length > 10 ? [`            and ${proof.problems.length - 10} more: --json lists them`] : [];
  return [head, ...lines, ...more].join('\n');
}
