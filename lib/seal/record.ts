/** tapebox/record.json: the plan as carried out. It is evidence, so it keeps original paths. Pure. */

import { inspectedReference } from '../inspect/inspection.js';
import type { Finding } from '../model/finding.js';
import type { Lineage, PackageRecord, RecordFile, RecordFolder, RecordSession } from '../model/package.js';
import { bytesField } from '../model/path-bytes.js';
import { shownPath } from '../model/session-file.js';
import { rfc3339 } from '../model/time.js';
import type { Plan, PlannedFolder, PlannedSession } from '../plan/model.js';
import type { SealedFile } from './entries.js';

export function makeRecord(
  plan: Plan,
  files: readonly SealedFile[],
  seal: {
    readonly program: string;
    readonly sealedNs: bigint;
    readonly lineage: Lineage;
    readonly findings: readonly Finding[];
  },
): PackageRecord {
  const { root, rootName } = plan.project;
  return {
    schema: 'tapebox-record/1',
    program: seal.program,
    sealed: rfc3339(seal.sealedNs),
    lineage: seal.lineage,
    project: { root, ...bytesField('rootBytes', root), rootName, ...plan.about },
    files: files.map(recordFile),
    folders: plan.folders.map((folder) => recordFolder(folder, seal.sealedNs)),
    links: plan.links,
    sessions: plan.sessions.map((session) => recordSession(session, root)),
    leftOut: plan.leftOut,
    decisions: plan.decisions,
    findings: seal.findings,
  };
}

function recordFile({ planned, size, sha256, crc32 }: SealedFile): RecordFile {
  const { content } = planned;
  const original = content.kind === 'made' ? null : content.from;
  return {
    path: planned.path,
    original,
    ...bytesField('originalBytes', original),
    restoreAs: planned.restoreAs,
    ...bytesField('restoreAsBytes', planned.restoreAs),
    size,
    mode: content.kind === 'made' ? 0o644 : content.stat.mode,
    mtime: content.kind === 'copy' ? String(content.stat.mtimeNs) : null,
    sha256,
    crc32: crc32.toString(16).padStart(8, '0'),
    why: planned.why,
  };
}

function recordFolder(folder: PlannedFolder, sealedNs: bigint): RecordFolder {
  return {
    path: folder.path,
    ...(folder.restoreAs === null
      ? {}
      : { restoreAs: folder.restoreAs, ...bytesField('restoreAsBytes', folder.restoreAs) }),
    mode: folder.mode,
    mtime: String(folder.mtimeNs ?? sealedNs),
  };
}

function recordSession({ located, path, packaged }: PlannedSession, root: string): RecordSession {
  return {
    path,
    format: located.file.format,
    version: located.session.version,
    role: located.file.role,
    coverage: located.session.coverage,
    relink: located.relink,
    media: located.references.map((reference, index) => ({
      ...inspectedReference(reference, root),
      packaged: packaged[index] ?? null,
    })),
  };
}

/** Where a session stands in the project, for bag-info, sidecar and ids. */
export const sessionPath = (plan: Plan): string => {
  const main = plan.sessions[0];
  return main === undefined ? '' : shownPath(plan.project.root, main.located.file);
};
