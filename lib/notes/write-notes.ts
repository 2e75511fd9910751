/** The notes form of a project as a file: a new one, or the one that stands there with fields filled in. */
import { usageError } from '../model/errors.js';
import type { LocatedProject } from '../model/located.js';
import type { NotesOutput } from '../model/outputs.js';
import { join } from '../model/paths.js';
import { collisionKey } from '../names/collision.js';
import { freeName, safeName } from '../names/safe.js';
import { songTitle } from '../names/song-title.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, readWhole, removeOrLeave, writeNew } from '../ports/files.js';
import { newFileMode } from '../ports/machine.js';
import { readDescription } from '../project/description.js';
import { publishFile } from '../publish/publish.js';
import { removeLeftovers, temporaryPath } from '../publish/temporary.js';
import { destinationFolder } from '../survey/survey.js';
import type { World } from '../work/world.js';
import { fillForm } from './fill-form.js';
import { type FieldId, FORM } from './form.js';
import { formText, knownNotes } from './new-form.js';
import { parseForm } from './parse-form.js';
import { isForm } from './sections.js';

const MAX_FORM_BYTES = 1024 * 1024;

/** Throws exit 2 where `to` is no folder or lies inside the project. */
export function writeNotes(
  { fs, clock }: Pick<World, 'fs' | 'clock'>,
  located: LocatedProject,
  to: string,
  set: ReadonlyMap<FieldId, string>,
): NotesOutput['forms'][number] {
  const folder = destinationFolder(fs, to, located.project.root);
  removeLeftovers(fs, clock, folder);
  const description = readDescription(fs, located);
  const title = songTitle(located, description.title);
  const name = safeName(`${title} notes.md`);
  const standing = set.size === 0 ? null : standingForm(fs, join(folder, name));
  if (standing !== null) {
    const filled = fillForm(standing, set);
    replaceFile(fs, folder, join(folder, name), filled);
    return result(located, join(folder, name), filled, false);
  }
  const artist = description.artist ?? located.sessions[0]?.session.artist ?? null;
  const known = knownNotes(description, set);
  const form = Buffer.from(formText(located, { title, artist, client: description.client, ...known }));
  const taken = new Set(fs.list(folder).map((entry) => collisionKey(entry.name)));
  const path = join(
    folder,
    freeName(name, (key) => taken.has(key)),
  );
  publishNew(fs, folder, path, form);
  return result(located, path, form, true);
}

/** `FIELD=TEXT` as typed. Throws exit 2 for what is no field. */
export function parseSet(typed: readonly string[]): ReadonlyMap<FieldId, string> {
  return new Map(
    typed.map((one) => {
      const at = one.indexOf('=');
      const id = (at < 0 ? one : one.slice(0, at)).trim().toLowerCase();
      const field = FORM.find((known) => known.id === id);
      const names = `Fields: ${FORM.map((known) => known.id).join(', ')}.`;
      if (at < 0) throw usageError(`--set needs FIELD=TEXT, not "${one}"`, names);
      if (field === undefined) throw usageError(`the notes form has no field "${id}"`, names);
      return [field.id, one.slice(at + 1)] as const;
    }),
  );
}

function result({ project }: LocatedProject, path: string, form: Buffer, isNew: boolean): NotesOutput['forms'][number] {
  const { fields } = parseForm(form.toString('utf8'));
  return {
    project: project.root,
    path,
    isNew,
    filled: FORM.filter(({ id }) => fields.has(id)).map(({ id }) => id),
    open: FORM.filter(({ id }) => !fields.has(id)).map(({ id }) => id),
  };
}

/** Null where no form stands: whatever else has the name is left alone. */
function standingForm(fs: FileSystem, path: string): Buffer | null {
  const stat = lookOrNull(fs, path);
  if (stat?.kind !== 'file' || stat.size > MAX_FORM_BYTES) return null;
  const bytes = readWhole(fs, path, MAX_FORM_BYTES);
  return isForm(bytes.toString('latin1')) ? bytes : null;
}

function publishNew(fs: FileSystem, folder: string, path: string, bytes: Buffer): void {
  const temporary = temporaryPath(folder);
  try {
    writeNew(fs, temporary, bytes);
    fs.setMode(temporary, newFileMode());
    publishFile(fs, temporary, path);
  } finally {
    removeOrLeave(fs, temporary);
  }
  fs.flushFolder(folder);
}

/** The old text or the new one, never half of it. */
function replaceFile(fs: FileSystem, folder: string, path: string, bytes: Buffer): void {
  const temporary = temporaryPath(folder);
  const { mode } = fs.look(path);
  try {
    writeNew(fs, temporary, bytes);
    fs.setMode(temporary, mode);
    fs.rename(temporary, path);
  } catch (error) {
    removeOrLeave(fs, temporary);
    throw error;
  }
  fs.flushFolder(folder);
}
