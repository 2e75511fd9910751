/** The recall sheet of a project where it lies, in a folder of its own beside it; with `zip`, the paperwork in one file as well. */

import type { HouseFound } from '../config/house.js';
import { projectFindings } from '../inspect/inspection.js';
import type { Finding } from '../model/finding.js';
import type { LocatedProject } from '../model/located.js';
import type { RecallOutput } from '../model/outputs.js';
import { dirname, join } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import { songTitle } from '../names/song-title.js';
import { type GivenDocument, type NamedDocument, nameDocuments } from '../notes/document-names.js';
import { textsOf } from '../notes/documents.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, removeOrLeave, writeNew } from '../ports/files.js';
import { newFileMode } from '../ports/machine.js';
import { notesPath, readDescription } from '../project/description.js';
import { publishFile, publishFolder } from '../publish/publish.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { destinationFolder } from '../survey/survey.js';
import type { World } from '../work/world.js';
import { type Extraction, nothingEmbedded, writeEmbedded } from './embedded.js';
import { NO_HOUSE } from './model.js';
import { paperEntries } from './paper-entries.js';
import { photoSources, readPhotos } from './photos.js';
import { readDetails } from './read-details.js';
import { readWaves } from './read-waves.js';
import { type RecallFile, recallFiles } from './recall-files.js';
import { writeZip } from './write-zip.js';

export interface RecallOptions {
  readonly extraction?: Extraction;
  /** From outside, as named by the user. */
  readonly documents?: readonly GivenDocument[];
  readonly house?: HouseFound;
  /** True: also one ZIP with sheet, notes and session files. */
  readonly zip?: boolean;
}

/** Throws exit 2 where `to` is no folder or lies inside the project. */
export async function writeRecall(
  world: Pick<World, 'fs' | 'clock' | 'signal' | 'progress'>,
  located: LocatedProject,
  to: string,
  options: RecallOptions = {},
): Promise<RecallOutput['sheets'][number]> {
  const { fs, clock } = world;
  const destination = destinationFolder(fs, to, located.project.root);
  removeLeftovers(fs, clock, destination);
  const { title, artist, client, notes, findings: described } = readDescription(fs, located);
  const house = options.house ?? { house: NO_HOUSE, findings: [] };
  const documents = nameDocuments(options.documents ?? [], []);
  const { photos, notes: unshown } = await readPhotos(world, photoSources(located, documents, house.house));
  const heard = await readDetails(fs, located);
  const drawn = await readWaves(world, located);
  const told = [...described, ...house.findings, ...distinct([...heard.findings, ...drawn.findings])];
  const input = {
    located,
    title,
    artist,
    client,
    notes: [...(notes === null ? [] : [{ where: 'notes.md', text: notes }]), ...textsOf(fs, documents), ...unshown],
    // Without a ZIP they go nowhere, and the sheet must not say that they lie in "Notes".
    documents: options.zip ? documents.map(({ packedAs }) => packedAs) : [],
    photos,
    house: house.house,
    findings: told,
    details: heard.details,
    plan: null,
  };
  const files = recallFiles(input, drawn.waves);
  const folder = join(destination, freeRecallName(fs, destination, `${songTitle(located, title)} recall`));
  const zip = options.zip ? await zipOf(fs, located, files, options.documents ?? [], `${folder}.zip`) : null;
  try {
    await writeSheet(fs, files, options.extraction ?? nothingEmbedded, temporaryPath(destination), folder);
    zip?.publish();
  } finally {
    zip?.remove();
  }
  fs.flushFolder(destination);
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
    zip: zip === null ? null : zip.path,
    findings: [...projectFindings(located), ...told, ...(zip?.findings ?? [])],
  };
}

/** A file that is broken for one reading is often so for the next. */
const distinct = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((one) => [one.message, one])).values(),
];

/** Free for the folder and for the ZIP of the same name, so that the two are seen to belong together. */
function freeRecallName(fs: FileSystem, destination: string, name: string): string {
  const taken = new Set(fs.list(destination).map((entry) => collisionKey(entry.name)));
  return freeName(safeName(name), (key) => taken.has(key) || taken.has(key + collisionKey('.zip')));
}

/** Written and on the disk, not yet under its name. */
async function zipOf(
  fs: FileSystem,
  located: LocatedProject,
  recall: readonly RecallFile[],
  given: readonly GivenDocument[],
  path: string,
) {
  const main = located.sessions[0];
  const timeNs = main?.session.savedAt ?? main?.stat.mtimeNs ?? located.project.tree.stat.mtimeNs;
  const documents = withNotes(fs, located, given);
  const { entries, findings } = paperEntries({ located, recall, documents, timeNs });
  const temporary = temporaryPath(dirname(path));
  const remove = () => removeOrLeave(fs, temporary);
  try {
    await writeZip(fs, temporary, entries);
    fs.setMode(temporary, newFileMode());
  } catch (error) {
    remove();
    throw error;
  }
  return { path, findings, publish: () => publishFile(fs, temporary, path), remove };
}

/** notes.md beside the session keeps its name; a letter from outside that is called so gets another. */
function withNotes(fs: FileSystem, located: LocatedProject, given: readonly GivenDocument[]): readonly NamedDocument[] {
  const path = notesPath(located);
  const stat = lookOrNull(fs, path);
  if (stat?.kind !== 'file') return nameDocuments(given, []);
  const others = given.filter((one) => one.path !== path);
  return [{ path, name: 'notes.md', packedAs: 'notes.md', stat }, ...nameDocuments(others, ['notes.md'])];
}

/** Whole or not there, as everything that tapebox writes. */
async function writeSheet(
  fs: FileSystem,
  files: readonly RecallFile[],
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
}
