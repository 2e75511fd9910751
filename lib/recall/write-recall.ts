/** The recall sheet of a project where it lies, in a folder of its own beside it. */

import { projectFindings } from '../inspect/inspection.js';
import type { LocatedProject } from '../model/located.js';
import type { RecallOutput } from '../model/outputs.js';
import { basename, dirname, join } from '../model/paths.js';
import { sessionTitle } from '../model/session-file.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, removeOrLeave, writeNew } from '../ports/files.js';
import { newFileMode } from '../ports/machine.js';
import { readDescription } from '../project/description.js';
import { publishFolder } from '../publish/publish.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { destinationFolder } from '../survey/survey.js';
import type { World } from '../work/world.js';
import { type Extraction, nothingEmbedded, writeEmbedded } from './embedded.js';
import { readDetails } from './read-details.js';
import { readWaves } from './read-waves.js';
import { recallFiles } from './recall-files.js';

/** Throws exit 2 where `to` is no folder or lies inside the project. */
export async function writeRecall(
  world: Pick<World, 'fs' | 'clock' | 'progress' | 'signal'>,
  located: LocatedProject,
  to: string,
  extraction: Extraction = nothingEmbedded,
): Promise<RecallOutput['sheets'][number]> {
  const { fs, clock } = world;
  const destination = destinationFolder(fs, to, located.project.root);
  removeLeftovers(fs, clock, destination);
  const { title, artist, client, notes } = readDescription(fs, located);
  const files = recallFiles(
    {
      located,
      title,
      artist,
      client,
      notes: notes === null ? [] : [{ where: 'notes.md', text: notes }],
      plan: null,
      details: await readDetails(fs, located),
    },
    await readWaves(world, located),
  );
  const main = located.sessions[0];
  const name =
    title ?? main?.session.title ?? (main === undefined ? basename(located.project.root) : sessionTitle(main.file));
  const taken = new Set(fs.list(destination).map((entry) => collisionKey(entry.name)));
  const folder = join(
    destination,
    freeName(safeName(`${name} recall`), (key) => taken.has(key)),
  );
  await writeSheet(fs, files, extraction, temporaryPath(destination), folder);
  const at = (file: string) => join(folder, file);
  return {
    project: located.project.root,
    folder,
    html: at('recall.html'),
    markdown: at('recall.md'),
    json: at('recall.json'),
    svg: at('timeline.svg'),
    tracksCsv: at('tracks.csv'),
    mediaCsv: at('media.csv'),
    zip: null,
    findings: projectFindings(located),
  };
}

/** Whole or not there, as everything that tapebox writes. */
async function writeSheet(
  fs: FileSystem,
  files: ReturnType<typeof recallFiles>,
  extraction: Extraction,
  temporary: string,
  folder: string,
): Promise<void> {
  try {
    fs.makeFolder(temporary);
    for (const file of files) {
      writeNew(fs, join(temporary, file.path), file.bytes);
      fs.setMode(join(temporary, file.path), newFileMode());
    }
    await extraction(async (path, file) => {
      const to = join(temporary, path);
      if (lookOrNull(fs, dirname(to)) === null) fs.makeFolder(dirname(to));
      writeEmbedded(fs, to, file);
      fs.setMode(to, newFileMode());
    });
    fs.setMode(temporary, 0o755);
    fs.flushFolder(temporary);
    publishFolder(fs, temporary, folder);
  } catch (error) {
    removeOrLeave(fs, temporary);
    throw error;
  }
  fs.flushFolder(dirname(folder));
}
