/** Paths that name no media: the project folder, the project itself, and where imported files came from (cpr.md, section 3). */
import { type Archive, type ArchiveObject, objectsOf } from './archive.js';
import { isDocument, pathOf, readStoredFile, type StoredFile } from './stored-file.js';

export interface Folders {
  /** The project folder when it was saved, then that of the document, where it is another. */
  readonly search: readonly string[];
  /** Every other path, without those of origins. */
  readonly others: readonly StoredFile[];
}

const MAX_PATHS = 200_000;
const ORIGIN = 'OrigPath\0';
/** Between the key and the size of the object: the type, and the declaration of its class where it is the first. */
const MAX_GAP = 60;

export function readFolders(archive: Archive): Folders {
  const files = objectsOf(archive, 'FNPath', MAX_PATHS).flatMap((object) => {
    const file = isOrigin(archive, object) ? null : readStoredFile(archive, object);
    return file === null ? [] : [file];
  });
  const project = files.find(({ isFolder }) => isFolder);
  const document = files.find(isDocument);
  const folders = [project === undefined ? '' : pathOf(project), document?.folder ?? ''].map(withoutEnd);
  return { search: [...new Set(folders.filter((folder) => folder !== ''))], others: files };
}

function isOrigin({ bytes }: Archive, { id }: ArchiveObject): boolean {
  const before = bytes.subarray(Math.max(id - MAX_GAP, 0), id);
  return Buffer.from(before.buffer, before.byteOffset, before.length).includes(ORIGIN, 0, 'latin1');
}

const withoutEnd = (folder: string): string =>
  /^[A-Za-z]:[\\/]$/.test(folder) ? folder : folder.replace(/[\\/:]$/, '');
