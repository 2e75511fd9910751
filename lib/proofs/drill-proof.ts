/** What a drill showed is written down, good or bad: one immutable file per proof (package.d.ts, `Proof`). */
import { createHash } from 'node:crypto';
import { openPackage, readRecord } from '../check/open.js';
import { EXIT, TapeboxError } from '../model/errors.js';
import { packageId } from '../model/ids.js';
import { MANIFEST } from '../model/layout.js';
import type { DrillResult } from '../model/outputs.js';
import type { Proof } from '../model/package.js';
import { basename, dirname, join } from '../model/paths.js';
import { rfc3339 } from '../model/time.js';
import { lookOrNull, makeFolderPath, writeNew } from '../ports/files.js';
import type { World } from '../work/world.js';

/** Runs the drill and keeps its proof. What is no package at all leaves none. */
export async function proveDrill(
  world: World,
  home: string,
  path: string,
  drill: () => Promise<DrillResult>,
): Promise<DrillResult> {
  try {
    const result = await drill();
    const good = result.ok;
    await keep(world, home, path, good ? 'good' : 'damaged', result.problems[0] ?? null);
    return result;
  } catch (error) {
    if (error instanceof TapeboxError && error.exitCode === EXIT.damaged)
      await keep(world, home, path, 'damaged', error.message);
    throw error;
  }
}

async function keep(
  world: World,
  home: string,
  path: string,
  result: Proof['result'],
  details: string | null,
): Promise<void> {
  const id = await idOf(world, path);
  if (id === null) return;
  const proof: Proof = {
    schema: 'tapebox-proof/1',
    packageId: id.packageId,
    packageName: basename(path),
    size: id.size,
    sha256: null,
    place: {
      id: digest(dirname(path)).slice(0, 16),
      name: null,
      kind: 'folder',
      medium: null,
      offsite: false,
      volume: null,
    },
    at: rfc3339(world.clock.now()),
    how: 'drill',
    result,
    details,
  };
  const text = `${JSON.stringify(proof, null, 2)}\n`;
  const folder = join(home, 'proofs');
  makeFolderPath(world.fs, folder);
  const file = join(folder, `${id.packageId}.${digest(text).slice(0, 16)}.proof.json`);
  if (lookOrNull(world.fs, file) === null) writeNew(world.fs, file, Buffer.from(text));
}

/** Null where the package is too damaged to say which it is. */
async function idOf({ fs }: World, path: string): Promise<{ packageId: string; size: number } | null> {
  try {
    const opened = await openPackage(fs, path);
    try {
      const { lineage } = readRecord(opened);
      const manifest = opened.read(MANIFEST, 256 * 1024 * 1024).toString('utf8');
      return { packageId: packageId(manifest, lineage.id, lineage.number), size: opened.size };
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof TapeboxError) return null;
    throw error;
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
