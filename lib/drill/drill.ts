/** A fire drill: restore to a scratch place, read the sessions with their readers, resolve everything inside, compare, remove (promise 6). */
import { mayOriginalGo } from '../answer/answer.js';
import { usageError } from '../model/errors.js';
import type { DrillResult } from '../model/outputs.js';
import type { PackageRecord, RecordSession } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import { dirname, join, nameOf, resolve } from '../model/paths.js';
import { isAbsent, removeOrLeave } from '../ports/files.js';
import { openProjects } from '../project/open-projects.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { restoredPlace } from '../restore/places.js';
import { restorePackage } from '../restore/restore.js';
import { count } from '../text/show.js';
import type { World } from '../work/world.js';

const NO_HELP = { maps: [], search: [], accepted: [], libraries: 'user' } as const;

/** `scratch`: a folder for the restored copy; null: beside the package. Throws what restore throws for a damaged package. */
export async function drill(world: World, packagePath: string, scratch: string | null): Promise<DrillResult> {
  const { fs } = world;
  const folder = scratchFolder(world, scratch ?? dirname(resolve(packagePath)));
  removeLeftovers(fs, world.clock, folder);
  const place = temporaryPath(folder);
  fs.makeFolder(place);
  try {
    const { output, record } = await restorePackage(world, packagePath, { to: place, sessionOnly: false });
    const problems: string[] = [];
    const references = { total: 0, inside: 0, absentBefore: 0, lost: 0 };
    for (const session of record.sessions) {
      const resolved = await resolvedInside(world, session, record, output.restoredTo);
      for (const media of session.media) {
        references.total++;
        const expected = record.files.find((file) => file.path === media.packaged);
        if (media.packaged === null || expected === undefined) references.absentBefore++;
        else if (resolved.has(join(output.restoredTo, restoredPlace(expected)))) references.inside++;
        else {
          references.lost++;
          problems.push(
            `"${showPath(media.name)}" of "${showPath(nameOf(session.path))}" is in the package, but the session does not find it`,
          );
        }
      }
    }
    const ok = references.lost === 0;
    const answer = mayOriginalGo(record, 0);
    const failed = {
      answer: 'no',
      reasons: [`the drill lost ${count(references.lost, 'reference')}`, ...answer.reasons],
    } as const;
    return { package: packagePath, ok, references, mayOriginalGo: ok ? answer : failed, problems };
  } finally {
    removeOrLeave(fs, place);
  }
}

/** Real paths of everything that the restored session finds, by the DAW's own rules and inside the restored folder alone. */
async function resolvedInside(
  world: World,
  session: RecordSession,
  record: PackageRecord,
  restoredTo: string,
): Promise<ReadonlySet<string>> {
  const file = record.files.find((one) => one.path === session.path);
  if (file === undefined) return new Set();
  const path = join(restoredTo, restoredPlace(file));
  const { projects } = await openProjects({ ...world, confinedTo: restoredTo }, path, NO_HELP);
  const own = projects.flatMap((project) => project.sessions).filter((one) => one.file.path === path);
  return new Set(own.flatMap((one) => one.references.flatMap((reference) => reference.realPath ?? [])));
}

function scratchFolder({ fs }: World, path: string): string {
  try {
    return fs.realPath(resolve(path));
  } catch (error) {
    if (isAbsent(error)) throw usageError(`there is no folder "${path}" for the drill`);
    throw error;
  }
}
