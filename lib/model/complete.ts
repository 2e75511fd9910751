/** What "complete" means (design, section 2): every needed reference is found, relocated, embedded or left out by rule. Pure. */
import type { Finding } from './finding.js';
import type { ReferenceState } from './inspect.js';
import type { PackageRecord } from './package.js';

const THERE: ReadonlySet<ReferenceState> = new Set(['found', 'relocated', 'embedded', 'none', 'library']);

/** A reference that nothing playable uses is never a reason for "incomplete". */
export const countsAsThere = (needed: boolean, state: ReferenceState): boolean => !needed || THERE.has(state);

/** False where nothing of what a session refers to is known: such a project is never called complete. */
export const isRead = ({ coverage }: { readonly coverage: Readonly<Record<string, string>> }): boolean =>
  coverage['media'] !== 'none';

/** Of a package by its record: a pointer at the place of a file is not the file. */
export function isComplete(record: PackageRecord): boolean {
  const hasPlaceholder = record.findings.some((one) => one.code === 'media-placeholder' && one.severity === 'error');
  return (
    !hasPlaceholder &&
    record.sessions.every(
      (session) => isRead(session) && session.media.every((media) => countsAsThere(media.needed, media.state)),
    )
  );
}

/** 3 where a person must look: something is missing, or a finding is more than told. */
export const exitCodeOf = (complete: boolean, findings: readonly Finding[]): 0 | 3 =>
  complete && findings.every((one) => one.severity === 'info') ? 0 : 3;
