/** `FNPath`: a folder, and a file or folder in it (cpr.md, section 3). */
import { type Archive, type ArchiveObject, cursorIn } from './archive.js';
import { readText, skipText } from './text.js';

export interface StoredFile {
  readonly name: string;
  /** With a separator at its end. */
  readonly folder: string;
  readonly isFolder: boolean;
  /** Four letters: "WAVE", "NDPR". */
  readonly code: string;
}

export function readStoredFile(archive: Archive, object: ArchiveObject | null): StoredFile | null {
  if (object?.type !== 'FNPath') return null;
  const cursor = cursorIn(archive, object);
  const name = readText(cursor);
  const code = cursor.take(4);
  // Twice the extension, then what the file is called in the user's language.
  if (!skipText(cursor) || !skipText(cursor) || !skipText(cursor) || !cursor.skip(4)) return null;
  const isFolder = cursor.u16();
  const folder = readText(cursor);
  if (name === null || name === '' || code === null || isFolder === null || folder === null) return null;
  return { name, folder, isFolder: isFolder !== 0, code: Buffer.from(code).toString('latin1') };
}

export const pathOf = ({ folder, name }: StoredFile): string => `${folder}${name}`;

/** The type of a project: written backwards before 4.5. */
const DOCUMENT = /^(NDPR|RPDN)$/;

export const isDocument = ({ code, isFolder }: StoredFile): boolean => !isFolder && DOCUMENT.test(code);
