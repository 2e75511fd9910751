/** Opens a package, a ZIP that holds one bag or a folder that is one, and reads what describes it. */
import { damageError, EXIT, packageError, TapeboxError } from '../model/errors.js';
import { BAG_INFO, MANIFEST, PACKAGE_SUFFIX, RECORD } from '../model/layout.js';
import type { PackageRecord } from '../model/package.js';
import { showPath } from '../model/path-bytes.js';
import type { EntryKind, FileSystem } from '../ports/file-system.js';
import { isAbsent, lookOrNull } from '../ports/files.js';
import { MAX_MANIFEST_BYTES, parseStrictManifest } from './manifest.js';
import { openFolder } from './open-folder.js';
import { checkedRead, openZip, recompressed } from './open-zip.js';
import type { OpenPackage, PackageUnderProof } from './opened.js';
import { MAX_RECORD_BYTES, parseRecord, sidecarPathOf } from './record.js';
import { type Label, parseLabels, valuesOf } from './tag-text.js';

export type { OpenPackage, PackageMember } from './opened.js';

/** Throws a `damageError` for what is named or known as a package and is broken, a `packageError` for everything else. */
export async function openPackage(fs: FileSystem, path: string): Promise<OpenPackage> {
  const opened = await openForProof(fs, path);
  try {
    const wrong = opened.zip?.broken ?? null;
    if (wrong !== null) throw damaged(fs, path, wrong);
    if (opened.special.length > 0) {
      throw packageError(
        'special-file',
        `${showPath(path)} holds a link or a special file: ${showPath(opened.special[0] ?? '')}.`,
      );
    }
    refuseNewer(opened);
    if (isOurs(opened)) refuseRecompressed(opened);
    return opened.zip === null ? opened : { ...opened, read: checkedRead(opened.name, opened.zip) };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** As `openPackage`, but goes on where only the local headers of a ZIP are broken, so that a proof can name all damage. */
export async function openForProof(fs: FileSystem, path: string): Promise<PackageUnderProof> {
  const { real, kind } = found(fs, path);
  if (kind !== 'file' && kind !== 'folder') {
    throw packageError('not-a-package', `${showPath(path)} is no file and no folder.`);
  }
  try {
    return kind === 'folder' ? openFolder(fs, real) : await openZip(fs, real);
  } catch (error) {
    throw error instanceof TapeboxError ? damaged(fs, path, error) : error;
  }
}

/** A link to a package is followed: users put them on their desks. */
function found(fs: FileSystem, path: string): { readonly real: string; readonly kind: EntryKind } {
  try {
    const { kind } = fs.look(path);
    if (kind !== 'link') return { real: path, kind };
    const real = fs.realPath(path);
    return { real, kind: fs.look(real).kind };
  } catch (error) {
    if (isAbsent(error)) throw absent(path);
    throw error;
  }
}

const absent = (path: string) =>
  new TapeboxError(
    'not-found',
    EXIT.usage,
    `there is nothing at "${showPath(path)}"`,
    'Check the spelling, and that the drive is mounted.',
  );

/** A broken thing that carries the name of a package, or whose sidecar says that it was one, is a damaged package. */
export function isKnownPackage(fs: FileSystem, path: string): boolean {
  return path.toLowerCase().endsWith(PACKAGE_SUFFIX) || lookOrNull(fs, sidecarPathOf(path)) !== null;
}

function damaged(fs: FileSystem, path: string, error: TapeboxError): TapeboxError {
  if (!isKnownPackage(fs, path)) return error;
  return damageError(error.code, error.message, error.next ?? 'Take another copy of this package.');
}

function refuseRecompressed(opened: PackageUnderProof): void {
  if (opened.zip?.members.some((member) => member.method !== 0)) throw recompressed(opened.zip.bytes.name);
}

/** The format that bag-info.txt names; null where there is no record, so that tapebox did not make it. */
export function formatOf(opened: OpenPackage): string | null {
  if (!opened.members.some((member) => member.path === RECORD)) return null;
  return valuesOf(readBagInfo(opened), 'Tapebox-Format')[0] ?? null;
}

export const isOurs = (opened: OpenPackage): boolean => formatOf(opened) === '1';

export function refuseNewer(opened: OpenPackage): void {
  const format = formatOf(opened);
  if (format === null || format === '1') return;
  const message = `${showPath(opened.name)} was made by another version of tapebox (format ${format}).`;
  throw packageError('format', message, 'Update tapebox.');
}

const MAX_INFO_BYTES = 1024 * 1024;

/** The labels of bag-info.txt in their order; none where it is missing or is no list of labels. */
export function readBagInfo(opened: OpenPackage): readonly Label[] {
  if (!opened.members.some((member) => member.path === BAG_INFO)) return [];
  return parseLabels(opened.read(BAG_INFO, MAX_INFO_BYTES).toString('utf8')) ?? [];
}

export const readRecord = (opened: OpenPackage): PackageRecord =>
  parseRecord(opened.read(RECORD, MAX_RECORD_BYTES), showPath(opened.name));

/** Paths to SHA-256, from a manifest in exactly the form that tapebox writes. */
export const readManifest = (opened: OpenPackage): ReadonlyMap<string, string> =>
  parseStrictManifest(opened.read(MANIFEST, MAX_MANIFEST_BYTES), showPath(opened.name));
