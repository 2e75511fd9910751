/** Whether a package holds exactly what would be sealed now: every file and decision as recorded (design, section 3). */

import { createHash } from 'node:crypto';
import { hashRanges } from '../check/hash-job.js';
import type { PackageRecord, RecordFile } from '../model/package.js';
import { fromBytesField } from '../model/path-bytes.js';
import type { Plan, PlannedFile } from '../plan/model.js';
import type { FileSystem } from '../ports/file-system.js';
import type { RunOptions } from '../work/run-jobs.js';

/** First by what planning knows, then by content: a file whose size and time stayed may still be another one. */
export async function isUnchanged(
  fs: FileSystem,
  plan: Plan,
  record: PackageRecord,
  options: RunOptions,
): Promise<boolean> {
  if (JSON.stringify(planFacts(plan)) !== JSON.stringify(recordFacts(record))) return false;
  const recorded = new Map(record.files.map((file) => [file.path, file.sha256]));
  const copies = plan.files.flatMap((file) =>
    file.content.kind === 'copy'
      ? [{ path: file.path, file: file.content.from, offset: 0, size: file.content.stat.size }]
      : [],
  );
  const digests = await hashRanges(fs, copies, ['sha256'], options);
  return copies.every(({ path, size }, index) => {
    const digest = digests[index];
    return digest?.error === null && digest.size === size && digest.hashes['sha256'] === recorded.get(path);
  });
}

/** Folder times and caches are no change: opening a project in its DAW touches both. */
function planFacts(plan: Plan) {
  return {
    about: plan.about,
    files: plan.files.map(plannedFacts),
    folders: plan.folders.map((folder) => [folder.path, folder.restoreAs, folder.mode]),
    links: plan.links.map((link) => [link.path, link.target]),
    sessions: plan.sessions.map(({ path, located, packaged }) => [
      path,
      located.references.map((reference, index) => [
        reference.reference.stored,
        reference.state,
        packaged[index] ?? null,
      ]),
    ]),
    leftOut: plan.leftOut.filter((one) => one.reason !== 'regenerable').map((one) => [one.path, one.size, one.reason]),
    decisions: plan.decisions.map((one) => [one.kind, one.what, one.to, one.by]),
  };
}

function recordFacts(record: PackageRecord) {
  const { title, artist, client, studio } = record.project;
  return {
    about: { title, artist, client, studio },
    files: record.files.filter((file) => file.why !== 'recall').map(recordedFacts),
    folders: record.folders.map((folder) => [
      folder.path,
      folder.restoreAs === undefined ? null : fromBytesField(folder.restoreAs, folder.restoreAsBytes),
      folder.mode,
    ]),
    links: record.links.map((link) => [
      fromBytesField(link.path, link.pathBytes),
      fromBytesField(link.target, link.targetBytes),
    ]),
    sessions: record.sessions.map(({ path, media }) => [
      path,
      media.map((one) => [fromBytesField(one.stored, one.storedBytes), one.state, one.packaged]),
    ]),
    leftOut: record.leftOut
      .filter((one) => one.reason !== 'regenerable')
      .map((one) => [fromBytesField(one.path, one.pathBytes), one.size, one.reason]),
    decisions: record.decisions.map((one) => [one.kind, one.what, one.to, one.by]),
  };
}

/** A re-linked session is known by its original, which is a file of its own in the package. */
function plannedFacts({ path, content, restoreAs, why }: PlannedFile) {
  if (content.kind === 'made') {
    return [
      path,
      null,
      restoreAs,
      why,
      content.bytes.length,
      null,
      createHash('sha256').update(content.bytes).digest('hex'),
    ];
  }
  const isCopy = content.kind === 'copy';
  return [
    path,
    content.from,
    restoreAs,
    why,
    isCopy ? content.stat.size : null,
    isCopy ? String(content.stat.mtimeNs) : null,
    content.stat.mode,
  ];
}

function recordedFacts(file: RecordFile) {
  const original = file.original === null ? null : fromBytesField(file.original, file.originalBytes);
  const restoreAs = file.restoreAs === null ? null : fromBytesField(file.restoreAs, file.restoreAsBytes);
  if (original === null) return [file.path, null, restoreAs, file.why, file.size, null, file.sha256];
  const isCopy = file.why !== 'relinked-session';
  return [file.path, original, restoreAs, file.why, isCopy ? file.size : null, isCopy ? file.mtime : null, file.mode];
}
