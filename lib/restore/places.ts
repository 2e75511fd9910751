/** Where each part of a package goes below `DIR/<name>/`: under its old name where nothing was re-linked to the new one. Pure. */
import { DATA, PROJECT } from '../model/layout.js';
import type { PackageRecord, RecordFile } from '../model/package.js';
import { fromBytesField } from '../model/path-bytes.js';

/** A file or folder of the record. */
export type Named = Pick<RecordFile, 'path'> & { readonly restoreAs?: string | null; readonly restoreAsBytes?: string };

/** "data/Project/Song/x.wav" gives "Song/x.wav", "data/Recall/recall.html" gives "Recall/recall.html". */
export function packagePlace(path: string): string {
  return path.startsWith(PROJECT) ? path.slice(PROJECT.length) : path.slice(DATA.length);
}

export const restoredPlace = ({ path, restoreAs, restoreAsBytes }: Named): string =>
  restoreAs === undefined || restoreAs === null ? packagePlace(path) : fromBytesField(restoreAs, restoreAsBytes);

/** The main sessions, relative to `DIR/<name>/`, in the order of the record. */
export function restoredSessions(record: PackageRecord): string[] {
  const files = new Map(record.files.map((file) => [file.path, file]));
  return record.sessions
    .filter((session) => session.role !== 'nested')
    .flatMap((session) => {
      const file = files.get(session.path);
      return file === undefined ? [] : [restoredPlace(file)];
    });
}
