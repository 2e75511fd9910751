/** A folder that is a bag, as a package. */
import { packageError } from '../model/errors.js';
import { BAGIT, FOLDER_SUFFIX } from '../model/layout.js';
import { compareBytes, showPath } from '../model/path-bytes.js';
import type { FileSystem } from '../ports/file-system.js';
import { lookOrNull, readWhole } from '../ports/files.js';
import { baseName, missingMember, notABag, type PackageMember, type PackageUnderProof } from './opened.js';
import { compareMembers } from './order.js';

export function openFolder(fs: FileSystem, path: string): PackageUnderProof {
  const folder = path.replace(/\/+$/, '');
  const name = baseName(folder).replace(new RegExp(`\\${FOLDER_SUFFIX}$`, 'i'), '');
  const bagit = lookOrNull(fs, `${folder}/${BAGIT}`);
  if (bagit?.kind !== 'file') throw notABag(showPath(baseName(folder)), 'it has no bagit.txt');
  const found = walk(fs, folder);
  const sizes = new Map(found.members.map((member) => [member.path, member.size]));
  const memberOf = (wanted: string): number => sizes.get(wanted) ?? missingMember(showPath(name), wanted);
  return {
    path: folder,
    form: 'folder',
    name,
    size: found.members.reduce((sum, member) => sum + member.size, 0),
    members: found.members,
    folders: found.folders,
    read(wanted, maxBytes) {
      if (memberOf(wanted) > maxBytes) {
        throw packageError('too-big', `"${wanted}" is larger than the ${maxBytes} bytes that are read of it.`);
      }
      return readWhole(fs, `${folder}/${wanted}`, maxBytes);
    },
    place: (wanted) => ({ file: `${folder}/${wanted}`, offset: 0, size: memberOf(wanted) }),
    close() {},
    zip: null,
    special: found.special,
  };
}

/** Everything below the folder, in the order of a container. Links and special files are named, never followed or opened. */
function walk(fs: FileSystem, top: string): { members: PackageMember[]; folders: string[]; special: string[] } {
  const members: PackageMember[] = [];
  const folders: string[] = [];
  const special: string[] = [];
  const left = [''];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    for (const { name, kind } of fs.list(`${top}/${folder}`)) {
      const path = `${folder}${name}`;
      if (kind === 'folder') {
        folders.push(path);
        left.push(`${path}/`);
      } else if (kind === 'file') {
        members.push({ path, size: fs.look(`${top}/${path}`).size, crc32: null, offset: null });
      } else special.push(path);
    }
  }
  members.sort((a, b) => compareMembers(a.path, b.path));
  return { members, folders: folders.sort(compareBytes), special };
}
