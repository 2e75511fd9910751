import { basename, dirname, join } from '../model/paths.js';
import type { FileSystem } from '../ports/file-system.js';

const HOME_FOLDERS = ['', 'Desktop', 'Documents', 'Downloads', 'Music', 'Movies', 'Pictures', 'Videos', 'Projects'];
/** Top folders of sync clients, by name wherever they lie. */
const SYNC_FOLDER =
  /^(dropbox|onedrive|google ?drive|my drive|icloud ?drive|com~apple~clouddocs|cloudstorage|mega|nextcloud|owncloud|syncthing|sync)\b/i;

/** True for a folder that holds many things and is never one project: a home, Desktop, a sync client's or a volume's top. */
export function isSharedPlace(fs: FileSystem, folder: string, home: string | null): boolean {
  if (dirname(folder) === folder) return true;
  if (home !== null && HOME_FOLDERS.some((name) => join(home, name) === folder)) return true;
  if (SYNC_FOLDER.test(basename(folder))) return true;
  return fs.look(folder).device !== fs.look(dirname(folder)).device;
}
