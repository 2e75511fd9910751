/** The payload files: the project's own, what is collected, the untouched sessions, the notes. Pure. */
import { NOTES, ORIGINAL, PROJECT } from '../model/layout.js';
import { nameOf, resolve } from '../model/paths.js';
import { type GivenDocument, nameDocuments } from '../notes/document-names.js';
import type { Stat } from '../ports/file-system.js';
import type { Survey } from '../survey/model.js';
import type { PlannedFile, PlannedSession } from './model.js';
import { type Packing, restoreAsOf } from './packing.js';

export function planFiles(
  packing: Packing,
  sessions: readonly PlannedSession[],
  forks: Survey['forks'],
  notes: string | null,
  documents: readonly GivenDocument[],
): PlannedFile[] {
  const files = [
    ...treeFiles(packing, sessions),
    ...collectedFiles(packing, sessions, forks),
    ...originals(packing, sessions),
    ...notesFile(notes),
  ];
  return [...files, ...documentFiles(documents, files)];
}

function treeFiles(packing: Packing, sessions: readonly PlannedSession[]): PlannedFile[] {
  const { root, rootName, names } = packing;
  return packing.kept.flatMap((entry): PlannedFile[] => {
    if (entry.kind !== 'file') return [];
    const path = `${PROJECT}${rootName}/${names.inPackage(entry.path)}`;
    const file = {
      ...sessionOrFile(path, `${root}/${entry.path}`, entry, sessions),
      restoreAs: restoreAsOf(packing, entry.path),
    };
    return [file.why === 'project' && isFork(entry.path) ? { ...file, why: 'resource-fork' } : file];
  });
}

function collectedFiles(
  { rootName, places }: Packing,
  sessions: readonly PlannedSession[],
  forks: Survey['forks'],
): PlannedFile[] {
  return places.collected.flatMap(({ path, from, stat }): PlannedFile[] => {
    const there = sessionOrFile(`${PROJECT}${rootName}/${path}`, from, stat, sessions);
    const file: PlannedFile = there.why === 'project' ? { ...there, why: 'collected' } : there;
    const fork = forks.get(from);
    if (fork === undefined) return [file];
    const at = path.lastIndexOf('/') + 1;
    const forkPath = `${PROJECT}${rootName}/${path.slice(0, at)}._${path.slice(at)}`;
    return [
      file,
      {
        path: forkPath,
        content: { kind: 'copy', from: fork.path, stat: fork.stat },
        restoreAs: null,
        why: 'resource-fork',
      },
    ];
  });
}

function sessionOrFile(path: string, from: string, stat: Stat, sessions: readonly PlannedSession[]): PlannedFile {
  const index = sessions.findIndex((session) => session.path === path);
  const session = sessions[index];
  const copy = { path, content: { kind: 'copy', from, stat }, restoreAs: null } as const;
  if (session === undefined) return { ...copy, why: 'project' };
  if (session.changes.length === 0) return { ...copy, why: 'session' };
  return { ...copy, content: { kind: 'relinked', session: index, from, stat }, why: 'relinked-session' };
}

/** AppleDouble: the resource fork of the file beside it. */
const isFork = (path: string): boolean => nameOf(path).startsWith('._');

/** The session files as they were, byte for byte, where re-linking edits them. */
function originals({ rootName }: Packing, sessions: readonly PlannedSession[]): PlannedFile[] {
  return sessions.flatMap((session): PlannedFile[] => {
    if (session.changes.length === 0) return [];
    const path = `${ORIGINAL}${session.path.slice(`${PROJECT}${rootName}/`.length)}`;
    const { file, stat } = session.located;
    return [{ path, content: { kind: 'copy', from: file.path, stat }, restoreAs: null, why: 'original-session' }];
  });
}

/** Those that go along anyway, since they lie in the project, are not packed twice. */
function documentFiles(documents: readonly GivenDocument[], files: readonly PlannedFile[]): PlannedFile[] {
  const packed = new Set(files.flatMap(({ content }) => (content.kind === 'made' ? [] : [resolve(content.from)])));
  const taken = files.flatMap(({ path }) => (path.startsWith(NOTES) ? [path.slice(NOTES.length)] : []));
  const others = documents.filter(({ path }) => !packed.has(path));
  return nameDocuments(others, taken).map(({ path, packedAs, stat }) => ({
    path: `${NOTES}${packedAs}`,
    content: { kind: 'copy', from: path, stat },
    restoreAs: null,
    why: 'note',
  }));
}

function notesFile(notes: string | null): PlannedFile[] {
  if (notes === null) return [];
  const content = { kind: 'made', bytes: Buffer.from(notes) } as const;
  return [{ path: `${NOTES}notes.md`, content, restoreAs: null, why: 'note' }];
}
