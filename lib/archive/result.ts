/** What an archive run says of one project. Pure. */

import { mayOriginalGo } from '../answer/answer.js';
import { REFERENCE_STATES, type ReferenceState } from '../model/inspect.js';
import type { LocatedProject } from '../model/located.js';
import type { ArchiveResult, MayOriginalGo } from '../model/outputs.js';
import type { PackageRecord } from '../model/package.js';
import { shownPath } from '../model/session-file.js';
import type { Plan, PlannedFile } from '../plan/model.js';
import type { Sealed } from '../seal/seal.js';
import type { ShelfEntry } from '../survey/model.js';

type Common = Omit<ArchiveResult, 'package' | 'sidecar' | 'packageId' | 'lineage' | 'unchanged' | 'mayOriginalGo'>;

function common(plan: Plan, located: LocatedProject): Common {
  return {
    project: plan.project.root,
    title: plan.about.title,
    formats: [...new Set(located.sessions.map((session) => session.file.format))],
    complete: plan.complete,
    counts: countsOf(located),
    files: plan.files.length,
    bytes: plan.bytes,
    leftOut: plan.leftOut.map(({ path, size, reason }) => ({ path, bytes: size, reason })),
    relinked: plan.sessions
      .filter((session) => session.changes.length > 0)
      .map(({ located: { file, relink }, changes }) => ({
        session: shownPath(plan.project.root, file),
        references: changes.length,
        how: relink,
      })),
    findings: plan.findings,
  };
}

export function sealedResult(
  plan: Plan,
  located: LocatedProject,
  sealed: Sealed,
  answer: MayOriginalGo,
): ArchiveResult {
  const { sidecar } = sealed;
  const { id, number, previous } = sidecar.lineage;
  return {
    ...common(plan, located),
    package: sealed.packagePath,
    sidecar: sealed.sidecarPath,
    packageId: sidecar.package.id,
    lineage: { id, number, previous },
    unchanged: false,
    files: sealed.files,
    bytes: sealed.bytes,
    mayOriginalGo: answer,
    findings: [...plan.findings, ...sealed.warnings],
  };
}

export function unchangedResult(
  plan: Plan,
  located: LocatedProject,
  standing: ShelfEntry,
  record: PackageRecord,
): ArchiveResult {
  const { id, number, previous } = standing.lineage;
  return {
    ...common(plan, located),
    package: standing.packagePath,
    sidecar: standing.sidecarPath,
    packageId: standing.sidecar.package.id,
    lineage: { id, number, previous },
    unchanged: true,
    files: standing.sidecar.files.length,
    bytes: standing.sidecar.bytes,
    mayOriginalGo: mayOriginalGo(record, 0),
  };
}

export function dryRun(plan: Plan, located: LocatedProject): ArchiveResult {
  return {
    ...common(plan, located),
    package: null,
    sidecar: null,
    packageId: null,
    lineage: null,
    unchanged: false,
    mayOriginalGo: { answer: 'no', reasons: ['nothing was sealed: this was a dry run'] },
    plan: plan.files.map(planLine),
  };
}

function planLine({ path, content, why }: PlannedFile) {
  const isMade = content.kind === 'made';
  return {
    from: isMade ? null : content.from,
    to: path,
    bytes: isMade ? content.bytes.length : content.stat.size,
    why,
  };
}

function countsOf(located: LocatedProject): Record<ReferenceState, number> {
  const counts = Object.fromEntries(REFERENCE_STATES.map((state) => [state, 0])) as Record<ReferenceState, number>;
  for (const { state } of located.sessions.flatMap((session) => session.references)) counts[state]++;
  return counts;
}
