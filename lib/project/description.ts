/** What a person wrote down beside the session: `tapebox.json` (title, artist, client) and `notes.md`. */
import { errnoOf } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import type { LocatedProject } from '../model/located.js';
import { basename, dirname, isInside, join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';
import { readWhole } from '../ports/files.js';

export interface Description {
  readonly title: string | null;
  readonly artist: string | null;
  readonly client: string | null;
  readonly notes: string | null;
  readonly findings: readonly Finding[];
}

const MAX_BYTES = 1024 * 1024;
const MAX_FIELD = 1000;

/** Beside the session as people see it, as long as that is in the project. */
function folderOf({ project: { root }, sessions: [main] }: LocatedProject): string {
  if (main === undefined) return root;
  const { bundle, path } = main.file;
  return bundle !== null && bundle !== root && isInside(root, bundle) ? dirname(bundle) : dirname(path);
}

/** Where notes lie that tapebox reads by itself. */
export const notesPath = (located: LocatedProject): string => join(folderOf(located), 'notes.md');

/** Looks beside the main session. What is there and cannot be understood is a finding, never a stop. */
export function readDescription(fs: FileSystem, located: LocatedProject): Description {
  const findings: Finding[] = [];
  const notes = readText(fs, notesPath(located), findings);
  const json = readText(fs, join(folderOf(located), 'tapebox.json'), findings);
  const fields = json === null ? {} : parseFields(json, findings);
  return {
    title: field(fields, 'title'),
    artist: field(fields, 'artist'),
    client: field(fields, 'client'),
    notes,
    findings,
  };
}

function readText(fs: FileSystem, path: string, findings: Finding[]): string | null {
  try {
    if (fs.look(path).kind !== 'file') return null;
    return readWhole(fs, path, MAX_BYTES).toString('utf8');
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    if (code !== 'ENOENT')
      findings.push(
        finding('warn', 'description-unreadable', `"${basename(path)}" cannot be read (${code})`, basename(path)),
      );
    return null;
  }
}

function parseFields(json: string, findings: Finding[]): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {}
  findings.push(
    finding(
      'warn',
      'description-unreadable',
      '"tapebox.json" is not a JSON object',
      'tapebox.json',
      'docs/package.md shows its form.',
    ),
  );
  return {};
}

function field(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_FIELD) : null;
}
