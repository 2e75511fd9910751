/** "May the original go?" (design, section 4): yes only where nothing at all would be lost. Pure. */
import { countsAsThere } from '../model/complete.js';
import type { MayOriginalGo } from '../model/outputs.js';
import type { PackageRecord } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import { nameOf } from '../model/paths.js';
import { count } from '../text/show.js';

/** `furtherCopies`: verified copies on other volumes than the package's own. Reasons: the most serious first. */
export function mayOriginalGo(record: PackageRecord, furtherCopies: number): MayOriginalGo {
  const reasons = [...absentMedia(record), ...unreadSessions(record), ...leftBehind(record), ...partlyRead(record)];
  if (furtherCopies > 0 && reasons.length === 0) return { answer: 'yes', reasons: [] };
  const onlyCopy =
    furtherCopies > 0 ? [] : ['this would be the only copy: copy the package to another drive and verify it there'];
  return { answer: reasons.length > 0 ? 'no' : 'not-yet', reasons: [...reasons, ...onlyCopy] };
}

function absentMedia(record: PackageRecord): string[] {
  const accepted = new Set(record.decisions.filter((one) => one.kind === 'accept-loss').map((one) => one.what));
  const absent = new Map<string, number>();
  for (const { needed, state, stored } of record.sessions.flatMap((session) => session.media)) {
    if (!countsAsThere(needed, state) && !accepted.has(stored)) absent.set(state, (absent.get(state) ?? 0) + 1);
  }
  const pointers = record.findings.filter((one) => one.code === 'media-placeholder' && one.severity === 'error').length;
  const missing = absent.get('missing') ?? 0;
  const others = [...absent].filter(([state]) => state !== 'missing' && state !== 'placeholder');
  return [
    ...(missing > 0
      ? [
          `${count(missing, 'file')} ${missing === 1 ? 'is' : 'are'} missing: find ${missing === 1 ? 'it' : 'them'}, or accept the loss with --accept`,
        ]
      : []),
    ...(pointers > 0
      ? [`${count(pointers, 'file')} ${pointers === 1 ? 'is' : 'are'} only a placeholder: download the sound itself`]
      : []),
    ...others.map(([state, n]) => `${count(n, 'file')} ${n === 1 ? 'is' : 'are'} ${state}`),
  ];
}

function unreadSessions(record: PackageRecord): string[] {
  const unread = record.findings.filter((one) => one.code === 'session-unreadable').length;
  const cut = record.findings.some((one) => one.code === 'search-cut-short');
  return [
    ...(unread > 0 ? [`${count(unread, 'session')} could not be read`] : []),
    ...(cut ? ['the folder was too large to be looked through'] : []),
  ];
}

/** What is neither in the package nor made again by the DAW nor left out by the user's own word. */
function leftBehind(record: PackageRecord): string[] {
  const unreadable = record.leftOut.filter((one) => one.reason === 'unreadable');
  const others = record.leftOut.filter((one) => one.reason === 'other-project' || one.reason === 'package');
  const first = (list: typeof unreadable) => showPath(list[0]?.path ?? '');
  return [
    ...(unreadable.length > 0
      ? [`${count(unreadable.length, 'file')} could not be read, first "${first(unreadable)}"`]
      : []),
    ...(others.length > 0
      ? [
          `${count(others.length, 'file or folder', 'files and folders')} beside the song would stay behind, first "${first(others)}": take them along with --whole-folder, or leave them out with --exclude`,
        ]
      : []),
  ];
}

function partlyRead(record: PackageRecord): string[] {
  return record.sessions
    .filter((session) => session.coverage['media'] !== 'full')
    .map((session) => `the references of "${showPath(nameOf(session.path))}" are not fully read`);
}
