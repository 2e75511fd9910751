/** What an opened package is, whatever its form. */
import { packageError, type TapeboxError } from '../model/errors.js';
import type { Bytes } from './bytes.js';
import type { ZipMember } from './zip.js';

export interface OpenPackage {
  readonly path: string;
  readonly form: 'zip' | 'folder';
  /** The bag's top folder in a ZIP; the folder's own name without ".tapebox". */
  readonly name: string;
  /** Bytes of the container, or of all files. */
  readonly size: number;
  /** Files in the order of the container; paths inside the bag, with '/'. */
  readonly members: readonly PackageMember[];
  readonly folders: readonly string[];
  /** A small member, whole; throws a `packageError` where a ZIP's checksum for it does not hold. */
  read(path: string, maxBytes: number): Buffer;
  /** Where a member's bytes stand: the ZIP itself at an offset, or a file of its own. */
  place(path: string): { readonly file: string; readonly offset: number; readonly size: number };
  close(): void;
}

export interface PackageMember {
  readonly path: string;
  readonly size: number;
  readonly crc32: number | null;
  readonly offset: number | null;
}

/** What only the proof looks at: how the ZIP is made, and what stands in a folder that is neither file nor folder. */
export interface PackageUnderProof extends OpenPackage {
  readonly zip: ZipUnderProof | null;
  readonly special: readonly string[];
}

export interface ZipUnderProof {
  readonly bytes: Bytes;
  /** In the order of the directory, folders as well; paths with the top folder. */
  readonly members: readonly ZipMember[];
  /** The first thing that is wrong with the local headers; the members are then placed by the directory alone. */
  readonly broken: TapeboxError | null;
}

export const notABag = (name: string, what: string) =>
  packageError(
    'not-a-package',
    `${name} is no package: ${what}.`,
    'A package is a ZIP or folder that tapebox, or any BagIt tool, made.',
  );

export function missingMember(name: string, wanted: string): never {
  throw packageError('missing', `"${wanted}" is missing in ${name}.`);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
