/** One project from located to sealed: survey → plan → (show) → seal → answer (design, section 6). */

import { mayOriginalGo } from '../answer/answer.js';
import { openPackage, readRecord } from '../check/open.js';
import { verifyPackage } from '../check/verify.js';
import type { HouseFound } from '../config/house.js';
import { exitCodeOf } from '../model/complete.js';
import { TapeboxError } from '../model/errors.js';
import { type Finding, finding } from '../model/finding.js';
import type { LocatedProject } from '../model/located.js';
import type { ArchiveResult } from '../model/outputs.js';
import type { PackageRecord } from '../model/package.js';
import type { SessionParser } from '../model/parser.js';
import { sessionTitle } from '../model/session-file.js';
import type { GivenDocument } from '../notes/document-names.js';
import { isForm } from '../notes/sections.js';
import type { About, Plan } from '../plan/model.js';
import { plan as makePlan } from '../plan/plan.js';
import { type Description, readDescription } from '../project/description.js';
import { removeLeftovers } from '../publish/temporary.js';
import { extractionOf, nothingEmbedded } from '../recall/embedded.js';
import { NO_HOUSE } from '../recall/model.js';
import { readDetails } from '../recall/read-details.js';
import { seal } from '../seal/seal.js';
import type { ShelfEntry } from '../survey/model.js';
import { destinationFolder, survey as lookAround } from '../survey/survey.js';
import type { World } from '../work/world.js';
import { paperworkOf } from './paperwork.js';
import { restoreSidecars } from './restore-sidecars.js';
import { dryRun, sealedResult, unchangedResult } from './result.js';
import { isUnchanged } from './unchanged.js';

export interface ArchiveOptions {
  readonly to: string;
  readonly dryRun: boolean;
  readonly again: boolean;
  readonly form: 'zip' | 'folder' | 'auto';
  readonly wholeFolder: boolean;
  readonly withCaches: boolean;
  /** Absent: no. */
  readonly extractEmbedded?: boolean;
  readonly exclude: readonly string[];
  readonly template: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly client: string | null;
  readonly studio: string | null;
  readonly note: string | null;
  /** Documents from outside. Absent: none. */
  readonly documents?: readonly GivenDocument[];
  /** How the recall sheet looks. Absent: as the program has it of itself. */
  readonly house?: HouseFound;
}

export interface Archived {
  readonly result: ArchiveResult;
  readonly exitCode: 0 | 3;
}

/** `show` is told the plan before the work begins. */
export async function archiveProject(
  world: World,
  located: LocatedProject,
  parsers: ReadonlyMap<string, SessionParser>,
  options: ArchiveOptions,
  show: (plan: Plan, freeBytes: number) => void = () => {},
): Promise<Archived> {
  const { fs } = world;
  const description = readDescription(fs, located);
  const healed = options.dryRun ? [] : await tidyShelf(world, located, options.to);
  const around = await lookAround(world, located, options.to);
  const notes = notesOf(options.note, description.notes);
  const plan = withFindings(
    makePlan(located, parsers, around, {
      ...options,
      about: aboutOf(located, description, options),
      notes,
      now: world.clock.now(),
    }),
    [
      ...description.findings,
      ...healed,
      ...around.unreadSidecars.map(unreadSidecar),
      ...(options.house?.findings ?? []),
    ],
  );
  if (options.dryRun) return { result: dryRun(plan, located), exitCode: exitCodeOf(plan.complete, plan.findings) };
  const previous = options.again ? null : around.previous;
  const standing = previous === null ? null : await standingPackage(world, plan, previous);
  if (standing !== null && previous !== null) {
    return { result: unchangedResult(plan, located, previous, standing), exitCode: previous.sidecar.exitCode };
  }
  show(plan, around.freeBytes);
  const extraction = options.extractEmbedded ? extractionOf(fs, located, parsers) : nothingEmbedded;
  const heard = await readDetails(fs, located);
  const final = withFindings(plan, heard.findings);
  const paperwork = await paperworkOf(world, located, final, {
    notes,
    details: heard.details,
    documents: options.documents ?? [],
    house: options.house?.house ?? NO_HOUSE,
    embedded: extraction,
  });
  const sealed = await seal(world, final, parsers, paperwork);
  const result = sealedResult(final, located, sealed, mayOriginalGo(sealed.record, 0));
  return { result, exitCode: sealed.warnings.length > 0 ? 3 : sealed.sidecar.exitCode };
}

/** Before anything else, and also where nothing new is sealed: what an earlier run left goes, what it owes is made good. */
function tidyShelf(world: World, located: LocatedProject, to: string): Promise<Finding[]> {
  const folder = destinationFolder(world.fs, to, located.project.root);
  removeLeftovers(world.fs, world.clock, folder);
  return restoreSidecars(world, folder, located);
}

const unreadSidecar = (name: string): Finding =>
  finding(
    'warn',
    'sidecar-unreadable',
    `"${name}" cannot be read: if it is of an earlier archive of this project, the numbers begin anew`,
    name,
    'Check its permissions and the drive.',
  );

const withFindings = (plan: Plan, more: readonly Finding[]): Plan => ({
  ...plan,
  findings: distinct([...plan.findings, ...more]),
});

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}

/** What is typed wins over `tapebox.json`, and that over what the session says of itself. */
function aboutOf(located: LocatedProject, description: Description, options: ArchiveOptions): About {
  const main = located.sessions[0];
  const fileName = main === undefined ? null : sessionTitle(main.file);
  return {
    title: options.title ?? description.title ?? main?.session.title ?? fileName,
    artist: options.artist ?? description.artist ?? main?.session.artist ?? null,
    client: options.client ?? description.client,
    studio: options.studio,
  };
}

function notesOf(typed: string | null, file: string | null): string | null {
  // Below a form, what is typed must not become the text of its last field.
  const note = typed !== null && file !== null && isForm(file) ? `## Note\n\n${typed}` : typed;
  const parts = [file, note].filter((part) => part !== null && part.trim() !== '') as string[];
  return parts.length === 0 ? null : `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

/** The record of the last package, where it is whole at a quick look and the project has not changed since. */
async function standingPackage(world: World, plan: Plan, previous: ShelfEntry): Promise<PackageRecord | null> {
  try {
    const proof = await verifyPackage(world.fs, previous.packagePath, { level: 'quick', signal: world.signal });
    if (!proof.ok) return null;
    const opened = await openPackage(world.fs, previous.packagePath);
    try {
      const record = readRecord(opened);
      const onBytes = world.progress.start('comparing', plan.bytes);
      return (await isUnchanged(world.fs, plan, record, { onBytes, signal: world.signal })) ? record : null;
    } finally {
      opened.close();
    }
  } catch (error) {
    // What cannot be opened is no reason to refuse a new package.
    if (error instanceof TapeboxError) return null;
    throw error;
  }
}
