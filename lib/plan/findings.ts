/** What a person is told of the plan: names that will not travel everywhere, files that are left out, a folder full of other things. Pure. */
import { type Finding, finding } from '../model/finding.js';
import type { LeftOut } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import { nameOf } from '../model/paths.js';
import { tooLong, unsafeOnWindows } from '../names/safe.js';
import type { GivenDocument } from '../notes/document-names.js';
import type { PlannedFile, PlannedSession } from './model.js';

/** So that `C:\Users\someone\Documents\…` stays under 260 (packaging.md, section 3). */
const MAX_PATH_UNITS = 180;
const MUCH_BYTES = 1_000_000_000;

export function nameFindings(files: readonly PlannedFile[]): Finding[] {
  const out: Finding[] = [];
  for (const { path } of files) {
    const name = nameOf(path);
    const why = unsafeOnWindows(name) ?? tooLong(name);
    if (why !== null) {
      out.push(
        finding(
          'info',
          'name-not-for-windows',
          `"${showPath(name)}" ${why}; the session names it so, and it keeps its name`,
          path,
          'Open this package on macOS or Linux.',
        ),
      );
    }
    if (path.length > MAX_PATH_UNITS) {
      out.push(
        finding(
          'info',
          'path-long',
          `a path of ${path.length} characters may not unzip on Windows`,
          path,
          'Unzip it to a short folder, such as C:\\T.',
        ),
      );
    }
  }
  return out;
}

/** A document of the project itself was named as one from outside: it has its place. */
export function documentFindings(documents: readonly GivenDocument[], files: readonly PlannedFile[]): Finding[] {
  const notes = new Set(
    files.flatMap(({ why, content }) => (why === 'note' && content.kind === 'copy' ? [content.from] : [])),
  );
  return documents
    .filter(({ path }) => !notes.has(path))
    .map(({ name }) =>
      finding('info', 'document-inside', `"${showPath(name)}" is a file of the project and goes along there`, name),
    );
}

export function leftOutFindings(leftOut: readonly LeftOut[]): Finding[] {
  return leftOut.flatMap(({ path, reason }) => {
    const name = showPath(path);
    if (reason === 'unreadable') {
      return [
        finding(
          'error',
          'file-unreadable',
          `"${name}" cannot be read and is not in the package`,
          name,
          'Check its permissions, then archive again.',
        ),
      ];
    }
    if (reason === 'not-a-file') {
      return [
        finding('info', 'not-a-file', `"${name}" is a device, pipe or socket; such things are not archived`, name),
      ];
    }
    return [];
  });
}

/** The file is in the package, and the DAW will not find it there by itself: a person points to it. */
export function byHandFindings(sessions: readonly Pick<PlannedSession, 'path' | 'byHand' | 'located'>[]): Finding[] {
  return sessions.flatMap(({ path, byHand, located }) =>
    byHand.map(({ reference, target }) =>
      finding(
        'warn',
        'needs-relink-by-hand',
        `"${showPath(nameOf(path))}" cannot be told that "${showPath(reference.name)}" lies at "${showPath(target)}" in the package`,
        nameOf(path),
        `After a restore, when ${located.parserName} asks for "${showPath(reference.name)}", choose that file.`,
      ),
    ),
  );
}

/** Said before the work: over half of the bytes and over 1 GB are used by nothing (design, section 2). */
export function muchUnreferenced(
  files: readonly { readonly size: number; readonly isUsed: boolean }[],
  rootName: string,
): Finding[] {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const unused = files.reduce((sum, file) => sum + (file.isUsed ? 0 : file.size), 0);
  if (unused <= MUCH_BYTES || unused * 2 <= total) return [];
  return [
    finding(
      'warn',
      'much-unreferenced',
      `${Math.round((100 * unused) / total)} % of the bytes in "${showPath(rootName)}" are used by no session`,
      null,
      'If the folder holds other things as well, move the session into a folder of its own, or use --exclude.',
    ),
  ];
}

export function relinkFindings(sessions: readonly PlannedSession[]): Finding[] {
  return sessions.flatMap((session) => {
    const collected = session.changes.length;
    if (collected === 0) return [];
    const name = nameOf(session.path);
    return [
      finding(
        'info',
        'session-relinked',
        `"${name}" points to ${collected} ${collected === 1 ? 'file' : 'files'} at a new place inside the package; the untouched session is in Original`,
        name,
      ),
    ];
  });
}
